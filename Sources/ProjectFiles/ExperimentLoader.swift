package import Diagnostics
internal import Foundation
package import Laboratory
internal import Manifests
internal import Notebook

/// Reads an experiment's folder; files are called by their path below it.
///
/// Only regular files that lie in the folder are read: a link out of it would publish what the
/// experiment does not hold.
package enum ExperimentLoader {
  /// - Returns: the experiment where its file could be read, and every finding, placed below the
  ///   folder as the user knows it.
  package static func load(
    _ name: String, in project: Project
  ) -> (loaded: LoadedExperiment?, diagnostics: [Diagnostic]) {
    let folder = project.folder(of: name)
    let (loaded, diagnostics) = load(name, folder: folder)
    let prefix = "\(project.shown)Experiments/\(name)/"
    return (loaded, diagnostics.map { $0.located(under: prefix) })
  }

  private static func load(
    _ name: String, folder: String
  ) -> (LoadedExperiment?, [Diagnostic]) {
    let file = "experiment.yaml"
    let (bytes, problem) = own(file, in: folder)
    guard let bytes else { return (nil, problem) }
    let source = ManifestSource(name: file, bytes: bytes)
    let (experiment, diagnostics) = ExperimentReader.read(source, name: name)
    guard let experiment else { return (nil, diagnostics) }
    var input = InputFiles(.folder(folder))
    for (index, path) in experiment.manifests.enumerated() {
      input.add(
        path, at: folder + "/" + path,
        place: experiment.places.location(of: FieldPath().key("manifests").index(index)))
    }
    let reading = ManifestReader.read(input.sources)
    let (notebooks, unread) = notebooks(in: folder)
    let loaded = LoadedExperiment(
      experiment: experiment, resources: reading.resources, unreadable: reading.unreadable,
      manifests: input.sources.map {
        RunRecord.ManifestFile(path: $0.name, text: String(decoding: $0.bytes, as: UTF8.self))
      },
      digests: ([source] + input.sources).map {
        RunRecord.FileDigest(path: $0.name, sha256: SHA256.hexadecimal(of: $0.bytes))
      },
      notebooks: notebooks)
    return (loaded, diagnostics + input.diagnostics + reading.diagnostics + unread)
  }

  /// A file that the folder itself gives; a finding about it stands at its beginning.
  private static func own(_ file: String, in folder: String) -> ([UInt8]?, [Diagnostic]) {
    let limit = ReadingLimits.standard.fileByteCount
    switch FileReader.regularFile("\(folder)/\(file)", limit: limit, within: folder) {
    case .success(let bytes): return (bytes, [])
    case .failure(let problem):
      let place = SourceLocation(file: file, line: 1, column: 1)
      return (nil, [problem.diagnostic(file, limit: limit, at: place)])
    }
  }

  /// `notebook.md` is English, `notebook.ko.md` Korean.
  private static func notebooks(in folder: String) -> ([String: String], [Diagnostic]) {
    var notebooks: [String: String] = [:]
    var diagnostics: [Diagnostic] = []
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for entry in entries.sorted() where entry.hasPrefix("notebook.") && entry.hasSuffix(".md") {
      let parts = entry.split(separator: ".")
      let language = parts.count == 3 ? String(parts[1]) : "en"
      let (bytes, problem) = own(entry, in: folder)
      diagnostics += problem
      if let bytes { notebooks[language] = String(decoding: bytes, as: UTF8.self) }
    }
    return (notebooks, diagnostics)
  }
}
