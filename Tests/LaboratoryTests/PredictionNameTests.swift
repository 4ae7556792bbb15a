import Diagnostics
import Laboratory
import Testing

/// What predictions name must exist, or `none` would hold for ever.
@Suite struct PredictionNameTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var prediction: String
    /// The column in line 12 and the finding; `nil` where all is well.
    var finding: String?
    var hint: String?
    var testDescription: String { prediction }
  }

  private static func preparation(_ prediction: String) throws -> RunPreparation {
    try SmallExperiment.preparation(
      experiment: SmallExperiment.head + "rules: [naive, istio-1.30]\n"
        + "external: {example.com: {}}\n" + SmallExperiment.client + """
          hypotheses:
            - id: h
              claim: C
              predicts:
                - \(prediction)
          """)
  }

  @Test(arguments: [
    Case(prediction: "{none: {workload: server}}"),
    Case(prediction: "{none: {workload: server.default}}"),
    Case(prediction: "{none: {workload: example.com}}"),
    Case(prediction: "{none: {refusedBy: caller.default}}"),
    Case(prediction: "{none: {mirroredTo: server}}"),
    Case(prediction: "{none: {mirroredTo: server.default.svc.cluster.local}}"),
    Case(
      prediction: "{none: {workload: sever}}",
      finding: "17: error[LB0216]: hypothesis “h” speaks of a workload “sever”, and there is none",
      hint: "did you mean “server”?"),
    Case(
      prediction: "{none: {workload: server.other}}",
      finding:
        "17: error[LB0216]: hypothesis “h” speaks of a workload “server.other”, and there is none"),
    Case(
      prediction: "{all: {client: caller}, are: {refusedBy: servers}}",
      finding: "39: error[LB0216]: hypothesis “h” speaks of the proxy of “servers”, "
        + "and there is none", hint: "did you mean “server”?"),
    Case(
      prediction: "{share: {mirroredTo: sarver}, atLeast: 0.5}",
      finding: "18: error[LB0216]: hypothesis “h” speaks of a service “sarver”, and there is none",
      hint: "did you mean “server”?"),
  ])
  func aNameThatNothingHasIsAnError(_ given: Case) throws {
    let preparation = try Self.preparation(given.prediction)
    let found = preparation.diagnostics.map { $0.description.split(separator: "\n")[0] }
    let wanted = given.finding.map { ["Experiments/small/experiment.yaml:13:\($0)"] } ?? []
    #expect(found.map { String($0) } == wanted)
    #expect(preparation.diagnostics.first?.hint == given.hint)
    #expect(preparation.prepared.isEmpty == (given.finding != nil))
  }

  /// Each problem stands at the field that it is about, even where names are parts of each other.
  @Test func problemsStandAtTheirClient() throws {
    let preparation = try SmallExperiment.preparation(
      experiment: SmallExperiment.head + """
        rules: [istio-1.30]
        workloads: {default/sever: {concurrency: 1}}
        clients:
          - {id: a, pod: caller, loop: {url: "http://server:5000/a", pause: 1s}}
          - {id: runs in pod “a”, pod: “a”, loop: {url: "http://server:5000/", pause: 1s}}
          - {id: b, pod: caller, rounds: {url: "http://server:5000/", connectTo: "x:y", n: 1, every: 1s}}

        """ + SmallExperiment.hypothesis.replacing("client: caller", with: "client: a"))
    let places = preparation.diagnostics.map { diagnostic in
      "\(diagnostic.code.rawValue) \(diagnostic.location.map { "\($0.line):\($0.column)" } ?? "–")"
    }
    #expect(places == ["LB0102 9:27", "LB0203 10:35", "LB0102 6:13"])
  }
}
