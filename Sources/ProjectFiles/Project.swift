package import Diagnostics
internal import Foundation

/// A notebook on disk: the folder that holds `Experiments/`.
package struct Project: Sendable {
  /// An absolute path without a slash at the end.
  package var root: String
  /// How its files are called in findings: relative to where the user stands, if below.
  package var shown: String

  /// The nearest folder upwards that holds `Experiments/`, or the one that is named.
  package static func locate(
    named: String?, from directory: String
  ) -> (project: Project?, problem: Diagnostic?) {
    if let named {
      let path = absolute(named, from: directory)
      guard isFolder(path + "/Experiments") else {
        return (
          nil,
          Diagnostic(
            .noProjectRoot, "“\(named.quotedForDiagnostics)” holds no folder Experiments/")
        )
      }
      return (Project(root: path, shown: named.hasSuffix("/") ? named : named + "/"), nil)
    }
    var path = directory
    while true {
      if isFolder(path + "/Experiments") {
        let shown = path == directory ? "" : path + "/"
        return (Project(root: path, shown: shown), nil)
      }
      guard path != "/", !path.isEmpty else { break }
      path = (path as NSString).deletingLastPathComponent
    }
    return (
      nil,
      Diagnostic(
        .noProjectRoot, "neither this folder nor one above it holds Experiments/",
        hint: "name the project with --root DIR")
    )
  }

  /// The names of the experiments: the folders that hold an `experiment.yaml`, sorted.
  package func experimentNames() -> [String] {
    let folder = root + "/Experiments"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { FileSystemPath.exists("\(folder)/\($0)/experiment.yaml") }.sorted()
  }

  /// The folder of an experiment.
  package func folder(of experiment: String) -> String { "\(root)/Experiments/\(experiment)" }

  /// The path from `/` on; its `..` are left to the operating system, which knows where links lead.
  package static func absolute(_ path: String, from directory: String) -> String {
    var full = path.hasPrefix("/") ? path : directory + "/" + path
    while full.count > 1, full.hasSuffix("/") { full.removeLast() }
    return full
  }

  /// Whether a path leads to a folder, links followed.
  package static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
