internal import CCMark

/// What GitHub adds to CommonMark, made in libcmark's tree (GitHub Flavored Markdown 0.29, and
/// GitHub's own footnotes and alerts).
extension Document {
  /// Parses prose with all extensions.
  mutating func extend(_ source: ProseSource, alertTitle: (Alert) -> String) {
    makeSafeElements(below: root)
    clean(root)
    makePipeTables(source)
    extend(root, source)
    makeAlerts(alertTitle)
    makeFootnotes(source)
  }

  /// Makes the extensions that need no knowledge of lines, below a node.
  mutating func extend(_ node: Node, _ source: ProseSource) {
    cmark_consolidate_text_nodes(node.pointer)
    makeTaskLists(below: node)
    let parents = node.parentsOfText
    makeFootnoteReferences(parents, source)
    makeStrikethrough(parents)
    makeBareLinks(node.parentsOfText)
    makeFigures(below: node)
    if source.hasEscapes { restoreEscapes(below: node) }
  }

  /// Puts what escapes were carried by back in its place.
  private func restoreEscapes(below node: Node) {
    node.walk { node in
      switch node.kind {
      case CMARK_NODE_TEXT: node.restoreLiteral(inCode: false)
      case CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK: node.restoreLiteral(inCode: true)
      case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        let url = cmark_node_get_url(node.pointer).map { String(cString: $0) } ?? ""
        let title = cmark_node_get_title(node.pointer).map { String(cString: $0) } ?? ""
        accepted(
          cmark_node_set_url(node.pointer, ProseSource.restored(url, inCode: false)))
        accepted(
          cmark_node_set_title(node.pointer, ProseSource.restored(title, inCode: false)))
      default: break
      }
    }
  }
}

extension Node {
  /// The nodes that hold running text directly.
  fileprivate var parentsOfText: [Node] {
    var parents: [Node] = []
    walk { node in
      guard node.kind == CMARK_NODE_TEXT, let parent = node.parent, parents.last != parent else {
        return
      }
      parents.append(parent)
    }
    var seen: Set<Node> = []
    return parents.filter { seen.insert($0).inserted }
  }

  fileprivate func restoreLiteral(inCode: Bool) {
    let text = literal
    let restored = ProseSource.restored(text, inCode: inCode)
    if restored != text { setLiteral(restored) }
  }
}
