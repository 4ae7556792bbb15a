internal import Foundation

/// When experiments were last changed, as the commits of the repository around a project say.
package struct ExperimentDates: Sendable {
  /// RFC 3339, by the experiment's name; experiments that no commit holds are missing.
  package private(set) var dates: [String: String] = [:]
  /// The project's folder within the repository, with a slash at the end where it is not empty.
  package private(set) var folder = ""

  package init(_ project: Project) {
    guard let prefix = GitCommand.run(["rev-parse", "--show-prefix"], in: project.root),
      prefix.status == 0
    else { return }
    folder = String(decoding: prefix.output, as: UTF8.self)
      .trimmingCharacters(in: .newlines)
    let log = GitCommand.run(
      [
        "-c", "core.quotePath=false", "log", "--format=%x01%cI", "--name-only", "--relative", "--",
        "Experiments",
      ], in: project.root)
    guard let log, log.status == 0 else { return }
    read(String(decoding: log.output, as: UTF8.self))
  }

  /// Commits come newest first, each as a mark, its date, and the files that it changed.
  private mutating func read(_ log: String) {
    for commit in log.split(separator: "\u{1}") {
      let lines = commit.split(separator: "\n")
      guard let date = lines.first else { continue }
      for line in lines.dropFirst() {
        let parts = line.split(separator: "/")
        guard parts.count > 2, dates[String(parts[1])] == nil else { continue }
        dates[String(parts[1])] = String(date)
      }
    }
  }
}
