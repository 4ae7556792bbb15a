/// For which width a figure is drawn.
enum FigureLayout: Hashable {
  /// The text's width on a desk, and what stands beside another stands beside it.
  case wide
  /// A phone's width, and everything stands below the other, in letters of the same size.
  case narrow

  /// How wide a narrow figure is, in pixels: a phone's screen without the page's margins.
  static let narrowWidth = 360

  /// One of two values.
  func pick<Value>(_ wide: Value, _ narrow: Value) -> Value { self == .wide ? wide : narrow }
}
