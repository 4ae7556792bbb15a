package import Diagnostics
internal import Foundation
internal import Laboratory
internal import Notebook
internal import Publication
internal import Report

/// A notebook's pages as they are while its author writes: what changed is read again, run again
/// where its run depends on it, and rendered again.
package struct PreviewSite: Sendable {
  /// One experiment as it was last seen.
  struct Entry: Sendable {
    /// Of its files as the disk knows them.
    var fingerprint: Int
    /// Its pages and its record.
    var files: [OutputFile] = []
    /// Its card; `nil` where it cannot be run.
    var index: IndexEntry?
    /// What is wrong with it.
    var findings: [Diagnostic] = []
  }

  /// What an update did.
  package struct Update: Sendable {
    /// Every file by its path.
    package var files: [String: [UInt8]] = [:]
    /// What is wrong anywhere.
    package var findings: [Diagnostic] = []
    /// Experiments that were rendered again.
    package var rendered: [String] = []
    /// Those of them that were run.
    package var ran: [String] = []
  }

  /// The notebook on disk.
  let project: Project
  /// labbook's own version.
  let labbookVersion: String
  /// How many runs go on at once.
  let jobs: Int
  /// The experiments by their names.
  var entries: [String: Entry] = [:]
  /// Runs of this session, by experiment: those of `output/` are read again where they are needed.
  var records: [String: RunRecord] = [:]
  private var shared = 0
  private var names: [String] = []

  package init(project: Project, labbookVersion: String, jobs: Int) {
    self.project = project
    self.labbookVersion = labbookVersion
    self.jobs = jobs
  }

  /// Makes what has changed since the last call anew.
  ///
  /// - Returns: `nil` where nothing has changed.
  package mutating func update() async -> Update? {
    let names = project.experimentNames()
    let shared = FolderFingerprint.shared(of: project)
    let isNew = shared != self.shared || names != self.names
    let prints = names.map { FolderFingerprint.of(project.folder(of: $0)) }
    let changed = zip(names, prints).filter { isNew || entries[$0]?.fingerprint != $1 }
    guard isNew || !changed.isEmpty else { return nil }
    self.shared = shared
    self.names = names
    entries = entries.filter { names.contains($0.key) }
    var update = Update()
    let (book, problems) = RuleVersionBook.load(project)
    update.findings += problems
    var loaded: [LoadedExperiment] = []
    var findings: [String: [Diagnostic]] = [:]
    for (name, fingerprint) in changed {
      entries[name] = Entry(fingerprint: fingerprint)
      let (experiment, found) = ExperimentLoader.load(name, in: project)
      findings[name] = found
      if let experiment { loaded.append(experiment) }
    }
    let pages = SitePages(project: project, loaded: loaded, labbookVersion: labbookVersion)
    for (name, _) in changed {
      let experiment = loaded.first { $0.experiment.name == name }
      await make(name, experiment, findings[name] ?? [], book, pages, &update)
    }
    finish(pages, &update)
    return update
  }

  private mutating func make(
    _ name: String, _ loaded: LoadedExperiment?, _ found: [Diagnostic], _ book: RuleVersionBook,
    _ pages: SitePages, _ update: inout Update
  ) async {
    update.rendered.append(name)
    var findings = found
    guard let loaded, !found.hasErrors else {
      return refuse(name, findings, pages)
    }
    let (record, problems, isRun) = await record(of: loaded, found, book)
    if isRun { update.ran.append(name) }
    findings = problems
    guard let record, !findings.hasErrors else { return refuse(name, findings, pages) }
    do throws(OutputProblem) {
      let rendering = try pages.experiment(record, notebooks: loaded.notebooks)
      findings += rendering.diagnostics
      guard !findings.hasErrors else { return refuse(name, findings, pages) }
      entries[name]?.files = rendering.files
      entries[name]?.index = IndexEntry(record)
      entries[name]?.findings = findings
    } catch {
      refuse(name, error.diagnostics(shown: name), pages)
    }
  }

  /// Shows what is wrong in the place of an experiment's pages.
  private mutating func refuse(_ name: String, _ findings: [Diagnostic], _ pages: SitePages) {
    let folder = project.folder(of: name)
    let prefix = "\(project.shown)Experiments/\(name)/"
    let markdown = ProblemPage.markdown(findings) { file in
      guard file.hasPrefix(prefix) else { return nil }
      let reading = FileReader.regularFile(
        "\(folder)/\(file.dropFirst(prefix.count))", limit: 1 << 24, within: folder)
      return (try? reading.get()).map { String(decoding: $0, as: UTF8.self) }
    }
    entries[name]?.files = Report.page(
      at: "\(name)/index.html", title: name, summary: name, markdown: markdown,
      templates: pages.templates, labbookVersion: labbookVersion)
    entries[name]?.index = nil
    entries[name]?.findings = findings
  }

  /// The pages of the whole site, and everything by its path.
  private func finish(_ pages: SitePages, _ update: inout Update) {
    let output = OutputFolder(path: project.root + "/output", shown: "output")
    let comparisons = SitePages.recordedComparisons(in: output)
    let indices = entries.values.compactMap(\.index)
    var files = pages.index(of: indices, comparisons).files
    if let compared = try? pages.comparisons(comparisons, of: indices.map(\.record)) {
      files += compared.files
    }
    files += entries.values.flatMap(\.files)
    files += Report.page(
      at: "404.html", title: "This page is not here", summary: "", markdown: "",
      templates: pages.templates, labbookVersion: labbookVersion)
    update.findings += pages.diagnostics
    update.findings += entries.sorted { $0.key < $1.key }.flatMap(\.value.findings)
    for file in files { update.files[file.path] = file.bytes }
  }
}
