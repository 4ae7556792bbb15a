import Commands
import ControlPlane
import Diagnostics
import EnvoyMessages
import Forms
import Foundation
import Laboratory
import Manifests
import Notebook
import ProjectFiles
import ProxyConfig

/// `labbook compare` of a mesh: two rule versions, two states of the manifests, or both.
struct MeshCompareAction {
  /// What is compared, and how it is printed.
  let options: MeshCompareOptions
  /// The program around it.
  let session: Session

  /// Compares and prints.
  func run() async throws(UsageError) -> ExitStatus {
    let console = session.console
    guard let versions = session.ruleVersions(options.versions), let earlier = versions.first,
      let later = versions.last, let states = try states((earlier, later))
    else { return .badInput }
    guard sharesProxies(states.before, states.after) else { return .badInput }
    let comparison = MeshComparison(states.before, states.after)
    let verdicts = await verdicts(earlier, later)
    let report = ChangeReport(
      comparison, options: reportOptions(states.after), verdicts: verdicts)
    switch options.format {
    case .text: for line in report.textLines() { console.print(line) }
    case .markdown: console.print(lines: report.markdown())
    case .html: console.print(lines: report.html())
    case .json: console.print(json: report.json().text(indentation: 2))
    case .junit: console.print(lines: report.junit())
    case .github: for line in report.githubLines() { console.print(line) }
    }
    if options.failOn == .verdicts, verdicts == nil {
      console.report([
        Diagnostic(
          .warning, .nothingInCommon,
          "no verdicts are compared: experiments hold manifests of their own",
          hint: "name two rule versions in a project that has experiments, or compare recorded "
            + "runs with labbook compare --base")
      ])
    }
    let fails = Self.fails(comparison, options.failOn)
    let changesVerdicts = verdicts.map { !$0.isEmpty } ?? false
    return fails || changesVerdicts && options.failOn != .never ? .unexpected : .success
  }

  /// What becomes of the verdicts of the project around the user under the two rule versions; `nil`
  /// where there is none, or one version.
  ///
  /// Experiments are not what is asked about: one that cannot be run under both versions is named,
  /// and the rest is compared.
  private func verdicts(_ before: RuleVersion, _ after: RuleVersion) async -> VerdictChanges? {
    guard before.name != after.name, let project = session.nearestProject,
      let book = session.loadBook(project), let names = session.experiments([], of: project),
      !names.isEmpty
    else { return nil }
    let jobs = RunOptions.jobs(processors: ProcessInfo.processInfo.activeProcessorCount)
    var settings = RunSettings(rules: options.versions)
    settings.allowsUnmodelled = options.allowsUnmodelled
    let nothing = RunPreparation(book: book, settings: settings)
    let preparations = await names.mapConcurrently(jobs: jobs, progress: { _ in }) { name in
      var preparation = nothing
      await preparation.prepare([name], of: project, jobs: 1)
      return preparation
    }
    let comparison = await Comparison.running(
      preparations.filter { !$0.diagnostics.hasErrors }.flatMap(\.prepared), from: before.name,
      to: after.name, settings, jobs: jobs, console: session.console)
    return VerdictChanges(
      comparison,
      leftOut: zip(names, preparations).compactMap { name, preparation in
        preparation.diagnostics.first { $0.severity == .error }.map { (name, $0.summary) }
      })
  }

  /// Whether what changes is what the user wants to hear of.
  static func fails(
    _ comparison: MeshComparison, _ failure: MeshCompareOptions.Failure
  ) -> Bool {
    switch failure {
    case .answers: !comparison.answers.isEmpty || !comparison.refusals.isEmpty
    case .properties: !comparison.isEmpty
    case .verdicts, .never: false
    }
  }

  private func states(
    _ versions: (before: RuleVersion, after: RuleVersion)
  ) throws(UsageError) -> (before: MeshState, after: MeshState)? {
    let namesVersions = versions.before.name != versions.after.name
    if options.before.isEmpty {
      let input = try input(options.manifests.files, [versions.before, versions.after])
      report([input.diagnostics])
      guard input.isAnswerable, let old = input.compilations.first,
        let new = input.compilations.last
      else { return nil }
      return (
        MeshState(
          label: versions.before.name, resources: input.reading.resources,
          version: versions.before, compilation: old),
        MeshState(
          label: versions.after.name, resources: input.reading.resources,
          version: versions.after, compilation: new)
      )
    }
    let first = try input(options.manifests.files + options.before, [versions.before])
    let second = try input(options.manifests.files + options.after, [versions.after])
    report([first.diagnostics, second.diagnostics])
    guard first.isAnswerable, second.isAnswerable, let old = first.compilations.first,
      let new = second.compilations.first
    else { return nil }
    func label(_ files: [String], _ version: RuleVersion) -> String {
      files.joined(separator: " ") + (namesVersions ? " under \(version.name)" : "")
    }
    return (
      MeshState(
        label: label(options.before, versions.before), resources: first.reading.resources,
        version: versions.before, compilation: old),
      MeshState(
        label: label(options.after, versions.after), resources: second.reading.resources,
        version: versions.after, compilation: new)
    )
  }

  private func input(_ files: [String], _ versions: [RuleVersion]) throws(UsageError) -> MeshInput {
    var selection = options.manifests
    selection.files = files
    var distinct: [RuleVersion] = []
    for version in versions where !distinct.contains(version) { distinct.append(version) }
    return try MeshInput(
      selection, versions: distinct, allowsUnmodelled: options.allowsUnmodelled,
      directory: session.directory)
  }

  /// Reports what stops the comparison, and what is said of both states once.
  ///
  /// What one rule version alone refuses is part of the answer.
  private func report(_ lists: [[Diagnostic]]) {
    var findings = DistinctDiagnostics()
    for list in lists {
      findings.add(list.filter { $0.severity == .error && $0.code != .refusedByAdmission })
    }
    session.console.report(findings.all)
  }

  private func sharesProxies(_ before: MeshState, _ after: MeshState) -> Bool {
    let old = Set(before.compilation.mesh.carriedPods)
    let new = after.compilation.mesh.carriedPods
    guard !old.isEmpty, !new.isEmpty, !new.contains(where: old.contains) else { return true }
    session.console.report([
      Diagnostic(
        .nothingInCommon,
        "the two states have no proxy in common: \(ProxyList.words(old.sorted())) before, "
          + "\(ProxyList.words(new)) after",
        hint: "name the manifests of the same mesh on both sides")
    ])
    return false
  }

  private func reportOptions(_ after: MeshState) -> [String] {
    let files = options.manifests.files + options.after
    return files.flatMap { ["-f", $0] }
      + (options.manifests.namespace == "default" ? [] : ["-n", options.manifests.namespace])
      + (options.manifests.isRecursive ? ["-R"] : []) + ["--rules", after.version.name]
  }
}

extension MeshConfiguration {
  /// The pods whose connections a proxy of their own or their Node's ztunnel carries.
  fileprivate var carriedPods: [String] { proxies.map(\.proxy) + tunnels.map(\.proxy) }
}
