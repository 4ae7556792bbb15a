internal import Diagnostics
package import EnvoyMessages
package import Notebook

/// The verdicts that commits recorded, experiment by experiment, the newest commit first.
package struct VerdictHistory {
  /// One commit's verdicts on one experiment.
  package struct Entry {
    /// The commit's digest.
    package var digest: String
    /// Its date, as `YYYY-MM-DD`.
    package var date: String
    /// The first line of its message.
    package var subject: String
    /// The run that it recorded.
    package var record: RunRecord

    package init(digest: String, date: String, subject: String, record: RunRecord) {
      self.digest = digest
      self.date = date
      self.subject = subject
      self.record = record
    }
  }

  private let tables: [(name: String, entries: [Entry])]

  /// - Parameter tables: an experiment's commits, the newest first; those that recorded the
  ///   verdicts of the one before them are left out.
  package init(_ tables: [(name: String, entries: [Entry])]) {
    self.tables = tables.map { ($0.name, Self.distinct($0.entries)) }
  }

  /// Without commits that recorded the verdicts of the one before them.
  private static func distinct(_ entries: [Entry]) -> [Entry] {
    var kept: [Entry] = []
    for entry in entries.reversed()
    where kept.last.map({ Self.verdicts($0) != Self.verdicts(entry) }) ?? true {
      kept.append(entry)
    }
    return kept.reversed()
  }

  /// Verdicts by rule version and hypothesis.
  private static func verdicts(_ entry: Entry) -> [[String]] {
    entry.record.results.flatMap { result in
      result.judgements.map { [result.ruleVersion, $0.hypothesis, $0.verdict.rawValue] }
    }
  }

  /// A hypothesis' verdicts under all rule versions as marks.
  private static func marks(_ entry: Entry, _ hypothesis: String) -> String {
    entry.record.results.map { result in
      let judgement = result.judgements.first { $0.hypothesis == hypothesis }
      return judgement.map { $0.verdict.symbol } ?? "–"
    }.joined()
  }

  private static func hypotheses(_ entries: [Entry]) -> [String] {
    var ids: [String] = []
    for entry in entries {
      for hypothesis in entry.record.hypotheses where !ids.contains(hypothesis.id) {
        ids.append(hypothesis.id)
      }
    }
    return ids
  }

  /// A table for a terminal, a line each.
  package var lines: [String] {
    guard !tables.isEmpty else { return ["No commit has recorded a run."] }
    var lines: [String] = []
    for (name, entries) in tables {
      if !lines.isEmpty { lines.append("") }
      lines.append(name)
      for entry in entries {
        lines.append(
          "  \(entry.digest.prefix(9))  \(entry.date)  \(entry.subject)")
        let versions = entry.record.results.map(\.requestedName).joined(separator: ", ")
        lines += TextLayout.wrapped("under \(versions)", indent: 4, hanging: 6)
        for hypothesis in Self.hypotheses(entries) {
          lines.append("    \(Self.marks(entry, hypothesis))  \(hypothesis)")
        }
      }
    }
    return lines + ["", "\(Verdict.legend)   – not judged"]
  }

  private static func rows(_ entries: [Entry]) -> [[String]] {
    entries.map { entry in
      ["\(entry.digest.prefix(9))", entry.date, entry.subject]
        + Self.hypotheses(entries).map { Self.marks(entry, $0) }
    }
  }

  /// Tables in Markdown.
  package var markdown: String {
    var text = ""
    for (name, entries) in tables {
      let head = ["commit", "date", "message"] + Self.hypotheses(entries)
      text += "## \(ChangeReport.escaped(name))\n\n"
      text += "| \(head.map(ChangeReport.escaped).joined(separator: " | ")) |\n"
      text += "|\(head.map { _ in "---|" }.joined())\n"
      for row in Self.rows(entries) {
        text += "| \(row.map(ChangeReport.escaped).joined(separator: " | ")) |\n"
      }
      text += "\n"
    }
    return text.isEmpty ? "No commit has recorded a run.\n" : text
  }

  /// A page in one file.
  package var html: String { ChangeReport.page("History", body) }

  private var body: String {
    var text = "<h1>History</h1>\n"
    for (name, entries) in tables {
      text += "<h2>\(MarkupText.escaped(name))</h2>\n<table>\n<thead><tr>"
      for cell in ["commit", "date", "message"] + Self.hypotheses(entries) {
        text += "<th scope=\"col\">\(MarkupText.escaped(cell))</th>"
      }
      text += "</tr></thead>\n<tbody>\n"
      for row in Self.rows(entries) {
        text += "<tr>" + row.map { "<td>\(MarkupText.escaped($0))</td>" }.joined() + "</tr>\n"
      }
      text += "</tbody>\n</table>\n"
    }
    return text
  }

  /// The history as a value.
  package var json: JSONValue {
    .array(
      tables.map { name, entries in
        [
          "experiment": .string(name),
          "commits": .array(
            entries.map { entry in
              [
                "commit": .string(entry.digest), "date": .string(entry.date),
                "message": .string(entry.subject),
                "verdicts": .array(
                  Self.verdicts(entry).map { parts in .array(parts.map { .string($0) }) }),
              ]
            }),
        ]
      })
  }
}
