internal import Diagnostics
package import Notebook

/// How the verdicts of some records compare with what their authors expect.
package struct VerdictTally: Hashable {
  /// All verdicts: hypotheses times rule versions.
  package var verdictCount = 0
  /// Verdicts that are the expected ones, of runs that went to their end.
  package var asExpected = 0
  /// Supported or refuted where another verdict was expected.
  package var unexpected = 0
  /// Undecided where a decision was expected.
  package var undecided = 0
  /// Verdicts of which nobody said what they would be.
  package var withoutExpectation = 0
  /// Undecided since a run met a limit, whatever was expected.
  package var limited = 0
  /// Which limits the runs met, each once.
  package var limits: [String] = []

  package init(_ records: [RunRecord]) {
    for record in records {
      for result in record.results {
        if let limit = result.truncation, !limits.contains(limit) { limits.append(limit) }
        for (judgement, hypothesis) in zip(result.judgements, record.hypotheses) {
          add(judgement.verdict, hypothesis.expected[result.ruleVersion], result.truncation != nil)
        }
      }
    }
  }

  private mutating func add(_ verdict: Verdict, _ expected: Verdict?, _ isCut: Bool) {
    verdictCount += 1
    if isCut {
      limited += 1
    } else if let expected {
      switch verdict {
      case expected: asExpected += 1
      case .undecided: undecided += 1
      case .supported, .refuted: unexpected += 1
      }
    } else {
      withoutExpectation += 1
    }
  }

  /// One sentence; “all as expected” stands only where something was expected of each.
  package var sentence: String {
    let count = "\(verdictCount) \(verdictCount == 1 ? "verdict" : "verdicts")"
    if verdictCount > 0, asExpected == verdictCount { return "\(count), all as expected." }
    if verdictCount > 0, withoutExpectation == verdictCount {
      return "\(count), \(withoutExpectation) without an expectation."
    }
    let met = limits.map(VisibleText.line).joined(separator: "; ")
    let parts = [
      (asExpected, "as expected"), (unexpected, "not as expected"), (undecided, "undecided"),
      (limited, "undecided since a run met a limit (\(met))"),
      (withoutExpectation, "without an expectation"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "\(count)." : "\(count): \(parts.joined(separator: ", "))."
  }
}
