import Commands
import Diagnostics
import EnvoyMessages
import Forms
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
    var entries: [String: [VerdictHistory.Entry]] = [:]
    var findings: [Diagnostic] = []
    for commit in commits.prefix(Self.commitLimit) {
      let runs = RecordedRuns(revision: commit.digest, in: project, names: names)
      findings += runs.diagnostics.map {
        Diagnostic(.warning, $0.code, $0.summary)
      }
      for (name, record) in runs.records {
        entries[name, default: []].append(
          VerdictHistory.Entry(
            digest: commit.digest, date: commit.date, subject: commit.subject, record: record))
      }
    }
    console.report(findings)
    let history = VerdictHistory(
      names.compactMap { name in entries[name].map { (name, $0) } })
    switch format {
    case .text: for line in history.lines { console.print(line) }
    case .markdown: console.print(lines: history.markdown)
    case .html: console.print(lines: history.html)
    case .json: console.print(json: history.json.text(indentation: 2))
    }
    return .success
  }
}
