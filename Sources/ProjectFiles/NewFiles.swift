package import Diagnostics
internal import Foundation

/// Files of the user's that are made once, and never where anything is.
package enum NewFiles {
  /// Writes files below a folder; what is there already is left alone.
  ///
  /// `files` is paths below the folder, and texts.
  /// It gives the paths that were written, and what could not be.
  package static func write(
    _ files: [(path: String, bytes: [UInt8])], below folder: String
  ) -> (written: [String], problem: Diagnostic?) {
    var written: [String] = []
    for file in files {
      let path = "\(folder)/\(file.path)"
      if FileSystemPath.exists(path) { continue }
      do {
        try FileManager.default.createDirectory(
          atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      } catch {
        return (
          written,
          Diagnostic(
            .unwritable,
            "\(file.path) cannot be written: \(error.localizedDescription.quotedForDiagnostics)")
        )
      }
      if let problem = WholeFile.write(file.bytes, to: path, called: file.path, overwrites: false) {
        return (written, problem)
      }
      written.append(file.path)
    }
    return (written, nil)
  }
}
