internal import Diagnostics
internal import Resources

/// All pods of a mesh, in the order of the input.
struct WorkloadDirectory: Sendable {
  /// All pods, in the order of their names within that of the input.
  let pods: [MeshPod]
  /// Which pods Istio's webhooks take.
  let injection: Injection
  /// What was found while they were made.
  let diagnostics: [Diagnostic]
  /// A label of a pod.
  private struct Label: Hashable {
    var key: String
    var value: String
  }

  /// WorkloadEntries by namespace.
  private let entries: [String: [WorkloadEntry]]
  /// Positions in ``pods`` by address.
  private let positionsByAddress: [String: Int]
  /// Positions in ``pods`` by namespace, then by label.
  private let positions: [String: [Label: [Int]]]
  /// All positions by namespace.
  private let positionsByNamespace: [String: [Int]]

  /// `ambient`: tells whose traffic the Nodes' ztunnels carry.
  init(_ resources: ResourceSet, ambient: AmbientMesh) {
    let drafts = ControllerPods(resources).drafts()
    injection = Injection(resources)
    let localities = Dictionary(
      resources.nodes.map { ($0.metadata.name, Locality(nodeLabels: $0.metadata.labels)) },
      uniquingKeysWith: { first, _ in first })
    var given = Set(drafts.map(\.address))
    var number = 0
    var pods: [MeshPod] = []
    for draft in drafts {
      var address = draft.address
      while address.isEmpty || (draft.address.isEmpty && given.contains(address)) {
        number += 1
        address = "10.\(1 + number >> 16).\(number >> 8 & 255).\(number & 255)"
      }
      given.insert(address)
      let locality =
        draft.metadata.labels["istio-locality"].map { Locality(text: $0.replacingDots) }
        ?? localities[draft.spec.nodeName] ?? Locality()
      let proxy = injection.proxy(of: draft)
      pods.append(
        MeshPod(
          draft, address: address, proxy: proxy, locality: locality,
          isCaptured: ambient.captures(draft, proxy: proxy)))
    }
    self.pods = pods
    diagnostics = injection.findings(drafts)
    var positions: [String: [Label: [Int]]] = [:]
    var positionsByNamespace: [String: [Int]] = [:]
    for (position, pod) in pods.enumerated() {
      positionsByNamespace[pod.namespace, default: []].append(position)
      for (key, value) in pod.labels {
        positions[pod.namespace, default: [:]][Label(key: key, value: value), default: []]
          .append(position)
      }
    }
    self.positions = positions
    self.positionsByNamespace = positionsByNamespace
    positionsByAddress = Dictionary(
      pods.enumerated().map { ($1.address, $0) }, uniquingKeysWith: { first, _ in first })
    entries = Dictionary(grouping: resources.workloadEntries, by: \.metadata.namespace)
  }

  /// The pod at an address.
  func pod(at address: String) -> MeshPod? { positionsByAddress[address].map { pods[$0] } }

  /// The WorkloadEntries of a namespace whose labels hold all of a selector's; none for an empty
  /// selector.
  func entries(in namespace: String, selectedBy selector: [String: String]) -> [WorkloadEntry] {
    guard !selector.isEmpty, let entries = entries[namespace] else { return [] }
    return entries.filter { selector.isSubset(of: $0.labels) }
  }

  /// The pods of a namespace whose labels hold all of a selector's; none for an empty selector.
  func pods(in namespace: String, selectedBy selector: [String: String]) -> [MeshPod] {
    guard let labelled = positions[namespace], !selector.isEmpty else { return [] }
    var candidates: [Int]?
    for (key, value) in selector {
      guard let found = labelled[Label(key: key, value: value)] else { return [] }
      if candidates.map({ found.count < $0.count }) ?? true { candidates = found }
    }
    return (candidates ?? []).lazy.map { pods[$0] }.filter { selector.isSubset(of: $0.labels) }
  }

  /// The pods of a namespace, in the order of the input.
  func pods(in namespace: String) -> [MeshPod] {
    (positionsByNamespace[namespace] ?? []).map { pods[$0] }
  }
}

extension [String: String] {
  /// Whether every entry is one of the other's, as a label selector asks.
  func isSubset(of other: [String: String]) -> Bool {
    allSatisfy { other[$0.key] == $0.value }
  }
}

extension Locality {
  /// The locality of a node's pods, from its topology labels
  /// (pilot/pkg/serviceregistry/kube/controller/controller.go@1.30.3, `getPodLocality`).
  init(nodeLabels labels: [String: String]) {
    region =
      labels["topology.kubernetes.io/region"]
      ?? labels["failure-domain.beta.kubernetes.io/region"] ?? ""
    zone =
      labels["topology.kubernetes.io/zone"]
      ?? labels["failure-domain.beta.kubernetes.io/zone"] ?? ""
    subZone = labels["topology.istio.io/subzone"] ?? ""
  }
}
