internal import Diagnostics
internal import Notebook
internal import Simulator

/// Tables for spreadsheets (RFC 4180), one value a cell.
enum CSVTable {
  /// The file of an experiment's verdicts, below its folder.
  static let verdictsFile = "verdicts.csv"
  /// The file of an experiment's outcomes.
  static let outcomesFile = "outcomes.csv"

  /// A row for each hypothesis under each rule version.
  static func verdicts(of record: RunRecord) -> [UInt8] {
    var rows = [["hypothesis", "claim", "ruleVersion", "verdict", "expected", "observed"]]
    for (index, hypothesis) in record.hypotheses.enumerated() {
      for result in record.results where index < result.judgements.count {
        let judgement = result.judgements[index]
        rows.append([
          hypothesis.id, hypothesis.claim.text(in: "en"), result.ruleVersion,
          judgement.verdict.rawValue, hypothesis.expected[result.ruleVersion]?.rawValue ?? "",
          judgement.findings.map { $0.observation.text(in: "en") }.joined(separator: "; "),
        ])
      }
    }
    return text(rows)
  }

  /// A row for each outcome of each client under each rule version, over all runs.
  static func outcomes(of record: RunRecord) -> [UInt8] {
    var rows = [
      [
        "ruleVersion", "client", "count", "status", "curlExit", "flags", "details", "workload",
        "decidedBy", "origin",
      ]
    ]
    for result in record.results {
      for counted in result.outcomes {
        let outcome = counted.outcome
        rows.append([
          result.ruleVersion, counted.client, String(counted.count),
          outcome.status.map(String.init) ?? "", String(outcome.curlExit), outcome.flags,
          outcome.details, outcome.workload ?? "", outcome.decidedBy ?? "",
          outcome.origin?.description ?? "",
        ])
      }
    }
    return text(rows)
  }

  private static func text(_ rows: [[String]]) -> [UInt8] {
    let lines = rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }
    return Array(lines.joined().utf8)
  }

  /// A value; one that a spreadsheet would take for a formula gets an apostrophe before it.
  static func cell(_ value: String) -> String {
    var value = VisibleText.line(value)
    if let first = value.first, "=+-@\t".contains(first), Double(value) == nil {
      value = "'" + value
    }
    guard value.contains(where: { ",\"\r\n".contains($0) }) else { return value }
    return "\"\(value.replacing("\"", with: "\"\""))\""
  }
}
