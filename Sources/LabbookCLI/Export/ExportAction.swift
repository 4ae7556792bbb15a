import Commands
import Diagnostics
import Foundation
import Laboratory
import Notebook
import ProjectFiles
import Publication
import Report

/// `labbook export`.
struct ExportAction {
  /// What is asked for, checked.
  let options: ExportOptions
  /// The notebook on disk.
  let project: Project
  /// The rule versions that it knows.
  let book: RuleVersionBook
  /// The command's surroundings.
  let session: Session

  private var console: Console { session.console }

  init(
    _ invocation: Invocation, project: Project, book: RuleVersionBook, session: Session
  ) throws(UsageError) {
    options = try ExportOptions(invocation)
    self.project = project
    self.book = book
    self.session = session
  }

  /// Writes the file, or says what is in its way.
  func run() -> ExitStatus {
    guard session.experiments([options.name], of: project) != nil else { return .badInput }
    let (loaded, found) = ExperimentLoader.load(options.name, in: project)
    guard let loaded, !found.hasErrors else {
      console.report(found)
      return .badInput
    }
    let output = OutputFolder(path: project.root + "/output", shown: "\(project.shown)output")
    let run = PublishableRun(of: loaded, in: output, book, labbookVersion: Labbook.version)
    let (description, problems) = SiteDescription.load(project)
    console.report(run.findings + problems)
    guard let record = run.record else { return .unexpected }
    guard !problems.hasErrors else { return .badInput }
    do throws(OutputProblem) {
      let pages = SitePages(project: project, loaded: [loaded], labbookVersion: Labbook.version)
      let rendering = try pages.experiment(record, notebooks: loaded.notebooks)
      let findings = pages.diagnostics + rendering.diagnostics
      console.report(findings)
      guard !findings.hasErrors else { return .badInput }
      return deliver(record, rendering.files, pages, description.address)
    } catch {
      console.report(error.diagnostics(shown: output.shown))
      return error.status
    }
  }

  private func deliver(
    _ record: RunRecord, _ files: [OutputFile], _ pages: SitePages, _ address: SiteAddress?
  ) -> ExitStatus {
    let folder = "\(options.name)/\(options.language == "en" ? "" : "\(options.language)/")"
    guard let markdown = files.first(where: { $0.path == "\(folder)index.md" }) else {
      console.report([
        Diagnostic(
          .missingTranslation,
          "\(options.name) is not given in “\(options.language.quotedForDiagnostics)”")
      ])
      return .badInput
    }
    let file = SingleFile("\(folder)index.html", among: files, address: address)
    let style = pages.index(of: [], []).files.first { $0.path == "labbook.css" }?.bytes ?? []
    switch options.format {
    case .markdown:
      return write(
        file.markdown(
          markdown.bytes, for: options.generator, record: record, language: options.language))
    case .html: return write(file.html(stylesheet: style))
    case .pdf:
      guard let printer = PagePrinter(path: session.environment["PATH"] ?? "") else {
        console.report([
          Diagnostic(
            .missingProgram, "PDF is printed by Chromium, which is not installed",
            hint: "apt-get install \(PagePrinter.package), or print the page of --format html")
        ])
        return .badInput
      }
      do throws(PagePrinter.Problem) {
        return write(try printer.document(of: file.html(stylesheet: style)))
      } catch {
        console.report([Diagnostic(.missingProgram, error.words)])
        return .undelivered
      }
    }
  }

  private func write(_ bytes: [UInt8]) -> ExitStatus {
    guard let name = options.output else {
      console.print(bytes: bytes)
      return .success
    }
    let path = Project.absolute(name, from: session.directory)
    let problem = WholeFile.write(bytes, to: path, called: name, overwrites: options.overwrites)
    if let problem { console.report([problem]) }
    return problem == nil ? .success : problem?.code == .fileInTheWay ? .badInput : .undelivered
  }
}
