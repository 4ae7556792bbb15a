internal import CCMark

extension Document {
  /// Shows the fenced blocks of prose whose language is known in colours.
  mutating func highlightProseCode() {
    var blocks: [Node] = []
    root.walk { if $0.kind == CMARK_NODE_CODE_BLOCK { blocks.append($0) } }
    for block in blocks {
      let (text, info) = (block.literal, block.fenceInfo)
      guard let html = HighlightedCode.html(of: text, info: info) else { continue }
      let name = info.prefix { !$0.isWhitespace }
      let language = MarkupEscape.attribute("class", "language-\(name)")
      block.replace(
        with: customBlock(
          .code(text: text, info: info), "<pre><code\(language)>\(html)</code></pre>", ""))
    }
  }
}
