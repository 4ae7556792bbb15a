/// A Kubernetes Namespace.
public struct Namespace: Resource {
  public var metadata = ResourceMetadata()
  public init() {}
}

/// A Kubernetes Node; its labels give the locality of its pods.
public struct Node: Resource {
  public var metadata = ResourceMetadata()
  public init() {}
}

/// A port of a container.
public struct ContainerPort: Hashable, Sendable {
  public var name = ""
  public var containerPort = 0
  public var networkProtocol = "TCP"
  public init() {}
}

/// A container of a pod, as far as a mesh looks at it.
public struct Container: Hashable, Sendable {
  public var name = ""
  public var image = ""
  public var ports: [ContainerPort] = []
  public init() {}
}

/// What a pod runs and where.
public struct PodSpec: Hashable, Sendable {
  public var containers: [Container] = []
  /// Init containers; a native sidecar is one of them, named `istio-proxy`.
  public var initContainers: [Container] = []
  public var nodeName = ""
  public var serviceAccountName = ""
  public var hostNetwork = false
  public init() {}
}

/// A Kubernetes Pod.
public struct Pod: Resource {
  public var metadata = ResourceMetadata()
  public var spec = PodSpec()
  /// `status.podIP`; empty where none is given.
  public var address = ""
  /// `status.phase`; empty counts as `Running`.
  public var phase = ""
  /// The condition `Ready`; `nil` where no status is given, which counts as ready.
  public var isReady: Bool?
  public init() {}
}

/// A label selector: all of `matchLabels` and all of `matchExpressions` must hold.
public struct LabelSelector: Hashable, Sendable {
  /// One requirement on a label.
  public struct Requirement: Hashable, Sendable {
    public var key = ""
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    public var `operator` = ""
    public var values: [String] = []
    public init() {}
  }

  public var matchLabels: [String: String] = [:]
  public var matchExpressions: [Requirement] = []
  public init() {}
}

/// A Kubernetes Deployment; it stands for pods named `<deployment>-<i>`.
public struct Deployment: Resource {
  public var metadata = ResourceMetadata()
  /// Replicas default to 1.
  public var replicas = 1
  public var selector = LabelSelector()
  /// The template's labels and annotations.
  public var templateMetadata = ResourceMetadata()
  public var template = PodSpec()
  public init() {}
}

/// The port a Service sends to: a number or the name of a container's port.
public enum TargetPort: Hashable, Sendable {
  case number(Int)
  case name(String)
}

/// One port of a Service.
public struct ServicePort: Hashable, Sendable {
  public var name = ""
  /// `TCP`, `UDP` or `SCTP`.
  public var networkProtocol = "TCP"
  public var appProtocol: String?
  public var port = 0
  /// Absent means the same number as ``port``.
  public var targetPort: TargetPort?
  public var nodePort: Int?
  public init() {}
}

/// A Kubernetes Service.
public struct Service: Resource {
  public var metadata = ResourceMetadata()
  /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
  public var type = "ClusterIP"
  public var ports: [ServicePort] = []
  public var selector: [String: String] = [:]
  /// Empty: an address is assigned; `None`: headless.
  public var clusterIP = ""
  public var clusterIPs: [String] = []
  public var externalName = ""
  public var trafficDistribution: String?
  public var publishNotReadyAddresses = false
  public init() {}
}

/// A Kubernetes ConfigMap; `istio` in the root namespace holds the mesh configuration.
public struct ConfigMap: Resource {
  public var metadata = ResourceMetadata()
  public var data: [String: String] = [:]
  public init() {}
}
