import ControlPlane
import Diagnostics
import Laboratory
import Manifests
import Testing

@Suite struct RuleVersionBookTests {
  private func book(_ text: String) -> (book: RuleVersionBook, findings: [String]) {
    let (definitions, diagnostics) = RuleVersionReader.read(
      ManifestSource(name: "own.yaml", text: text))
    var book = RuleVersionBook()
    let findings = diagnostics + book.add(definitions)
    return (
      book, findings.map { $0.description.split(separator: "\n").first.map(String.init) ?? "" }
    )
  }

  private func definition(_ name: String, _ extends: String, _ switches: String = "{}") -> String {
    """
    ---
    apiVersion: labbook/v1
    kind: RuleVersion
    name: \(name)
    extends: \(extends)
    switches: \(switches)

    """
  }

  @Test func aVersionOfOnesOwnSetsSwitches() throws {
    let (book, findings) = book(
      definition("mine-too", "mine") + definition("mine", "istio-1.30", "{defaultRetryOn503: true}")
    )
    #expect(findings == [])
    let mine = try #require(book.named("mine"))
    #expect(mine[.defaultRetryOn503])
    #expect(mine.isTheory)
    #expect(try #require(book.named("mine-too"))[.defaultRetryOn503])
    #expect(
      try #require(RuleVersion.named("istio-1.30")).differences(from: mine) == [.defaultRetryOn503])
  }

  @Test(arguments: [
    (
      ("a", "b"), ("b", "a"),
      "own.yaml:5:10: error[LB0210]: the rule version “a” extends itself, through “b”"
    ),
    (
      ("a", "a"), ("b", "naive"),
      "own.yaml:5:10: error[LB0210]: the rule version “a” extends itself, through “a”"
    ),
    (
      ("a", "istio-1.99"), ("b", "naive"),
      "own.yaml:5:10: error[LB0205]: there is no rule version “istio-1.99”"
    ),
    (
      ("naive", "blog-2024-02"), ("b", "naive"),
      "own.yaml:4:7: error[LB0212]: there is a rule version “naive” already"
    ),
  ])
  func namesTheMistake(
    first: (String, String), second: (String, String), finding: String
  ) {
    let text = definition(first.0, first.1) + definition(second.0, second.1)
    let findings = book(text).findings
    #expect(findings.contains(finding), "\(findings)")
  }

  @Test func anUnknownSwitchGetsASuggestion() {
    let text = definition("mine", "naive", "{defaultRetryOn504: true}")
    #expect(
      book(text).findings == [
        "own.yaml:6:31: error[LB0209]: there is no switch “defaultRetryOn504”"
      ])
  }
}
