/// A text in one or more languages.
public struct LocalizedText: Hashable, Sendable, Codable {
  /// Language tag → text; a text without a language is `en`.
  public var texts: [String: String]

  /// The text in several languages, by their codes.
  public init(_ texts: [String: String]) { self.texts = texts }

  /// The text in English alone.
  public init(_ text: String) { texts = ["en": text] }

  /// The text in a language, else in English, else in the first language by tag.
  public func text(in language: String) -> String {
    if let text = texts[language] ?? texts["en"] { return text }
    return texts.min { $0.key < $1.key }?.value ?? ""
  }

  /// Whether the text is given in that language.
  public func isGiven(in language: String) -> Bool { texts[language] != nil }

  /// Reads an object from language tags to texts.
  public init(from decoder: any Decoder) throws {
    texts = try decoder.singleValueContainer().decode([String: String].self)
  }

  /// Writes an object from language tags to texts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(texts)
  }
}
