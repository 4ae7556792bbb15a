package import Checks
internal import Diagnostics

/// Findings as annotations of GitHub's workflows (GitHub, Workflow commands).
package enum FindingGitHub {
  /// A line a finding.
  package static func lines(_ findings: [Finding]) -> [String] {
    findings.map { finding in
      let diagnostic = finding.diagnostic
      let kind = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
      let words = [diagnostic.summary, diagnostic.why, diagnostic.hint].compactMap(\.self)
      return WorkflowAnnotation.line(
        kind, at: diagnostic.location, title: diagnostic.code.rawValue,
        words.joined(separator: "; "))
    }
  }
}
