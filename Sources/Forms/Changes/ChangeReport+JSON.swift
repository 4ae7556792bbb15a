internal import ControlPlane
internal import Diagnostics
package import EnvoyMessages
internal import Laboratory

extension ChangeReport {
  /// The form's version.
  package static let schema = "labbook.mesh-comparison/v1"

  /// The comparison as a value.
  package func json() -> JSONValue {
    var value = meshJSON
    if let verdicts { value["verdicts"] = verdicts.json }
    return value
  }

  private var meshJSON: JSONValue {
    [
      "schema": .string(Self.schema),
      "before": Self.json(comparison.before), "after": Self.json(comparison.after),
      "changes": .boolean(!comparison.isEmpty),
      "answers": .array(sections.flatMap { section in section.answers.map { json($0, section) } }),
      "properties": .array(
        sections.flatMap { section in section.properties.map { json($0, section) } }),
      "refusals": .array(
        comparison.refusals.map { refusal in
          [
            "resource": .string(refusal.resource.description),
            "side": refusal.isAfter ? "after" : "before",
            "reason": .string(refusal.reason.summary), "place": Self.json(refusal.reason.location),
          ]
        }),
      "notCompared": .array(comparison.notCompared.map { .string($0) }),
      "newFindings": .array(comparison.newFindings.map { .string($0.description) }),
      "proxies": [
        "compared": .number(Double(comparison.comparedProxies)),
        "unchanged": .number(Double(comparison.unchangedProxies)),
        "gone": .array(comparison.goneProxies.map { .string($0) }),
        "new": .array(comparison.newProxies.map { .string($0) }),
      ],
      "requests": [
        "changed": .number(Double(answerCount)),
        "unchanged": .number(Double(comparison.unchangedRequests)),
      ],
    ]
  }

  private static func json(_ state: MeshState) -> JSONValue {
    ["label": .string(state.label), "ruleVersion": .string(state.version.name)]
  }

  private func json(_ answer: Answer, _ section: Section) -> JSONValue {
    [
      "question": .string(answer.question),
      "curl": answer.command.map { .string($0) } ?? .null, "before": .string(answer.before),
      "after": .string(answer.after), "place": Self.json(answer.place),
      "proxies": .array(answer.proxies.map { .string($0) }),
      "more": .number(Double(answer.more)), "causes": .array(section.causes.map(Self.json)),
    ]
  }

  private func json(_ property: Property, _ section: Section) -> JSONValue {
    [
      "subject": .string(property.subject), "path": .string(property.path),
      "values": .string(property.values), "place": Self.json(property.place),
      "proxies": .array(property.proxies.map { .string($0) }),
      "more": .number(Double(property.more)), "causes": .array(section.causes.map(Self.json)),
    ]
  }

  private static func json(_ cause: ChangeCause) -> JSONValue {
    var value: JSONValue = [
      "title": .string(cause.title), "places": .array(cause.places.map { json($0) }),
    ]
    switch cause.kind {
    case .rule(let id, let before, let after, let source):
      value["kind"] = "rule"
      value["id"] = .string(id)
      value["before"] = .string(before)
      value["after"] = .string(after)
      value["source"] = .string(source)
    case .envoy: value["kind"] = "envoy"
    case .manifest(let resource, let presence, let fields):
      value["kind"] = "manifest"
      value["resource"] = .string(resource.description)
      value["presence"] = .string(presence.rawValue)
      value["fields"] = .array(fields.map { .string($0.words) })
    case .meshConfiguration(let fields):
      value["kind"] = "meshConfiguration"
      value["fields"] = .array(fields.map { .string($0.words) })
    case .together: value["kind"] = "together"
    }
    return value
  }

  private static func json(_ place: SourceLocation?) -> JSONValue {
    guard let place else { return .null }
    return [
      "file": .string(place.file), "line": .number(Double(place.line)),
      "column": .number(Double(place.column)),
    ]
  }
}
