package import Diagnostics
internal import Foundation
package import Notebook

/// Runs as they were recorded: in an output folder, in one file, or in a commit.
package struct RecordedRuns: Sendable {
  /// By the experiment's name.
  package private(set) var records: [String: RunRecord] = [:]
  /// What could not be read.
  package private(set) var diagnostics: [Diagnostic] = []

  /// The runs that a name stands for: a file `run.json`, a folder that holds `NAME/run.json`, or a
  /// commit whose `output/` does.
  ///
  /// - `base`: as written.
  /// - `directory`: where the user stands.
  /// - `names`: the experiments that are wanted.
  package init(base: String, from directory: String, in project: Project, names: [String]) {
    let path = Project.absolute(base, from: directory)
    if Project.isFolder(path) {
      readFolder(path, called: base, names)
    } else if FileSystemPath.exists(path) {
      read(FileReader.regularFile(path, limit: Self.byteLimit), called: base)
    } else {
      readRevision(base, project, names)
    }
  }

  /// The runs of an output folder.
  package init(folder path: String, called name: String, names: [String]) {
    readFolder(path, called: name, names)
  }

  /// The runs of a commit.
  package init(revision: String, in project: Project, names: [String]) {
    readRevision(revision, project, names)
  }

  private static let byteLimit = 1 << 30

  private mutating func readFolder(_ path: String, called base: String, _ names: [String]) {
    if FileSystemPath.exists("\(path)/\(RunRecordFile.name)") {
      read(
        FileReader.regularFile("\(path)/\(RunRecordFile.name)", limit: Self.byteLimit),
        called: "\(base)/\(RunRecordFile.name)")
      return
    }
    for name in names {
      let file = "\(path)/\(name)/\(RunRecordFile.name)"
      guard FileSystemPath.exists(file) else { continue }
      read(
        FileReader.regularFile(file, limit: Self.byteLimit),
        called: "\(base)/\(name)/\(RunRecordFile.name)")
    }
  }

  private mutating func read(_ reading: Result<[UInt8], FileReader.Problem>, called name: String) {
    switch reading {
    case .success(let bytes): take(bytes, called: name)
    case .failure(let problem):
      diagnostics.append(problem.diagnostic(name, limit: Self.byteLimit, at: nil))
    }
  }

  private mutating func take(_ bytes: [UInt8], called name: String) {
    guard let record = RunRecordFile.record(from: bytes) else {
      let schema = RunRecordFile.schema(of: bytes)
      diagnostics.append(
        Diagnostic(
          .unreadableRun,
          schema.map { "“\(name)” has the schema \($0), and \(RunRecord.currentSchema) is read" }
            ?? "“\(name.quotedForDiagnostics)” is no recorded run, or is cut short"))
      return
    }
    records[record.experiment] = record
  }

  private mutating func readRevision(_ name: String, _ project: Project, _ names: [String]) {
    guard
      let found = GitCommand.run(
        ["rev-parse", "--quiet", "--verify", "--end-of-options", "\(name)^{commit}"],
        in: project.root)
    else {
      diagnostics.append(Diagnostic(.unknownRevision, "the program git is not here"))
      return
    }
    guard found.status == 0 else {
      diagnostics.append(
        Diagnostic(
          .unknownRevision,
          "“\(name.quotedForDiagnostics)” is no file, no folder and no commit of this repository"))
      return
    }
    let commit = String(decoding: found.output.prefix { $0 != 10 }, as: UTF8.self)
    for experiment in names {
      let path = "output/\(experiment)/\(RunRecordFile.name)"
      let file = GitCommand.run(["cat-file", "blob", "\(commit):./\(path)"], in: project.root)
      guard let file, file.status == 0 else { continue }
      take(file.output, called: "\(name):\(path)")
    }
  }
}

/// A commit that recorded runs.
package struct RecordingCommit: Hashable, Sendable {
  /// The commit's digest.
  package var digest: String
  /// The day on which it was made.
  package var date: String
  /// The first line of its message.
  package var subject: String

  /// The commits that changed the recorded runs of some experiments, the newest first; `nil` where
  /// there is no repository.
  package static func all(in project: Project, names: [String]) -> [RecordingCommit]? {
    let paths = names.map { "output/\($0)/\(RunRecordFile.name)" }
    let log = GitCommand.run(
      ["log", "--format=%H%x09%cs%x09%s", "--"] + paths, in: project.root)
    guard let log, log.status == 0 else { return nil }
    return String(decoding: log.output, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let digest = parts.first else { return nil }
      return RecordingCommit(
        digest: String(digest), date: String(parts[1]), subject: String(parts[2]))
    }
  }
}
