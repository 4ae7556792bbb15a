internal import ControlPlane
internal import Diagnostics
internal import EnvoyMessages
internal import Forms
internal import Laboratory
internal import Manifests
internal import Notebook
internal import ProxyConfig
internal import Resources
internal import Report
internal import Simulator

/// A way from bytes that somebody wrote to what labbook makes of them.
///
/// None may trap or hang, whatever the bytes are.
public enum FuzzTarget: String, Sendable, CaseIterable {
  /// Manifests to the configuration and the tables of all proxies.
  case manifests
  /// An experiment to its runs, judged; runs are short.
  case experiment
  /// A notebook, its front matter included, to its pages.
  case notebook
  /// Lines of `curl --requests` to their answers.
  case requests
  /// Rule versions of one's own to what they set.
  case rules
  /// The description of a site.
  case site
  /// Tests of routes to how they end.
  case tests

  /// Goes the whole way.
  ///
  /// - Returns: how much came out, so that nothing is left out as unneeded.
  @discardableResult
  public func run(_ bytes: [UInt8]) -> Int {
    switch self {
    case .manifests: manifests(bytes)
    case .experiment: experiment(bytes)
    case .notebook: notebook(bytes)
    case .requests: requests(bytes)
    case .rules: rules(bytes)
    case .site: site(bytes)
    case .tests: tests(bytes)
    }
  }

  /// How many steps a run may take here.
  private static let stepCount = 20_000

  private func manifests(_ bytes: [UInt8]) -> Int {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", bytes: bytes)])
    var count = said(reading.diagnostics)
    // Many pods are slow, not hostile; what many pods cost is bounded by a limit of its own.
    guard reading.resources.controllers.reduce(0, { $0 + $1.replicas }) <= 64 else { return count }
    for version in [RuleVersion.naive, RuleVersion.all.last].compactMap(\.self) {
      let compilation = ControlPlane.compile(reading.resources, under: version)
      count += said(compilation.diagnostics)
      for proxy in compilation.mesh.proxies {
        for family in MeshProjection.Family.allCases {
          count += ProxyConfigTables.text(of: family, in: proxy).utf8.count
          count += (try? CompleteMessages.text(of: family, in: proxy))?.utf8.count ?? 0
        }
      }
      count += asked(compilation.mesh)
    }
    return count
  }

  /// Every service is called once.
  private func asked(_ mesh: MeshConfiguration) -> Int {
    guard let pod = mesh.workloads.first else { return 0 }
    var count = 0
    for service in mesh.services.prefix(8) {
      let port = service.ports.first?.number ?? 80
      var scenario = Scenario(mesh: mesh, clients: [], seed: 1)
      scenario.eventLimit = Self.stepCount
      let request = RequestTemplate(url: "http://\(service.hostname):\(port)/")
      scenario.clients = [
        ClientPlan(
          id: "curl", pod: pod.name, request: request,
          traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
      ]
      let problems = Simulation.problems(in: scenario).map(\.finding)
      guard !problems.hasErrors else {
        count += said(problems)
        continue
      }
      count += Simulation.ask(request, from: pod.name, in: scenario).hops.count
    }
    return count
  }

  private func experiment(_ bytes: [UInt8]) -> Int {
    let source = ManifestSource(name: "experiment.yaml", bytes: bytes)
    let (read, findings) = ExperimentReader.read(source, name: "hostile")
    guard let experiment = read, !findings.hasErrors else { return said(findings) }
    let meshes = RepresentativeMesh.compiled
    var count = said(findings)
    for mesh in meshes {
      var scenario = experiment.scenario(mesh: mesh, seed: experiment.seed, replication: 0)
      scenario.eventLimit = Self.stepCount
      let problems = Simulation.problems(in: scenario).map(\.finding)
      count += said(problems)
      guard !problems.hasErrors else { continue }
      let history = Simulation.run(scenario)
      let result = RuleVersionResult(
        requestedName: "r", ruleVersion: mesh.ruleVersion, isTheory: false,
        hypotheses: experiment.hypotheses, histories: [history])
      count += result.judgements.count + result.outcomes.count
    }
    return count
  }

  private func notebook(_ bytes: [UInt8]) -> Int {
    let (text, findings) = FrontMatterReader.read(
      ManifestSource(name: "notebook.md", bytes: bytes), language: "en")
    var record = RepresentativeMesh.record
    record.frontMatter = text.frontMatter
    let prose = Report.Prose(file: "notebook.md", text: text.body)
    let rendering = Report.files(for: record, notebook: ["en": prose])
    return rendering.files.reduce(said(findings) + said(rendering.diagnostics)) {
      $0 + $1.bytes.count
    }
  }

  private func requests(_ bytes: [UInt8]) -> Int {
    guard let mesh = RepresentativeMesh.compiled.last else { return 0 }
    var answers = RequestLineText(RequestLines(Compilation(mesh: mesh)))
    return bytes.split(separator: 10).prefix(16).enumerated().reduce(0) { count, line in
      let answer = try? answers.answer(Array(line.element), number: line.offset + 1)
      return count + (answer ?? "").utf8.count
    }
  }

  private func rules(_ bytes: [UInt8]) -> Int {
    let source = ManifestSource(name: "rules.yaml", bytes: bytes)
    let (definitions, findings) = RuleVersionReader.read(source)
    var book = RuleVersionBook()
    return said(findings) + said(book.add(definitions)) + book.versions.count
  }

  private func site(_ bytes: [UInt8]) -> Int {
    let (description, findings) = SiteDescriptionReader.read(
      ManifestSource(name: "labbook.yaml", bytes: bytes))
    return said(findings) + (description.languages?.count ?? 0)
  }

  private func tests(_ bytes: [UInt8]) -> Int {
    let (tests, findings) = RouteTestReader.read(ManifestSource(name: "tests.yaml", bytes: bytes))
    guard let mesh = RepresentativeMesh.tested else { return said(findings) }
    var coverage = RuleCoverage(mesh.virtualServices)
    let judge = RouteTestJudge(mesh: mesh)
    let failures = tests.prefix(16).reduce(0) {
      $0 + judge.outcome(of: $1, &coverage).failures.count
    }
    return said(findings) + failures + coverage.percent
  }

  private func said(_ findings: [Diagnostic]) -> Int {
    findings.reduce(0) { $0 + $1.description.utf8.count }
  }
}
