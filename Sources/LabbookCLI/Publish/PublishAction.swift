import Commands
import Diagnostics
import Forms
import Foundation
import Laboratory
import Notebook
import ProjectFiles
import Publication

/// `labbook publish`.
struct PublishAction {
  /// The folder that was asked for; `nil` for the project's `site`.
  let output: String?
  /// Whether files may be replaced that labbook cannot prove to be its own.
  let overwrites: Bool
  /// The notebook on disk.
  let project: Project
  /// The rule versions that it knows.
  let book: RuleVersionBook
  /// The command's surroundings.
  let session: Session

  private var console: Console { session.console }

  init(_ invocation: Invocation, project: Project, book: RuleVersionBook, session: Session) {
    output = invocation.value("output")
    overwrites = invocation.has("overwrite")
    self.project = project
    self.book = book
    self.session = session
  }

  /// Writes the site whole, or says everything that is in its way.
  func run() -> ExitStatus {
    let (folder, misplaced) = OutputLocation.find(
      named: output ?? "\(project.shown)site", in: project, from: session.directory)
    var (description, findings) = SiteDescription.load(project)
    let (logo, unusable) = description.logoBytes(in: project)
    findings += unusable
    if logo == nil { description.logo = nil }
    console.report([misplaced].compactMap(\.self) + findings)
    guard let folder, misplaced == nil, !findings.hasErrors else { return .badInput }
    let raster = CardRaster(path: session.environment["PATH"] ?? "")
    let site = publishedSite(description, hasCardPictures: raster != nil)
    do throws(OutputProblem) {
      let transaction = try OutputTransaction.begin(
        folder, overwrites: overwrites, waiting: console.note)
      let build = SiteBuild(
        project: project, book: book, site: site, codes: CodeExamples.entries,
        retired: CodeExamples.retired, raster: raster,
        transaction: transaction, published: folder, progress: console.progress)
      do throws(OutputProblem) {
        return try commit(build, transaction, logo, folder)
      } catch {
        transaction.abandon()
        throw error
      }
    } catch {
      console.endProgress()
      console.report(error.diagnostics(shown: folder.shown))
      return error.status
    }
  }

  private func publishedSite(
    _ description: SiteDescription, hasCardPictures: Bool
  ) -> PublishedSite {
    var site = PublishedSite(description, labbookVersion: Labbook.version)
    let commits = ExperimentDates(project)
    site.dates = commits.dates
    site.repositoryFolder = commits.folder
    site.hasCardPictures = hasCardPictures
    return site
  }

  private func commit(
    _ build: SiteBuild, _ transaction: OutputTransaction, _ logo: [UInt8]?, _ folder: OutputFolder
  ) throws(OutputProblem) -> ExitStatus {
    let result = try build.files(logo: logo)
    console.endProgress()
    console.report(result.diagnostics)
    guard !result.diagnostics.hasErrors else {
      transaction.abandon()
      let isStale = result.diagnostics.contains { $0.code == .unpublishableRun }
      if isStale { console.note("Nothing is published: run labbook run first.") }
      return isStale ? .unexpected : .badInput
    }
    for path in try transaction.commit(result.files, scope: .everything) {
      console.note("\(folder.shown)/\(path) stays: it is not as labbook wrote it.")
    }
    for line in build.notes { console.note(line) }
    console.print("\(result.files.count) files: \(folder.shown)/index.html")
    return .success
  }
}

extension OutputProblem {
  /// How a command ends that met it.
  var status: ExitStatus {
    switch self {
    case .inTheWay: .badInput
    case .system, .unencodable: .undelivered
    }
  }
}
