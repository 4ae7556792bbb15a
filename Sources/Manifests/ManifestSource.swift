/// A text to read, and what its user calls it.
public struct ManifestSource: Sendable {
  /// The file as it was named to labbook; `-` is standard input.
  public var name: String
  /// What the file holds, as read.
  public var bytes: [UInt8]

  /// The value of these parts.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The value of these parts.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}
