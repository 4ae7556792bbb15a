import Diagnostics
import Foundation
import Manifests
import Notebook
import ProjectFiles
import Report

/// All files below the output folder, rendered in memory.
struct ReportPages {
  let project: Project
  let output: OutputFolder

  /// What is to be written, and what is to go.
  struct Rendering {
    var files: [OutputFile] = []
    /// Files that an earlier run made and this one would not.
    var stale: [String] = []
    var diagnostics: [Diagnostic] = []
  }

  /// - Parameters:
  ///   - records: of the experiments that were run.
  ///   - notebooks: the prose of each, by language.
  ///   - comparisons: of neighbouring releases; `nil` to leave the pages as they are.
  func render(
    _ records: [RunRecord], notebooks: [[String: String]], comparisons: [Comparison]?
  ) throws -> Rendering {
    var rendering = Rendering()
    let templates = self.templates(&rendering.diagnostics)
    for (record, texts) in zip(records, notebooks) {
      let prose = prose(of: record.experiment, texts)
      let report = Report.files(for: record, notebook: prose, templates: templates)
      let json = OutputFile(
        path: "\(record.experiment)/\(RunRecordFile.name)",
        bytes: try RunRecordFile.bytes(of: record))
      let files = report.files + [json]
      rendering.files += files
      rendering.diagnostics += report.diagnostics
      let made = Set(files.map(\.path))
      rendering.stale += output.generatedFiles(of: record.experiment).filter { !made.contains($0) }
    }
    if let comparisons { try add(comparisons, templates, to: &rendering) }
    addIndex(
      records, comparisons ?? recordedComparisons(), templates, to: &rendering)
    return rendering
  }

  private func add(
    _ comparisons: [Comparison], _ templates: Templates, to rendering: inout Rendering
  ) throws {
    let pages = Report.comparisons(
      comparisons, templates: templates, labbookVersion: Labbook.version)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = [UInt8](try encoder.encode(comparisons)) + [10]
    rendering.files += pages.files + [OutputFile(path: Self.comparisonsFile, bytes: json)]
    rendering.diagnostics += pages.diagnostics.filter { !rendering.diagnostics.contains($0) }
    let made = Set(pages.files.map(\.path))
    rendering.stale += output.generatedComparisons().filter { !made.contains($0) }
  }

  /// The comparisons of neighbouring releases as values, so that a later run can list them.
  private static let comparisonsFile = "compare/compare.json"

  private func recordedComparisons() -> [Comparison] {
    guard let bytes = output.contents(Self.comparisonsFile) else { return [] }
    let comparisons = try? JSONDecoder().decode([Comparison].self, from: Data(bytes))
    return (comparisons ?? []).filter { $0.schema == Comparison.currentSchema }
  }

  /// The index lists every recorded experiment that the project still has.
  private func addIndex(
    _ records: [RunRecord], _ comparisons: [Comparison], _ templates: Templates,
    to rendering: inout Rendering
  ) {
    let known = Set(project.experimentNames())
    let fresh = Set(records.map(\.experiment))
    var all = records
    for name in output.recordedExperiments() where !fresh.contains(name) {
      let record = output.contents("\(name)/\(RunRecordFile.name)").flatMap(RunRecordFile.record)
      guard let record, record.experiment == name else { continue }
      if known.contains(name) {
        all.append(record)
      } else {
        rendering.stale += output.generatedFiles(of: name)
      }
    }
    all.sort { $0.experiment < $1.experiment }
    let index = Report.index(of: all, comparisons: comparisons, templates: templates)
    rendering.files += index.files
    rendering.diagnostics += index.diagnostics
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
  private func templates(_ diagnostics: inout [Diagnostic]) -> Templates {
    var templates = Templates.builtIn
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
    return templates
  }
}
