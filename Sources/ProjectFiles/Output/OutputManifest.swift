internal import Diagnostics
internal import Foundation

/// `labbook-files.json`: the files that labbook wrote, which alone it may replace or remove.
///
/// While files are replaced it names what stands there before and after, so that labbook can tell
/// its own files wherever a run was interrupted.
package struct OutputManifest: Hashable, Sendable {
  /// The file's name at the top of the output folder.
  package static let fileName = "labbook-files.json"
  /// The version of the file's form.
  static let currentSchema = "labbook.files/v1"

  /// One file that labbook wrote, or is about to write.
  struct Entry: Hashable, Sendable, Codable {
    /// Below the output folder.
    var path: String
    /// SHA-256 of its bytes.
    var sha256: String
    /// SHA-256 of the bytes that it replaces; absent where no run is under way.
    var before: [String]?
  }

  /// Entries by path.
  private(set) var entries: [String: Entry] = [:]

  /// Whether labbook wrote a file with these bytes at this path.
  func proves(_ path: String, sha256: String) -> Bool {
    guard let entry = entries[path] else { return false }
    return entry.sha256 == sha256 || entry.before?.contains(sha256) == true
  }

  /// Adds an entry, or takes the place of the one with its path.
  mutating func add(_ entry: Entry) { entries[entry.path] = entry }

  /// The file's bytes: an entry a line, sorted by path, so that versions can be compared.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let lines = try entries.values.sorted { $0.path < $1.path }.map {
      "    " + VisibleText.json(String(decoding: try encoder.encode($0), as: UTF8.self))
    }
    let text = """
      {
        "schema": "\(Self.currentSchema)",
        "files": [
      \(lines.joined(separator: ",\n"))
        ]
      }

      """
    return Array(text.utf8)
  }

  init() {}

  /// - Returns: `nil` where the bytes are no such file, or one of a later form.
  init?(_ bytes: [UInt8]) {
    struct File: Decodable {
      var schema: String
      var files: [Entry]
    }
    guard let file = try? JSONDecoder().decode(File.self, from: Data(bytes)),
      file.schema == Self.currentSchema
    else { return nil }
    for entry in file.files where Self.isPlain(entry.path) { add(entry) }
  }

  /// Whether a path stays below the folder.
  private static func isPlain(_ path: String) -> Bool {
    !path.utf8.contains(0)
      && path.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { !["", ".", ".."].contains($0) }
  }
}
