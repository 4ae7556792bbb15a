package import Diagnostics
internal import Foundation
package import Laboratory
internal import Manifests
internal import Notebook

/// Reads an experiment's folder; files are called by their path below it.
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
    var own = InputFiles()
    own.add("experiment.yaml", at: folder + "/experiment.yaml")
    guard let source = own.sources.first else { return (nil, own.diagnostics) }
    let (experiment, diagnostics) = ExperimentReader.read(source, name: name)
    guard let experiment else { return (nil, diagnostics) }
    var input = InputFiles()
    for (index, path) in experiment.manifests.enumerated() {
      let place = experiment.places.location(
        of: FieldPath().key("manifests").index(index))
      if leaves(folder, path) {
        input.diagnostics.append(
          Diagnostic(
            .pathEscapes,
            "“\(path.quotedForDiagnostics)” is a link that leaves the experiment's folder",
            at: place))
      } else {
        input.add(path, at: folder + "/" + path, place: place)
      }
    }
    let reading = ManifestReader.read(input.sources)
    let loaded = LoadedExperiment(
      experiment: experiment, resources: reading.resources, unreadable: reading.unreadable,
      manifests: input.sources.map {
        RunRecord.ManifestFile(path: $0.name, text: String(decoding: $0.bytes, as: UTF8.self))
      },
      digests: ([source] + input.sources).map {
        RunRecord.FileDigest(path: $0.name, sha256: SHA256.hexadecimal(of: $0.bytes))
      },
      notebooks: notebooks(in: folder))
    return (loaded, diagnostics + input.diagnostics + reading.diagnostics)
  }

  /// Whether a path, with its links followed, lies outside a folder.
  private static func leaves(_ folder: String, _ path: String) -> Bool {
    let home = (folder as NSString).resolvingSymlinksInPath
    let target = ("\(folder)/\(path)" as NSString).resolvingSymlinksInPath
    return target != home && !target.hasPrefix(home + "/")
  }

  /// `notebook.md` is English, `notebook.ko.md` Korean.
  private static func notebooks(in folder: String) -> [String: String] {
    var notebooks: [String: String] = [:]
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for entry in entries.sorted() where entry.hasPrefix("notebook.") && entry.hasSuffix(".md") {
      let parts = entry.split(separator: ".")
      let language = parts.count == 3 ? String(parts[1]) : "en"
      let limit = ReadingLimits.standard.fileByteCount
      if case .success(let bytes) = InputFiles.read("\(folder)/\(entry)", limit: limit) {
        notebooks[language] = String(decoding: bytes, as: UTF8.self)
      }
    }
    return notebooks
  }
}
