internal import CommonMark
internal import Diagnostics

/// The HTML around a page: text with slots such as `{{title}}`.
struct PageShell {
  /// The slots that a shell may use.
  enum Slot: String, CaseIterable {
    case language, title, description, stylesheet, home, notebook, skip, navigationLabel
    case links, languages, alternates, contents, content, pager, footer
  }

  private enum Piece {
    case text([UInt8])
    case slot(Slot)
  }

  private var pieces: [Piece] = []
  /// Slots that the shell names and that do not exist, at their places.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ template: Templates.Template) {
    var rest = template.text[...]
    var line = 1
    while let open = rest.range(ofSlotMark: "{{"), let close = open.rest.range(ofSlotMark: "}}") {
      pieces.append(.text(Array(open.before.utf8)))
      line += open.before.lineEnds
      let name = String(close.before)
      if let slot = Slot(rawValue: name) {
        pieces.append(.slot(slot))
      } else {
        diagnostics.append(Self.unknown(name, template, line: line, before: rest, open.before))
      }
      line += close.before.lineEnds
      rest = close.rest
    }
    pieces.append(.text(Array(rest.utf8)))
  }

  private static func unknown(
    _ name: String, _ template: Templates.Template, line: Int, before: Substring, _ text: Substring
  ) -> Diagnostic {
    let lineStart =
      template.text[..<text.endIndex].lastIndex { $0.isNewline }
      .map { template.text.index(after: $0) } ?? template.text.startIndex
    let column = template.text[lineStart..<text.endIndex].unicodeScalars.count + 1
    return Diagnostic(
      .unknownSlot, "no slot is called '\(VisibleText.line(name))'",
      at: SourceLocation(file: template.file, line: line, column: column),
      notes: [.init("there are \(Slot.allCases.map(\.rawValue).joined(separator: ", "))")])
  }

  /// What fills the slots of one page.
  struct Slots {
    var title: String
    var description: String
    var words: Words
    /// The way from the page to the site's top.
    var root: String
    /// The page in each language, relative to the page; empty where there is one alone.
    var languages: [(language: Language, address: String)]
    var labbookVersion: String
    /// The rendered tree.
    var content: [UInt8]
    /// Those of the page, for its table of contents.
    var headings: [Document.Heading] = []
    /// The experiments before and behind the page's own.
    var neighbours = Report.Neighbours()
  }

  /// The whole page.
  ///
  /// Every slot is escaped except the rendered tree.
  func fill(_ slots: Slots) -> [UInt8] {
    var page: [UInt8] = []
    page.reserveCapacity(slots.content.count + 4096)
    for piece in pieces {
      switch piece {
      case .text(let bytes): page.append(contentsOf: bytes)
      case .slot(.content): page.append(contentsOf: slots.content)
      case .slot(let slot): page.append(contentsOf: markup(slot, slots).utf8)
      }
    }
    return page
  }

  private func markup(_ slot: Slot, _ slots: Slots) -> String {
    switch slot {
    case .language: slots.words.language.tag
    case .title: Self.escaped(slots.title)
    case .description: Self.escaped(slots.description)
    case .stylesheet: Self.escaped("\(slots.root)labbook.css")
    case .home: Self.escaped("\(slots.root)\(slots.words.language.folder)index.html")
    case .notebook: Self.escaped(slots.words.notebook)
    case .skip: Self.escaped(slots.words.skip)
    case .navigationLabel: Self.escaped(slots.words.navigation)
    case .links: siteLinks(slots)
    case .languages: languageLinks(slots)
    case .contents: tableOfContents(slots)
    case .pager: pager(slots)
    case .alternates: alternateLinks(slots)
    case .content: ""
    case .footer: Self.escaped(slots.words.footer(version: slots.labbookVersion))
    }
  }

  private static func escaped(_ text: String) -> String {
    MarkupEscape.text(VisibleText.line(text))
  }

  /// To the pages that stand for the site's parts.
  private func siteLinks(_ slots: Slots) -> String {
    let folder = slots.words.language.folder
    return [
      ("\(slots.root)\(folder)index.html", slots.words.experiments),
      ("\(slots.root)compare/\(folder)index.html", slots.words.releases),
    ].map { "<a href=\"\(Self.escaped($0.0))\">\(Self.escaped($0.1))</a>" }.joined(separator: " ")
  }

  /// The headings below the title, where there are enough of them to need one.
  private func tableOfContents(_ slots: Slots) -> String {
    let headings = slots.headings.filter { $0.level == 2 }
    guard headings.count > 2 else { return "" }
    let items = headings.map {
      "<li><a href=\"#\(Self.escaped($0.id))\">\(Self.escaped($0.text))</a></li>"
    }
    let label = Self.escaped(slots.words.contents)
    return "<nav class=\"contents\" aria-label=\"\(label)\"><details><summary>\(label)</summary>"
      + "<ul>\(items.joined())</ul></details></nav>"
  }

  /// Links to the experiments before and behind this one.
  private func pager(_ slots: Slots) -> String {
    let words = slots.words
    let links = [
      (slots.neighbours.previous, "prev", "← \(words.previous): "),
      (slots.neighbours.next, "next", "\(words.next) →: "),
    ].compactMap { neighbour, relation, label in
      neighbour.map { neighbour in
        let folder = neighbour.languages.contains(words.language.tag) ? words.language.folder : ""
        let address =
          "\(slots.root)\(PageContext.address(folder: neighbour.folder))/\(folder)index.html"
        return "<a rel=\"\(relation)\" href=\"\(Self.escaped(address))\">\(Self.escaped(label))"
          + "\(Self.escaped(words.text(neighbour.title)))</a>"
      }
    }
    guard !links.isEmpty else { return "" }
    return "<nav class=\"pager\" aria-label=\"\(Self.escaped(words.otherExperiments))\">"
      + "\(links.joined(separator: " "))</nav>"
  }

  private func languageLinks(_ slots: Slots) -> String {
    guard slots.languages.count > 1 else { return "" }
    return slots.languages.filter { $0.language != slots.words.language }.map { language, address in
      "<a href=\"\(Self.escaped(address))\" hreflang=\"\(language.tag)\" lang=\"\(language.tag)\">"
        + "\(Self.escaped(language.name))</a>"
    }.joined(separator: " ")
  }

  private func alternateLinks(_ slots: Slots) -> String {
    guard slots.languages.count > 1 else { return "" }
    return slots.languages.map { language, address in
      "<link rel=\"alternate\" hreflang=\"\(language.tag)\" href=\"\(Self.escaped(address))\">"
    }.joined(separator: "\n")
  }
}

extension Substring {
  /// The text before and after the first occurrence of a two-byte mark.
  fileprivate func range(ofSlotMark mark: String) -> (before: Substring, rest: Substring)? {
    var from = startIndex
    while let index = self[from...].firstIndex(where: { $0 == mark.first }) {
      if self[index...].hasPrefix(mark) {
        return (self[startIndex..<index], self[self.index(index, offsetBy: mark.count)...])
      }
      from = self.index(after: index)
    }
    return nil
  }

  fileprivate var lineEnds: Int { count { $0.isNewline } }
}
