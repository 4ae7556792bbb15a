import Diagnostics
import EnvoyMessages
import Notebook
import ProjectFiles

/// `labbook history`: the verdicts that the repository's commits recorded.
struct HistoryAction {
  /// How the history is printed.
  enum Format: String, Hashable, Sendable, CaseIterable {
    /// A table for a terminal.
    case text
    /// A table in Markdown.
    case markdown
    /// A page in one file.
    case html
    /// A value.
    case json
  }

  /// One commit's verdicts on one experiment.
  private struct Entry {
    var commit: RecordingCommit
    var record: RunRecord
  }

  /// The arguments.
  let invocation: Invocation
  /// Whose history it is.
  let project: Project
  /// The program around it.
  let session: Session

  /// How many commits are looked at.
  static let commitLimit = 200

  /// Reads the repository and prints the verdicts.
  func run() throws(UsageError) -> ExitStatus {
    let console = session.console
    let format = try invocation.word("format", else: Format.text)
    guard let names = session.experiments(invocation.arguments, of: project) else {
      return .badInput
    }
    guard let commits = RecordingCommit.all(in: project, names: names) else {
      console.report([
        Diagnostic(.unknownRevision, "the project lies in no git repository, or git is not here")
      ])
      return .badInput
    }
    var entries: [String: [Entry]] = [:]
    var findings: [Diagnostic] = []
    for commit in commits.prefix(Self.commitLimit) {
      let runs = RecordedRuns(revision: commit.digest, in: project, names: names)
      findings += runs.diagnostics.map {
        Diagnostic(.warning, $0.code, $0.summary)
      }
      for (name, record) in runs.records {
        entries[name, default: []].append(Entry(commit: commit, record: record))
      }
    }
    console.report(findings)
    let tables = names.compactMap { name in entries[name].map { (name, Self.distinct($0)) } }
    switch format {
    case .text: for line in Self.text(tables) { console.print(line) }
    case .markdown: console.print(lines: Self.markdown(tables))
    case .html: console.print(lines: ChangeReport.page("History", Self.html(tables)))
    case .json: console.print(json: Self.json(tables).text(indentation: 2))
    }
    return .success
  }

  /// Without commits that recorded the verdicts of the one before them.
  private static func distinct(_ entries: [Entry]) -> [Entry] {
    var kept: [Entry] = []
    for entry in entries.reversed() where kept.last.map({ verdicts($0) != verdicts(entry) }) ?? true
    {
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
      switch result.judgements.first(where: { $0.hypothesis == hypothesis })?.verdict {
      case .supported: "✓"
      case .refuted: "✗"
      case .undecided: "?"
      case nil: "–"
      }
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

  private static func text(_ tables: [(name: String, entries: [Entry])]) -> [String] {
    guard !tables.isEmpty else { return ["No commit has recorded a run."] }
    var lines: [String] = []
    for (name, entries) in tables {
      if !lines.isEmpty { lines.append("") }
      lines.append(name)
      for entry in entries {
        lines.append(
          "  \(entry.commit.digest.prefix(9))  \(entry.commit.date)  \(entry.commit.subject)")
        let versions = entry.record.results.map(\.requestedName).joined(separator: ", ")
        lines += Help.wrapped("under \(versions)", indent: 4, hanging: 6)
        for hypothesis in hypotheses(entries) {
          lines.append("    \(marks(entry, hypothesis))  \(hypothesis)")
        }
      }
    }
    return lines + ["", "✓ supported   ✗ refuted   ? undecided   – not judged"]
  }

  private static func rows(_ entries: [Entry]) -> [[String]] {
    entries.map { entry in
      ["\(entry.commit.digest.prefix(9))", entry.commit.date, entry.commit.subject]
        + hypotheses(entries).map { marks(entry, $0) }
    }
  }

  private static func markdown(_ tables: [(name: String, entries: [Entry])]) -> String {
    var text = ""
    for (name, entries) in tables {
      let head = ["commit", "date", "message"] + hypotheses(entries)
      text += "## \(ChangeReport.escaped(name))\n\n"
      text += "| \(head.map(ChangeReport.escaped).joined(separator: " | ")) |\n"
      text += "|\(head.map { _ in "---|" }.joined())\n"
      for row in rows(entries) {
        text += "| \(row.map(ChangeReport.escaped).joined(separator: " | ")) |\n"
      }
      text += "\n"
    }
    return text.isEmpty ? "No commit has recorded a run.\n" : text
  }

  private static func html(_ tables: [(name: String, entries: [Entry])]) -> String {
    var text = "<h1>History</h1>\n"
    for (name, entries) in tables {
      text += "<h2>\(ChangeReport.markup(name))</h2>\n<table>\n<thead><tr>"
      for cell in ["commit", "date", "message"] + hypotheses(entries) {
        text += "<th scope=\"col\">\(ChangeReport.markup(cell))</th>"
      }
      text += "</tr></thead>\n<tbody>\n"
      for row in rows(entries) {
        text += "<tr>" + row.map { "<td>\(ChangeReport.markup($0))</td>" }.joined() + "</tr>\n"
      }
      text += "</tbody>\n</table>\n"
    }
    return text
  }

  private static func json(_ tables: [(name: String, entries: [Entry])]) -> JSONValue {
    .array(
      tables.map { name, entries in
        [
          "experiment": .string(name),
          "commits": .array(
            entries.map { entry in
              [
                "commit": .string(entry.commit.digest), "date": .string(entry.commit.date),
                "message": .string(entry.commit.subject),
                "verdicts": .array(
                  verdicts(entry).map { parts in .array(parts.map { .string($0) }) }),
              ]
            }),
        ]
      })
  }
}
