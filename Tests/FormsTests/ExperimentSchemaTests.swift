import Testing

internal import EnvoyMessages

@testable import Forms
@testable import Manifests

/// The printed schema allows exactly the fields that the reader knows.
@Suite struct ExperimentSchemaTests {
  /// An experiment in which every kind of mapping occurs.
  private static let whole = """
    apiVersion: labbook/v1
    title: T
    question: Q
    rules: [istio-1.30]
    workloads: {a/b: {serviceTime: {constant: 1s}, respond: {status: 200}, respondFirst: [{}]}}
    external: {x.com: {serviceTime: {uniform: [1s, 2s]}, respond: {}}}
    network: {roundTrip: {exponential: 1s}}
    clients:
      - {id: a, pod: p, loop: {url: "http://x/", pause: {quantiles: {p1: 1s, p2: 2s}}}}
      - {id: b, pod: p, open: {url: "http://x/", rate: 1}}
      - {id: c, pod: p, rounds: {url: "http://x/", n: 1, every: 1s}}
    hypotheses:
      - id: h
        claim: C
        predicts:
          - {all: {}, are: {status: 200}}
          - {none: {}}
          - {exactly: {}, count: 1}
          - {share: {}, atLeast: 1}
          - {count: {}, atLeast: 1}
          - {attempts: {}, atLeast: 1}
          - {quantile: {}, at: p99, atMost: 1s}
    """

  /// Where a mapping of ``whole`` stands in the schema.
  private static let places: [(path: String, schema: [String])] = [
    ("", []),
    ("workloads.a/b", ["$defs", "workload"]), ("workloads.a/b.respond", ["$defs", "response"]),
    ("workloads.a/b.respondFirst[0]", ["$defs", "response"]),
    ("external.x.com", ["$defs", "external"]), ("network", ["$defs", "network"]),
    ("clients[0]", ["$defs", "client"]),
    ("clients[0].loop", ["$defs", "client", "properties", "loop"]),
    ("clients[1].open", ["$defs", "client", "properties", "open"]),
    ("clients[2].rounds", ["$defs", "client", "properties", "rounds"]),
    ("hypotheses[0]", ["$defs", "hypothesis"]),
    ("hypotheses[0].predicts[0].all", ["$defs", "filter"]),
    ("hypotheses[0].predicts[0].are", ["$defs", "filter"]),
    ("hypotheses[0].predicts[1].none", ["$defs", "filter"]),
    ("hypotheses[0].predicts[6].quantile", ["$defs", "filter"]),
  ]

  private let known = ExperimentReader.knownFields(
    in: ManifestSource(name: "experiment.yaml", text: whole))

  @Test func theWholeExperimentIsSound() {
    let source = ManifestSource(name: "experiment.yaml", text: Self.whole)
    #expect(ExperimentReader.read(source, name: "x").diagnostics == [])
  }

  @Test(arguments: places.indices)
  func objectsHaveTheReadersFields(index: Int) throws {
    let (path, steps) = Self.places[index]
    let schema = try #require(
      steps.reduce(ExperimentSchema.json) { value, key in value?[key] }?["properties"])
    #expect(Set(schema.members.map(\.key)) == known[path], "\(path)")
  }

  @Test func alternativesHaveTheReadersFields() throws {
    func alternatives(_ name: String) throws -> Set<String> {
      let choices = try #require(ExperimentSchema.json["$defs"]?[name]?["oneOf"])
      return Set(choices.items.flatMap { ($0["properties"]?.members ?? []).map(\.key) })
    }
    var predictions: Set<String> = []
    for index in 0...6 {
      predictions.formUnion(known["hypotheses[0].predicts[\(index)]"] ?? [])
    }
    #expect(try alternatives("prediction") == predictions)
    #expect(try alternatives("distribution") == known["network.roundTrip"])
  }
}
