package import ControlPlane
package import Diagnostics
package import EnvoyMessages
internal import Laboratory

/// What an upgrade changes, release by release, before it has a form.
package struct UpgradeReport {
  /// From one release to the next.
  package struct Step {
    /// What changes for the mesh.
    package var report: ChangeReport
    /// What the later release does otherwise, and this mesh does not notice.
    package var unconcerned: [RuleSwitch]

    package init(_ report: ChangeReport) {
      self.report = report
      let (before, after) = (report.comparison.before.version, report.comparison.after.version)
      let causes = Set(
        report.comparison.causes.compactMap { cause -> String? in
          if case .rule(let id, _, _, _) = cause.kind { id } else { nil }
        })
      unconcerned = after.differences(from: before).filter { !causes.contains($0.id) }
    }

    /// The later release.
    package var after: RuleVersion { report.comparison.after.version }

    /// Findings of the later release that were none before.
    package var findings: [Diagnostic] { report.comparison.newFindings }
  }

  /// In the order of the releases.
  package let steps: [Step]
  /// The manifests, as named.
  package let files: [String]

  package init(steps: [Step], files: [String]) {
    self.steps = steps
    self.files = files
  }

  /// The two ends in a heading.
  package var title: String {
    let first = steps.first?.report.comparison.before.label ?? ""
    let last = steps.last?.report.comparison.after.label ?? ""
    return "Upgrade of \(files.joined(separator: " ")) from \(first) to \(last)"
  }

  /// The answer in one sentence.
  package var headline: String {
    let steps = steps.filter { !$0.report.comparison.isEmpty }
    guard !steps.isEmpty else { return "Nothing changes for this mesh on the way." }
    let answers = steps.filter { !$0.report.comparison.answers.isEmpty }.map(\.after.name)
    let refusing = steps.filter { !$0.report.comparison.refusals.isEmpty }.map(\.after.name)
    var parts: [String] = []
    if answers.isEmpty {
      parts.append("every request is answered as before")
    } else {
      parts.append("answers differ with \(answers.joined(separator: ", "))")
    }
    if !refusing.isEmpty {
      parts.append("what may be applied differs with \(refusing.joined(separator: ", "))")
    }
    let others = steps.filter { !$0.report.comparison.properties.isEmpty }.map(\.after.name)
    if !others.isEmpty { parts.append("properties with \(others.joined(separator: ", "))") }
    let text = parts.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// What a release does otherwise and who would notice.
  private func words(_ rule: RuleSwitch, _ version: RuleVersion) -> String {
    "\(rule.id): \(rule.text(under: version)) (concerns \(rule.concerns); \(rule.source))"
  }

  /// The report for a terminal.
  package func textLines() -> [String] {
    var lines = [title, headline]
    for step in steps {
      lines += [""] + step.report.textLines()
      if !step.findings.isEmpty {
        lines += ["", "New findings"]
        for finding in step.findings {
          lines += finding.description.split(separator: "\n").map { "  \($0)" }
        }
      }
      guard !step.unconcerned.isEmpty else { continue }
      lines += ["", "Does not concern this mesh"]
      for rule in step.unconcerned {
        lines += TextLayout.wrapped(words(rule, step.after), indent: 2, hanging: 4)
      }
    }
    return lines
  }

  /// The report as Markdown, a heading for each step.
  package func markdown() -> String {
    var text = "# \(ChangeReport.escaped(title))\n\n**\(ChangeReport.escaped(headline))**\n"
    for step in steps {
      text += "\n## \(step.after.name)\n\n" + step.report.markdown()
      if !step.findings.isEmpty {
        text += "\nNew findings:\n\n"
        for finding in step.findings { text += "- \(ChangeReport.escaped(finding.description))\n" }
      }
      guard !step.unconcerned.isEmpty else { continue }
      text += "\n<details><summary>\(step.unconcerned.count) changes of this release do not "
      text += "concern this mesh</summary>\n\n"
      for rule in step.unconcerned {
        text += "- \(ChangeReport.escaped(words(rule, step.after)))\n"
      }
      text += "\n</details>\n"
    }
    return text
  }

  /// The report as a page of one file.
  package func html() -> String {
    var body = "<h1>\(MarkupText.escaped(title))</h1>\n"
    body += "<p class=\"lead\">\(MarkupText.escaped(headline))</p>\n"
    for step in steps {
      body += step.report.htmlBody()
      if !step.findings.isEmpty {
        body +=
          "<h3>New findings</h3>\n"
          + ChangeReport.list(
            step.findings.map { MarkupText.escaped($0.description) })
      }
      guard !step.unconcerned.isEmpty else { continue }
      body += "<details><summary>\(step.unconcerned.count) changes of \(step.after.name) do not "
      body += "concern this mesh</summary>\n"
      body += ChangeReport.list(
        step.unconcerned.map { MarkupText.escaped(words($0, step.after)) })
      body += "</details>\n"
    }
    return ChangeReport.page(title, body)
  }

  /// The report as a value.
  package func json() -> JSONValue {
    [
      "schema": "labbook.upgrade/v1", "title": .string(title), "headline": .string(headline),
      "steps": .array(
        steps.map { step in
          var value = step.report.json()
          value["unconcerned"] = .array(
            step.unconcerned.map { rule in
              [
                "id": .string(rule.id), "after": .string(rule.text(under: step.after)),
                "source": .string(rule.source),
              ]
            })
          return value
        }),
    ]
  }
}
