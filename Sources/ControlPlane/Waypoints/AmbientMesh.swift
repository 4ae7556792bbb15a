internal import Diagnostics
internal import Resources

/// Who is in ambient mode, and which waypoint stands before whom
/// (`pilot/pkg/serviceregistry/ambient/waypoints.go`@1.30.3).
struct AmbientMesh: Sendable {
  /// The label that puts namespaces and pods in ambient mode, or takes pods out of it.
  static let modeLabel = "istio.io/dataplane-mode"
  /// The label that asks for a waypoint; `none` asks for none.
  static let useLabel = "istio.io/use-waypoint"
  /// The label that says in which namespace the waypoint is.
  static let useNamespaceLabel = "istio.io/use-waypoint-namespace"

  /// Whether anything asks for ambient mode, and the release has it: then istiod is taken to run
  /// with `PILOT_ENABLE_AMBIENT`, and proxies open tunnels.
  let isOn: Bool
  /// Whether anything asks for ambient mode, and the release has it.
  let isAsked: Bool
  /// The first object that asks for ambient mode.
  let asking: ResourceMetadata?
  /// Gateways that stand before services or pods, by `namespace/name`.
  let waypoints: [String: Waypoint]
  private let namespaces: [String: ResourceMetadata]
  /// Namespaces whose pods are in ambient mode unless they say otherwise.
  private let ambientNamespaces: Set<String>

  /// `istiod`: what is told of istiod's environment.
  init(_ resources: ResourceSet, _ istiod: IstiodEnvironment, under rules: RuleVersion) {
    let all = resources.namespaces
    namespaces = Dictionary(
      all.map { ($0.metadata.name, $0.metadata) }, uniquingKeysWith: { first, _ in first })
    ambientNamespaces = Set(
      all.filter { $0.metadata.labels[Self.modeLabel] == "ambient" }.map(\.metadata.name))
    let classes = resources.gatewayAPI.gatewayClasses
    let controller = GatewayController.byClass(classes)
    let traffic = Dictionary(
      classes.map { ($0.metadata.name, $0.metadata.labels["istio.io/waypoint-for"]) },
      uniquingKeysWith: { first, _ in first })
    let gateways = resources.gatewayAPI.gateways.filter {
      controller($0.gatewayClassName) == .waypoint
    }
    waypoints = Dictionary(
      gateways.map { gateway in
        let found = Waypoint(
          gateway, classTraffic: traffic[gateway.gatewayClassName] ?? nil,
          of: controller(gateway.gatewayClassName), all)
        return (found.key, found)
      }, uniquingKeysWith: { first, _ in first })
    asking =
      all.first { $0.metadata.labels[Self.modeLabel] == "ambient" }?.metadata
      ?? gateways.first?.metadata ?? resources.ambientPods
    isAsked = rules[.ambientMode] && asking != nil
    isOn = isAsked && istiod.serves(IstiodEnvironment.ambient)
  }

  /// What is written of a namespace.
  func metadata(ofNamespace name: String) -> ResourceMetadata? { namespaces[name] }

  /// Whether a pod's traffic goes through its Node's ztunnel: a pod that has a proxy is left alone
  /// (`cni/pkg/util/podutil.go` Matches@1.30.3).
  func captures(_ pod: MeshPodDraft, proxy: MeshPod.Proxy) -> Bool {
    guard isOn, proxy == .none, !pod.spec.hostNetwork else { return false }
    if let mode = pod.metadata.labels[Self.modeLabel] { return mode == "ambient" }
    return ambientNamespaces.contains(pod.metadata.namespace)
  }

  /// Whether a pod without a proxy asks for ambient mode, whatever the release makes of it.
  func isAsked(by pod: MeshPod) -> Bool {
    guard pod.proxy == .none else { return false }
    if let mode = pod.labels[Self.modeLabel] { return mode == "ambient" }
    return ambientNamespaces.contains(pod.namespace)
  }

  /// The waypoint of calls to a service (fetchWaypointForService@1.30.3).
  ///
  /// Waypoints have none themselves.
  func choice(for service: MeshService) -> WaypointChoice {
    guard isOn, service.resolution != .alias, service.externalName.isEmpty,
      !Self.managers.contains(service.labels["gateway.istio.io/managed"] ?? "-")
    else { return .unasked }
    return choice(service.labels, in: service.namespace) { $0.takesServices }
  }

  /// The waypoint of calls to a pod's own address (fetchWaypointForWorkload@1.30.3); one that the
  /// namespace names and that is for services alone is not meant.
  func choice(for pod: MeshPod) -> WaypointChoice {
    guard isOn, pod.proxy != .waypoint else { return .unasked }
    let found = choice(pod.labels, in: pod.namespace) { $0.takesWorkloads }
    if case .unserved = found, pod.labels[Self.useLabel] == nil { return .unasked }
    return found
  }

  /// Whether gateways send to a service's waypoint: the Service says so, or its namespace
  /// (`pilot/pkg/serviceregistry/ambient/services.go` ingressUseWaypointFromLabels@1.30.3).
  func takesGateways(_ service: MeshService, rules: RuleVersion) -> Bool {
    let key = "istio.io/ingress-use-waypoint"
    let own = service.labels[key]
    let namespace =
      rules[.namespacesSendGateways] ? namespaces[service.namespace]?.labels[key] : nil
    return (own ?? namespace) == "true"
  }

  /// Services of proxies that istiod deploys for the mesh.
  private static let managers = [
    GatewayController.waypoint.managerLabel, "istio.io-eastwest-controller",
  ]

  private func choice(
    _ labels: [String: String], in namespace: String, serves: (Waypoint) -> Bool
  ) -> WaypointChoice {
    let own = namespaces[namespace]?.labels ?? [:]
    let asking = labels[Self.useLabel] == nil ? own : labels
    guard let name = asking[Self.useLabel], name != "none" else { return .unasked }
    let key = "\(asking[Self.useNamespaceLabel] ?? namespace)/\(name)"
    guard let waypoint = waypoints[key] else { return .missing(key) }
    guard waypoint.allows(namespace) else { return .denied(waypoint) }
    return serves(waypoint) ? .waypoint(waypoint) : .unserved(waypoint)
  }
}

extension ResourceSet {
  /// The first pod, or what makes pods, that asks for ambient mode by itself.
  fileprivate var ambientPods: ResourceMetadata? {
    let key = AmbientMesh.modeLabel
    return pods.first { $0.metadata.labels[key] == "ambient" }?.metadata
      ?? controllers.first { $0.templateMetadata.labels[key] == "ambient" }?.metadata
  }
}
