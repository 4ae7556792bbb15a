internal import Diagnostics
internal import Manifests
internal import ProxyConfig
internal import Resources
internal import Testing

@testable internal import ControlPlane

/// Whatever makes pods makes them as its controller does, and pods that are listed replace them.
@Suite struct ControllerPodTests {
  private func pods(_ documents: [String]) throws -> [Workload] {
    let text = documents.joined(separator: "\n---\n")
    let reading = ManifestReader.read([ManifestSource(name: "m.yaml", text: text)])
    #expect(!reading.diagnostics.contains { $0.severity == .error }, "\(reading.diagnostics)")
    let rules = try #require(RuleVersion.named("istio-1.30"))
    return ControlPlane.compile(reading.resources, under: rules).mesh.workloads.map {
      Workload(name: $0.name, hostnames: $0.hostnames, hasProxy: $0.hasProxy, owner: $0.owner)
    }
  }

  /// What a pod is known by.
  struct Workload: Equatable {
    var name: String
    var hostnames: [String] = []
    var hasProxy = false
    var owner = ""
  }

  private static let template =
    "template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c}]}}"

  private static func object(
    _ apiVersion: String, _ kind: String, _ spec: String, owner: String? = nil,
    name: String = "a"
  ) -> String {
    let parts = owner?.split(separator: "/") ?? []
    let owners =
      parts.count == 2
      ? ", ownerReferences: [{kind: \(parts[0]), name: \(parts[1]), controller: true}]" : ""
    return """
      apiVersion: \(apiVersion)
      kind: \(kind)
      metadata: {name: \(name), namespace: ns\(owners)}
      spec: {\(spec)}
      """
  }

  private static func pod(_ name: String, owner: String?, status: String = "Running") -> String {
    let parts = owner?.split(separator: "/") ?? []
    let owners =
      parts.count == 2 ? ", ownerReferences: [{kind: \(parts[0]), name: \(parts[1])}]" : ""
    return """
      apiVersion: v1
      kind: Pod
      metadata: {name: \(name), namespace: ns, labels: {app: a}\(owners)}
      spec: {containers: [{name: c}]}
      status: {phase: \(status)}
      """
  }

  private static let nodes = [
    "{apiVersion: v1, kind: Node, metadata: {name: node-x, labels: {disk: ssd}}}",
    "{apiVersion: v1, kind: Node, metadata: {name: node-y}}",
    """
    apiVersion: v1
    kind: Node
    metadata: {name: node-z}
    spec: {taints: [{key: dedicated, value: gpu, effect: NoSchedule}]}
    """,
  ]

