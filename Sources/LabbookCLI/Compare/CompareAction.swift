import Commands
import ControlPlane
import Diagnostics
import Forms
import Foundation
import Laboratory
import Notebook
import ProjectFiles
import Report

/// `labbook compare`.
struct CompareAction {
  /// What is compared, and how it is printed.
  let options: CompareOptions
  /// Whose experiments are run.
  let project: Project
  /// The rule versions that there are.
  let book: RuleVersionBook
  /// Where the comparison is printed.
  let console: Console

  /// Runs the experiments under both rule versions and prints what changes.
  func run() async throws(UsageError) -> ExitStatus {
    let (versions, findings) = book.resolve([options.before, options.after])
    console.report(findings)
    guard !findings.hasErrors else { return .badInput }
    guard versions.count == 2 else {
      throw .invalidValue(
        option: "compare", value: options.after, expected: "two different rule versions")
    }
    var preparation = RunPreparation(book: book, settings: options.run.settings)
    await preparation.prepare(options.run.names, of: project, jobs: options.run.jobs)
    console.report(preparation.diagnostics)
    guard !preparation.diagnostics.hasErrors else { return .badInput }
    return show(
      await Comparison.running(
        preparation.prepared, from: versions[0].version.name, to: versions[1].version.name,
        options.run.settings, jobs: options.run.jobs, console: console))
  }

  private func show(_ comparison: Comparison) -> ExitStatus {
    switch options.format {
    case .text: for line in ComparisonText.lines(of: comparison) { console.print(line) }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
      guard let data = try? encoder.encode(comparison) else { return .fault }
      console.print(json: String(decoding: data, as: UTF8.self))
    case .markdown, .html:
      let page = Report.page(of: comparison, labbookVersion: Labbook.version)
      console.print(lines: options.format == .html ? page.html : page.markdown)
    }
    let fails =
      switch options.failOn {
      case .verdicts: comparison.changesVerdicts
      case .answers, .properties: comparison.changesVerdicts || comparison.changesOutcomes
      case .never: false
      }
    return fails ? .unexpected : .success
  }
}
