import Diagnostics
import EnvoyMessages

/// A resource that plays no part in an answer, as the cluster would not have it either.
struct LeftOut: Hashable, Sendable {
  /// What is left out.
  var resource: ResourceIdentifier
  /// Why: an unreadable field, or what istiod's admission webhook says.
  var reason: Diagnostic

  /// One line for a terminal.
  var line: String {
    let place = reason.location.map { " (\($0))" } ?? ""
    return VisibleText.line("Left out: \(resource)\(place): \(reason.summary)")
  }

  /// The object in an answer's `leftOut`.
  var json: JSONValue {
    var value: JSONValue = [
      "kind": .string(resource.kind), "namespace": .string(resource.namespace),
      "name": .string(resource.name), "code": .string(reason.code.rawValue),
      "reason": .string(reason.summary),
    ]
    if let location = reason.location {
      value["file"] = .string(location.file)
      value["line"] = .number(Double(location.line))
      value["column"] = .number(Double(location.column))
    }
    return value
  }
}
