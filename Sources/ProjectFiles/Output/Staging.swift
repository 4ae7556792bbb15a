internal import Foundation
internal import Synchronization

/// The folder in which new files wait until all of them are there.
///
/// The names of its files end with the SHA-256 of what they are to hold, so that the next run can
/// tell what a run that was killed has left behind.
enum Staging {
  /// Below the output folder; no experiment can be called so.
  static let folder = ".labbook-staging"

  /// The place of a new file.
  ///
  /// - `part`: which of the run's parts makes the file; each is made by one task.
  /// - `index`: the file's position in the part.
  static func path(part: Int, index: Int, sha256: String) -> String {
    "\(folder)/\(part)-\(index)-\(sha256)"
  }

  /// The place of a new ``OutputManifest``.
  static func manifestPath(sha256: String) -> String { "\(folder)/manifest-\(sha256)" }

  private static func isStaged(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard let digest = parts.last, digest.utf8.count == 64,
      digest.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return false }
    return parts.count == 2 && parts[0] == "manifest"
      || parts.count == 3 && parts.dropLast().allSatisfy { Int($0) != nil }
  }

  /// Removes what waits there, and the folder if nothing of somebody else lies in it.
  static func sweep(_ output: OpenFolder) throws(FileSystemError) {
    for name in try output.names(in: folder) where isStaged(name) {
      let path = "\(folder)/\(name)"
      if try output.occupant(of: path) == .file { try output.remove(path) }
    }
    try output.removeEmptyFolders(around: "\(folder)/x")
  }

  /// Makes the bytes of waiting files last.
  ///
  /// Each waits for the disk, so many do at once.
  static func synchronize(_ paths: [String], in output: OpenFolder) throws(FileSystemError) {
    let lanes = min(16, paths.count)
    let results = Results()
    let group = DispatchGroup()
    for lane in 0..<lanes {
      group.enter()
      Thread {
        for index in stride(from: lane, to: paths.count, by: lanes) {
          do throws(FileSystemError) {
            try output.synchronize(paths[index])
          } catch {
            results.fail(error)
          }
        }
        group.leave()
      }.start()
    }
    group.wait()
    if let error = results.first { throw error }
  }

  /// The first failure of several threads.
  ///
  /// A class since they share it.
  private final class Results: Sendable {
    private let state = Mutex<FileSystemError?>(nil)

    /// The failure, if there was one.
    var first: FileSystemError? { state.withLock { $0 } }

    /// Keeps a failure, unless there was one before.
    func fail(_ error: FileSystemError) {
      state.withLock { if $0 == nil { $0 = error } }
    }
  }
}
