/// Makes a ``SourceTree`` of values as they come.
public struct SourceTreeBuilder {
  private let file: String
  private var nodes: [SourceTree.Node] = []
  private var text: [UInt8] = []

  /// - Parameters:
  ///   - file: the file as it was named to labbook.
  ///   - byteCount: how long the source is.
  public init(file: String, byteCount: Int) {
    self.file = file
    text.reserveCapacity(byteCount / 2)
    nodes.reserveCapacity(byteCount / 16)
  }

  /// The position of the next value.
  public var count: Int { nodes.count }

  /// Adds a scalar.
  ///
  /// `bytes`: its text in UTF-8.
  public mutating func add(
    _ bytes: UnsafeBufferPointer<UInt8>, isPlain: Bool, line: Int, column: Int
  ) {
    nodes.append(
      SourceTree.Node(
        line: Int32(clamping: line), column: Int32(clamping: column), link: 0,
        textStart: Int32(text.count), textCount: Int32(bytes.count),
        kind: isPlain ? .plain : .quoted))
    text.append(contentsOf: bytes)
  }

  /// Begins a collection, whose values follow until ``close(_:)``.
  ///
  /// - Returns: its position.
  public mutating func open(_ kind: SourceTree.Kind, line: Int, column: Int) -> Int {
    nodes.append(
      SourceTree.Node(
        line: Int32(clamping: line), column: Int32(clamping: column), link: 0, textStart: 0,
        textCount: 0, kind: kind))
    return nodes.count - 1
  }

  /// Ends a collection.
  public mutating func close(_ position: Int) { nodes[position].link = Int32(nodes.count) }

  /// Adds the values of a range once more, behind all others.
  public mutating func repeatNodes(_ range: Range<Int>) {
    let shift = Int32(nodes.count - range.lowerBound)
    nodes.append(contentsOf: nodes[range])
    for position in nodes.count - range.count..<nodes.count {
      switch nodes[position].kind {
      case .plain, .quoted: continue
      case .sequence, .mapping, .skipped: nodes[position].link += shift
      }
    }
  }

  /// Takes away the values from a position on.
  public mutating func removeNodes(from position: Int) {
    nodes.removeLast(nodes.count - position)
  }

  /// What the value at a position is.
  public func kind(_ position: Int) -> SourceTree.Kind { nodes[position].kind }

  /// Whether the value at a position is a scalar.
  public func isScalar(_ position: Int) -> Bool {
    switch nodes[position].kind {
    case .plain, .quoted: true
    case .sequence, .mapping, .skipped: false
    }
  }

  /// Whether a scalar's text is exactly this one.
  public func holds(_ other: StaticString, at position: Int) -> Bool {
    let node = nodes[position]
    guard Int(node.textCount) == other.utf8CodeUnitCount else { return false }
    let start = Int(node.textStart)
    for offset in 0..<other.utf8CodeUnitCount
    where text[start + offset] != other.utf8Start[offset] { return false }
    return true
  }

  /// The text of a scalar.
  public func text(_ position: Int) -> String {
    let node = nodes[position]
    let start = Int(node.textStart)
    return String(decoding: text[start..<start + Int(node.textCount)], as: UTF8.self)
  }

  /// Where a value stands, counted from 1.
  public func place(_ position: Int) -> (line: Int, column: Int) {
    (Int(nodes[position].line), Int(nodes[position].column))
  }

  /// The first two keys of a mapping that are one text, for each text that is given twice: the
  /// later's position and the first's.
  ///
  /// `keys`: their positions.
  public func repetitions(among keys: ArraySlice<Int32>) -> [(later: Int, first: Int)] {
    guard keys.count > 1 else { return [] }
    if keys.count > 12 { return repetitionsOfMany(keys) }
    var found: [(later: Int, first: Int)] = []
    for (index, key) in keys.enumerated().dropFirst() {
      let earlier = keys.prefix(index).first { isSame($0, key) }
      if let earlier { found.append((later: Int(key), first: Int(earlier))) }
    }
    return found
  }

  private func isSame(_ first: Int32, _ second: Int32) -> Bool {
    let (a, b) = (nodes[Int(first)], nodes[Int(second)])
    guard a.textCount == b.textCount else { return false }
    let (i, j) = (Int(a.textStart), Int(b.textStart))
    for offset in 0..<Int(a.textCount) where text[i + offset] != text[j + offset] { return false }
    return true
  }

  private func repetitionsOfMany(_ keys: ArraySlice<Int32>) -> [(later: Int, first: Int)] {
    var seen: [String: Int32] = [:]
    seen.reserveCapacity(keys.count)
    var found: [(later: Int, first: Int)] = []
    for key in keys {
      let text = text(Int(key))
      if let first = seen[text] {
        found.append((later: Int(key), first: Int(first)))
      } else {
        seen[text] = key
      }
    }
    return found
  }

  /// The tree of everything that was added.
  public func finished() -> SourceTree {
    SourceTree(file: file, nodes: nodes, text: text)
  }
}
