internal import CommonMark
internal import Diagnostics
internal import Notebook

/// What every section of an experiment's page is written from.
struct PageContext {
  let record: RunRecord
  let words: Words
  /// The way from the page to the experiment's folder: empty, or `../` for other languages.
  let root: String

  init(record: RunRecord, language: Language) {
    self.record = record
    words = Words(language: language)
    root = language == .english ? "" : "../"
  }
}

extension RunRecord {
  /// The folder of its pages: the experiment's name, which never leaves the output folder.
  var folder: String {
    let isPlain =
      !experiment.isEmpty && !experiment.hasPrefix(".")
      && experiment.unicodeScalars.allSatisfy {
        $0.value > 0x20 && !"/\\:\u{7F}".unicodeScalars.contains($0)
      }
    return isPlain ? experiment : HeadingSlug.slug(experiment)
  }

  /// The languages of its pages: English, and those that its title or question is given in.
  var languages: [Language] {
    Language.allCases.filter { language in
      language == .english || title.isGiven(in: language.tag) || question.isGiven(in: language.tag)
    }
  }
}

extension PageContext {
  /// The folder of a record's pages as a part of an address.
  static func address(_ record: RunRecord) -> String { address(folder: record.folder) }

  /// A folder's name as a part of an address.
  static func address(folder: String) -> String {
    var address = ""
    for byte in folder.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        address.append(Character(Unicode.Scalar(byte)))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        address += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return address
  }

  /// Plain text with its `http` and `https` addresses as links, so that sources are named as such.
  static func linked(_ text: String) -> [Inline] {
    var content: [Inline] = []
    var rest = text[...]
    while let start = addressStart(in: rest) {
      let address = rest[start...].prefix { !$0.isWhitespace && !"<>\"'`)]}".contains($0) }
      var end = address.endIndex
      while end > start, ".,;:!?".contains(rest[rest.index(before: end)]) {
        end = rest.index(before: end)
      }
      if start > rest.startIndex { content.append(.text(String(rest[..<start]))) }
      let destination = String(rest[start..<end])
      content.append(.link(destination: destination, [.text(destination)]))
      rest = rest[end...]
    }
    if !rest.isEmpty || content.isEmpty { content.append(.text(String(rest))) }
    return content
  }

  private static func addressStart(in text: Substring) -> Substring.Index? {
    var from = text.startIndex
    while let h = text[from...].firstIndex(of: "h") {
      if text[h...].hasPrefix("https://") || text[h...].hasPrefix("http://") { return h }
      from = text.index(after: h)
    }
    return nil
  }

  /// English words of labbook's or a manifest's own, marked as such where the page is in another
  /// language.
  func english(_ text: String) -> Inline {
    words.language == .english
      ? .text(text) : .foreign(language: Language.english.tag, [.text(text)])
  }

  /// A text of the author's, marked where it is not given in the page's language.
  func authored(_ text: LocalizedText) -> Inline {
    text.isGiven(in: words.language.tag) ? .text(words.text(text)) : english(words.text(text))
  }

  /// Where something is written: kind, name and field, then file and line with a link to it.
  func origin(_ origin: Origin?) -> [Inline] {
    guard let origin else { return [] }
    var content: [Inline] = [.text(" — \(origin.resource)")]
    if !origin.fieldPath.isEmpty { content += [" ", .code(origin.fieldPath)] }
    if let location = origin.location { content += [" ", place(location)] }
    return content
  }

  /// `file:line`, which leads to the line where the page shows the manifest.
  func place(_ location: SourceLocation) -> Inline {
    let text = Inline.span(style: "name", [.code(location.shortly)])
    guard let manifest = manifest(of: location.file) else { return text }
    let prefix = Self.anchorPrefix(manifest.path)
    return .reference(id: Code.lineID(prefix: prefix, line: location.line), [text])
  }

  /// The manifest that a place names.
  func manifest(of file: String) -> RunRecord.ManifestFile? {
    record.manifests.first { $0.path == file || file.hasSuffix("/\($0.path)") }
  }

  static func anchorPrefix(_ path: String) -> String { HeadingSlug.slug(path) }
}

extension SourceLocation {
  /// `FILE:LINE`, without the folders.
  var shortly: String { "\(file.split(separator: "/").last ?? Substring(file)):\(line)" }
}
