internal import Foundation

/// Questions about paths that the operating system answers.
package enum FileSystemPath {
  /// The absolute path without links, dots and double slashes; `nil`, with `errno`, where nothing
  /// is there.
  package static func resolved(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }

  /// Whether a resolved path lies below a folder, whose own links are followed.
  package static func lies(_ resolved: String, in folder: String) -> Bool {
    guard let home = self.resolved(folder) else { return false }
    return home == "/" || resolved.hasPrefix(home + "/")
  }

  /// Whether anything is there, be it a link that leads nowhere.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// What something is that is no regular file, in words; `nil` for a regular file.
  static func kind(of mode: mode_t) -> String? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "a folder"
    case S_IFLNK: "a symbolic link"
    case S_IFIFO: "a FIFO"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  /// What the operating system says of the call that failed last.
  package static var lastError: String { words(of: errno) }

  /// What the system says of an error number.
  package static func words(of error: Int32) -> String { String(cString: strerror(error)) }
}
