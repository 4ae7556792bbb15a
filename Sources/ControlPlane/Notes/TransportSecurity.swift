public import Diagnostics
internal import ProxyConfig
internal import Resources

/// What a client's proxy offers on the way to a receiver, what that one demands, and by which
/// objects.
public struct TransportSecurity: Hashable, Sendable {
  /// What the client's proxy sends.
  public enum Offer: Hashable, Sendable {
    /// A DestinationRule says so, with its mode.
    case written(String)
    /// Mutual TLS, since the receiver has a proxy and nothing else is said.
    case automatic
    /// Plain text, since nothing asks for more.
    case plainText
  }

  /// How the receiver takes connections.
  public enum Demand: String, Hashable, Sendable {
    /// Mutual TLS alone.
    case strict = "STRICT"
    /// Both.
    case permissive = "PERMISSIVE"
    /// Plain text alone.
    case disable = "DISABLE"
  }

  /// What the client's proxy sends.
  public var offer: Offer
  /// The field that says so; absent where none does.
  public var offeredBy: Origin?
  /// How the receiver takes connections.
  public var demand: Demand
  /// The policy that says so; absent where none does.
  public var demandedBy: Origin?
}

extension Compilation {
  /// Who offers TLS on the way from a proxy through one of its clusters to a pod, and who demands
  /// it; `nil` where the cluster leads to no service, or the pod has no sidecar.
  ///
  /// - `client`: the sending proxy, as `POD.NAMESPACE`.
  /// - `name`: the cluster's name.
  /// - `receiver`: the receiving pod, as `POD.NAMESPACE`.
  /// - `port`: the pod's port.
  public func security(
    from client: String, through name: String, to receiver: String, port: Int
  ) -> TransportSecurity? {
    guard let index, let cluster = ClusterName(name), !cluster.host.isEmpty,
      let sender = index.workloads.pods.first(where: { $0.name == client }),
      let pod = index.workloads.pods.first(where: { $0.name == receiver }), pod.proxy == .sidecar,
      let service = index.services([cluster.host]).first
    else { return nil }
    var security = TransportSecurity(offer: .plainText, demand: .permissive)
    index.fill(&security, offeredBy: sender, to: service, cluster)
    index.fill(&security, demandedBy: pod, port: port)
    return security
  }

  /// What a pod's sidecar demands of a caller that has no proxy and so offers nothing; `nil` where
  /// the pod has no sidecar.
  ///
  /// - `receiver`: the receiving pod, as `POD.NAMESPACE`.
  /// - `dialled`: the port that the caller dials, of a Service of the pod or of the pod itself.
  public func security(demandedBy receiver: String, dialled: Int) -> TransportSecurity? {
    guard let index,
      let pod = index.workloads.pods.first(where: { $0.name == receiver }), pod.proxy == .sidecar
    else { return nil }
    let target = index.targets(of: pod).first { $0.port.number == dialled }
    var security = TransportSecurity(offer: .plainText, demand: .permissive)
    index.fill(&security, demandedBy: pod, port: target?.targetPort ?? dialled)
    return security
  }
}

extension MeshIndex {
  fileprivate func fill(
    _ security: inout TransportSecurity, offeredBy sender: MeshPod, to service: MeshService,
    _ cluster: ClusterName
  ) {
    let rule = destinationRules.rule(
      hostname: service.hostname, serviceNamespace: service.namespace,
      clientNamespace: sender.namespace, clientLabels: sender.placedLabels)
    var policy = rule?.policy(port: cluster.port) ?? EffectivePolicy()
    if let rule, let subset = rule.subsets.first(where: { $0.name == cluster.subset }) {
      policy = rule.policy(of: subset, port: cluster.port, own: policy, rules: rules)
    }
    if let tls = policy.tls {
      security.offer = .written(tls.value.mode.isEmpty ? "DISABLE" : tls.value.mode)
      security.offeredBy = tls.origin("mode")
      return
    }
    let mode = peerAuthentications.serviceMode(namespace: service.namespace)
    let isAutomatic = meshConfig.enableAutoMtls && !service.isMeshExternal && mode != .disable
    security.offer = isAutomatic ? .automatic : .plainText
  }

  fileprivate func fill(
    _ security: inout TransportSecurity, demandedBy pod: MeshPod, port: Int
  ) {
    var deciding: Origin?
    let modes = peerAuthentications.modes(namespace: pod.namespace, labels: pod.labels) {
      policy, number in
      guard number == nil || number == UInt32(clamping: port) else { return }
      let path: FieldPath =
        number.map { FieldPath("spec.portLevelMtls").key(String($0)) } ?? "spec.mtls.mode"
      deciding = policy.metadata.origin(path)
    }
    security.demandedBy = deciding
    switch modes.mode(port: port) {
    case .strict: security.demand = .strict
    case .permissive: security.demand = .permissive
    case .disable: security.demand = .disable
    }
  }
}
