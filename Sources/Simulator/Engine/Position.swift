/// Where an element stands in a ``Table``; cheaper than a reference, and never mixed up with the
/// position of something else.
struct Position<Element>: Hashable {
  /// Below 0 for none.
  private(set) var number: Int32

  /// The position of an element that a table holds.
  init(_ index: Int) { number = Int32(clamping: index) }

  /// The position that a number of an event stands for.
  init(number: Int32) { self.number = number }

  /// No element.
  static var none: Position<Element> { Position(number: -1) }

  /// Whether it is that of an element.
  @inline(__always)
  var exists: Bool { number >= 0 }

  @inline(__always)
  var index: Int { Int(number) }
}

/// Elements that are found by their positions, which stay.
struct Table<Element> {
  private(set) var elements: [Element] = []

  @inline(__always)
  subscript(position: Position<Element>) -> Element {
    _read { yield elements[position.index] }
    _modify { yield &elements[position.index] }
  }

  /// Adds an element at the end.
  mutating func append(_ element: Element) -> Position<Element> {
    elements.append(element)
    return Position(elements.count - 1)
  }

  var count: Int { elements.count }
}

/// Equal values, each kept once.
struct Interning<Element: Hashable> {
  private(set) var table = Table<Element>()
  private var positions: [Element: Position<Element>] = [:]

  subscript(position: Position<Element>) -> Element {
    _read { yield table[position] }
  }

  /// The position of a value.
  mutating func position(of element: Element) -> Position<Element> {
    if let known = positions[element] { return known }
    let position = table.append(element)
    positions[element] = position
    return position
  }
}
