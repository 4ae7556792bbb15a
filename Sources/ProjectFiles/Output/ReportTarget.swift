package import Report

/// Where the files of a run go: into the output folder, or beside it to see what differs.
package enum ReportTarget: Sendable {
  /// The files are written.
  case write(OutputTransaction)
  /// Nothing is written; what differs is found.
  case check(OutputCheck)

  /// Opens the output folder.
  ///
  /// - `isCheck`: whether nothing is written.
  /// - `overwrites`: whether files may be replaced that labbook cannot prove to be its own.
  /// - `waiting`: called with a line that says what is waited for.
  package init(
    _ output: OutputFolder, isCheck: Bool, overwrites: Bool, waiting: (String) -> Void
  ) throws(OutputProblem) {
    self =
      isCheck
      ? .check(try OutputCheck(output, waiting: waiting))
      : .write(try OutputTransaction.begin(output, overwrites: overwrites, waiting: waiting))
  }

  /// Takes some of the run's files; calls may go on side by side.
  ///
  /// `part`: a number that no other call has.
  package func take(_ files: [OutputFile], part: Int) throws(OutputProblem) -> [StagedFile] {
    switch self {
    case .write(let transaction): try transaction.stage(files, part: part)
    case .check(let check): try check.inspect(files)
    }
  }

  /// Leaves the output folder as it was.
  package func abandon() {
    switch self {
    case .write(let transaction): transaction.abandon()
    case .check: break
    }
  }
}
