package import Diagnostics
package import Laboratory
internal import Notebook
package import Publication
package import Report
internal import Resources

/// The files of a published site, made experiment by experiment of recorded runs.
package struct SiteBuild {
  /// The notebook on disk.
  let project: Project
  /// The rule versions that it knows.
  let book: RuleVersionBook
  /// What all pages share.
  let site: PublishedSite
  /// What is said of each code of a finding.
  let codes: [CodeEntry]
  /// The codes that are given no more.
  let retired: [RetiredCode]
  /// What makes pictures of cards; `nil` where nothing can.
  let raster: CardRaster?
  /// Where files wait until all are there.
  let transaction: OutputTransaction
  /// The site's folder as it is found.
  let published: OutputFolder
  /// Called with a line that says how far the work is.
  let progress: (String) -> Void

  package init(
    project: Project, book: RuleVersionBook, site: PublishedSite, codes: [CodeEntry],
    retired: [RetiredCode],
    raster: CardRaster?, transaction: OutputTransaction, published: OutputFolder,
    progress: @escaping (String) -> Void
  ) {
    self.project = project
    self.book = book
    self.site = site
    self.codes = codes
    self.retired = retired
    self.raster = raster
    self.transaction = transaction
    self.published = published
    self.progress = progress
  }

  /// Files that wait, and everything that is wrong.
  package struct Result {
    /// All of them.
    package var files: [StagedFile] = []
    /// Each once.
    package var diagnostics: [Diagnostic] = []
  }

  /// What the site lacks, and what would bring it, a line each.
  package var notes: [String] {
    var notes: [String] = []
    if site.description.address == nil {
      notes.append(
        "Without baseURL in labbook.yaml there are no sitemap, feed, canonical addresses or pictures "
          + "for shared links.")
    } else if site.dates.isEmpty {
      notes.append("There is no feed, since no commit dates the experiments.")
    }
    if raster == nil {
      notes.append(
        "Cards are SVG alone, since rsvg-convert is not installed: apt-get install "
          + CardRaster.package)
    }
    return notes
  }

  /// Makes and hands over everything.
  package func files(logo: [UInt8]?) throws(OutputProblem) -> Result {
    var result = Result()
    var findings = DistinctDiagnostics()
    let loaded = load(&findings)
    guard !findings.all.hasErrors else { return Result(diagnostics: findings.all) }
    let pages = SitePages(
      project: project, loaded: loaded, labbookVersion: site.labbookVersion)
    findings.add(pages.diagnostics)
    var publisher = SitePublisher(site, templates: pages.templates)
    let recorded = OutputFolder(
      path: project.root + "/output", shown: "\(project.shown)output")
    var entries: [IndexEntry] = []
    for (part, experiment) in loaded.enumerated() {
      progress("page \(part + 1) of \(loaded.count)")
      guard let record = record(of: experiment, in: recorded, &findings) else { continue }
      let rendering = try pages.experiment(record.restricted, notebooks: experiment.notebooks)
      findings.add(rendering.diagnostics)
      let (files, cards) = publisher.add(
        record.restricted, rendering.files.replacing(record.bytes))
      result.files += try transaction.stage(files + pictures(cards, &findings), part: part)
      entries.append(IndexEntry(record.restricted))
    }
    guard !findings.all.hasErrors else { return Result(diagnostics: findings.all) }
    let shared = try sharedPages(pages, recorded, entries, &findings)
    result.files += try transaction.stage(publisher.add(shared), part: loaded.count)
    let (ending, broken) = publisher.finish(logo: logo)
    findings.add(broken)
    result.files += try transaction.stage(ending, part: loaded.count + 1)
    result.diagnostics = findings.all
    return result
  }

  /// The experiments without what only runs need, in the languages of the site.
  private func load(_ findings: inout DistinctDiagnostics) -> [LoadedExperiment] {
    let names = project.experimentNames()
    if names.isEmpty {
      findings.add([
        Diagnostic(
          .unknownExperiment, "the project holds no experiment", hint: "add one below Experiments/")
      ])
    }
    return names.compactMap { name in
      if PublishedSite.ownNames.contains(name.lowercased()) || !OutputFolder.canHold(name) {
        findings.add([
          Diagnostic(
            .takenSiteName,
            "the site needs the name “\(name.quotedForDiagnostics)” for a page of its own",
            at: SourceLocation(
              file: "\(project.shown)Experiments/\(name)/experiment.yaml", line: 1, column: 1),
            hint: "rename the experiment's folder")
        ])
      }
      var (loaded, found) = ExperimentLoader.load(name, in: project)
      findings.add(found)
      loaded?.resources = ResourceSet()
      loaded?.manifests = []
      return loaded.map { restricted($0) }
    }
  }

  private func restricted(_ loaded: LoadedExperiment) -> LoadedExperiment {
    var loaded = loaded
    let languages = site.description.languages
    loaded.experiment.title = loaded.experiment.title.restricted(to: languages)
    loaded.experiment.question = loaded.experiment.question.restricted(to: languages)
    loaded.notebooks = loaded.notebooks.filter { site.description.has(language: $0.key) }
    return loaded
  }

  /// The recorded run, if it is the one that the experiment would give; else a finding.
  private func record(
    of loaded: LoadedExperiment, in output: OutputFolder, _ findings: inout DistinctDiagnostics
  ) -> PublishedRecord? {
    let run = PublishableRun(
      of: loaded, in: output, book, labbookVersion: site.labbookVersion)
    findings.add(run.findings)
    return run.record.map { PublishedRecord(bytes: run.bytes, restricted: $0) }
  }
}
