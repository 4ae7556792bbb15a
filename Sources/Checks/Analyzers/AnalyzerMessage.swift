public import Diagnostics

/// A finding of `istioctl analyze`.
public struct AnalyzerMessage: Hashable, Sendable {
  /// Such as `IST0101`.
  public var code: String
  /// The object that it is about.
  public var resource: ResourceIdentifier
  /// The line that it names, counted from 1; `nil` where it names none.
  public var line: Int?
  /// What it says.
  public var text: String

  /// A message about an object.
  public init(code: String, resource: ResourceIdentifier, line: Int?, text: String) {
    self.code = code
    self.resource = resource
    self.line = line
    self.text = text
  }
}
