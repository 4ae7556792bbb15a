/// A value without a schema of ours, such as the patch of an EnvoyFilter (protobuf's `Struct`).
public indirect enum FreeValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// True or false.
  case boolean(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// Values in order.
  case list([FreeValue])
  /// In the order written.
  case object([Field])

  /// A name and its value.
  public struct Field: Hashable, Sendable {
    /// The key.
    public var name: String
    /// What stands there.
    public var value: FreeValue

    /// The value of these parts.
    public init(name: String, value: FreeValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a field; `nil` where there is none, and for what is no object.
  public subscript(name: String) -> FreeValue? {
    guard case .object(let fields) = self else { return nil }
    return fields.last { $0.name == name }?.value
  }
}
