package import Diagnostics
internal import Foundation
package import Laboratory
internal import Manifests
package import Notebook

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
    let (read, diagnostics) = ExperimentReader.read(source, name: name)
    guard var experiment = read else { return (nil, diagnostics) }
    var input = InputFiles(.folder(folder))
    for (index, path) in experiment.manifests.enumerated() {
      input.add(
        path, at: folder + "/" + path,
        place: experiment.places.location(of: FieldPath().key("manifests").index(index)))
    }
    let reading = ManifestReader.read(input.sources)
    let (notebooks, unread) = notebooks(in: folder)
    for (language, notebook) in notebooks {
      if let title = notebook.title { experiment.title.texts[language] = title }
    }
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

  /// What the English notebook of an experiment says of it; nothing where it cannot be read.
  package static func frontMatter(of name: String, in project: Project) -> FrontMatter {
    guard let bytes = own("notebook.md", in: project.folder(of: name)).0 else {
      return FrontMatter()
    }
    let source = ManifestSource(name: "notebook.md", bytes: bytes)
    return FrontMatterReader.read(source, language: "en").notebook.frontMatter
  }

  /// `notebook.md` is English, `notebook.ko.md` Korean.
  private static func notebooks(in folder: String) -> ([String: NotebookText], [Diagnostic]) {
    var notebooks: [String: NotebookText] = [:]
    var diagnostics: [Diagnostic] = []
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for entry in entries.sorted() where entry.hasPrefix("notebook.") && entry.hasSuffix(".md") {
      let parts = entry.split(separator: ".")
      let language = parts.count == 3 ? String(parts[1]) : "en"
      let (bytes, problem) = own(entry, in: folder)
      diagnostics += problem
      guard let bytes else { continue }
      let (notebook, findings) = FrontMatterReader.read(
        ManifestSource(name: entry, bytes: bytes), language: language)
      notebooks[language] = notebook
      diagnostics += findings
      if let line = notebook.draftLine {
        diagnostics.append(
          Diagnostic(
            .note, .draft, "a draft is left out of the list of experiments",
            at: SourceLocation(file: entry, line: line, column: 1)))
      }
    }
    diagnostics += markOutdated(&notebooks)
    return (notebooks, diagnostics)
  }

  /// Marks translations whose original is another one than they were made from.
  private static func markOutdated(_ notebooks: inout [String: NotebookText]) -> [Diagnostic] {
    guard let digest = notebooks["en"]?.digest else { return [] }
    var diagnostics: [Diagnostic] = []
    for language in notebooks.keys.sorted() where language != "en" {
      guard let known = notebooks[language]?.original, known != digest else { continue }
      notebooks[language]?.isOutdated = true
      let line = notebooks[language]?.originalLine ?? 1
      diagnostics.append(
        Diagnostic(
          .warning, .staleTranslation,
          "notebook.md is another one than this translation was made from",
          at: SourceLocation(file: "notebook.\(language).md", line: line, column: 1),
          hint: "once it has been brought up to date, write original: \"\(digest)\""))
    }
    return diagnostics
  }
}
