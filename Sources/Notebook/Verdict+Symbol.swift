extension Verdict {
  /// Its sign, so that colour is never alone.
  public var symbol: String {
    switch self {
    case .supported: "✓"
    case .refuted: "✕"
    case .undecided: "?"
    }
  }

  /// What the signs mean, for a terminal.
  public static let legend =
    allCases.map { "\($0.symbol) \($0.rawValue)" }.joined(separator: "   ")
}
