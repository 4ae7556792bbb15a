package import Checks
internal import Diagnostics
package import EnvoyMessages
internal import Explanations

/// Findings as one JSON object.
package enum FindingJSON {
  /// The form's version.
  package static let schema = "labbook.check/v1"

  /// The whole.
  package static func value(_ findings: [Finding], _ versions: [String]) -> JSONValue {
    [
      "schema": .string(schema), "ruleVersions": .array(versions.map { .string($0) }),
      "findings": .array(findings.map(value)),
    ]
  }

  private static func value(_ finding: Finding) -> JSONValue {
    let diagnostic = finding.diagnostic
    let codes = CodeRegister.explanation(of: diagnostic.code).istioCodes
    var value: JSONValue = [
      "code": .string(diagnostic.code.rawValue),
      "istioCodes": .array(codes.map { .string($0) }),
      "severity": .string(diagnostic.severity.rawValue), "place": place(diagnostic.location),
      "what": .string(diagnostic.summary), "why": text(diagnostic.why),
      "fix": text(diagnostic.hint),
      "ruleVersions": .array(finding.versions.map { .string($0) }),
    ]
    value["object"] =
      finding.object.map { object in
        [
          "kind": .string(object.resource.kind), "namespace": .string(object.resource.namespace),
          "name": .string(object.resource.name), "line": .number(Double(object.start.line)),
        ]
      } ?? .null
    value["related"] = .array(
      diagnostic.notes.map { ["place": place($0.location), "text": .string($0.text)] })
    return value
  }

  private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  private static func place(_ location: SourceLocation?) -> JSONValue {
    guard let location else { return .null }
    return [
      "file": .string(location.file), "line": .number(Double(location.line)),
      "column": .number(Double(location.column)),
    ]
  }
}
