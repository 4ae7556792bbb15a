import Diagnostics
import Laboratory
import Manifests
import Notebook
import Testing

/// A caller and a server in memory, with whatever a test adds.
enum SmallExperiment {
  /// The head of `experiment.yaml`, up to its rules.
  static let head = """
    apiVersion: labbook/v1
    title: A caller and a server
    question: What happens?
    manifests: [mesh.yaml]

    """

  /// The caller calls once a second for three seconds.
  static let client = """
    clients:
      - {id: caller, pod: caller, start: 0s, stop: 3s, loop: {url: "http://server:5000/", pause: 1s}}

    """

  /// Every call is answered.
  static let hypothesis = """
    hypotheses:
      - id: answered
        claim: Every call is answered.
        predicts:
          - {all: {client: caller}, are: {status: 200}}

    """

  /// One caller, one server, and a Service.
  static let mesh = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: default, labels: {istio-injection: enabled}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: server}
    spec: {selector: {app: server}, ports: [{name: http, port: 5000}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: caller, labels: {app: caller}}
    spec: {containers: [{name: app, image: app}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: server, labels: {app: server}}
    spec: {containers: [{name: app, image: app}]}

    """

  /// Both callers of one server that serves one request at a time: the second is refused, and
  /// before 1.24 tried again by default.
  static let refusals = """
    workloads: {default/server: {serviceTime: {constant: 100ms}}}
    clients:
      - {id: one, pod: caller, start: 0s, stop: 2s, loop: {url: "http://server:5000/", pause: 10ms}}
      - {id: two, pod: other, start: 0s, stop: 2s, loop: {url: "http://server:5000/", pause: 10ms}}
    hypotheses:
      - id: not-retried
        claim: A refused call is not tried again.
        predicts:
          - {none: {client: two, flag: URX}}

    """

  static let limitedMesh =
    mesh + """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: other, labels: {app: other}}
      spec: {containers: [{name: app, image: app}]}
      ---
      apiVersion: networking.istio.io/v1alpha3
      kind: DestinationRule
      metadata: {name: limit}
      spec: {host: server, trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}}

      """

  /// Reads an experiment as its folder would give it.
  static func loaded(
    _ name: String = "small", experiment: String, mesh: String = mesh
  ) throws -> (experiment: LoadedExperiment, findings: [Diagnostic]) {
    let source = ManifestSource(name: "experiment.yaml", text: experiment)
    let (read, diagnostics) = ExperimentReader.read(source, name: name)
    let manifest = ManifestSource(name: "mesh.yaml", text: mesh)
    let reading = ManifestReader.read([manifest])
    return (
      LoadedExperiment(
        experiment: try #require(read), resources: reading.resources,
        unreadable: reading.unreadable,
        manifests: [RunRecord.ManifestFile(path: "mesh.yaml", text: mesh)],
        digests: [
          RunRecord.FileDigest(path: "mesh.yaml", sha256: SHA256.hexadecimal(of: mesh.utf8))
        ], notebooks: [:]),
      diagnostics + reading.diagnostics
    )
  }

  /// Prepares an experiment under its own rules or those of the settings.
  static func preparation(
    experiment: String, mesh: String = mesh, settings: RunSettings = RunSettings()
  ) throws -> RunPreparation {
    var preparation = RunPreparation(book: RuleVersionBook(), settings: settings)
    let (loaded, findings) = try loaded(experiment: experiment, mesh: mesh)
    preparation.prepare(loaded, findings: findings, folder: "Experiments/small/")
    return preparation
  }

  /// Prepares an experiment in which nothing is wrong.
  static func prepared(
    experiment: String, mesh: String = mesh, settings: RunSettings = RunSettings()
  ) throws -> PreparedExperiment {
    let preparation = try preparation(experiment: experiment, mesh: mesh, settings: settings)
    #expect(preparation.diagnostics.map(\.description) == [])
    return try #require(preparation.prepared.first)
  }
}
