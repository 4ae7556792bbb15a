import Checks
import ControlPlane
import Diagnostics
import EnvoyMessages
import Manifests
import Testing

@testable import Forms

/// The forms of findings that other programs read have the shapes that these ask for.
@Suite struct FindingFormTests {
  /// Findings of each severity, with hostile words, with and without places.
  static let findings: [Finding] = {
    let reading = ManifestReader.read([
      ManifestSource(
        name: "a b/mesh%.yaml",
        text: """
          apiVersion: networking.istio.io/v1
          kind: VirtualService
          metadata: {name: "<web>&\\"\\u0001", namespace: shop}
          spec: {hosts: [web], http: [{route: [{destination: {host: wbe}}]}]}
          """),
      ManifestSource(name: "base.yaml", text: CodeExplanation.exampleBase),
    ])
    var run = CheckRun()
    run.add(reading.diagnostics)
    if let rules = RuleVersion.all.last { run.check(MeshFacts(reading.resources, under: rules)) }
    run.add([
      Diagnostic(.error, .unreadableFile, "no place"),
      Diagnostic(
        .warning, .sharedHost, "two & <three>",
        at: SourceLocation(file: "x.yaml", line: 3, column: 9),
        notes: [
          Diagnostic.Note("there", at: SourceLocation(file: "y.yaml", line: 1, column: 1)),
          Diagnostic.Note("nowhere"),
        ]),
    ])
    run.sort()
    run.name(ObjectPlaces(reading.resources))
    return run.findings
  }()

  /// What the schema of SARIF 2.1.0 requires of the parts that are written (OASIS, §3.13–§3.30).
  @Test func sarifHasTheShapeOfItsSchema() throws {
    let log = try JSONValue(
      reading: Array(FindingSARIF.value(Self.findings, labbookVersion: "1.0").text.utf8))
    #expect(log["version"]?.string == "2.1.0" && log["$schema"]?.string != nil)
    #expect(Self.keys(log) == ["$schema", "runs", "version"])
    let run = try #require(log["runs"]?.items.first)
    #expect(Self.keys(run) == ["columnKind", "results", "tool"])
    #expect(["utf16CodeUnits", "unicodeCodePoints"].contains(run["columnKind"]?.string))
    let rules = try #require(run["tool"]?["driver"]?["rules"]?.items)
    #expect(run["tool"]?["driver"]?["name"]?.string == "labbook")
    for rule in rules {
      #expect(rule["id"]?.string != nil && rule["shortDescription"]?["text"]?.string != nil)
    }
    #expect(Set(rules.compactMap { $0["id"]?.string }).count == rules.count)
    let results = try #require(run["results"]?.items)
    #expect(results.count == Self.findings.count)
    for result in results { Self.expectShape(of: result, rules) }
    #expect(results.contains { ($0["relatedLocations"]?.items.count ?? 0) == 1 })
    #expect(results.contains { $0["locations"] == nil })
  }

  private static func expectShape(of result: JSONValue, _ rules: [JSONValue]) {
    #expect(["none", "note", "warning", "error"].contains(result["level"]?.string))
    #expect(result["message"]?["text"]?.string?.isEmpty == false)
    let index = result["ruleIndex"]?.count ?? -1
    #expect(rules.indices.contains(index) && rules[index]["id"] == result["ruleId"])
    let known: Set = ["ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations"]
    #expect(known.isSuperset(of: keys(result)))
    for location in (result["locations"]?.items ?? []) + (result["relatedLocations"]?.items ?? []) {
      let place = location["physicalLocation"]
      let uri = place?["artifactLocation"]?["uri"]?.string ?? " "
      #expect(!uri.contains { $0 == " " || $0 == "<" || $0 == "\"" }, "\(uri)")
      #expect((place?["region"]?["startLine"]?.count ?? 0) >= 1)
      #expect((place?["region"]?["startColumn"]?.count ?? 0) >= 1)
      for object in location["logicalLocations"]?.items ?? [] {
        #expect(object["fullyQualifiedName"]?.string?.isEmpty == false)
      }
    }
  }

  private static func keys(_ value: JSONValue) -> [String] { value.members.map(\.key).sorted() }

  @Test func aFindingNamesItsObject() throws {
    let value = FindingJSON.value(Self.findings, ["istio-1.30"])
    let found = try #require(
      value["findings"]?.items.first { $0["code"]?.string == "LB0106" })
    #expect(found["object"]?["kind"]?.string == "VirtualService")
    #expect(found["object"]?["namespace"]?.string == "shop")
    #expect(found["object"]?["line"]?.count == 1)
  }

  /// The counts of JUnit's suites are those of their cases, and no text breaks the markup.
  @Test func junitCountsWhatItHolds() {
    let text = FindingJUnit.text(Self.findings)
    let lines = text.split(separator: "\n")
    #expect(lines.filter { $0.contains("<testcase ") }.count == Self.findings.count)
    let failures = Self.findings.filter { $0.diagnostic.severity != .note }.count
    #expect(lines.filter { $0.contains("<failure ") }.count == failures)
    #expect(text.contains(#"tests="\#(Self.findings.count)" failures="\#(failures)""#))
    #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(text.contains("two &amp; &lt;three&gt;"))
  }
}

extension JSONValue {
  /// A whole number; `nil` for everything else.
  fileprivate var count: Int? {
    guard case .number(let value) = self else { return nil }
    return Int(exactly: value)
  }
}
