/// The way from the top of a document to one of its fields, such as `spec.http[0].route[1]`.
public struct FieldPath: Hashable, Sendable {
  /// One step down.
  public enum Step: Hashable, Sendable {
    /// A mapping's key.
    case key(String)
    /// A list's position, counted from 0.
    case index(Int)
  }

  /// From the document's root to the field.
  public var steps: [Step]

  /// The path of these steps; the document itself for none.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// This path and one more key.
  public func key(_ name: String) -> FieldPath { FieldPath(steps + [.key(name)]) }

  /// This path and one more list position, counted from 0.
  public func index(_ position: Int) -> FieldPath { FieldPath(steps + [.index(position)]) }
}

extension FieldPath: ExpressibleByStringLiteral {
  /// Reads keys separated by dots; positions are added with ``index(_:)``.
  public init(stringLiteral value: String) {
    self.init(value.split(separator: ".").map { .key(String($0)) })
  }
}

extension FieldPath: CustomStringConvertible {
  /// Keys joined by dots, positions in brackets.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let name): text += text.isEmpty ? name : ".\(name)"
      case .index(let position): text += "[\(position)]"
      }
    }
    return text
  }
}
