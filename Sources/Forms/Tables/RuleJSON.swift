package import ControlPlane
package import EnvoyMessages

/// Rule versions and their switches for programs.
package enum RuleJSON {
  /// Every version: its name, its short name, and whether it is a theory.
  package static func list(_ versions: [RuleVersion]) -> JSONValue {
    .array(versions.map(head))
  }

  /// A version with every switch.
  package static func version(_ version: RuleVersion) -> JSONValue {
    var value = head(version)
    value["switches"] = .array(
      RuleSwitch.all.map { rule in
        .object(of: about(rule) + [.init("text", .string(rule.text(under: version)))])
      })
    return value
  }

  /// What changes from one version to another.
  package static func differences(from first: RuleVersion, to second: RuleVersion) -> JSONValue {
    .object(of: [
      .init("before", head(first)), .init("after", head(second)),
      .init(
        "switches",
        .array(
          second.differences(from: first).map { rule in
            .object(
              of: about(rule) + [
                .init("before", .string(rule.text(under: first))),
                .init("after", .string(rule.text(under: second))),
              ])
          })),
    ])
  }

  private static func head(_ version: RuleVersion) -> JSONValue {
    .object(of: [
      .init("name", .string(version.name)), .init("shortName", .string(version.shortName)),
      .init("isTheory", .boolean(version.isTheory)),
    ])
  }

  private static func about(_ rule: RuleSwitch) -> [JSONValue.Member] {
    [
      .init("id", .string(rule.id)), .init("concerns", .string(rule.concerns)),
      .init("source", .string(rule.source)),
    ]
  }
}
