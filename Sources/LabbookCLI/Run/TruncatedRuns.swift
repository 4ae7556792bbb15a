import Diagnostics
import Notebook

/// What is said of runs that a limit cut off: they decide nothing.
enum TruncatedRuns {
  /// One warning for each distinct reason, with the rule versions that it concerns.
  static func findings(of record: RunRecord) -> [Diagnostic] {
    var versions: [String: [String]] = [:]
    var reasons: [String] = []
    for result in record.results {
      guard let reason = result.truncation else { continue }
      if versions[reason] == nil { reasons.append(reason) }
      versions[reason, default: []].append(result.requestedName)
    }
    return reasons.map { reason in
      Diagnostic(
        .warning, .tooMuchWork,
        "“\(record.experiment)” is undecided under \((versions[reason] ?? []).joined(separator: ", ")): "
          + reason)
    }
  }
}
