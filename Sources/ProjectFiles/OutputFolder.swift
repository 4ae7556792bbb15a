internal import Foundation
package import Report

/// The folder of generated reports. Files are written whole or not at all.
package struct OutputFolder: Sendable {
  package var path: String

  package init(path: String) { self.path = path }

  /// Whether an experiment of that name can have its pages in a folder of the same name.
  package static func canHold(_ experiment: String) -> Bool {
    let isPlain = experiment.utf8.allSatisfy {
      (97...122).contains($0 | 32) || (48...57).contains($0) || "-._".utf8.contains($0)
    }
    return isPlain && !experiment.hasPrefix(".") && !["compare", "ko"].contains(experiment)
  }

  /// Writes each file beside its place and renames it; what already has these bytes is left alone.
  ///
  /// - Throws: what the file system says.
  package func write(_ files: [OutputFile]) throws {
    let manager = FileManager.default
    for file in files {
      let target = "\(path)/\(file.path)"
      if manager.contents(atPath: target).map({ $0.elementsEqual(file.bytes) }) == true { continue }
      let folder = (target as NSString).deletingLastPathComponent
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let temporary = "\(folder)/.\((target as NSString).lastPathComponent).\(getpid()).tmp"
      try Data(file.bytes).write(to: URL(fileURLWithPath: temporary))
      guard rename(temporary, target) == 0 else {
        let problem = errno
        unlink(temporary)
        throw CocoaError(
          .fileWriteUnknown, userInfo: ["errno": problem, NSFilePathErrorKey: target])
      }
    }
  }

  /// The paths of all files that labbook made for these experiments, sorted.
  package func generatedFiles(of experiment: String) -> [String] {
    let folder = "\(path)/\(experiment)"
    guard FileManager.default.fileExists(atPath: folder + "/run.json") else { return [] }
    let entries = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return entries.filter { entry in
      !Project.isFolder("\(folder)/\(entry)") && Self.endings.contains { entry.hasSuffix($0) }
    }.map { "\(experiment)/\($0)" }.sorted()
  }

  private static let endings = [".html", ".md", ".svg", ".json", ".yaml", ".csv"]

  /// The paths of all pages that compare rule versions, sorted.
  package func generatedComparisons() -> [String] {
    let folder = "\(path)/compare"
    let entries = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return entries.filter { $0.hasSuffix(".html") || $0.hasSuffix(".md") }
      .map { "compare/\($0)" }.sorted()
  }

  /// The experiments that have a `run.json` here, sorted.
  package func recordedExperiments() -> [String] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return entries.filter {
      FileManager.default.fileExists(atPath: "\(path)/\($0)/run.json")
    }.sorted()
  }

  /// Removes files, and the folders that they leave empty.
  package func remove(_ files: [String]) throws {
    for file in files {
      var target = "\(path)/\(file)"
      try FileManager.default.removeItem(atPath: target)
      while true {
        target = (target as NSString).deletingLastPathComponent
        guard target.count > path.count, rmdir(target) == 0 else { break }
      }
    }
  }

  /// The bytes of a file; `nil` where there is none.
  package func contents(_ file: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(path)/\(file)").map { [UInt8]($0) }
  }
}
