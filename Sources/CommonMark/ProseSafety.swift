internal import CCMark

/// Takes out of parsed prose what could act on its reader.
///
/// libcmark's safe mode concerns its HTML alone: its CommonMark keeps raw HTML and `javascript:`
/// links. So the tree is cleaned, before either is written.
enum ProseSafety {
  /// Takes what must not reach a page out of a tree.
  ///
  /// - `found`: called for each node that is taken out or shown as something else, before.
  static func clean(_ root: Node, found: (ProseFinding.Kind, Node) -> Void) {
    var suspects: [Node] = []
    root.walk { node in
      switch node.kind {
      case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE, CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        suspects.append(node)
      default: break
      }
    }
    // Children come before their parents, so that a node is never touched after it was freed.
    for node in suspects.reversed() { clean(suspect: node, found) }
  }

  private static func clean(suspect node: Node, _ found: (ProseFinding.Kind, Node) -> Void) {
    switch node.kind {
    case CMARK_NODE_HTML_BLOCK:
      if isComment(node.literal) { return node.free() }
      found(.markup(node.literal), node)
      node.replace(with: Node(CMARK_NODE_CODE_BLOCK, literal: node.literal))
    case CMARK_NODE_HTML_INLINE:
      if isComment(node.literal) { return node.free() }
      found(.markup(node.literal), node)
      becomeCode(node)
    case CMARK_NODE_LINK:
      let address = node.address
      guard !LinkSafety.isSafe(link: address) else { return }
      if !address.isEmpty { found(.link(address), node) }
      unwrap(node)
    default:
      cleanImage(node, found)
    }
  }

  /// Shows markup within running text as code on one line, together with the markup behind it: code
  /// spans that touch would be read as one.
  private static func becomeCode(_ node: Node) {
    var text = node.literal.replacing("\n", with: " ")
    if let next = cmark_node_next(node.pointer).map(Node.init), next.kind == CMARK_NODE_CODE {
      text += next.literal
      next.free()
    }
    node.replace(with: Node(CMARK_NODE_CODE, literal: text))
  }

  /// Leaves the text of a link or a picture; a paragraph that has no other goes.
  private static func unwrap(_ node: Node) {
    let parent = node.parent
    node.unwrap()
    if let parent, parent.kind == CMARK_NODE_PARAGRAPH, parent.children.isEmpty,
      parent.parent != nil
    {
      parent.free()
    }
  }

  /// Pictures come from the page's own folder; others become links, for a page asks no other host.
  private static func cleanImage(
    _ image: Node, _ found: (ProseFinding.Kind, Node) -> Void
  ) {
    let address = image.address
    if LinkSafety.isSafe(image: address) { return }
    found(.picture(address), image)
    guard LinkSafety.isSafe(link: address), address.hasPrefix("http"), !hasLinkAbove(image) else {
      return unwrap(image)
    }
    let link = Node(CMARK_NODE_LINK)
    accepted(cmark_node_set_url(link.pointer, address))
    image.moveChildren(to: link)
    image.replace(with: link)
  }

  private static func hasLinkAbove(_ node: Node) -> Bool {
    var ancestor = node.parent
    while let current = ancestor {
      if current.kind == CMARK_NODE_LINK { return true }
      ancestor = current.parent
    }
    return false
  }

  private static func isComment(_ html: String) -> Bool {
    var html = html[...]
    while html.last?.isWhitespace == true { html.removeLast() }
    guard html.hasPrefix("<!--"), html.hasSuffix("-->") else { return false }
    return !html.dropFirst(4).dropLast(3).contains("-->")
  }
}
