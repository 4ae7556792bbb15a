internal import Diagnostics
internal import Resources

/// The pods that the input lists or stands for.
///
/// A controller makes its pods, unless some of them are listed: then those are what there is. Of a
/// chain of controllers (a Deployment's ReplicaSet, a CronJob's Job) one makes them.
struct ControllerPods {
  private let resources: ResourceSet
  private let nodes: [Node]
  /// Controllers as `NAMESPACE/Kind/name`, with what owns them.
  private var owners: [String: String] = [:]
  /// Controllers of which a pod or a Job is listed.
  private var represented: Set<String> = []
  /// Pods without an owner, by namespace and a label.
  private var orphans: [String: [Pod]] = [:]
  /// Pods as `NAMESPACE/name`.
  private var names: Set<String> = []

  init(_ resources: ResourceSet) {
    self.resources = resources
    nodes = resources.nodes
    let controllers = resources.controllers
    for controller in controllers {
      let metadata = controller.metadata
      owners[metadata.reference] = metadata.owners.first.map { "\(metadata.namespace)/\($0)" } ?? ""
    }
    for pod in resources.pods {
      names.insert("\(pod.metadata.namespace)/\(pod.metadata.name)")
      if let owner = pod.metadata.owners.first {
        for reference in chain("\(pod.metadata.namespace)/\(owner)") {
          represented.insert(reference)
        }
      } else {
        for (key, value) in pod.metadata.labels {
          orphans["\(pod.metadata.namespace)/\(key)=\(value)", default: []].append(pod)
        }
      }
    }
    // A CronJob's pods are those of the Jobs that it has made.
    for controller in controllers where controller.kind == .job {
      if let owner = controller.metadata.owners.first {
        represented.insert("\(controller.metadata.namespace)/\(owner)")
      }
    }
  }

  /// In the order of the input.
  func drafts() -> [MeshPodDraft] {
    var drafts: [MeshPodDraft] = []
    var taken = names
    for object in resources.objects {
      switch object {
      case .pod(let pod):
        guard pod.phase != "Succeeded", pod.phase != "Failed" else { continue }
        drafts.append(draft(of: pod))
      case .controller(let controller) where makesPods(controller):
        for draft in controller.podDrafts(nodes: nodes)
        where taken.insert("\(draft.metadata.namespace)/\(draft.name)").inserted {
          drafts.append(draft)
        }
      default: continue
      }
    }
    return drafts
  }

  private func draft(of pod: Pod) -> MeshPodDraft {
    let owner = pod.metadata.owners.first.flatMap {
      chain("\(pod.metadata.namespace)/\($0)").last?.split(separator: "/").last.map(String.init)
    }
    return MeshPodDraft(
      name: pod.metadata.name, metadata: pod.metadata, spec: pod.spec, owner: owner ?? "",
      address: pod.address, isReady: pod.isReady ?? true)
  }

  private func makesPods(_ controller: PodController) -> Bool {
    let metadata = controller.metadata
    guard !represented.contains(metadata.reference) else { return false }
    if controller.kind != .job, let owner = owners[metadata.reference], owners[owner] != nil {
      return false
    }
    return !isListedBySelector(controller)
  }

  /// Whether pods without an owner are the controller's, which would adopt them.
  private func isListedBySelector(_ controller: PodController) -> Bool {
    let selector = controller.selector
    guard let (key, value) = selector.matchLabels.min(by: { $0.key < $1.key }) else {
      return false
    }
    let candidates = orphans["\(controller.metadata.namespace)/\(key)=\(value)"] ?? []
    return candidates.contains { selector.selects($0.metadata.labels) }
  }

  /// A controller and those above it.
  ///
  /// One that is not in the input owns by its name alone: a ReplicaSet is its Deployment's name
  /// with a hash, a Job its CronJob's with a number.
  private func chain(_ reference: String) -> [String] {
    var chain = [reference]
    while let last = chain.last, chain.count < 8 {
      if let owner = owners[last] {
        guard !owner.isEmpty, !chain.contains(owner) else { break }
        chain.append(owner)
      } else {
        guard let owner = last.assumedOwner else { break }
        chain.append(owner)
      }
    }
    return chain
  }
}

extension ResourceMetadata {
  /// `NAMESPACE/Kind/name`.
  fileprivate var reference: String { "\(namespace)/\(kind)/\(name)" }
}

extension String {
  /// Of `NAMESPACE/ReplicaSet/web-5d4f` the Deployment; `nil` for kinds that own by themselves.
  fileprivate var assumedOwner: String? {
    let parts = split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let hyphen = parts[2].lastIndex(of: "-") else { return nil }
    switch parts[1] {
    case "ReplicaSet": return "\(parts[0])/Deployment/\(parts[2][..<hyphen])"
    case "ReplicationController": return "\(parts[0])/DeploymentConfig/\(parts[2][..<hyphen])"
    case "Job": return "\(parts[0])/CronJob/\(parts[2][..<hyphen])"
    default: return nil
    }
  }
}

extension PodController {
  /// The pods that the controller stands for.
  fileprivate func podDrafts(nodes: [Node]) -> [MeshPodDraft] {
    switch kind {
    case .replicated, .job: return (0..<replicas).map { podDraft($0) }
    case .ordinal(let start, let serviceName):
      return (0..<replicas).map { number in
        var draft = podDraft(start + number)
        // The StatefulSet's controller writes these into each pod.
        draft.spec.hostname = draft.name
        draft.spec.subdomain = serviceName
        draft.metadata.labels["statefulset.kubernetes.io/pod-name"] = draft.name
        draft.metadata.labels["apps.kubernetes.io/pod-index"] = "\(start + number)"
        return draft
      }
    case .perNode:
      // Without Nodes in the input there is one that takes every pod.
      guard !nodes.isEmpty else { return [podDraft(0)] }
      return nodes.filter { template.fits($0) }.enumerated().map { number, node in
        var draft = podDraft(number)
        draft.spec.nodeName = node.metadata.name
        return draft
      }
    }
  }

  private func podDraft(_ number: Int) -> MeshPodDraft {
    var podMetadata = metadata
    podMetadata.name = "\(metadata.name)-\(number)"
    podMetadata.labels = templateMetadata.labels
    podMetadata.annotations = templateMetadata.annotations
    podMetadata.owners = []
    return MeshPodDraft(
      name: podMetadata.name, metadata: podMetadata, spec: template, owner: metadata.name)
  }
}

extension PodSpec {
  /// Whether pods may run on a Node: its labels are those asked for, and its taints tolerated
  /// (pkg/controller/daemon/daemon_controller.go of Kubernetes 1.36, `NodeShouldRunDaemonPod`).
  fileprivate func fits(_ node: Node) -> Bool {
    nodeSelector.isSubset(of: node.metadata.labels)
      && node.taints.filter { $0.effect == "NoSchedule" || $0.effect == "NoExecute" }
        .allSatisfy { taint in
          taint.isToleratedByDaemons || tolerations.contains { $0.tolerates(taint) }
        }
  }
}

extension Node.Taint {
  /// Taints about a Node's condition, which the DaemonSet controller tolerates for its pods.
  fileprivate var isToleratedByDaemons: Bool { key.hasPrefix("node.kubernetes.io/") }
}

extension PodSpec.Toleration {
  fileprivate func tolerates(_ taint: Node.Taint) -> Bool {
    guard effect.isEmpty || effect == taint.effect else { return false }
    if self.operator == "Exists" { return key.isEmpty || key == taint.key }
    return key == taint.key && value == taint.value
  }
}

extension LabelSelector {
  /// Whether it asks for nothing.
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
