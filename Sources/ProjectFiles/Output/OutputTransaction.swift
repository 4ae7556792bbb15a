internal import Foundation
internal import Notebook
package import Report

/// Puts the files of a run into the output folder: all of them, or none.
///
/// New files wait beside the old ones until all are there and safe on the disk; then
/// ``OutputManifest`` says what will change, each file takes its place in one step, and the
/// manifest says what is. Interrupted anywhere, each file is the old or the new one, and the next
/// run knows which files are labbook's.
package struct OutputTransaction: Sendable {
  /// The output folder, whose lock is held as long as this is.
  let folder: OpenFolder
  /// What earlier runs say that they wrote.
  let recorded: OutputManifest
  /// Whether the user lets foreign files be replaced.
  let overwrites: Bool
  /// Folders that were made for this run, outermost first.
  private let created: [String]

  /// Opens the folder, making it if need be, and takes its lock.
  ///
  /// - `overwrites`: whether files are replaced that labbook cannot prove to be its own.
  /// - `waiting`: called with a line that says who holds the lock, before waiting for it.
  package static func begin(
    _ output: OutputFolder, overwrites: Bool, waiting: (String) -> Void
  ) throws(OutputProblem) -> OutputTransaction {
    do throws(FileSystemError) {
      while true {
        let created = try makeFolders(output.path)
        let folder = try OpenFolder.open(output.path)
        try lock(folder, output, isExclusive: true, waiting)
        // A run that ended meanwhile may have taken the folder away.
        guard folder.isAt(output.path) else { continue }
        try Staging.sweep(folder)
        let manifest = try folder.contents(OutputManifest.fileName).flatMap(OutputManifest.init)
        return OutputTransaction(
          folder: folder, recorded: manifest ?? OutputManifest(), overwrites: overwrites,
          created: created)
      }
    } catch {
      throw .system(error)
    }
  }

  /// Takes a folder's lock: alone for writing, with others for reading.
  static func lock(
    _ folder: OpenFolder, _ output: OutputFolder, isExclusive: Bool, _ waiting: (String) -> Void
  ) throws(FileSystemError) {
    guard try !folder.tryLock(isExclusive: isExclusive) else { return }
    let holder = folder.lockHolder.map { ", process \($0)," } ?? ""
    waiting("Another labbook\(holder) is writing to \(output.shown); waiting until it ends.")
    try folder.waitForLock(isExclusive: isExclusive)
  }

  private static func makeFolders(_ path: String) throws(FileSystemError) -> [String] {
    var created: [String] = []
    var way = ""
    for part in path.split(separator: "/") {
      way += "/" + part
      if mkdir(way, 0o777) == 0 {
        created.append(way)
      } else if errno != EEXIST, !Project.isFolder(way) {
        throw .last("")
      }
    }
    return created
  }

  /// Holds files against what stands in their places, and lets the new bytes wait.
  ///
  /// `part`: a number that no other call has; calls may go on side by side.
  package func stage(
    _ files: [OutputFile], part: Int
  ) throws(OutputProblem) -> [StagedFile] {
    do throws(FileSystemError) {
      var staged: [StagedFile] = []
      for (index, file) in files.enumerated() {
        var entry = try StagedFile.inspect(file, in: folder, recorded, overwrites: overwrites)
        if entry.needsBytes {
          try folder.makeFolder(Staging.folder)
          let path = Staging.path(part: part, index: index, sha256: entry.sha256)
          try folder.create(path, file.bytes)
          entry.staged = path
        }
        staged.append(entry)
      }
      return staged
    } catch {
      throw .system(error)
    }
  }

  /// Gives up: what waits is removed, and folders that were made for this run if they are empty.
  package func abandon() {
    // What cannot be removed now is swept away by the next run.
    try? Staging.sweep(folder)
    for path in created.reversed() { rmdir(path) }
  }
}

extension StagedFile {
  /// Whether the new bytes will take the file's place.
  var needsBytes: Bool {
    switch state {
    case .missing, .replaceable: true
    case .asItIs, .foreign, .obstructed: false
    }
  }

  /// Holds a file against what stands in its place.
  static func inspect(
    _ file: OutputFile, in folder: OpenFolder, _ recorded: OutputManifest, overwrites: Bool
  ) throws(FileSystemError) -> StagedFile {
    var entry = StagedFile(
      path: file.path, sha256: SHA256.hexadecimal(of: file.bytes), state: .missing)
    switch try folder.occupant(of: file.path) {
    case .nothing: break
    case .other(let path, let kind): entry.state = .obstructed(path: path, kind: kind)
    case .file:
      let bytes = try folder.contents(file.path) ?? []
      if bytes == file.bytes {
        entry.state = .asItIs
      } else {
        let before = SHA256.hexadecimal(of: bytes)
        let isOurs = overwrites || recorded.proves(file.path, sha256: before)
        entry.state = isOurs ? .replaceable(sha256: before) : .foreign
      }
    }
    return entry
  }
}
