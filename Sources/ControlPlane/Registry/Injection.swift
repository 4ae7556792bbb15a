internal import Diagnostics
internal import Resources

/// Which pods have a proxy.
///
/// A pod with a container `istio-proxy` has one; else a pod has one where Istio's injector would
/// give it one (manifests/charts/istiod-remote/templates/mutatingwebhook.yaml@1.30.3).
struct Injection {
  private let namespaces: [String: ResourceMetadata]
  /// Gateways of Gateway API that Istio serves as gateways, as `namespace/name`.
  private let gateways: Set<String>

  init(_ resources: ResourceSet) {
    namespaces = Dictionary(
      resources.namespaces.map { ($0.metadata.name, $0.metadata) },
      uniquingKeysWith: { first, _ in first })
    let controller = GatewayController.byClass(resources.gatewayAPI.gatewayClasses)
    gateways = Set(
      resources.gatewayAPI.gateways.filter { controller($0.gatewayClassName) == .gateway }
        .map { "\($0.metadata.namespace)/\($0.metadata.name)" })
  }

  /// The kind of a pod's proxy: what its container's arguments say, else what Istio's templates
  /// would make of it.
  func proxy(of pod: MeshPodDraft) -> MeshPod.Proxy {
    let labels = pod.metadata.labels
    if let container = pod.spec.proxyContainer, let proxy = container.proxy { return proxy }
    if templates(of: pod).contains("gateway") || isGatewayByLabel(labels) { return .gateway }
    if labels["gateway.networking.k8s.io/gateway-name"] != nil {
      return isRouter(pod.metadata) ? .gateway : .waypoint
    }
    if pod.spec.proxyContainer != nil { return .sidecar }
    return takes(pod) && !isProxyless(pod) ? .sidecar : .none
  }

  /// Gateways of Istio's own installation, known by their label where no container is written.
  private func isGatewayByLabel(_ labels: [String: String]) -> Bool {
    ["ingressgateway", "egressgateway", "edge"].contains(labels["istio"])
  }

  /// Whether a pod of a Gateway of the Gateway API is a gateway's and no waypoint's
  /// (`pilot/pkg/config/kube/gateway/deploymentcontroller.go` classInfos@1.30.3).
  private func isRouter(_ pod: ResourceMetadata) -> Bool {
    if let manager = pod.labels["gateway.istio.io/managed"] {
      return manager == "istio.io-gateway-controller"
    }
    let name = pod.labels["gateway.networking.k8s.io/gateway-name"] ?? ""
    return gateways.contains("\(pod.namespace)/\(name)")
  }

  private func templates(of pod: MeshPodDraft) -> [String] {
    (pod.metadata.annotations["inject.istio.io/templates"] ?? "").split(separator: ",")
      .map { String($0.filter { $0 != " " }) }
  }

  /// Templates that give a pod an agent and no proxy.
  private func isProxyless(_ pod: MeshPodDraft) -> Bool {
    let templates = templates(of: pod)
    return templates.contains("grpc-agent") || templates.contains("grpc-simple")
  }

  /// Whether the injector would take the pod: the webhooks' selectors first
  /// (manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml@1.30.3), then
  /// its own rule (`pkg/kube/inject/inject.go` injectRequired@1.30.3).
  func takes(_ pod: MeshPodDraft) -> Bool {
    let metadata = pod.metadata
    let key = "sidecar.istio.io/inject"
    guard !pod.spec.hostNetwork, !Self.systemNamespaces.contains(metadata.namespace) else {
      return false
    }
    let wish = metadata.labels[key] ?? metadata.annotations[key]
    guard let namespace = namespaces[metadata.namespace] else { return wish != "false" }
    guard isSelected(metadata.labels, in: namespace.labels) else { return false }
    return wish != "false"
  }

  /// Whether one of the webhooks looks at a pod: a namespace's word goes before the pod's.
  private func isSelected(_ pod: [String: String], in namespace: [String: String]) -> Bool {
    let wish = pod["sidecar.istio.io/inject"]
    if let injection = namespace["istio-injection"] {
      return injection == "enabled" && wish != "false"
    }
    if namespace["istio.io/rev"] != nil { return wish != "false" }
    return pod["istio.io/rev"] != nil ? wish != "false" : wish == "true"
  }

  /// Namespaces that the injector never touches (`pkg/kube/inject/inject.go`
  /// IgnoredNamespaces@1.30.3).
  private static let systemNamespaces: Set<String> = [
    "kube-system", "kube-public", "kube-node-lease", "local-path-storage",
  ]

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

extension PodSpec {
  /// The container that runs the proxy, a native sidecar among them.
  fileprivate var proxyContainer: Container? {
    (containers + initContainers).first { $0.name == "istio-proxy" }
  }
}

extension Container {
  /// What `proxy sidecar|router|waypoint` in the arguments says; `nil` where nothing is said.
  fileprivate var proxy: MeshPod.Proxy? {
    guard let position = arguments.firstIndex(of: "proxy"), position + 1 < arguments.count else {
      return nil
    }
    switch arguments[position + 1] {
    case "sidecar": return .sidecar
    case "router": return .gateway
    case "waypoint": return .waypoint
    default: return nil
    }
  }
}
