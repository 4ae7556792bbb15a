/// An object that makes pods from a template, as its Kubernetes controller does.
public struct PodController: Resource {
  /// How the controller names and counts its pods.
  public enum Kind: Hashable, Sendable {
    /// Deployment, ReplicaSet, ReplicationController, Argo Rollout, OpenShift DeploymentConfig, and
    /// whatever else has a pod template: ``PodController/replicas`` pods.
    case replicated
    /// StatefulSet: `<name>-<ordinal>`, whose names are host names below its Service.
    case ordinal(start: Int, serviceName: String)
    /// DaemonSet: a pod on each Node that its pods may run on.
    case perNode
    /// Job, and CronJob by its job template: as many pods as run side by side.
    case job
  }

  /// Its names, labels and annotations, and where its fields are written.
  public var metadata = ResourceMetadata()
  /// How the pods are named and counted.
  public var kind = Kind.replicated
  /// How many pods there are; absent in the input is 1.
  ///
  /// Without meaning for `perNode`.
  public var replicas = 1
  /// Which pods that are listed without an owner are the controller's; empty selects none.
  public var selector = LabelSelector()
  /// The template's labels and annotations.
  public var templateMetadata = ResourceMetadata()
  /// What each of the pods runs.
  public var template = PodSpec()

  /// No field is written.
  public init() {}
}
