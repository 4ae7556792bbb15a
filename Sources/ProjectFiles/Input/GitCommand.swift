internal import Foundation

/// Asks git about a repository; nothing of it is changed.
package enum GitCommand {
  /// How a command ended.
  package struct Result: Sendable {
    /// 0 where it went well.
    package var status: Int32
    /// What it printed.
    package var output: [UInt8]
    /// What it complained of, on one line.
    package var complaint: String
  }

  /// Runs git in a folder; `nil` where there is no git.
  package static func run(_ arguments: [String], in folder: String) -> Result? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder, "--no-pager"] + arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    // What it complains of is short, so that it never waits for a reader of it.
    let data = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus != 127 else { return nil }
    let lines = String(decoding: complaint, as: UTF8.self).split(separator: "\n")
    return Result(
      status: process.terminationStatus, output: Array(data),
      complaint: lines.first.map(String.init) ?? "")
  }
}
