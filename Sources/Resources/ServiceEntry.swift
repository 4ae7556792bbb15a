/// An Istio ServiceEntry (istio/api networking/v1alpha3/service_entry.proto, 1.30).
public struct ServiceEntry: Resource {
  /// Its name, namespace, place and age.
  public var metadata = ResourceMetadata()
  /// The names that it makes known to the mesh.
  public var hosts: [String] = []
  /// Addresses that stand for the names, single ones or ranges; none gets one assigned or matches
  /// by port.
  public var addresses: [String] = []
  /// What the hosts offer.
  public var ports: [ServiceEntryPort] = []
  /// `MESH_EXTERNAL` (the default) or `MESH_INTERNAL`.
  public var location = "MESH_EXTERNAL"
  /// `NONE` (the default), `STATIC`, `DNS`, `DNS_ROUND_ROBIN` or `DYNAMIC_DNS`.
  public var resolution = "NONE"
  /// Where the hosts are; none takes the names themselves, or the pods of the selector.
  public var endpoints: [WorkloadEntry] = []
  /// `workloadSelector.labels`; `nil` where no selector is given.
  public var workloadSelector: [String: String]?
  /// The namespaces whose clients may see it; empty takes the mesh's default.
  public var exportTo: [String] = []
  /// The names that a host's certificate must have one of.
  public var subjectAltNames: [String] = []

  /// What istiod gave to hosts of an entry without addresses (`status.addresses`).
  public var allocated: [AllocatedAddress] = []

  /// No field is written.
  public init() {}

  /// An address that istiod gave to a host.
  public struct AllocatedAddress: Hashable, Sendable {
    /// As in ``ServiceEntry/hosts``.
    public var host: String
    /// An IP address.
    public var address: String

    /// The value of these parts.
    public init(host: String, address: String) {
      self.host = host
      self.address = address
    }
  }
}

/// A port of a ServiceEntry.
public struct ServiceEntryPort: Hashable, Sendable {
  /// The number that clients call, 1–65535.
  public var number: UInt32 = 0
  /// The protocol, as `HTTP`, `HTTPS`, `TLS`, `TCP`, `GRPC`, `HTTP2`, `MONGO`.
  public var `protocol` = ""
  /// What endpoints and rules call the port.
  public var name = ""
  /// The number at the endpoints; 0 is the same.
  public var targetPort: UInt32 = 0

  /// No field is written.
  public init() {}
}
