/// An Istio WorkloadEntry (istio/api networking/v1alpha3/workload_entry.proto, 1.30): an object of its
/// own, or one endpoint of a ServiceEntry, which has no metadata.
public struct WorkloadEntry: Resource {
  /// Its names, labels and annotations, and where its fields are written.
  public var metadata = ResourceMetadata()
  /// An IP address, a host name, or `unix://` and a path.
  public var address = ""
  /// Numbers by the names of ports.
  public var ports: [String: UInt32] = [:]
  /// What selectors of Services, ServiceEntries and subsets look at.
  public var labels: [String: String] = [:]
  /// The network that it is in; empty is the mesh's own.
  public var network = ""
  /// `region/zone/subzone`.
  public var locality = ""
  /// 0 counts as 1.
  public var weight: UInt32 = 0
  /// Whom it acts as; given, the endpoint takes mutual TLS.
  public var serviceAccount = ""

  /// No field is written.
  public init() {}
}
