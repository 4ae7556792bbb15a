package import Diagnostics

/// Why reports cannot be written.
package enum OutputProblem: Error, Hashable, Sendable {
  /// Something that labbook may not touch stands where it would write.
  package struct Obstacle: Hashable, Sendable {
    /// Below the output folder.
    var path: String
    /// What it is, in words; `nil` for a file that labbook cannot prove to be its own.
    var kind: String?
  }

  /// The operating system refuses to write.
  case system(FileSystemError)
  /// Somebody else's files stand where labbook would write.
  case inTheWay([Obstacle])
  /// A file that cannot be put into JSON: its path below the output folder, and why.
  case unencodable(String, reason: String)

  /// `shown`: how the user knows the output folder.
  package func diagnostics(shown: String) -> [Diagnostic] {
    switch self {
    case .system(let error):
      return [
        Diagnostic(
          .unwritable,
          "the reports cannot be written to “\(shown.quotedForDiagnostics)”: "
            + error.words.quotedForDiagnostics)
      ]
    case .unencodable(let path, let reason):
      return [
        Diagnostic(
          .unwritable,
          "“\(path.quotedForDiagnostics)” cannot be written: \(reason.quotedForDiagnostics)")
      ]
    case .inTheWay(let obstacles):
      return obstacles.map { obstacle in
        let reason = obstacle.kind.map { "is \($0), which labbook neither follows nor replaces" }
        return Diagnostic(
          .fileInTheWay,
          "“\("\(shown)/\(obstacle.path)".quotedForDiagnostics)” is in the way: it "
            + (reason ?? "is not as labbook wrote it, or not labbook's"),
          hint: reason == nil
            ? "move it elsewhere, or let labbook run --overwrite replace it" : "move it elsewhere")
      }
    }
  }
}
