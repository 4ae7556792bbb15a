/// An Istio WorkloadGroup (istio/api networking/v1alpha3/workload_group.proto, 1.30): a template
/// for WorkloadEntries, which machines add when they join.
///
/// By itself it is no endpoint.
public struct WorkloadGroup: Resource {
  /// Its names, labels and annotations, and where its fields are written.
  public var metadata = ResourceMetadata()
  /// `metadata.labels` of its spec.
  public var labels: [String: String] = [:]
  /// `metadata.annotations` of its spec.
  public var annotations: [String: String] = [:]
  /// What the entries of the group have.
  public var template = WorkloadEntry()

  /// No field is written.
  public init() {}
}
