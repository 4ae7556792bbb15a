internal import CommonMark
internal import Diagnostics

/// Writes the pages of codes.
struct CodePages {
  /// The HTML around a page.
  let shell: PageShell
  /// The version that the footer names.
  let labbookVersion: String
  private let words = Words(language: .english)

  /// The pages within a shell.
  init(shell: PageShell, labbookVersion: String) {
    self.shell = shell
    self.labbookVersion = labbookVersion
  }

  /// The page of a code, in both forms.
  func files(of entry: CodeEntry) -> [OutputFile] {
    let explanation = entry.explanation
    return files(
      Self.blocks(of: entry), name: explanation.code.rawValue,
      title: "\(explanation.code.rawValue): \(entry.heading)", description: explanation.meaning)
  }

  /// What stands on the page of a code.
  static func blocks(of entry: CodeEntry) -> [Block] {
    let explanation = entry.explanation
    let code = explanation.code.rawValue
    var blocks: [Block] = [
      .heading(level: 1, id: "title", [.code(code), .text(" \(entry.heading)")]),
      .paragraph([.text(explanation.meaning)], style: "question"),
    ]
    if !explanation.istioCodes.isEmpty {
      let codes = explanation.istioCodes.flatMap { [Inline.text(", "), .code($0)] }.dropFirst()
      blocks.append(
        .paragraph([.code("istioctl analyze"), .text(" calls it ")] + codes + [.text(".")]))
    }
    blocks += example(of: entry)
    if !explanation.fix.isEmpty {
      blocks.append(.heading(level: 2, id: "fix", [.text("Fix")]))
      blocks.append(.paragraph([.text(explanation.fix)]))
    }
    return blocks + [
      .heading(level: 2, id: "source", [.text("Source")]),
      .paragraph([.text(explanation.source)]),
      .paragraph([.link(destination: "index.html", [.text("All codes")])]),
    ]
  }

  private static func example(of entry: CodeEntry) -> [Block] {
    let explanation = entry.explanation
    guard !explanation.example.isEmpty else { return [] }
    let code = explanation.code.rawValue
    var blocks: [Block] = [
      .heading(level: 2, id: "example", [.text("An example")]),
      .paragraph([
        .text("Beside the "),
        .link(destination: "index.html#mesh", [.text("mesh of all examples")]), .text(":"),
      ]),
      .code(
        Code(
          explanation.example.trimmedAtEnd, info: "yaml", label: "The example of \(code)",
          lineAnchorPrefix: "example")),
    ]
    if let request = explanation.request {
      blocks.append(.paragraph([.text("asked by "), .code(command(of: request)), .text(":")]))
    }
    guard !entry.printed.isEmpty else { return blocks }
    if explanation.request == nil {
      blocks.append(.paragraph([.code("labbook check"), .text(" prints:")]))
    }
    blocks.append(
      .code(
        Code(
          entry.printed.joined(separator: "\n"), info: "text",
          label: "What labbook prints for the example")))
    return blocks
  }

  /// The command that asks what an example is asked.
  static func command(of request: CodeExplanation.Request) -> String {
    let method = request.method == "GET" ? "" : " -X \(request.method)"
    return "labbook curl --from \(request.client)\(method) \(request.url)"
  }

  /// The page that lists all codes.
  func list(of entries: [CodeEntry], _ retired: [RetiredCode]) -> [OutputFile] {
    let title = "What labbook finds"
    let lead =
      "Every finding has a code. It is never used for anything else, in whatever form it is told."
    let rows = entries.map { entry in
      [
        Table.Cell([
          .link(
            destination: "\(entry.explanation.code.rawValue).html",
            [.text(entry.explanation.code.rawValue)])
        ]),
        Table.Cell([.text(entry.heading)]),
        Table.Cell([.text(entry.explanation.istioCodes.joined(separator: ", "))]),
      ]
    }
    var blocks: [Block] = [
      .heading(level: 1, id: "title", [.text(title)]),
      .paragraph([.text(lead)], style: "question"),
      .table(
        Table(
          id: "codes", caption: [.text(title)],
          header: ["Code", "What it is", "istioctl analyze"].map { Table.Cell([.text($0)]) },
          rows: rows)),
    ]
    if !retired.isEmpty {
      blocks.append(.heading(level: 2, id: "retired", [.text("Given no more")]))
      blocks.append(
        .list(items: retired.map { [.paragraph([.code($0.code), .text(" \($0.meaning)")])] }))
    }
    blocks += [
      .heading(level: 2, id: "mesh", [.text("The mesh of all examples")]),
      .code(
        Code(CodeExplanation.exampleBase, info: "yaml", label: "The mesh around every example")),
    ]
    return files(blocks, name: "index", title: title, description: lead)
  }

  private func files(
    _ blocks: [Block], name: String, title: String, description: String
  ) -> [OutputFile] {
    let rendered = Document(blocks).rendered()
    let slots = PageShell.Slots(
      title: title, description: description, words: words, root: "../", languages: [],
      labbookVersion: labbookVersion, content: rendered.html)
    return [
      OutputFile(path: "codes/\(name).html", bytes: shell.fill(slots)),
      OutputFile(path: "codes/\(name).md", bytes: rendered.markdown),
    ]
  }
}

extension String {
  /// Without blanks and line ends at its end.
  fileprivate var trimmedAtEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
