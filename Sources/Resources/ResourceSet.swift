/// Everything that one would `kubectl apply`, in the order it was read.
public struct ResourceSet: Hashable, Sendable {
  public var namespaces: [Namespace] = []
  public var nodes: [Node] = []
  public var services: [Service] = []
  public var deployments: [Deployment] = []
  public var pods: [Pod] = []
  public var virtualServices: [VirtualService] = []
  public var destinationRules: [DestinationRule] = []
  public var serviceEntries: [ServiceEntry] = []
  public var sidecars: [Sidecar] = []
  public var peerAuthentications: [PeerAuthentication] = []
  public var gateways: [Gateway] = []
  /// Kubernetes' Gateway API.
  public var gatewayAPI = GatewayAPI.Objects()
  public var meshConfig = MeshConfig()
  /// Pods and Deployments as they stand in the input: pods get addresses in this order.
  public var workloadOrder: [WorkloadReference] = []
  public var unmodelled: [Unmodelled] = []

  public init() {}

  /// A Pod or a Deployment by its position in its list.
  public enum WorkloadReference: Hashable, Sendable {
    case pod(Int)
    case deployment(Int)
  }

  /// An object that can change an outcome and whose kind labbook does not model.
  public struct Unmodelled: Hashable, Sendable {
    public var metadata: ResourceMetadata
    public init(metadata: ResourceMetadata) { self.metadata = metadata }
  }
}
