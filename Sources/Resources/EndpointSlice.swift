/// The addresses behind a Service, as a Kubernetes EndpointSlice gives them; an Endpoints object is
/// read as the slices that Kubernetes mirrors it into.
public struct EndpointSlice: Resource {
  /// Addresses that all serve the same ports.
  public struct Subset: Hashable, Sendable {
    /// Who serves.
    public var endpoints: [Endpoint] = []
    /// What they serve.
    public var ports: [Port] = []

    /// No field is written.
    public init() {}
  }

  /// One endpoint.
  ///
  /// Of several addresses, which Kubernetes calls fungible, each counts.
  public struct Endpoint: Hashable, Sendable {
    /// IP addresses, or host names for `FQDN`.
    public var addresses: [String] = []
    /// `conditions.ready`; absent counts as ready.
    public var isReady = true
    /// `conditions.serving`; `nil` where absent, which counts as ``isReady``.
    public var isServing: Bool?
    /// `conditions.terminating`; `nil` where absent.
    public var isTerminating: Bool?
    /// The name of `targetRef` where it refers to a Pod.
    public var pod: String?
    /// The host name below the Service's, for a headless Service; empty where none is given.
    public var hostname = ""
    /// The Node that it runs on; empty where none is given.
    public var nodeName = ""

    /// No field is written.
    public init() {}
  }

  /// A port of the endpoints.
  public struct Port: Hashable, Sendable {
    /// The name of the Service's port.
    public var name = ""
    /// From 1 to 65535; 0 where none is given.
    public var number = 0
    /// `TCP`, `UDP` or `SCTP`.
    public var networkProtocol = "TCP"

    /// No field is written.
    public init() {}
  }

  /// Its names, labels and annotations, and where its fields are written.
  public var metadata = ResourceMetadata()
  /// The label `kubernetes.io/service-name`, or an Endpoints object's own name; empty for a slice
  /// that belongs to no Service.
  public var serviceName = ""
  /// `IPv4`, `IPv6` or `FQDN`; istiod passes over the last.
  public var addressType = "IPv4"
  /// What the object lists.
  public var subsets: [Subset] = []

  /// No field is written.
  public init() {}
}
