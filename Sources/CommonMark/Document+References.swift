internal import CCMark

extension Document {
  /// Gives each link and picture of the prose another address; without one, its text stays.
  ///
  /// What blocks add is left alone, if they are added later.
  public mutating func resolveReferences(_ resolve: (ProseReference) -> String?) {
    var found: [Node] = []
    root.walk { node in
      if [CMARK_NODE_LINK, CMARK_NODE_IMAGE].contains(node.kind) { found.append(node) }
    }
    for node in found {
      let address = node.address
      let place = place(of: node, written: address)
      let reference = ProseReference(
        isPicture: node.kind == CMARK_NODE_IMAGE, address: address, line: place.line,
        column: place.column)
      guard let resolved = resolve(reference) else {
        node.unwrap()
        continue
      }
      if resolved != address { accepted(cmark_node_set_url(node.pointer, resolved)) }
    }
  }

  /// Puts running text in the place of each code span of prose that begins with some text.
  ///
  /// - `content`: gets what follows that text; `nil` leaves the span as it is.
  public mutating func replaceSpans(
    beginningWith start: String, with content: (Span) -> [Inline]?
  ) {
    var found: [Node] = []
    root.walk { node in
      if node.kind == CMARK_NODE_CODE, node.literal.hasPrefix(start) { found.append(node) }
    }
    for node in found {
      let text = node.literal
      let place = place(of: node, written: text)
      let span = Span(
        text: String(text.dropFirst(start.count)), line: place.line, column: place.column)
      guard let content = content(span) else { continue }
      node.replace(with: filled(customInline(.children, "", ""), with: content))
    }
  }

  /// A code span of prose.
  public struct Span: Hashable, Sendable {
    /// What stands behind its beginning.
    public var text: String
    /// Counted from 1.
    public var line: Int
    /// Where its text begins, counted from 1, in Unicode scalars.
    public var column: Int
  }

  /// Cleans a tree, and remembers where what was taken out and what may be asked for stands.
  ///
  /// - `firstLine`: the line of the prose in which a text that was parsed apart begins.
  mutating func clean(_ tree: Node, firstLine: Int? = nil) {
    var found: [(kind: ProseFinding.Kind, line: Int)] = []
    let shift = (firstLine ?? 1) - 1
    ProseSafety.clean(tree) { kind, node in
      found.append((kind, max(node.nearestLine, 1) + shift))
    }
    // The tree is cleaned from its end.
    for (kind, line) in found.reversed() {
      let column = column(of: kind.text, line: line)
      findings.append(ProseFinding(kind: kind, line: line, column: column))
    }
    guard firstLine != nil else { return }
    var lines: [Node: Int] = [:]
    tree.walk { node in
      if [CMARK_NODE_LINK, CMARK_NODE_IMAGE, CMARK_NODE_CODE].contains(node.kind) {
        lines[node] = max(node.startLine, 1) + shift
      }
    }
    partLines.merge(lines) { $1 }
  }

  /// Where a node of the prose stands.
  ///
  /// - `text`: a part of it as it was written, which is looked for in its line.
  func place(of node: Node, written text: String) -> (line: Int, column: Int) {
    let line = partLines[node] ?? max(node.nearestLine, 1)
    return (line, column(of: text, line: line))
  }

  private func column(of text: String, line: Int) -> Int {
    guard proseLines.indices.contains(line - 1) else { return 1 }
    let source = proseLines[line - 1]
    let first = text.prefix { $0 != "\n" }
    guard !first.isEmpty, let range = source.firstRange(of: first) else { return 1 }
    return ProseSource.scalarCount(source[..<range.lowerBound]) + 1
  }
}

extension ProseFinding.Kind {
  /// As it was written.
  fileprivate var text: String {
    switch self {
    case .markup(let text), .link(let text), .picture(let text): text
    }
  }
}

extension Node {
  /// Where a link or a picture leads.
  var address: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }

  /// Its line or that of what holds it, counted from 1; 0 for a node that was not parsed.
  fileprivate var nearestLine: Int {
    var node: Node? = self
    while let current = node {
      if current.startLine > 0 { return current.startLine }
      node = current.parent
    }
    return 0
  }
}
