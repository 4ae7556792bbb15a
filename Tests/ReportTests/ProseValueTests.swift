import Diagnostics
import Notebook
import Testing

@testable import Report

/// Numbers of the runs that prose names.
@Suite struct ProseValueTests {
  /// Two runs of a client under one rule version: 1 of 4 and 3 of 4 requests were refused.
  static let record: RunRecord = {
    var record = Fixture.record
    record.replications = 2
    record.results = [record.results[2]]
    record.results[0].consultedChance = true
    record.results[0].outcomes = [
      .init(client: "terminal-1", outcome: Fixture.answered, count: 4, runs: [3, 1]),
      .init(
        client: "terminal-1", outcome: Fixture.refused(byCaller: true), count: 4, runs: [1, 3]),
    ]
    return record
  }()

  private static func page(
    _ prose: String, _ language: String = "en", record: RunRecord = record
  ) throws -> (html: String, markdown: String, findings: [String]) {
    var notebook: [String: Report.Prose] = [:]
    notebook[language] = .init(file: "notebook.md", text: prose)
    let rendering = Report.files(for: record, notebook: notebook)
    let folder = "max-connection-dr/" + (language == "en" ? "" : "\(language)/")
    func text(_ name: String) throws -> String {
      try #require(rendering.files.first { $0.path == folder + name }).text
    }
    return (
      try text("index.html"), try text("index.md"),
      rendering.diagnostics.filter { $0.location != nil }.map(\.description)
    )
  }

  struct Value: Sendable, CustomTestStringConvertible {
    var asked: String
    var text: String
    var language = "en"
    var testDescription: String { "\(asked) in \(language)" }
  }

  static let values = [
    // Mean 0.5, deviation 0.35355, t 63.657: the interval is wider than any share.
    Value(
      asked: "value=share client=terminal-1 status=503",
      text: "50 % (99 % interval 0 to 100 %)"),
    Value(
      asked: "value=share client=terminal-1 status=503", text: "50 %(99 % 구간 0–100 %)",
      language: "ko"),
    Value(
      asked: "value=count client=terminal-1 flag=UO", text: "2 (99 % interval 0 to 65.7)"),
    Value(asked: "value=requests client=terminal-1", text: "4 (99 % interval 4 to 4)"),
    Value(asked: "value=share status=418", text: "0 % (99 % interval 0 to 0 %)"),
    Value(
      asked: "value=attempts client=terminal-1 status=200 rules=istio-1.20.2",
      text: "1.00 (99 % interval 1.00 to 1.00)"),
  ]

  @Test(arguments: values) func isGiven(_ given: Value) throws {
    let page = try Self.page("One `labbook \(given.asked)` two.", given.language)
    #expect(page.html.contains("<p>One \(given.text) two.</p>"), "\(page.findings)")
    #expect(page.markdown.contains("One \(given.text) two.\n"))
    #expect(page.findings.isEmpty)
  }

  @Test func aRunWithoutChanceIsExact() throws {
    var record = Self.record
    record.results[0].consultedChance = false
    record.results[0].outcomes = [
      .init(client: "terminal-1", outcome: Fixture.answered, count: 3)
    ]
    let page = try Self.page("`labbook value=share status=200`", record: record)
    #expect(page.html.contains("<p>100 %</p>"))
  }

  @Test func verdictsAndObservationsStandInSentences() throws {
    let record = Fixture.record
    let hypothesis = record.hypotheses[0].id
    let judgement = record.results[0].judgements[0]
    let page = try Self.page(
      "`labbook value=verdict hypothesis=\(hypothesis) rules=\(record.results[0].ruleVersion)` "
        + "`labbook value=observed hypothesis=\(hypothesis) rules=\(record.results[0].ruleVersion)`",
      record: record)
    let seen = judgement.findings[0].observation.text(in: "en")
    #expect(page.markdown.contains("\n\(judgement.verdict.rawValue) \(seen)\n"), "\(page.markdown)")
  }

  @Test(arguments: [
    ("value=shares", "there is no value “shares”"),
    ("value=share client=terminal-9", "there is no client “terminal-9”"),
    ("value=share status=none", "status is a whole number"),
    ("value=share flag=UX", "there is no response flag “UX”"),
    ("value=share workload=hello", "there is no workload “hello”"),
    ("value=share rules=istio-9", "there is no rule version “istio-9”"),
    ("value=share colour=red", "there is no option “colour”"),
    ("value=share client", "“client” needs a value"),
    ("value=verdict", "a verdict or observation needs “hypothesis=ID”"),
    ("value=verdict hypothesis=x", "there is no hypothesis “x”"),
    ("value=share client=terminal-2", "there was no such request under"),
    ("value=share during=1s", "there is no option “during”"),
  ])
  func whatIsNotThereIsAnErrorAtItsPlace(asked: String, words: String) throws {
    let page = try Self.page("One.\n\n- two `labbook \(asked)`\n")
    #expect(
      page.findings.first?.hasPrefix("notebook.md:3:8: error[LB0333]: \(words)") == true,
      "\(page.findings)")
  }

  @Test func otherCodeSpansStay() throws {
    let page = try Self.page("`labbook run` and `labbook`")
    #expect(page.html.contains("<p><code>labbook run</code> and <code>labbook</code></p>"))
  }
}
