package import Checks
internal import Diagnostics

/// Findings as annotations of GitHub's workflows (GitHub, Workflow commands).
package enum FindingGitHub {
  /// A line a finding.
  package static func lines(_ findings: [Finding]) -> [String] {
    findings.map { finding in
      let diagnostic = finding.diagnostic
      let kind = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
      var properties: [String] = []
      if let location = diagnostic.location {
        properties = [
          "file=\(property(location.file))", "line=\(location.line)", "col=\(location.column)",
        ]
      }
      properties.append("title=\(diagnostic.code.rawValue)")
      let words = [diagnostic.summary, diagnostic.why, diagnostic.hint].compactMap(\.self)
      return "::\(kind) \(properties.joined(separator: ","))::"
        + message(words.joined(separator: "; "))
    }
  }

  private static func message(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    message(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
