internal import Diagnostics
internal import Resources

/// All pods of a mesh, in the order of the input.
struct WorkloadDirectory: Sendable {
  let pods: [MeshPod]
  let diagnostics: [Diagnostic]
  /// A label of a pod.
  private struct Label: Hashable {
    var key: String
    var value: String
  }

  /// Positions in ``pods`` by namespace, then by label.
  private let positions: [String: [Label: [Int]]]
  /// All positions by namespace.
  private let positionsByNamespace: [String: [Int]]

  init(_ resources: ResourceSet, under rules: RuleVersion) {
    let drafts = Self.drafts(resources)
    let injection = Injection(resources)
    let nodes = rules[.nodeLabelsGiveLocality] ? resources.nodes : []
    let localities = Dictionary(
      nodes.map { ($0.metadata.name, Locality(nodeLabels: $0.metadata.labels)) },
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
      pods.append(
        MeshPod(draft, address: address, proxy: injection.proxy(of: draft), locality: locality))
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

extension WorkloadDirectory {
  /// Pods as listed; a Deployment stands for its own unless some are listed.
  private static func drafts(_ resources: ResourceSet) -> [MeshPodDraft] {
    let listed = Dictionary(grouping: resources.pods, by: \.metadata.namespace)
    var drafts: [MeshPodDraft] = []
    for reference in resources.workloadOrder {
      switch reference {
      case .pod(let position):
        let pod = resources.pods[position]
        guard pod.phase != "Succeeded", pod.phase != "Failed" else { continue }
        drafts.append(
          MeshPodDraft(
            name: pod.metadata.name, metadata: pod.metadata, spec: pod.spec,
            owner: owner(of: pod), address: pod.address, isReady: pod.isReady ?? true))
      case .deployment(let position):
        let deployment = resources.deployments[position]
        let pods = listed[deployment.metadata.namespace] ?? []
        guard !pods.contains(where: { deployment.owns($0) }) else { continue }
        drafts += deployment.podDrafts
      }
    }
    return drafts
  }

  /// The Deployment of a pod: its owner, without the ReplicaSet's hash.
  private static func owner(of pod: Pod) -> String {
    guard let owner = pod.metadata.owners.first else { return "" }
    let parts = owner.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return owner }
    guard parts[0] == "ReplicaSet", let hyphen = parts[1].lastIndex(of: "-") else {
      return String(parts[1])
    }
    return String(parts[1][..<hyphen])
  }
}

extension Deployment {
  /// Whether a listed pod is one of the Deployment's: by owner, else by selector.
  fileprivate func owns(_ pod: Pod) -> Bool {
    for owner in pod.metadata.owners {
      let parts = owner.split(separator: "/", maxSplits: 1)
      guard parts.count == 2 else { continue }
      if parts[0] == "Deployment" { return parts[1] == metadata.name }
      if parts[0] == "ReplicaSet", let hyphen = parts[1].lastIndex(of: "-") {
        return parts[1][..<hyphen] == metadata.name
      }
    }
    guard pod.metadata.owners.isEmpty else { return false }
    return !selector.isEmpty && selector.selects(pod.metadata.labels)
  }

  /// The pods that the Deployment stands for.
  fileprivate var podDrafts: [MeshPodDraft] {
    (0..<replicas).map { number in
      var podMetadata = metadata
      podMetadata.name = "\(metadata.name)-\(number)"
      podMetadata.labels = templateMetadata.labels
      podMetadata.annotations = templateMetadata.annotations
      return MeshPodDraft(
        name: podMetadata.name, metadata: podMetadata, spec: template, owner: metadata.name)
    }
  }
}

extension LabelSelector {
  var isEmpty: Bool { matchLabels.isEmpty && matchExpressions.isEmpty }

  /// Whether all of its requirements hold of these labels.
  func selects(_ labels: [String: String]) -> Bool {
    matchLabels.isSubset(of: labels) && matchExpressions.allSatisfy { $0.holds(of: labels) }
  }
}

extension LabelSelector.Requirement {
  fileprivate func holds(of labels: [String: String]) -> Bool {
    let value = labels[key]
    switch `operator` {
    case "In": return value.map { values.contains($0) } ?? false
    case "NotIn": return value.map { !values.contains($0) } ?? true
    case "Exists": return value != nil
    case "DoesNotExist": return value == nil
    default: return false
    }
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
