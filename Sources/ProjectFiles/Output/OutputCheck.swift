internal import Foundation
internal import Notebook
package import Report

/// Holds what a run would write against the output folder, and writes nothing.
package struct OutputCheck: Sendable {
  /// `nil` where there is no output folder.
  private let folder: OpenFolder?
  private let recorded: OutputManifest

  /// Opens the folder and takes its lock, together with other readers.
  ///
  /// `waiting`: called with a line that says who is writing, before waiting for it.
  package init(_ output: OutputFolder, waiting: (String) -> Void) throws(OutputProblem) {
    do throws(FileSystemError) {
      guard Project.isFolder(output.path) else {
        folder = nil
        recorded = OutputManifest()
        return
      }
      let folder = try OpenFolder.open(output.path)
      try OutputTransaction.lock(folder, output, isExclusive: false, waiting)
      recorded =
        try folder.contents(OutputManifest.fileName).flatMap(OutputManifest.init)
        ?? OutputManifest()
      self.folder = folder
    } catch {
      throw .system(error)
    }
  }

  /// Holds files against what stands in their places; calls may go on side by side.
  package func inspect(_ files: [OutputFile]) throws(OutputProblem) -> [StagedFile] {
    do throws(FileSystemError) {
      var inspected: [StagedFile] = []
      for file in files {
        guard let folder else {
          inspected.append(
            StagedFile(
              path: file.path, sha256: SHA256.hexadecimal(of: file.bytes), state: .missing))
          continue
        }
        inspected.append(try StagedFile.inspect(file, in: folder, recorded, overwrites: false))
      }
      return inspected
    } catch {
      throw .system(error)
    }
  }

  /// What is not as a run leaves it, a line each, in the order of the paths.
  ///
  /// - `files`: of all calls of ``inspect(_:)``.
  /// - `scope`: which part of the folder they are all of.
  package func findings(
    _ files: [StagedFile], scope: OutputScope
  ) throws(OutputProblem) -> [String] {
    do {
      var findings = files.compactMap { file in Self.words(of: file).map { (file.path, $0) } }
      if let finding = try manifestFinding(files, scope) {
        findings.append((OutputManifest.fileName, finding))
      }
      let made = Set(files.map(\.path) + [OutputManifest.fileName])
      let obstructions = Set(files.compactMap { $0.obstacle?.path })
      for path in try folder?.everything() ?? []
      where scope.covers(path) && !made.contains(path) && !obstructions.contains(path) {
        findings.append((path, try extra(path)))
      }
      return findings.sorted { $0.0 < $1.0 }.map { "\($0.0) \($0.1)" }
    } catch let error as FileSystemError {
      throw .system(error)
    } catch {
      throw .system(FileSystemError(path: OutputManifest.fileName, number: EIO))
    }
  }

  private static func words(of file: StagedFile) -> String? {
    switch file.state {
    case .asItIs: nil
    case .missing: "is missing"
    case .replaceable, .foreign: "is not what a run gives"
    case .obstructed(let path, let kind):
      path == file.path ? "is \(kind), no regular file" : "is missing, since \(path) is \(kind)"
    }
  }

  private func extra(_ path: String) throws -> String {
    guard let folder, let bytes = try folder.contents(path) else {
      return "is extra: no run makes it"
    }
    return recorded.proves(path, sha256: SHA256.hexadecimal(of: bytes))
      ? "is no longer made" : "is extra: no run makes it"
  }

  /// Whether the manifest lists what it should.
  private func manifestFinding(_ files: [StagedFile], _ scope: OutputScope) throws -> String? {
    var expected = OutputManifest()
    for entry in recorded.entries.values where !scope.covers(entry.path) { expected.add(entry) }
    for file in files {
      expected.add(OutputManifest.Entry(path: file.path, sha256: file.sha256))
    }
    let file = OutputFile(path: OutputManifest.fileName, bytes: try expected.bytes())
    return try inspect([file]).first.flatMap(Self.words)
  }
}
