internal import Diagnostics
internal import Resources

/// Which pods have a proxy.
///
/// A pod with a container `istio-proxy` has one; else a pod has one where Istio's injector would
/// give it one (manifests/charts/istiod-remote/templates/mutatingwebhook.yaml@1.30.3).
struct Injection {
  private let namespaces: [String: ResourceMetadata]

  init(_ resources: ResourceSet) {
    namespaces = Dictionary(
      resources.namespaces.map { ($0.metadata.name, $0.metadata) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The kind of a pod's proxy. Gateways and waypoints are told by their labels.
  func proxy(of pod: MeshPodDraft) -> MeshPod.Proxy {
    let labels = pod.metadata.labels
    if labels["istio"] == "ingressgateway" || labels["istio"] == "edge" { return .gateway }
    if labels["gateway.networking.k8s.io/gateway-name"] != nil { return .waypoint }
    if pod.spec.hostNetwork { return .none }
    let containers = pod.spec.containers + pod.spec.initContainers
    if containers.contains(where: { $0.name == "istio-proxy" }) { return .sidecar }
    return wantsSidecar(pod.metadata) ? .sidecar : .none
  }

  private func wantsSidecar(_ pod: ResourceMetadata) -> Bool {
    let key = "sidecar.istio.io/inject"
    if let wish = pod.labels[key] ?? pod.annotations[key], wish == "false" { return false }
    guard let namespace = namespaces[pod.namespace] else { return true }
    if namespace.labels["istio.io/dataplane-mode"] == "ambient" { return false }
    if let injection = namespace.labels["istio-injection"] { return injection == "enabled" }
    return namespace.labels["istio.io/rev"] != nil || pod.labels[key] == "true"
  }

  /// Warns of namespaces that pods name and the input does not hold.
  func findings(_ pods: [MeshPodDraft]) -> [Diagnostic] {
    var told: Set<String> = []
    return pods.compactMap { pod in
      let namespace = pod.metadata.namespace
      guard namespaces[namespace] == nil, told.insert(namespace).inserted else { return nil }
      return Diagnostic(
        .warning, .assumedInjection,
        "namespace “\(namespace)” is not in the input, and counts as injected",
        at: pod.metadata.places.location(of: FieldPath()),
        hint: "add the Namespace, with the label istio-injection: enabled or without it")
    }
  }
}
