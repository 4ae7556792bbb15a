internal import Foundation
internal import Report

/// The folder of generated reports, as it is found; ``OutputTransaction`` changes it.
package struct OutputFolder: Sendable {
  /// From `/` on, with its links resolved; it need not exist.
  package let path: String
  /// How the user knows it.
  package let shown: String

  package init(path: String, shown: String) {
    self.path = path
    self.shown = shown
  }

  /// The names at the top of the folder that pages of the whole site have.
  package static let siteNames =
    ["index.html", "index.md", "labbook.css", "compare", OutputManifest.fileName]
    + Report.languageFolders

  /// Whether an experiment of that name can have its pages in a folder of the same name, also
  /// where file systems ignore case.
  package static func canHold(_ experiment: String) -> Bool {
    let isPlain = experiment.utf8.allSatisfy {
      (97...122).contains($0 | 32) || (48...57).contains($0) || "-._".utf8.contains($0)
    }
    return isPlain && !experiment.hasPrefix(".") && experiment.utf8.count <= 200
      && !siteNames.contains(experiment.lowercased())
  }

  /// The bytes of a file; `nil` where there is none, or no regular file.
  package func contents(_ file: String) -> [UInt8]? {
    guard let folder = try? OpenFolder.open(path) else { return nil }
    return (try? folder.contents(file)) ?? nil
  }

  /// The experiments that have a `run.json` here, sorted.
  package func recordedExperiments() -> [String] {
    guard let folder = try? OpenFolder.open(path), let names = try? folder.names(in: "") else {
      return []
    }
    return names.filter { name in
      Self.canHold(name) && (try? folder.occupant(of: "\(name)/\(RunRecordFile.name)")) == .file
    }
  }
}
