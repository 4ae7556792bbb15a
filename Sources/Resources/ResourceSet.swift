public import Diagnostics

/// Everything that one would `kubectl apply`, in the order it was read.
public struct ResourceSet: Hashable, Sendable {
  /// Pods get addresses in this order.
  public private(set) var objects: [MeshObject] = []
  /// What holds for the whole mesh.
  public var meshConfig = MeshConfig()
  /// What operators' objects and the CNI plugin's ConfigMap tell of the installation.
  public var installation = IstiodEnvironment()

  /// No field is written.
  public init() {}

  /// A set of these objects, under the default mesh configuration.
  public init(_ objects: [MeshObject]) { self.objects = objects }

  /// Adds an object behind the others.
  public mutating func append(_ object: MeshObject) { objects.append(object) }

  /// Takes out the objects of Istio's groups that have these names.
  public mutating func removeIstios(_ identifiers: Set<ResourceIdentifier>) {
    objects.removeAll { object in
      let metadata = object.metadata
      return identifiers.contains(metadata.identifier) && metadata.key.group.hasSuffix(".istio.io")
    }
  }

  /// Takes from container ports the protocol that is not written: so istiod sees objects that no API
  /// server has completed, and finds no such port by its name.
  public mutating func forgetAssumedProtocols() {
    for index in objects.indices {
      if case .pod(var pod) = objects[index] {
        pod.spec.forgetAssumedProtocols()
        objects[index] = .pod(pod)
      } else if case .controller(var controller) = objects[index] {
        controller.template.forgetAssumedProtocols()
        objects[index] = .controller(controller)
      }
    }
  }

  /// Keeps of each of these objects only the one given last, at the place of the first.
  public mutating func keepLast(of twice: Set<ObjectKey>) {
    var position: [ObjectKey: Int] = [:]
    var kept: [MeshObject] = []
    for object in objects {
      let key = object.metadata.key
      if twice.contains(key), let first = position[key] {
        kept[first] = object
      } else {
        if twice.contains(key) { position[key] = kept.count }
        kept.append(object)
      }
    }
    objects = kept
  }
}

// Each of these walks all objects: whoever asks often keeps what it got.
extension ResourceSet {
  /// The Namespaces of the input.
  public var namespaces: [Namespace] {
    objects.compactMap { if case .namespace(let object) = $0 { object } else { nil } }
  }
  /// The Nodes of the input.
  public var nodes: [Node] {
    objects.compactMap { if case .node(let object) = $0 { object } else { nil } }
  }
  /// The Secrets of the input, by their names alone.
  public var secrets: [Secret] {
    objects.compactMap { if case .secret(let object) = $0 { object } else { nil } }
  }
  /// The Services of the input.
  public var services: [Service] {
    objects.compactMap { if case .service(let object) = $0 { object } else { nil } }
  }
  /// The EndpointSlices and Endpoints of the input.
  public var endpointSlices: [EndpointSlice] {
    objects.compactMap { if case .endpointSlice(let object) = $0 { object } else { nil } }
  }
  /// The Pods of the input.
  public var pods: [Pod] {
    objects.compactMap { if case .pod(let object) = $0 { object } else { nil } }
  }
  /// What makes pods.
  public var controllers: [PodController] {
    objects.compactMap { if case .controller(let object) = $0 { object } else { nil } }
  }
  /// The VirtualServices of the input.
  public var virtualServices: [VirtualService] {
    objects.compactMap { if case .virtualService(let object) = $0 { object } else { nil } }
  }
  /// The DestinationRules of the input.
  public var destinationRules: [DestinationRule] {
    objects.compactMap { if case .destinationRule(let object) = $0 { object } else { nil } }
  }
  /// The ServiceEntries of the input.
  public var serviceEntries: [ServiceEntry] {
    objects.compactMap { if case .serviceEntry(let object) = $0 { object } else { nil } }
  }
  /// The WorkloadEntries of the input.
  public var workloadEntries: [WorkloadEntry] {
    objects.compactMap { if case .workloadEntry(let object) = $0 { object } else { nil } }
  }
  /// The Sidecars of the input.
  public var sidecars: [Sidecar] {
    objects.compactMap { if case .sidecar(let object) = $0 { object } else { nil } }
  }
  /// The Istio's Gateways of the input.
  public var gateways: [Gateway] {
    objects.compactMap { if case .gateway(let object) = $0 { object } else { nil } }
  }
  /// The EnvoyFilters of the input.
  public var envoyFilters: [EnvoyFilter] {
    objects.compactMap { if case .envoyFilter(let object) = $0 { object } else { nil } }
  }
  /// The PeerAuthentications of the input.
  public var peerAuthentications: [PeerAuthentication] {
    objects.compactMap { if case .peerAuthentication(let object) = $0 { object } else { nil } }
  }
  /// The AuthorizationPolicies of the input.
  public var authorizationPolicies: [AuthorizationPolicy] {
    objects.compactMap { if case .authorizationPolicy(let object) = $0 { object } else { nil } }
  }
  /// The RequestAuthentications of the input.
  public var requestAuthentications: [RequestAuthentication] {
    objects.compactMap { if case .requestAuthentication(let object) = $0 { object } else { nil } }
  }
  /// Kubernetes' Gateway API.
  public var gatewayAPI: GatewayAPI.Objects {
    var found = GatewayAPI.Objects()
    for object in objects {
      switch object {
      case .gatewayClass(let object): found.gatewayClasses.append(object)
      case .kubernetesGateway(let object): found.gateways.append(object)
      case .httpRoute(let object): found.httpRoutes.append(object)
      case .grpcRoute(let object): found.grpcRoutes.append(object)
      case .tcpRoute(let object): found.tcpRoutes.append(object)
      case .tlsRoute(let object): found.tlsRoutes.append(object)
      case .referenceGrant(let object): found.referenceGrants.append(object)
      case .namespace, .node, .secret, .service, .endpointSlice, .pod, .controller, .virtualService,
        .destinationRule, .serviceEntry, .workloadEntry, .workloadGroup, .sidecar, .gateway,
        .envoyFilter, .peerAuthentication, .authorizationPolicy, .requestAuthentication,
        .ingress, .ingressClass, .unmodelled:
        continue
      }
    }
    return found
  }
  /// The Ingresses of the input.
  public var ingresses: [Ingress] {
    objects.compactMap { if case .ingress(let object) = $0 { object } else { nil } }
  }
  /// The IngressClasses of the input.
  public var ingressClasses: [IngressClass] {
    objects.compactMap { if case .ingressClass(let object) = $0 { object } else { nil } }
  }
  /// Objects of kinds that are not modelled.
  public var unmodelled: [Unmodelled] {
    objects.compactMap { if case .unmodelled(let object) = $0 { object } else { nil } }
  }
}
