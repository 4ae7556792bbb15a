/// An Istio ServiceEntry (istio/api networking/v1alpha3/service_entry.proto, 1.30).
public struct ServiceEntry: Resource {
  public var metadata = ResourceMetadata()
  public var hosts: [String] = []
  public var addresses: [String] = []
  public var ports: [ServiceEntryPort] = []
  /// `MESH_EXTERNAL` (the default) or `MESH_INTERNAL`.
  public var location = "MESH_EXTERNAL"
  /// `NONE` (the default), `STATIC`, `DNS`, `DNS_ROUND_ROBIN` or `DYNAMIC_DNS`.
  public var resolution = "NONE"
  public var endpoints: [WorkloadEntry] = []
  /// `workloadSelector.labels`; `nil` where no selector is given.
  public var workloadSelector: [String: String]?
  public var exportTo: [String] = []
  public var subjectAltNames: [String] = []
  public init() {}
}

/// A port of a ServiceEntry.
public struct ServiceEntryPort: Hashable, Sendable {
  public var number: UInt32 = 0
  public var `protocol` = ""
  public var name = ""
  public var targetPort: UInt32 = 0
  public init() {}
}
