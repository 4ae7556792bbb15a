import Diagnostics
import Foundation
import Manifests
import Notebook
import ProjectFiles
import Report

/// Everything below the output folder, page by page.
struct SitePages: Sendable {
  /// Some files, and what was wrong with prose or templates.
  struct Rendering: Sendable {
    /// Below the output folder.
    var files: [OutputFile]
    /// Findings about prose and templates.
    var diagnostics: [Diagnostic]
  }

  private let project: Project
  private let templates: Templates
  /// What was wrong with the project's templates.
  let diagnostics: [Diagnostic]

  init(project: Project) {
    self.project = project
    (templates, diagnostics) = Self.templates(of: project)
  }

  /// The files of an experiment: its pages and its record.
  ///
  /// - Parameter notebooks: its prose, by language.
  func experiment(
    _ record: RunRecord, notebooks: [String: String]
  ) throws(OutputProblem) -> Rendering {
    let prose = prose(of: record.experiment, notebooks)
    let report = Report.files(for: record, notebook: prose, templates: templates)
    let path = "\(record.experiment)/\(RunRecordFile.name)"
    let json = OutputFile(
      path: path, bytes: try Self.encoded(path) { try RunRecordFile.bytes(of: record) })
    return Rendering(files: report.files + [json], diagnostics: report.diagnostics)
  }

  /// The pages that compare neighbouring releases, and the comparisons as values.
  func comparisons(_ comparisons: [Comparison]) throws(OutputProblem) -> Rendering {
    let pages = Report.comparisons(
      comparisons, templates: templates, labbookVersion: Labbook.version)
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
  /// - Parameters:
  ///   - entries: of all experiments that are listed.
  ///   - comparisons: those that have pages.
  func index(of entries: [IndexEntry], _ comparisons: [Comparison]) -> Rendering {
    let entries = entries.sorted { $0.record.experiment < $1.record.experiment }
    let index = Report.index(of: entries, comparisons: comparisons, templates: templates)
    return Rendering(files: index.files, diagnostics: index.diagnostics)
  }

  /// The comparisons of neighbouring releases as values, so that a later run can list them.
  private static let comparisonsFile = "compare/compare.json"

  /// The comparisons that an earlier run has written.
  static func recordedComparisons(in output: OutputFolder) -> [Comparison] {
    guard let bytes = output.contents(Self.comparisonsFile) else { return [] }
    let comparisons = try? JSONDecoder().decode([Comparison].self, from: Data(bytes))
    return (comparisons ?? []).filter { $0.schema == Comparison.currentSchema }
  }

  /// What the index needs of experiments that the project still has and an earlier run has written.
  ///
  /// - Parameter names: experiments that are left out, since they are run anew.
  func recordedExperiments(in output: OutputFolder, besides names: Set<String>) -> [IndexEntry] {
    let known = Set(project.experimentNames())
    return output.recordedExperiments().compactMap { name in
      guard known.contains(name), !names.contains(name),
        let bytes = output.contents("\(name)/\(RunRecordFile.name)"),
        let record = RunRecordFile.record(from: bytes), record.experiment == name
      else { return nil }
      return IndexEntry(record)
    }
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
