/// One object of the input, by its kind.
///
/// Adding a kind adds a case here and a line to the reader's table of kinds.
public enum MeshObject: Hashable, Sendable {
  /// A namespace, whose labels say who is injected.
  case namespace(Namespace)
  /// A machine.
  case node(Node)
  /// A Kubernetes Service.
  case service(Service)
  /// Addresses behind a Service.
  case endpointSlice(EndpointSlice)
  /// A pod that is listed.
  case pod(Pod)
  /// What makes pods.
  case controller(PodController)

  /// Rules of routing.
  case virtualService(VirtualService)
  /// Policies for the way to a service.
  indirect case destinationRule(DestinationRule)
  /// A service that Kubernetes does not know.
  case serviceEntry(ServiceEntry)
  /// A machine that serves.
  case workloadEntry(WorkloadEntry)
  /// A template for machines.
  case workloadGroup(WorkloadGroup)
  /// What the proxies of some pods see.
  indirect case sidecar(Sidecar)
  /// The ports of gateways.
  case gateway(Gateway)
  /// Patches of the proxies' configuration.
  case envoyFilter(EnvoyFilter)
  /// Whether mutual TLS is asked for.
  case peerAuthentication(PeerAuthentication)
  /// Who may do what.
  case authorizationPolicy(AuthorizationPolicy)
  /// Which tokens are taken.
  case requestAuthentication(RequestAuthentication)

  /// A class of gateways.
  case gatewayClass(GatewayAPI.GatewayClass)
  /// A Gateway of the Gateway API.
  case kubernetesGateway(GatewayAPI.Gateway)
  /// Routes of HTTP requests, of the Gateway API.
  case httpRoute(GatewayAPI.HTTPRoute)
  /// Routes of gRPC calls.
  case grpcRoute(GatewayAPI.GRPCRoute)
  /// Routes of TCP connections, of the Gateway API.
  case tcpRoute(GatewayAPI.TCPRoute)
  /// Routes of TLS connections, of the Gateway API.
  case tlsRoute(GatewayAPI.TLSRoute)
  /// Leave to refer to objects of a namespace.
  case referenceGrant(GatewayAPI.ReferenceGrant)

  /// Kubernetes' own rules for requests from outside.
  case ingress(Ingress)
  /// Who takes care of Ingresses.
  case ingressClass(IngressClass)

  /// Certificates and the like, by their names.
  case secret(Secret)

  /// An object that can change an outcome and of which only the metadata are read.
  case unmodelled(Unmodelled)

  /// What every object carries.
  public var metadata: ResourceMetadata { resource.metadata }

  private var resource: any Resource {
    switch self {
    case .namespace(let object): object
    case .node(let object): object
    case .service(let object): object
    case .endpointSlice(let object): object
    case .pod(let object): object
    case .controller(let object): object
    case .virtualService(let object): object
    case .destinationRule(let object): object
    case .serviceEntry(let object): object
    case .workloadEntry(let object): object
    case .workloadGroup(let object): object
    case .sidecar(let object): object
    case .gateway(let object): object
    case .envoyFilter(let object): object
    case .peerAuthentication(let object): object
    case .authorizationPolicy(let object): object
    case .requestAuthentication(let object): object
    case .gatewayClass(let object): object
    case .kubernetesGateway(let object): object
    case .httpRoute(let object): object
    case .grpcRoute(let object): object
    case .tcpRoute(let object): object
    case .tlsRoute(let object): object
    case .referenceGrant(let object): object
    case .ingress(let object): object
    case .ingressClass(let object): object
    case .secret(let object): object
    case .unmodelled(let object): object
    }
  }
}

/// An object that can change an outcome and whose kind labbook does not model.
public struct Unmodelled: Resource {
  /// Its names, labels and annotations, and where its fields are written.
  public var metadata: ResourceMetadata
  /// How several of the kind are called, such as `NetworkPolicies`.
  public var plural: String
  /// The labels of the pods that it is for, where it has a selector; `nil` for all of its namespace.
  public var selector: [String: String]?

  /// The value of these parts.
  public init(
    metadata: ResourceMetadata, plural: String, selector: [String: String]? = nil
  ) {
    self.metadata = metadata
    self.plural = plural
    self.selector = selector
  }
}
