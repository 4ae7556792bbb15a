import ControlPlane
import Diagnostics
import Manifests
import Notebook
import ProxyConfig
import Resources
import Simulator

/// An experiment that is ready to be run: read, checked and compiled under each rule version.
struct PreparedExperiment: Sendable {
  var loaded: LoadedExperiment
  var versions: [RequestedVersion]
  /// One for each version.
  var meshes: [MeshConfiguration]
  var seed: UInt64
  /// What pages must say at their top.
  var notices: [String]

  func scenario(version: Int, replication: Int) -> Scenario {
    loaded.experiment.scenario(mesh: meshes[version], seed: seed, replication: replication)
  }
}

/// Reads, checks and compiles experiments; collects every finding before anything is run.
struct RunPreparation {
  let project: Project
  let book: RuleVersionBook
  let options: RunOptions
  private(set) var prepared: [PreparedExperiment] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(project: Project, book: RuleVersionBook, options: RunOptions) {
    self.project = project
    self.book = book
    self.options = options
  }

  mutating func prepareAll() {
    let known = project.experimentNames()
    var names = options.names.isEmpty ? known : []
    for name in options.names where !names.contains(name) {
      if known.contains(name) {
        names.append(name)
      } else {
        diagnostics.append(Self.unknownExperiment(name, known))
      }
    }
    if known.isEmpty {
      diagnostics.append(
        Diagnostic(
          .unknownExperiment, "the project holds no experiment", hint: "add one below Experiments/")
      )
    }
    for name in names { prepare(name) }
  }

  private static func unknownExperiment(_ name: String, _ known: [String]) -> Diagnostic {
    Diagnostic(
      .unknownExperiment, "there is no experiment “\(name.quotedForDiagnostics)”",
      hint: known.nearest(to: name).map { "did you mean “\($0)”?" }
        ?? "labbook list shows all")
  }

  private mutating func prepare(_ name: String) {
    guard OutputFolder.canHold(name) else {
      diagnostics.append(
        Diagnostic(
          .invalidValue,
          "no experiment can be called “\(name.quotedForDiagnostics)”: its pages need a folder of "
            + "letters, digits, dashes, dots and underscores other than compare and ko"))
      return
    }
    let (loaded, findings) = ExperimentLoader.load(name, in: project)
    diagnostics += findings
    guard let loaded else { return }
    let prefix = "\(project.shown)Experiments/\(name)/"
    let (versions, unknown) = resolveRules(of: loaded.experiment)
    diagnostics += unknown.map { $0.located(under: prefix) }
    guard !findings.hasErrors, unknown.isEmpty else { return }
    let (meshes, notices, problems) = compile(loaded, versions)
    diagnostics += problems.map { $0.located(under: prefix) }
    guard !problems.hasErrors else { return }
    prepared.append(
      PreparedExperiment(
        loaded: loaded, versions: versions, meshes: meshes,
        seed: options.seed ?? loaded.experiment.seed, notices: notices))
  }

  private func resolveRules(
    of experiment: Experiment
  ) -> (versions: [RequestedVersion], diagnostics: [Diagnostic]) {
    if let rules = options.rules { return book.resolve(rules) }
    let path = FieldPath().key("rules")
    return book.resolve(experiment.rules) {
      experiment.places.location(of: path.index($0))
    }
  }

  private func compile(
    _ loaded: LoadedExperiment, _ versions: [RequestedVersion]
  ) -> (meshes: [MeshConfiguration], notices: [String], diagnostics: [Diagnostic]) {
    var meshes: [MeshConfiguration] = []
    var diagnostics = DistinctDiagnostics()
    var notices: [String] = []
    for requested in versions {
      let compilation = ControlPlane.compile(loaded.resources, under: requested.version)
      diagnostics.add(compilation.refused.map(\.diagnostic))
      var scenario = loaded.experiment.scenario(
        mesh: compilation.mesh, seed: loaded.experiment.seed, replication: 0)
      scenario.mesh.ruleVersion = requested.version.name
      let problems =
        compilation.diagnostics
        + Simulation.problems(in: scenario).map { $0.placed(in: loaded.experiment) }
      for problem in problems {
        diagnostics.add([problem.allowed(options.allowsUnmodelled)])
        // What is left out of the model must be said on every page.
        if problem.code == .notModelled, !notices.contains(problem.summary) {
          notices.append(problem.summary)
        }
      }
      meshes.append(compilation.mesh)
    }
    return (meshes, notices, diagnostics.all)
  }
}

/// Findings that come again under every rule version, each once.
struct DistinctDiagnostics {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics where seen.insert(diagnostic).inserted { all.append(diagnostic) }
  }
}

extension Diagnostic {
  /// A finding about a client gets the client's place where it has none.
  fileprivate func placed(in experiment: Experiment) -> Diagnostic {
    guard location == nil else { return self }
    var finding = self
    let path = FieldPath().key("clients")
    let named = experiment.clients.firstIndex { summary.contains("“\($0.id)”") }
    finding.location = experiment.places.location(of: named.map { path.index($0) } ?? path)
    return finding
  }
}
