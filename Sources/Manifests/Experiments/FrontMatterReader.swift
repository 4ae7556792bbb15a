public import Diagnostics
internal import Limits
public import Notebook

/// Reads a notebook: the front matter at its head, which is YAML between two lines `---`, and its
/// prose.
public enum FrontMatterReader {
  /// The notebook, and everything that is wrong with its front matter.
  ///
  /// Without a second line `---` there is none: the first is a rule across the page.
  ///
  /// - `source`: the file.
  /// - `language`: the tag that its name has.
  public static func read(
    _ source: ManifestSource, language: String
  ) -> (notebook: NotebookText, diagnostics: [Diagnostic]) {
    let text = String(decoding: source.bytes, as: UTF8.self)
    guard let (head, body) = parts(of: text) else { return (NotebookText(body: text), []) }
    let yaml = ManifestSource(name: source.name, bytes: Array(head.utf8))
    let (documents, problems) = YAMLReader.documents(of: yaml)
    let findings = Findings(file: source.name)
    for problem in problems { findings.report(problem) }
    var notebook = NotebookText(body: body)
    if let document = documents.first, let fields = Fields(document, path: "", findings) {
      notebook = fields.closed { decode($0, body: body, language: language) }
    }
    return (notebook, findings.diagnostics)
  }

  /// Both parts, each on its lines of the file.
  private static func parts(of text: String) -> (head: String, body: String)? {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard isMark(lines.first), let end = lines.dropFirst().firstIndex(where: { isMark($0) })
    else { return nil }
    let head = ([""] + lines[1..<end]).joined(separator: "\n")
    let blank = Array(repeating: Substring(), count: end + 1)
    return (head, (blank + lines[(end + 1)...]).joined(separator: "\n"))
  }

  private static func isMark(_ line: Substring?) -> Bool {
    guard let line, line.hasPrefix("---") else { return false }
    return line.dropFirst(3).allSatisfy { $0 == " " || $0 == "\t" }
  }

  private static func decode(_ fields: Fields, body: String, language: String) -> NotebookText {
    var notebook = NotebookText(body: body)
    notebook.title = fields.string("title").flatMap { $0.isEmpty ? nil : $0 }
    notebook.frontMatter.date = date(fields)
    notebook.frontMatter.authors = texts("author", fields)
    notebook.frontMatter.tags = texts("tags", fields)
    if let order = fields.integer("order", .int32) { notebook.frontMatter.order = Int(order) }
    if fields.boolean("draft") == true, let node = fields.value("draft") {
      notebook.frontMatter.draft = true
      notebook.draftLine = node.location(in: fields.findings.file).line
    }
    if let named = fields.string("lang"), named != language, let node = fields.value("lang") {
      fields.findings.report(
        .invalidValue, "the file's name says “\(language)”, and its front matter another language",
        at: node)
    }
    notebook.original = fields.string("original")
    if let node = fields.value("original") {
      notebook.originalLine = node.location(in: fields.findings.file).line
    }
    return notebook
  }

  /// One text or a list of texts; `nil` where there is none.
  private static func texts(_ key: String, _ fields: Fields) -> [String]? {
    guard let node = fields.value(key) else { return nil }
    let texts: [String]
    if case .sequence = node.content {
      texts = fields.strings(key)
    } else {
      texts = fields.string(key).map { [$0] } ?? []
    }
    return texts.isEmpty ? nil : texts
  }

  /// The day of `YYYY-MM-DD`, whatever follows behind `T` or a blank.
  private static func date(_ fields: Fields) -> String? {
    guard let node = fields.value("date"), let text = fields.string("date") else { return nil }
    let day = text.prefix(10)
    let rest = text.dropFirst(10).first
    guard isDay(day), rest == nil || rest == "T" || rest == " " else {
      fields.findings.report(
        .invalidValue, "date must be a day such as 2024-02-28, and this is none", at: node)
      return nil
    }
    return String(day)
  }

  private static func isDay(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.map(\.utf8.count) == [4, 2, 2], numbers.count == 3,
      text.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: "-") }),
      let year = numbers.first, let day = numbers.last, (1...12).contains(numbers[1])
    else { return false }
    let month = numbers[1]
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }
}
