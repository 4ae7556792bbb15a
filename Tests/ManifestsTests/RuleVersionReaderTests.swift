import Diagnostics
import Manifests
import Testing

/// Rule versions of one's own as files have them.
@Suite struct RuleVersionReaderTests {
  private static func read(
    _ text: String
  ) -> (definitions: [RuleVersionDefinition], findings: [String]) {
    let (definitions, findings) = RuleVersionReader.read(
      ManifestSource(name: "mine.yaml", text: text))
    return (
      definitions,
      findings.map { finding in
        let place = finding.location.map { "\($0.line):\($0.column) " } ?? ""
        return "\(place)\(finding.code.rawValue) \(finding.summary)"
      }
    )
  }

  @Test func aDefinitionKnowsItsPlaces() throws {
    let (definitions, findings) = Self.read(
      """
      apiVersion: labbook/v1
      kind: RuleVersion
      name: mine
      extends: istio-1.30
      switches:
        defaultRetryOn503: true
        mirrorHostSuffix: no
      """)
    #expect(findings == [])
    let definition = try #require(definitions.first)
    #expect(definition.name == "mine")
    #expect(definition.extends == "istio-1.30")
    #expect(definition.location.line == 3)
    #expect(definition.extendsLocation.line == 4)
    #expect(definition.settings.map(\.id) == ["defaultRetryOn503", "mirrorHostSuffix"])
    #expect(definition.settings.map(\.isOn) == [true, false])
    #expect(definition.settings.map(\.location.line) == [6, 7])
  }

  @Test func aFileMayHoldSeveral() {
    let one = "apiVersion: labbook/v1\nkind: RuleVersion\nname: a\nextends: naive\n"
    let (definitions, findings) = Self.read(one + "---\n" + one)
    #expect(definitions.count == 2)
    #expect(findings == [])
  }

  /// A document's body, and what is said of it.
  static let broken: [(body: String, says: [String])] = [
    (
      "kind: RuleVersion\nname: a\nextends: b\n",
      ["1:1 LB0011 a rule version begins with apiVersion: labbook/v1"]
    ),
    (
      "apiVersion: labbook/v1\nkind: Rules\nname: a\nextends: b\n",
      ["2:7 LB0010 beside the experiments' folders only documents of kind RuleVersion are read"]
    ),
    (
      "apiVersion: labbook/v1\nkind: RuleVersion\n",
      [
        "1:1 LB0007 the rule version has no name", "1:1 LB0007 the rule version has no extends",
      ]
    ),
    (
      "apiVersion: labbook/v1\nkind: RuleVersion\nname: a\nextends: b\nswitches: [c]\n",
      ["5:11 LB0006 switches must be a mapping, and this is a list"]
    ),
    (
      "apiVersion: labbook/v1\nkind: RuleVersion\nname: a\nextends: b\nswitches: {c: maybe}\n",
      ["5:15 LB0006 switches.c must be true or false, and this is a text"]
    ),
    (
      "apiVersion: labbook/v1\nkind: RuleVersion\nname: a\nextends: b\nswitch: {}\n",
      ["5:1 LB0005 this document has no field “switch”"]
    ),
    ("- a\n", ["1:1 LB0006 the document must be a mapping, and this is a list"]),
  ]

  @Test(arguments: broken.indices) func whatIsWrongStandsAtItsPlace(_ index: Int) {
    let (body, says) = Self.broken[index]
    #expect(Self.read(body).findings == says)
  }
}
