internal import Foundation
package import Laboratory
package import Notebook

/// Which recorded runs a build of labbook has made itself, so that what has not changed need not be
/// run again.
///
/// It lies in `.labbook/` of the project, which git is told to pass over, and may be removed at any
/// time. A recorded run is taken only where the key is the same and its file has the bytes that this
/// build wrote.
package struct RunCache: Sendable {
  private struct Entry: Codable {
    var key: String
    var recordDigest: String
    var releases: [ExperimentComparison?]
  }

  private let folder: String
  private let output: OutputFolder
  /// What tells this build of labbook from others.
  package let program: String

  /// - Returns: `nil` where the program cannot be told from others.
  package init?(_ project: Project, output: OutputFolder) {
    guard let program = Self.programIdentity else { return nil }
    folder = "\(project.root)/.labbook/runs"
    self.output = output
    self.program = program
  }

  /// The program's file: where it is, how large, and when it was written.
  private static var programIdentity: String? {
    var status = stat()
    guard let path = FileSystemPath.resolved("/proc/self/exe"), stat(path, &status) == 0 else {
      return nil
    }
    return "\(path) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  /// The recorded run of a key, and what it told the comparisons of releases; `nil` for none.
  package func run(
    of experiment: String, key: RunKey
  ) -> (record: RunRecord, releases: [ExperimentComparison?])? {
    let file = "\(folder)/\(experiment).json"
    guard case .success(let bytes) = FileReader.regularFile(file, limit: 1 << 28, within: folder),
      let entry = try? JSONDecoder().decode(Entry.self, from: Data(bytes)), entry.key == key.text,
      let recorded = output.contents("\(experiment)/\(RunRecordFile.name)"),
      SHA256.hexadecimal(of: recorded) == entry.recordDigest,
      let record = RunRecordFile.record(from: recorded)
    else { return nil }
    return (record, entry.releases)
  }

  /// Notes that a run of a key is the one that is recorded now.
  ///
  /// What cannot be noted is run again.
  package func keep(_ experiment: String, key: RunKey, releases: [ExperimentComparison?]) {
    guard let recorded = output.contents("\(experiment)/\(RunRecordFile.name)") else { return }
    let entry = Entry(
      key: key.text, recordDigest: SHA256.hexadecimal(of: recorded), releases: releases)
    guard let data = try? JSONEncoder().encode(entry),
      (try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)) != nil
    else { return }
    let ignored = "\(folder)/../.gitignore"
    if !FileSystemPath.exists(ignored) {
      _ = WholeFile.write(Array("*\n".utf8), to: ignored, called: ignored, overwrites: false)
    }
    let file = "\(folder)/\(experiment).json"
    _ = WholeFile.write(Array(data), to: file, called: file, overwrites: true)
  }
}
