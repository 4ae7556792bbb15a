internal import Foundation

/// What the operating system refused to do, and with what.
package struct FileSystemError: Error, Hashable, Sendable {
  /// Below the output folder; empty for the folder itself.
  package var path: String
  /// Its `errno`.
  package var number: Int32

  /// The failure of the call that was made last.
  static func last(_ path: String) -> FileSystemError {
    FileSystemError(path: path, number: errno)
  }

  /// Such as `No space left on device: index.html`; what is cut, where it is long, is the path.
  package var words: String {
    let reason = FileSystemPath.words(of: number)
    return path.isEmpty ? reason : "\(reason): \(path)"
  }
}
