/// The library alone, for benchmarks to stand beside: parse, write both forms, free.
package enum BareRendering {
  /// How many bytes both forms have.
  package static func byteCount(of text: String) -> Int {
    guard let root = Node(parsing: text) else { return 0 }
    defer { root.free() }
    return root.html().count + root.commonMark().count
  }
}
