internal import CCMark

/// The few elements of HTML that prose may hold, without attributes but `open`.
///
/// Each is written anew from its name: nothing that an author wrote reaches the page as markup.
enum SafeElement {
  /// Elements within running text.
  static let inline: Set<String> = ["kbd", "sub", "sup", "ins", "del", "mark", "samp", "var"]

  /// The name and the kind of a tag; `nil` for every other text.
  static func tag(_ html: String) -> (name: String, isEnd: Bool)? {
    guard html.hasPrefix("<"), html.hasSuffix(">") else { return nil }
    let isEnd = html.hasPrefix("</")
    let name = html.dropFirst(isEnd ? 2 : 1).dropLast().lowercased()
    return inline.contains(name) ? (name, isEnd) : nil
  }

  /// The beginning of a disclosure: whether it is open, and its line of summary.
  static func details(_ html: String) -> (isOpen: Bool, summary: String)? {
    var rest = html[...]
    func skip() { rest = rest.drop { $0.isWhitespace } }
    func take(_ text: String) -> Bool {
      guard rest.lowercased().hasPrefix(text) else { return false }
      rest = rest.dropFirst(text.count)
      return true
    }
    skip()
    let isOpen = take("<details open>")
    guard isOpen || take("<details>") else { return nil }
    skip()
    guard take("<summary>") else { return rest.isEmpty ? (isOpen, "") : nil }
    guard let end = rest.lowercased().firstRange(of: "</summary>") else { return nil }
    let length = rest.lowercased().distance(from: rest.lowercased().startIndex, to: end.lowerBound)
    let summary = rest.prefix(length)
    rest = rest.dropFirst(length + "</summary>".count)
    skip()
    guard rest.isEmpty, !summary.contains("<") else { return nil }
    return (isOpen, String(summary))
  }

  /// Whether a text ends a disclosure and holds nothing else.
  static func isDetailsEnd(_ html: String) -> Bool {
    html.filter { !$0.isWhitespace }.lowercased() == "</details>"
  }
}

extension Document {
  /// Takes pairs of safe elements into the tree; whatever stays is raw HTML.
  mutating func makeSafeElements(below tree: Node) {
    var parents: [Node] = []
    tree.walk { node in
      if node.children.contains(where: { $0.kind == CMARK_NODE_HTML_INLINE }) {
        parents.append(node)
      }
    }
    for parent in parents { pairInline(parent) }
    parents = []
    tree.walk { node in
      let isContainer = [CMARK_NODE_DOCUMENT, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_ITEM]
        .contains(node.kind)
      if isContainer, node.children.contains(where: { $0.kind == CMARK_NODE_HTML_BLOCK }) {
        parents.append(node)
      }
    }
    for parent in parents { pairBlocks(parent) }
  }

  private mutating func pairInline(_ parent: Node) {
    var open: [(name: String, node: Node)] = []
    for child in parent.children where child.kind == CMARK_NODE_HTML_INLINE {
      let html = child.literal
      if ["<br>", "<br/>", "<br />"].contains(html.lowercased()) {
        child.replace(with: Node(CMARK_NODE_LINEBREAK))
        continue
      }
      guard let (name, isEnd) = SafeElement.tag(html) else { continue }
      guard isEnd else {
        open.append((name, child))
        continue
      }
      guard let match = open.lastIndex(where: { $0.name == name }) else { continue }
      let opener = open[match].node
      open.removeSubrange(match...)
      let element = Node(custom: CMARK_NODE_CUSTOM_INLINE, enter: "<\(name)>", exit: "</\(name)>")
      element.insertBefore(opener)
      for node in opener.siblings(before: child) { element.append(node) }
      opener.free()
      child.free()
      _ = marked(element, .around("<\(name)>", "</\(name)>"))
    }
  }

  private mutating func pairBlocks(_ parent: Node) {
    var open: [(isOpen: Bool, summary: String, node: Node)] = []
    for child in parent.children where child.kind == CMARK_NODE_HTML_BLOCK {
      let html = child.literal
      if let (isOpen, summary) = SafeElement.details(html) {
        open.append((isOpen, summary, child))
      } else if SafeElement.isDetailsEnd(html), let opener = open.popLast() {
        let summary = MarkupEscape.content(opener.summary.unescapedEntities)
        let enter =
          "<details\(opener.isOpen ? " open" : "")>"
          + (summary.isEmpty ? "" : "\n<summary>\(summary)</summary>")
        let details = customBlock(.element(enter, "</details>"), enter, "</details>")
        details.insertBefore(opener.node)
        for node in opener.node.siblings(before: child) { details.append(node) }
        opener.node.free()
        child.free()
      }
    }
  }
}

extension String {
  /// With the entities that a summary is likely to hold as characters.
  fileprivate var unescapedEntities: String {
    replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&amp;", with: "&")
  }
}
