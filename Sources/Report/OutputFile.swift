/// A file to be written below the output folder.
public struct OutputFile: Hashable, Sendable {
  /// Below the output folder, with `/` between the parts.
  public var path: String
  /// What the file holds.
  public var bytes: [UInt8]

  /// The value of these parts.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
