package import Diagnostics
internal import Foundation

/// Writes one file that the user names: whole or not at all.
package enum WholeFile {
  /// Puts bytes into a file.
  ///
  /// `path` is from `/` on.
  /// `name` is how the user knows it.
  /// `overwrites` is whether a file that is there is replaced.
  /// It gives why it could not be written; `nil` where it was.
  package static func write(
    _ bytes: [UInt8], to path: String, called name: String, overwrites: Bool
  ) -> Diagnostic? {
    if !overwrites, FileSystemPath.exists(path) {
      return Diagnostic(
        .fileInTheWay, "“\(name.quotedForDiagnostics)” is there already",
        hint: "--overwrite replaces it")
    }
    let waiting = "\(path).labbook-\(getpid())"
    func fail(_ error: Int32) -> Diagnostic {
      unlink(waiting)
      return Diagnostic(
        .unwritable,
        "“\(name.quotedForDiagnostics)” cannot be written: \(FileSystemPath.words(of: error))")
    }
    let file = open(waiting, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else { return fail(errno) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = errno
        close(file)
        return fail(error)
      }
      rest = rest.dropFirst(count)
    }
    guard fsync(file) == 0, close(file) == 0 else { return fail(errno) }
    guard rename(waiting, path) == 0 else { return fail(errno) }
    return nil
  }
}
