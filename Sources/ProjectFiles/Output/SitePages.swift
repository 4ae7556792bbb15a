package import Diagnostics
internal import Foundation
package import Laboratory
internal import Manifests
package import Notebook
package import Report

/// Everything below the output folder, page by page.
package struct SitePages: Sendable {
  /// Some files, and what was wrong with prose or templates.
  package struct Rendering: Sendable {
    /// Below the output folder.
    package var files: [OutputFile]
    /// Findings about prose and templates.
    package var diagnostics: [Diagnostic]
  }

  private let project: Project
  /// The built-in templates, with the project's in their places.
  package let templates: Templates
  private let labbookVersion: String
  /// What was wrong with the project's templates.
  package let diagnostics: [Diagnostic]

  /// The experiments in the notebook's order, as others link to them.
  private let order: [String]
  private let known: [String: Report.Neighbour]

  /// - `loaded`: experiments that have been read already.
  /// - `labbookVersion`: what pages say of the program that made them.
  package init(project: Project, loaded: [LoadedExperiment], labbookVersion: String) {
    self.project = project
    self.labbookVersion = labbookVersion
    order = project.experimentNames()
    known = Self.neighbours(order, loaded, project)
    (templates, diagnostics) = Self.templates(of: project)
  }

  /// The files of an experiment: its pages and its record.
  ///
  /// `notebooks`: its prose, by language.
  package func experiment(
    _ record: RunRecord, notebooks: [String: String]
  ) throws(OutputProblem) -> Rendering {
    let prose = prose(of: record.experiment, notebooks)
    let report = Report.files(
      for: record, notebook: prose, templates: templates, neighbours: neighbours(of: record))
    let path = "\(record.experiment)/\(RunRecordFile.name)"
    let json = OutputFile(
      path: path, bytes: try Self.encoded(path) { try RunRecordFile.bytes(of: record) })
    return Rendering(files: report.files + [json], diagnostics: report.diagnostics)
  }

  /// The pages that compare neighbouring releases, and the comparisons as values.
  ///
  /// `records`: of the experiments, which say in which languages the site is.
  package func comparisons(
    _ comparisons: [Comparison], of records: [RunRecord]
  ) throws(OutputProblem) -> Rendering {
    let pages = Report.comparisons(
      comparisons, titles: records.map(\.title), templates: templates,
      labbookVersion: labbookVersion)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = try Self.encoded(Self.comparisonsFile) {
      let text = String(decoding: try encoder.encode(comparisons), as: UTF8.self)
      return Array(VisibleText.json(text).utf8) + [10]
    }
    return Rendering(
      files: pages.files + [OutputFile(path: Self.comparisonsFile, bytes: json)],
      diagnostics: pages.diagnostics)
  }

  private static func encoded(
    _ path: String, _ encode: () throws -> [UInt8]
  ) throws(OutputProblem) -> [UInt8] {
    do {
      return try encode()
    } catch {
      throw .unencodable(path, reason: error.localizedDescription)
    }
  }

  /// The index and the stylesheet.
  ///
  /// - `entries`: of all experiments that are listed.
  /// - `comparisons`: those that have pages.
  package func index(of entries: [IndexEntry], _ comparisons: [Comparison]) -> Rendering {
    let entries = entries.sorted { $0.record.experiment < $1.record.experiment }
    let index = Report.index(of: entries, comparisons: comparisons, templates: templates)
    return Rendering(files: index.files, diagnostics: index.diagnostics)
  }

  /// The comparisons of neighbouring releases as values, so that a later run can list them.
  private static let comparisonsFile = "compare/compare.json"

  /// The page that lists them, to which every page links.
  package static let comparisonList = "compare/index.html"

  /// The comparisons that an earlier run has written.
  package static func recordedComparisons(in output: OutputFolder) -> [Comparison] {
    guard let bytes = output.contents(Self.comparisonsFile) else { return [] }
    let comparisons = try? JSONDecoder().decode([Comparison].self, from: Data(bytes))
    return (comparisons ?? []).filter { $0.schema == Comparison.currentSchema }
  }

  /// What the index needs of experiments that the project still has and an earlier run has written.
  ///
  /// `names`: experiments that are left out, since they are run anew.
  package func recordedExperiments(in output: OutputFolder, besides names: Set<String>)
    -> [IndexEntry]
  {
    let known = Set(project.experimentNames())
    return output.recordedExperiments().compactMap { name in
      guard known.contains(name), !names.contains(name),
        let bytes = output.contents("\(name)/\(RunRecordFile.name)"),
        let record = RunRecordFile.record(from: bytes), record.experiment == name
      else { return nil }
      return IndexEntry(record)
    }
  }

  private func neighbours(of record: RunRecord) -> Report.Neighbours {
    guard let place = order.firstIndex(of: record.experiment) else { return Report.Neighbours() }
    return Report.Neighbours(
      previous: place > 0 ? known[order[place - 1]] : nil,
      next: place + 1 < order.count ? known[order[place + 1]] : nil)
  }

  /// The experiments at hand and those beside them, which are read where they have not been.
  private static func neighbours(
    _ order: [String], _ loaded: [LoadedExperiment], _ project: Project
  ) -> [String: Report.Neighbour] {
    var known: [String: Report.Neighbour] = [:]
    func add(_ experiment: Experiment) {
      known[experiment.name] = Report.Neighbour(
        name: experiment.name, title: experiment.title, question: experiment.question)
    }
    for experiment in loaded { add(experiment.experiment) }
    let atHand = Set(known.keys)
    for (place, name) in order.enumerated() where known[name] == nil {
      let beside = order[max(0, place - 1)..<min(order.count, place + 2)]
      guard beside.contains(where: atHand.contains) else { continue }
      if let loaded = ExperimentLoader.load(name, in: project).loaded { add(loaded.experiment) }
    }
    return known
  }

  private func prose(
    of experiment: String, _ texts: [String: String]
  ) -> [String: Report.Prose] {
    var prose: [String: Report.Prose] = [:]
    for (language, text) in texts {
      let file = language == "en" ? "notebook.md" : "notebook.\(language).md"
      prose[language] = Report.Prose(
        file: "\(project.shown)Experiments/\(experiment)/\(file)", text: text)
    }
    return prose
  }

  /// The built-in templates, with those that the project's `Templates/` holds in their place.
  private static func templates(of project: Project) -> (Templates, [Diagnostic]) {
    var templates = Templates.builtIn
    var diagnostics: [Diagnostic] = []
    for name in Templates.names {
      let path = "\(project.root)/Templates/\(name)"
      guard FileSystemPath.exists(path) else { continue }
      let shown = "\(project.shown)Templates/\(name)"
      let limit = ReadingLimits.standard.fileByteCount
      switch FileReader.regularFile(path, limit: limit, within: project.root) {
      case .success(let bytes):
        templates =
          templates.replacing(
            name, file: shown, text: String(decoding: bytes, as: UTF8.self)) ?? templates
      case .failure(let problem):
        diagnostics.append(
          problem.diagnostic(
            shown, limit: limit, at: SourceLocation(file: shown, line: 1, column: 1)))
      }
    }
    return (templates, diagnostics)
  }
}
