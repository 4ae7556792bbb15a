package import Checks
internal import Diagnostics
internal import Explanations

/// Findings as JUnit's XML: a suite a code, a case a finding.
///
/// Notes are cases that pass.
package enum FindingJUnit {
  /// The document.
  package static func text(_ findings: [Finding]) -> String {
    let groups = FindingGroup.groups(findings)
    let failures = findings.filter { $0.diagnostic.severity != .note }.count
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites name="labbook check" tests="\#(findings.count)" failures="\#(failures)">"#,
    ]
    for group in groups {
      let title = CodeRegister.explanation(of: group.code).title
      let own = group.findings.filter { $0.diagnostic.severity != .note }.count
      lines.append(
        #"  <testsuite name="\#(MarkupText.escaped("\(group.code.rawValue) \(title)"))" "#
          + #"tests="\#(group.findings.count)" failures="\#(own)">"#)
      for finding in group.findings { lines += testCase(finding.diagnostic) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func testCase(_ diagnostic: Diagnostic) -> [String] {
    let place = diagnostic.location.map(\.description) ?? ""
    let head =
      #"    <testcase classname="\#(MarkupText.escaped(diagnostic.location?.file ?? "labbook"))" "#
      + #"name="\#(MarkupText.escaped(diagnostic.summary))""#
    guard diagnostic.severity != .note else { return [head + "/>"] }
    let more = ["\(place)", diagnostic.why, diagnostic.hint.map { "fix: \($0)" }]
      .compactMap(\.self).filter { !$0.isEmpty }
    return [
      head + ">",
      #"      <failure type="\#(diagnostic.severity.rawValue)" "#
        + #"message="\#(MarkupText.escaped(diagnostic.summary))">"#
        + "\(MarkupText.escaped(more.joined(separator: "\n")))</failure>", "    </testcase>",
    ]
  }
}
