internal import CCMark

/// A picture alone in its paragraph is a figure; its title is the caption.
extension Document {
  /// Makes figures of paragraphs that hold one image and nothing else.
  mutating func makeFigures(below node: Node) {
    var found: [(paragraph: Node, image: Node)] = []
    node.walk { paragraph in
      guard paragraph.kind == CMARK_NODE_PARAGRAPH else { return }
      let children = paragraph.children
      guard children.count == 1, children[0].kind == CMARK_NODE_IMAGE else { return }
      found.append((paragraph, children[0]))
    }
    for (paragraph, image) in found {
      let title = cmark_node_get_title(image.pointer).map { String(cString: $0) } ?? ""
      let caption = MarkupEscape.text(ProseSource.restored(title, inCode: false))
      let figure = customBlock(
        .paragraph, "<figure>",
        title.isEmpty ? "</figure>" : "<figcaption>\(caption)</figcaption></figure>")
      figure.append(image)
      paragraph.replace(with: figure)
    }
  }
}
