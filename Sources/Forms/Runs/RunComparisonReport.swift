package import Diagnostics
package import EnvoyMessages
internal import Laboratory
package import Notebook

/// Comparisons of recorded runs, before they have a form.
package struct RunComparisonReport {
  /// What becomes of one experiment.
  package enum Entry {
    /// Both sides have a run, with the fields of manifests that are written otherwise.
    case compared(RunComparison, [(resource: ResourceIdentifier, field: FieldDifference)])
    /// Only one side has a run.
    case alone(experiment: String, isBefore: Bool)
  }

  /// The form's version.
  package static let schema = "labbook.run-comparison/v1"

  /// What the runs are compared with, as written.
  package let base: String
  /// In the order of the experiments' names.
  package let entries: [Entry]

  package init(base: String, entries: [Entry]) {
    self.base = base
    self.entries = entries
  }

  private var comparisons: [RunComparison] {
    entries.compactMap { if case .compared(let comparison, _) = $0 { comparison } else { nil } }
  }

  private var title: String { "Recorded runs: from \(base) to output" }

  /// The answer in one sentence.
  package var headline: String {
    let verdicts = comparisons.filter(\.changesVerdicts).count
    let outcomes = comparisons.filter { !$0.changesVerdicts && $0.changesOutcomes }.count
    guard verdicts + outcomes > 0 else { return "Every verdict is as before." }
    var parts: [String] = []
    if verdicts > 0 { parts.append("verdicts differ in \(Self.counted(verdicts))") }
    if outcomes > 0 { parts.append("requests end otherwise in \(Self.counted(outcomes))") }
    let text = parts.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  private static func counted(_ count: Int) -> String {
    "\(count) experiment\(count == 1 ? "" : "s")"
  }

  /// The comparisons for a terminal.
  package var textLines: [String] { entries.flatMap(lines) }

  private func lines(of entry: Entry) -> [String] {
    switch entry {
    case .alone(let name, true): ["\(name): only in \(base)"]
    case .alone(let name, false): ["\(name): not in \(base)"]
    case .compared(let comparison, let manifests):
      RunComparisonText.lines(of: comparison, manifests)
    }
  }

  /// The comparisons as a comment for a pull request: the answer first, each experiment folded.
  package var markdown: String {
    var text = "**\(ChangeReport.escaped(headline))**\n\n\(ChangeReport.escaped(title))\n"
    for entry in entries {
      let lines = lines(of: entry)
      guard lines.count > 1 else {
        text += "\n- \(ChangeReport.escaped(lines.joined()))\n"
        continue
      }
      // A fence that is longer than any within.
      text += "\n<details><summary>\(MarkupText.escaped(lines.first ?? ""))</summary>\n\n"
      text += "``````text\n\(lines.joined(separator: "\n"))\n``````\n\n</details>\n"
    }
    return text
  }

  /// The comparisons as a page of one file, that loads nothing.
  package var html: String {
    var body = "<h1>\(MarkupText.escaped(title))</h1>\n"
    body += "<p class=\"lead\">\(MarkupText.escaped(headline))</p>\n"
    for entry in entries {
      let lines = lines(of: entry)
      let rest = lines.dropFirst().joined(separator: "\n")
      body += "<section>\n<h2>\(MarkupText.escaped(lines.first ?? ""))</h2>\n"
      if !rest.isEmpty { body += "<pre><code>\(MarkupText.escaped(rest))</code></pre>\n" }
      body += "</section>\n"
    }
    return ChangeReport.page(title, body)
  }
}

extension RunComparisonReport {
  /// The comparisons as a value.
  package var json: JSONValue {
    [
      "schema": .string(Self.schema), "base": .string(base), "headline": .string(headline),
      "experiments": .array(entries.map(Self.json)),
    ]
  }

  private static func json(_ entry: Entry) -> JSONValue {
    switch entry {
    case .alone(let name, let isBefore):
      return ["experiment": .string(name), "onlyIn": isBefore ? "before" : "after"]
    case .compared(let comparison, let manifests):
      return [
        "experiment": .string(comparison.experiment),
        "changesVerdicts": .boolean(comparison.changesVerdicts),
        "changesPredictions": .boolean(comparison.changesPredictions),
        "manifests": .array(manifests.map { .string("\($0.resource) \($0.field.words)") }),
        "gone": .array(comparison.goneVersions.map { .string($0) }),
        "new": .array(comparison.newVersions.map { .string($0) }),
        "ruleVersions": .array(comparison.versions.map(json)),
      ]
    }
  }

  private static func json(_ version: RunComparison.Version) -> JSONValue {
    var value: JSONValue = [
      "name": .string(version.name),
      "hypotheses": .array(
        version.rows.map { row in
          [
            "id": .string(row.hypothesis),
            "before": row.before.map { .string($0.rawValue) } ?? .null,
            "after": row.after.map { .string($0.rawValue) } ?? .null,
            "seenBefore": .array(row.seenBefore.map { .string($0) }),
            "seenAfter": .array(row.seenAfter.map { .string($0) }),
            "withinChance": .boolean(row.isWithinChance),
          ]
        }),
    ]
    if let difference = version.difference {
      value["firstDifference"] = [
        "client": .string(difference.client), "request": .number(Double(difference.request)),
        "proxy": .string(difference.proxy), "before": .string(difference.before),
        "after": .string(difference.after),
      ]
    }
    return value
  }

  /// A JUnit report: a case for each experiment, failed where a verdict or an outcome differs.
  package var junit: String {
    let failed = comparisons.filter { $0.changesVerdicts || $0.changesOutcomes }.count
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites><testsuite name=\"\(MarkupText.escaped(title))\" "
    text += "tests=\"\(entries.count)\" failures=\"\(failed)\">\n"
    for entry in entries {
      let lines = lines(of: entry)
      switch entry {
      case .alone(let name, _):
        text += "<testcase classname=\"labbook compare\" name=\"\(MarkupText.escaped(name))\">"
        text += "<skipped message=\"\(MarkupText.escaped(lines.joined()))\"/></testcase>\n"
      case .compared(let comparison, _):
        let name = MarkupText.escaped(comparison.experiment)
        let details = MarkupText.escaped(lines.joined(separator: "\n"))
        text += "<testcase classname=\"labbook compare\" name=\"\(name)\""
        if comparison.changesVerdicts {
          text += "><failure message=\"verdicts differ\">\(details)</failure></testcase>\n"
        } else if comparison.changesOutcomes {
          text += "><failure message=\"requests end otherwise\">\(details)</failure></testcase>\n"
        } else {
          text += "/>\n"
        }
      }
    }
    return text + "</testsuite></testsuites>\n"
  }

  /// Annotations of GitHub Actions' workflow commands, at the manifest lines that changed.
  package var githubLines: [String] {
    var lines: [String] = []
    for case .compared(let comparison, let manifests) in entries {
      let level = comparison.changesVerdicts ? "error" : "warning"
      guard comparison.changesVerdicts || comparison.changesOutcomes else { continue }
      let place = manifests.compactMap(\.field.location).first
      let words = self.lines(of: .compared(comparison, manifests)).joined(separator: "\n")
      lines.append(WorkflowAnnotation.line(level, at: place, words))
    }
    return lines + [WorkflowAnnotation.line("notice", at: nil, "\(title): \(headline)")]
  }
}
