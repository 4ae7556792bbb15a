/// A file to be written below the output folder.
public struct OutputFile: Hashable, Sendable {
  /// Below the output folder, with `/` between the parts.
  public var path: String
  public var bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
