import ControlPlane
import Diagnostics
import Laboratory
import ProxyConfig
import Simulator
import Testing

/// What is checked before anything is run.
@Suite struct PreparationTests {
  private static let whole =
    SmallExperiment.head + "rules: [naive, istio-1.30]\n" + SmallExperiment.client
    + SmallExperiment.hypothesis

  @Test func compilesUnderEachRuleVersionInOrder() throws {
    let prepared = try SmallExperiment.prepared(experiment: Self.whole)
    #expect(prepared.versions.map(\.requestedName) == ["naive", "istio-1.30"])
    #expect(prepared.versions.map(\.version.name) == ["naive", "istio-1.30.3"])
    #expect(prepared.meshes.map(\.proxies.count) == [2, 2])
    #expect(prepared.seed == 1)
    #expect(prepared.notices == [])
  }

  @Test func settingsGoBeforeWhatTheExperimentSays() throws {
    let prepared = try SmallExperiment.prepared(
      experiment: Self.whole, settings: RunSettings(rules: ["istio-1.20"], seed: 7))
    #expect(prepared.versions.map(\.version.name) == ["istio-1.20.2"])
    #expect(prepared.seed == 7)
    #expect(prepared.scenario(version: 0, replication: 3).seed == 7)
    #expect(prepared.scenario(version: 0, replication: 3).replication == 3)
  }

  /// What is wrong, where, and that nothing of such an experiment is run.
  @Test(arguments: [
    (
      "rules: [naive, istio-1.99]\n" + SmallExperiment.client, SmallExperiment.mesh,
      "Experiments/small/experiment.yaml:5:16: error[LB0205]: there is no rule version"
    ),
    (
      "rules: [istio-1.30]\n"
        + SmallExperiment.client.replacing("pod: caller", with: "pod: nobody"),
      SmallExperiment.mesh, "Experiments/small/experiment.yaml:7:18: error[LB0102]"
    ),
    (
      "rules: [istio-1.30]\n" + SmallExperiment.client,
      SmallExperiment.mesh + """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: empty}
        spec: {hosts: [server]}
        """, "Experiments/small/mesh.yaml:23:1: error[LB0101]"
    ),
  ])
  func findingsStandBelowTheExperimentsFolder(
    rest: String, mesh: String, finding: String
  ) throws {
    let preparation = try SmallExperiment.preparation(
      experiment: SmallExperiment.head + rest + SmallExperiment.hypothesis, mesh: mesh)
    let errors = preparation.diagnostics.filter { $0.severity == .error }.map(\.description)
    #expect(errors.contains { $0.hasPrefix(finding) }, "\(errors)")
    #expect(preparation.prepared.isEmpty)
  }

  @Test func aFindingIsToldOnceForAllRuleVersions() throws {
    let mesh =
      SmallExperiment.mesh + """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: empty}
        spec: {hosts: [server]}
        """
    let preparation = try SmallExperiment.preparation(
      experiment: SmallExperiment.head + "rules: [istio-1.28, istio-1.29, istio-1.30]\n"
        + SmallExperiment.client + SmallExperiment.hypothesis, mesh: mesh)
    #expect(preparation.diagnostics.count { $0.code == .refusedByAdmission } == 1)
  }

  @Test func findingsOfAnUnreadableExperimentAreKept() {
    var preparation = RunPreparation(book: RuleVersionBook(), settings: RunSettings())
    preparation.add([Diagnostic(.unknownExperiment, "there is none")])
    #expect(preparation.diagnostics.map(\.code) == [.unknownExperiment])
    #expect(preparation.prepared.isEmpty)
  }

  @Test func whatIsNotModelledIsAWarningWhereItIsAllowedAndANoticeOnEveryPage() {
    let finding = Diagnostic(.notModelled, "something")
    #expect(finding.allowed(false).severity == .error)
    #expect(finding.allowed(true).severity == .warning)
    #expect(Diagnostic(.unknownPod, "nobody").allowed(true).severity == .error)
  }

  @Test(arguments: [
    ("mesh.yaml", "Experiments/a/mesh.yaml"), ("-", "-"), ("/etc/mesh.yaml", "/etc/mesh.yaml"),
  ])
  func placesAreTakenBelowAFolder(file: String, expected: String) {
    let place = SourceLocation(file: file, line: 3, column: 1)
    let finding = Diagnostic(
      .duplicateResource, "twice", at: place,
      notes: [Diagnostic.Note("the first", at: place)]
    ).located(under: "Experiments/a/")
    #expect(finding.location?.file == expected)
    #expect(finding.notes.map(\.location?.file) == [expected])
  }

  @Test func equalFindingsAreKeptOnceInTheirOrder() {
    var distinct = DistinctDiagnostics()
    let first = Diagnostic(.unknownPod, "one")
    let second = Diagnostic(.unknownPod, "two")
    distinct.add([first, second])
    distinct.add([second, first, Diagnostic(.unknownClient, "one")])
    #expect(distinct.all.map(\.summary) == ["one", "two", "one"])
  }
}
