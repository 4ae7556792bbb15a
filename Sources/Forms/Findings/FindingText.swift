package import Checks
internal import Diagnostics
internal import Explanations

/// Findings for people: by kind, each kind explained once, long lists cut.
package struct FindingText {
  /// The rule versions that were asked for.
  package var versions: [String]
  /// Whether every finding of a long list is printed.
  package var isComplete: Bool

  package init(versions: [String], isComplete: Bool) {
    self.versions = versions
    self.isComplete = isComplete
  }

  /// How many findings of a kind are printed unless all are asked for.
  package static let limit = 20

  /// The lines, with the count last.
  package func lines(_ findings: [Finding]) -> [String] {
    let groups = FindingGroup.groups(findings)
    return groups.flatMap { group in
      let shown = isComplete ? group.findings[...] : group.findings.prefix(Self.limit)
      let rest = group.findings.count - shown.count
      let codes = CodeRegister.explanation(of: group.code)
      let istio = codes.istioCodes.isEmpty ? "" : " (\(codes.istioCodes.joined(separator: ", ")))"
      return [
        "\(group.severity.rawValue)[\(group.code.rawValue)]\(istio): \(codes.title): "
          + "\(group.findings.count)"
      ] + shown.flatMap(lines)
        + (rest > 0 ? ["  … and \(rest) more; --all prints them"] : []) + [""]
    } + [summary(findings)]
  }

  private func lines(_ finding: Finding) -> [String] {
    let diagnostic = finding.diagnostic
    let place = diagnostic.location.map { "\($0): " } ?? ""
    let isEverywhere = finding.versions.isEmpty || finding.versions.count == versions.count
    let under = isEverywhere ? "" : " (under \(finding.versions.joined(separator: ", ")))"
    var lines = ["  \(place)\(diagnostic.summary)\(under)"]
    if let why = diagnostic.why { lines.append("    why: \(why)") }
    if let fix = diagnostic.hint { lines.append("    fix: \(fix)") }
    for note in diagnostic.notes {
      lines.append("    see: \(note.location.map { "\($0): " } ?? "")\(note.text)")
    }
    return lines
  }

  private func summary(_ findings: [Finding]) -> String {
    guard !findings.isEmpty else { return "Nothing found." }
    let counts = [Severity.error, .warning, .note].compactMap { severity -> String? in
      let count = findings.filter { $0.diagnostic.severity == severity }.count
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return counts.joined(separator: ", ") + "; labbook explain CODE says more."
  }
}
