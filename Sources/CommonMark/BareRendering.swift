internal import CCMark

/// The library alone, for benchmarks to stand beside: parse, write both forms, free.
package enum BareRendering {
  /// How many bytes both forms have.
  package static func byteCount(of text: String) -> Int {
    var text = text
    let root = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_VALIDATE_UTF8)
      }
    }
    guard let root else { return 0 }
    defer { cmark_node_free(root) }
    return Node(root).html().count + Node(root).commonMark().count
  }
}