  /// Documents and the names of the pods that they stand for.
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var documents: [String]
    var pods: [String]
    var testDescription: String { id }
  }

  static let cases = [
    Case(
      id: "Deployment",
      documents: [object("apps/v1", "Deployment", "replicas: 2, \(template)")],
      pods: ["a-0.ns", "a-1.ns"]),
    Case(
      id: "StatefulSet with a first ordinal",
      documents: [
        object("apps/v1", "StatefulSet", "replicas: 2, ordinals: {start: 5}, \(template)")
      ],
      pods: ["a-5.ns", "a-6.ns"]),
    Case(
      id: "DaemonSet without Nodes",
      documents: [object("apps/v1", "DaemonSet", template)], pods: ["a-0.ns"]),
    Case(
      id: "DaemonSet on Nodes that take its pods",
      documents: nodes + [object("apps/v1", "DaemonSet", template)], pods: ["a-0.ns", "a-1.ns"]),
    Case(
      id: "DaemonSet with a node selector",
      documents: nodes + [
        object(
          "apps/v1", "DaemonSet",
          "template: {spec: {nodeSelector: {disk: hdd}, containers: [{name: c}]}}")
      ],
      pods: []),
    Case(
      id: "DaemonSet that tolerates a taint",
      documents: nodes + [
        object(
          "apps/v1", "DaemonSet",
          "template: {spec: {tolerations: [{operator: Exists}], containers: [{name: c}]}}")
      ],
      pods: ["a-0.ns", "a-1.ns", "a-2.ns"]),
    Case(
      id: "ReplicationController",
      documents: [object("v1", "ReplicationController", "selector: {app: a}, \(template)")],
      pods: ["a-0.ns"]),
    Case(
      id: "Job with fewer completions than parallel pods",
      documents: [object("batch/v1", "Job", "parallelism: 3, completions: 2, \(template)")],
      pods: ["a-0.ns", "a-1.ns"]),
    Case(
      id: "CronJob by its job template",
      documents: [
        object(
          "batch/v1", "CronJob", "schedule: '* * * * *', jobTemplate: {spec: {\(template)}}")
      ],
      pods: ["a-0.ns"]),
    Case(
      id: "suspended CronJob",
      documents: [
        object("batch/v1", "CronJob", "suspend: true, jobTemplate: {spec: {\(template)}}")
      ],
      pods: []),
    Case(
      id: "Argo Rollout",
      documents: [object("argoproj.io/v1alpha1", "Rollout", "replicas: 1, \(template)")],
      pods: ["a-0.ns"]),
    Case(
      id: "DeploymentConfig",
      documents: [
        object("apps.openshift.io/v1", "DeploymentConfig", "selector: {app: a}, \(template)")
      ],
      pods: ["a-0.ns"]),
    Case(
      id: "a Deployment's ReplicaSet makes none beside it",
      documents: [
        object("apps/v1", "Deployment", template),
        object("apps/v1", "ReplicaSet", template, owner: "Deployment/a", name: "a-7f"),
      ],
      pods: ["a-0.ns"]),
    Case(
      id: "a ReplicaSet whose Deployment is not in the input",
      documents: [object("apps/v1", "ReplicaSet", template, owner: "Deployment/a", name: "a-7f")],
      pods: ["a-7f-0.ns"]),
    Case(
      id: "listed pods of a Deployment by its ReplicaSet",
      documents: [
        object("apps/v1", "Deployment", "replicas: 3, \(template)"),
        object("apps/v1", "ReplicaSet", template, owner: "Deployment/a", name: "a-7f"),
        pod("a-7f-x2", owner: "ReplicaSet/a-7f"),
      ],
      pods: ["a-7f-x2.ns"]),
    Case(
      id: "listed pods of a Deployment whose ReplicaSet is not in the input",
      documents: [
        object("apps/v1", "Deployment", template), pod("a-7f-x2", owner: "ReplicaSet/a-7f"),
      ],
      pods: ["a-7f-x2.ns"]),
    Case(
      id: "listed pods without owner by selector",
      documents: [
        object("apps/v1", "StatefulSet", "selector: {matchLabels: {app: a}}, \(template)"),
        pod("mine", owner: nil),
      ],
      pods: ["mine.ns"]),
    Case(
      id: "a CronJob's Job",
      documents: [
        object("batch/v1", "CronJob", "jobTemplate: {spec: {\(template)}}"),
        object("batch/v1", "Job", template, owner: "CronJob/a", name: "a-1"),
      ],
      pods: ["a-1-0.ns"]),
    Case(
      id: "pods that have ended",
      documents: [
        object("batch/v1", "Job", template), pod("a-x", owner: "Job/a", status: "Succeeded"),
      ],
      pods: []),
  ]

  @Test(arguments: cases)
  func podsAreThoseOfTheController(_ example: Case) throws {
    #expect(try pods(example.documents).map(\.name) == example.pods)
  }

  @Test func aPodOfADeploymentKnowsItsOwner() throws {
    let found = try pods([
      Self.object("apps/v1", "Deployment", Self.template),
      Self.pod("a-7f-x2", owner: "ReplicaSet/a-7f"),
    ])
    #expect(found.map(\.owner) == ["a"])
  }

  @Test func aStatefulSetsPodsHaveNamesBelowTheirHeadlessService() throws {
    let set = Self.object(
      "apps/v1", "StatefulSet", "serviceName: db, replicas: 2, \(Self.template)")
    let service = "apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: ns}\n"
    let headless = service + "spec: {clusterIP: None, selector: {app: a}, ports: [{port: 80}]}"
    let other = service + "spec: {selector: {app: a}, ports: [{port: 80}]}"
    #expect(
      try pods([set, headless]).map(\.hostnames) == [
        ["a-0.db.ns.svc.cluster.local"], ["a-1.db.ns.svc.cluster.local"],
      ])
    #expect(try pods([set, other]).map(\.hostnames) == [[], []])
  }
}
