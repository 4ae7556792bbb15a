import Notebook

/// How the verdicts of some records compare with what their authors expect.
struct VerdictTally {
  /// All verdicts.
  var verdictCount = 0
  /// Those that are the opposite of what was expected.
  var unexpected = 0
  /// Those that are undecided where a verdict was expected.
  var undecided = 0

  init(_ records: [RunRecord]) {
    for record in records {
      for result in record.results {
        for (judgement, hypothesis) in zip(result.judgements, record.hypotheses) {
          verdictCount += 1
          guard let expected = hypothesis.expected[result.ruleVersion],
            expected != judgement.verdict
          else { continue }
          if judgement.verdict == .undecided { undecided += 1 } else { unexpected += 1 }
        }
      }
    }
  }

  var status: ExitStatus {
    unexpected > 0 ? .unexpected : undecided > 0 ? .undecided : .success
  }

  var sentence: String {
    guard unexpected + undecided > 0 else { return "\(verdictCount) verdicts, all as expected." }
    return "\(verdictCount) verdicts: \(unexpected) not as expected, \(undecided) undecided."
  }
}
