/// The values of one source text in the order in which they are written, each with its place.
///
/// A tree laid out flat: behind a collection come the values that it holds, a mapping's as key and
/// value by turns. A class, because everything that is read of a text shares it; nothing of it
/// changes once it is made.
public final class SourceTree: Sendable {
  /// What a value is.
  public enum Kind: UInt8, Sendable {
    /// A scalar without quotes.
    case plain
    /// A scalar in quotes, or in a block.
    case quoted
    /// A list.
    case sequence
    /// A mapping.
    case mapping
    /// A collection of which nobody reads anything.
    case skipped
  }

  /// A value, a key among them.
  struct Node: Sendable {
    /// Counted from 1.
    var line: Int32
    /// Counted from 1, in characters.
    var column: Int32
    /// Of a collection the position behind its last value; of a key a number by which keys that
    /// differ are told apart.
    var link: Int32
    /// Where its text begins in the tree's text.
    var textStart: Int32
    /// How many bytes of text it has.
    var textCount: Int32
    /// What it is.
    var kind: Kind
  }

  /// The file as it was named to labbook.
  public let file: String
  /// All nodes, parents before children.
  let nodes: [Node]
  /// The texts of all scalars, one behind the other, in UTF-8.
  let text: [UInt8]

  init(file: String, nodes: [Node], text: [UInt8]) {
    self.file = file
    self.nodes = nodes
    self.text = text
  }

  /// A tree of one mapping that holds nothing.
  public convenience init(emptyMappingIn file: String, line: Int, column: Int) {
    let node = Node(
      line: Int32(clamping: line), column: Int32(clamping: column), link: 1, textStart: 0,
      textCount: 0, kind: .mapping)
    self.init(file: file, nodes: [node], text: [])
  }

  /// What the value at a position is.
  public func kind(_ position: Int) -> Kind { nodes[position].kind }

  /// Where the value at a position stands, counted from 1.
  public func place(_ position: Int) -> (line: Int, column: Int) {
    (Int(nodes[position].line), Int(nodes[position].column))
  }

  /// The place with the file's name.
  public func location(_ position: Int) -> SourceLocation {
    SourceLocation(
      file: file, line: Int(nodes[position].line), column: Int(nodes[position].column))
  }

  /// The position behind a value and all that it holds.
  public func end(_ position: Int) -> Int { nodes.end(position) }

  /// The text of a scalar; empty for collections.
  public func text(_ position: Int) -> String {
    let node = nodes[position]
    let start = Int(node.textStart)
    return text.withUnsafeBufferPointer { bytes in
      String(
        decoding: UnsafeBufferPointer(rebasing: bytes[start..<start + Int(node.textCount)]),
        as: UTF8.self)
    }
  }

  /// Whether a scalar's text is exactly this one.
  public func holds(_ other: String, at position: Int) -> Bool {
    let node = nodes[position]
    guard Int(node.textCount) == other.utf8.count else { return false }
    let start = Int(node.textStart)
    return text.withUnsafeBufferPointer { bytes in
      other.utf8.elementsEqual(bytes[start..<start + Int(node.textCount)])
    }
  }

  /// Whether a value is YAML's null, written as such or as nothing.
  public func isNull(_ position: Int) -> Bool {
    let node = nodes[position]
    guard node.kind == .plain else { return false }
    switch node.textCount {
    case 0: return true
    case 1: return text[Int(node.textStart)] == UInt8(ascii: "~")
    case 4: return ["null", "Null", "NULL"].contains { holds($0, at: position) }
    default: return false
    }
  }

  /// Whether a scalar's text holds a byte.
  public func holds(byte: UInt8, at position: Int) -> Bool {
    let node = nodes[position]
    let start = Int(node.textStart)
    return text[start..<start + Int(node.textCount)].contains(byte)
  }

  /// The positions of the values of a list; none for what is no list.
  public func items(_ position: Int) -> [Int] {
    guard nodes[position].kind == .sequence else { return [] }
    var items: [Int] = []
    var next = position + 1
    let end = end(position)
    while next < end {
      items.append(next)
      next = self.end(next)
    }
    return items
  }

  /// The positions of a mapping's keys, whose values stand behind them; none for what is no mapping.
  public func keys(_ position: Int) -> [Int32] {
    guard nodes[position].kind == .mapping else { return [] }
    var next = position + 1
    let end = end(position)
    var keys: [Int32] = []
    keys.reserveCapacity(min((end - next) / 2, 16))
    while next < end {
      keys.append(Int32(next))
      next = self.end(next + 1)
    }
    return keys
  }

  /// The index of the first of some keys that is a text.
  public func index(of key: String, among keys: [Int32]) -> Int? {
    var key = key
    return key.withUTF8 { wanted in
      text.withUnsafeBufferPointer { bytes in
        keys.firstIndex { position in
          let node = nodes[Int(position)]
          guard Int(node.textCount) == wanted.count else { return false }
          let start = Int(node.textStart)
          for offset in 0..<wanted.count where bytes[start + offset] != wanted[offset] {
            return false
          }
          return true
        }
      }
    }
  }

  /// The position of the key behind another of the same mapping, whose value stands behind it.
  public func key(after key: Int) -> Int { end(key + 1) }
}

extension [SourceTree.Node] {
  /// The position behind a value and all that it holds.
  func end(_ position: Int) -> Int {
    switch self[position].kind {
    case .plain, .quoted: position + 1
    case .sequence, .mapping, .skipped: Int(self[position].link)
    }
  }
}
