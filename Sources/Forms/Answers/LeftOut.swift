package import Diagnostics
package import EnvoyMessages

/// A resource that plays no part in an answer, as the cluster would not have it either.
package struct LeftOut: Hashable, Sendable {
  /// What is left out.
  package var resource: ResourceIdentifier
  /// Why: an unreadable field, or what istiod's admission webhook says.
  package var reason: Diagnostic

  package init(resource: ResourceIdentifier, reason: Diagnostic) {
    self.resource = resource
    self.reason = reason
  }

  /// One line for a terminal.
  package var line: String {
    let place = reason.location.map { " (\($0))" } ?? ""
    return VisibleText.line("Left out: \(resource)\(place): \(reason.summary)")
  }

  /// The object in an answer's `leftOut`.
  package var json: JSONValue {
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
