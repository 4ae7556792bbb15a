internal import Foundation

/// A program of the system's that labbook asks for what it does not do itself.
package enum InstalledProgram {
  /// How a call of a program ended.
  package struct Result: Sendable {
    /// 0 where it went well.
    package var status: Int32
    /// What it printed.
    package var output: [UInt8]
    /// The first line that it complained with.
    package var complaint: String
  }

  /// Where a program of some names is installed; `nil` where none is.
  ///
  /// `path` is the folders to look in, as `PATH` has them.
  package static func find(_ names: [String], path: String) -> String? {
    for name in names {
      for folder in path.split(separator: ":") where folder.hasPrefix("/") {
        let file = "\(folder)/\(name)"
        if access(file, X_OK) == 0, !Project.isFolder(file) { return file }
      }
    }
    return nil
  }

  /// Runs a program; `nil` where it cannot be started.
  ///
  /// `input` is what it reads from its standard input.
  package static func run(
    _ file: String, _ arguments: [String], input: [UInt8] = []
  ) -> Result? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: file)
    process.arguments = arguments
    let (standardInput, output) = (Pipe(), Pipe())
    let complaints = FileManager.default.temporaryDirectory
      .appendingPathComponent("labbook-\(UUID().uuidString)")
    guard FileManager.default.createFile(atPath: complaints.path, contents: nil),
      let errors = FileHandle(forWritingAtPath: complaints.path)
    else { return nil }
    defer { try? FileManager.default.removeItem(at: complaints) }
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    do { try process.run() } catch { return nil }
    // What is handed over is smaller than a pipe holds, or is read as it comes.
    try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))
    try? standardInput.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = FileManager.default.contents(atPath: complaints.path) ?? Data()
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: Array(data), complaint: lines.first.map(String.init) ?? "")
  }
}
