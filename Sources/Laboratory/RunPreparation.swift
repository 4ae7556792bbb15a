internal import ControlPlane
package import Diagnostics
internal import Notebook
internal import ProxyConfig
internal import Simulator

/// Checks and compiles experiments; collects every finding before anything is run.
package struct RunPreparation {
  /// The rule versions that there are.
  package let book: RuleVersionBook
  /// What the run may differ in.
  package let settings: RunSettings
  /// Experiments that are ready, in the order in which they were prepared.
  package private(set) var prepared: [PreparedExperiment] = []
  private var findings = DistinctDiagnostics()
  /// Everything that was found, each finding once.
  package var diagnostics: [Diagnostic] { findings.all }

  package init(book: RuleVersionBook, settings: RunSettings) {
    self.book = book
    self.settings = settings
  }

  /// Findings that were made before an experiment could be prepared.
  package mutating func add(_ findings: [Diagnostic]) { self.findings.add(findings) }

  /// Compiles an experiment under each of its rule versions.
  ///
  /// - `findings`: what reading it has found; with an error among them nothing is compiled.
  /// - `folder`: how the experiment's folder is called in findings, with a slash at the end.
  package mutating func prepare(
    _ loaded: LoadedExperiment, findings: [Diagnostic], folder: String
  ) {
    let (prepared, found) = preparation(of: loaded, findings: findings, folder: folder)
    add(found)
    if let prepared { self.prepared.append(prepared) }
  }

  /// The same as a value, so that experiments can be prepared side by side.
  package func preparation(
    of loaded: LoadedExperiment, findings: [Diagnostic], folder: String
  ) -> (prepared: PreparedExperiment?, diagnostics: [Diagnostic]) {
    let (versions, unknown) = resolveRules(of: loaded.experiment)
    let (loaded, unusable) = completed(loaded)
    let findings = findings + unusable.map { $0.located(under: folder) }
    var diagnostics = findings + unknown.map { $0.located(under: folder) }
    guard !findings.hasErrors, !unknown.hasErrors else { return (nil, diagnostics) }
    var (meshes, notices, problems) = compile(loaded, versions)
    problems += PredictionNames.problems(in: loaded.experiment, meshes)
    diagnostics += problems.map { $0.located(under: folder) }
    guard !problems.hasErrors else { return (nil, diagnostics) }
    let prepared = PreparedExperiment(
      loaded: loaded, versions: versions, meshes: meshes,
      seed: settings.seed ?? loaded.experiment.seed, notices: notices)
    return (prepared, diagnostics)
  }

  /// The experiment with the gateways that it asks for, and within the work that the run allows.
  private func completed(
    _ loaded: LoadedExperiment
  ) -> (loaded: LoadedExperiment, diagnostics: [Diagnostic]) {
    var completed = loaded
    if let limit = settings.workLimit { completed.experiment.workLimit = limit }
    var gateways: [InstalledGateway] = []
    var diagnostics: [Diagnostic] = []
    for (index, name) in loaded.experiment.gateways.enumerated() {
      if let gateway = InstalledGateway(name) {
        gateways.append(gateway)
      } else {
        diagnostics.append(
          Diagnostic(
            .unknownGateway, "“\(name.quotedForDiagnostics)” can be no gateway's name",
            at: loaded.experiment.places.location(of: FieldPath().key("gateways").index(index)),
            hint: "such as istio-ingressgateway, or NAMESPACE/NAME"))
      }
    }
    completed.resources = loaded.resources.withInstalled(gateways)
    return (completed, diagnostics)
  }

  /// Takes an experiment that was prepared apart.
  package mutating func add(_ experiment: PreparedExperiment) { prepared.append(experiment) }

  private func resolveRules(
    of experiment: Experiment
  ) -> (versions: [RequestedVersion], diagnostics: [Diagnostic]) {
    if let rules = settings.rules { return book.resolve(rules) }
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
      let entrances = ClientEntrances(scenario)
      scenario = scenario.withEntrances(entrances).withTokens(now: nil)
      let found = (entrances.problems + Simulation.problems(in: scenario))
        .map { loaded.experiment.finding(about: $0) }
      // Where nobody can ask, it is not known either whom a question would touch.
      let path = compilation.unmodelled.isEmpty || found.hasErrors ? nil : scenario.path
      let problems = compilation.diagnostics(on: path) + found
      for problem in problems {
        diagnostics.add([problem.allowed(settings.allowsUnmodelled)])
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

extension Experiment {
  /// A problem's finding, at the place of the client or workload that it is about.
  fileprivate func finding(about problem: ScenarioProblem) -> Diagnostic {
    var finding = problem.finding
    switch problem.subject {
    case .client(let index, let field):
      let path = FieldPath().key("clients").index(index)
      let place =
        switch field {
        case .pod: path.key("pod")
        case .url: path.key(clients[index].traffic.field).key("url")
        case .traffic: path.key(clients[index].traffic.field)
        }
      finding.location = places.location(of: place)
    case .workload(let index):
      let path = FieldPath().key("workloads").key(workloads[index].workload)
      finding.location = places.location(of: path)
    case .mesh: break
    }
    return finding
  }
}

extension ClientPlan.Traffic {
  /// The field of a client that holds it.
  fileprivate var field: String {
    switch self {
    case .loop: "loop"
    case .open: "open"
    case .rounds: "rounds"
    }
  }
}
