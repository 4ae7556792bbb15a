/// A value of a protobuf enumeration, which JSON writes as a word.
///
/// Reading never fails on a word that labbook does not know: it is kept as ``other(_:)``, and is
/// written again as it was.
public protocol ProtobufWord: Hashable, Sendable, Codable {
  /// Every value whose meaning labbook knows.
  static var known: [Self] { get }
  /// A word whose meaning labbook does not know.
  static func other(_ word: String) -> Self
  /// Protobuf's word, such as `STRICT_DNS`.
  var word: String { get }
}

extension ProtobufWord {
  /// The value that a word stands for.
  public init(word: String) { self = Self.known.first { $0.word == word } ?? .other(word) }

  /// Reads the word; fails only where there is no text.
  public init(from decoder: any Decoder) throws {
    self.init(word: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the word.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(word)
  }
}
