internal import Diagnostics
internal import CCMark

/// A page as one tree, from which its HTML and its Markdown are both written.
///
/// Prose is parsed by libcmark and stripped of raw HTML and unsafe links at once; what a program
/// adds comes as ``Block`` values and joins the same tree. The tree is libcmark's own and is freed
/// with the document.
public struct Document: ~Copyable {
  /// The document's node, which owns all others.
  let root: Node
  /// How the custom nodes look in Markdown; a node's mark is its position here plus 1.
  var forms: [MarkdownForm] = []
  /// Anchors that are taken.
  var identifiers: Set<String> = []
  /// The anchors of headings by the mark of their node.
  var headingAnchors: [Int: String] = [:]
  /// Those that the text refers to, in the order of their first mark.
  var footnotes: [Footnote] = []
  /// The footnotes' part of the page, where there is one.
  var footnoteSection: Node?
  /// The prose's lines, as they were parsed.
  var proseLines: [Substring] = []
  /// In which line of the prose links, pictures and code spans stand that were parsed apart.
  var partLines: [Node: Int] = [:]
  /// How many lines the blocks have whose lines have anchors, by the anchors' prefix.
  var numberedLines: [String: Int] = [:]
  /// What the prose holds and the page does not show as it is written.
  public internal(set) var findings: [ProseFinding] = []

  /// A document of blocks.
  public init(_ blocks: [Block] = []) {
    root = Node(CMARK_NODE_DOCUMENT)
    append(blocks)
  }

  /// Parses CommonMark that anybody may have written, with GitHub's extensions: tables,
  /// strikethrough, task lists, bare links, footnotes, alerts and a few safe elements.
  ///
  /// `alertTitle`: what stands above an alert.
  public init(parsing text: String, alertTitle: (Alert) -> String = \.englishTitle) {
    let text = VisibleText.lines(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    let source = ProseSource(text)
    root = Node(parsing: source.text) ?? Node(CMARK_NODE_DOCUMENT)
    proseLines = source.written
    extend(source, alertTitle: alertTitle)
  }

  deinit { root.free() }

  /// Adds blocks at the end.
  public mutating func append(_ blocks: [Block]) {
    for block in blocks { root.append(node(for: block)) }
  }

  /// Adds blocks at the beginning.
  public mutating func prepend(_ blocks: [Block]) {
    let first = root.children.first
    for block in blocks {
      let node = node(for: block)
      if let first { node.insertBefore(first) } else { root.append(node) }
    }
  }

  /// A fenced block in prose that stands for something.
  public struct Placeholder: Hashable, Sendable {
    /// What follows the name in the info string.
    public var arguments: String
    /// Counted from 1.
    public var line: Int
  }

  /// Puts blocks in the place of each fenced block whose info string begins with a name.
  public mutating func replacePlaceholders(
    named name: String, with blocks: (Placeholder) -> [Block]
  ) {
    for (place, placeholder) in places(named: name) {
      for block in blocks(placeholder) { node(for: block).insertBefore(place) }
      place.free()
    }
  }

  /// The fenced blocks whose info string begins with a name.
  public func placeholders(named name: String) -> [Placeholder] {
    places(named: name).map(\.placeholder)
  }

  private func places(named name: String) -> [(node: Node, placeholder: Placeholder)] {
    var found: [(Node, Placeholder)] = []
    root.walk { node in
      guard node.kind == CMARK_NODE_CODE_BLOCK else { return }
      let info = node.fenceInfo
      guard info == name || info.hasPrefix(name + " ") else { return }
      let arguments = info.dropFirst(name.count).drop { $0 == " " }
      found.append((node, Placeholder(arguments: String(arguments), line: node.startLine)))
    }
    return found
  }

  /// A heading of the finished page.
  public struct Heading: Hashable, Sendable {
    /// From 1 to 6.
    public var level: Int
    /// Its anchor.
    public var id: String
    /// Without markup.
    public var text: String
  }

  /// A page in both forms.
  public struct Rendered: Hashable, Sendable {
    /// A fragment of HTML in UTF-8, without a shell around it.
    public var html: [UInt8]
    /// CommonMark in UTF-8.
    public var markdown: [UInt8]
    /// In the page's order.
    public var headings: [Heading]
    /// Every id of the page, but those of numbered lines.
    var anchors: Set<String>
    /// How many lines the blocks have whose lines have anchors, by the anchors' prefix.
    var numberedLines: [String: Int]

    /// Whether a place of the page has the id.
    public func hasAnchor(_ id: String) -> Bool {
      if anchors.contains(id) { return true }
      guard let mark = id.lastIndex(of: "-"), let count = numberedLines[String(id[..<mark])],
        let line = Int(id[mark...].dropFirst(2))
      else { return false }
      return id == Code.lineID(prefix: String(id[..<mark]), line: line) && 1...max(1, count) ~= line
    }
  }

  /// Writes the page, which ends the document.
  public consuming func rendered() -> Rendered {
    moveFootnotesToEnd()
    anchorProseHeadings()
    highlightProseCode()
    let headings = headings()
    let html = root.html()
    becomeMarkdown()
    return Rendered(
      html: html, markdown: root.commonMark(), headings: headings, anchors: identifiers,
      numberedLines: numberedLines)
  }

  private func headings() -> [Heading] {
    var headings: [Heading] = []
    root.walk { node in
      guard node.mark > 0, case .heading(let level) = forms[node.mark - 1],
        let id = headingAnchors[node.mark]
      else { return }
      headings.append(Heading(level: level, id: id, text: node.plainText))
    }
    return headings
  }
}
