/// A Kubernetes Pod.
public struct Pod: Resource {
  /// Its name, namespace, labels and place.
  public var metadata = ResourceMetadata()
  /// What runs in it.
  public var spec = PodSpec()
  /// `status.podIP`; empty where none is given.
  public var address = ""
  /// `status.phase`; empty counts as `Running`.
  public var phase = ""
  /// The condition `Ready`; `nil` where no status is given, which counts as ready.
  public var isReady: Bool?

  /// No field is written.
  public init() {}
}

/// A port of a container.
public struct ContainerPort: Hashable, Sendable {
  /// What Services may call the port; empty for none.
  public var name = ""
  /// The number, 1–65535.
  public var containerPort = 0
  /// `TCP`, `UDP` or `SCTP`.
  public var networkProtocol = "TCP"
  /// Whether ``networkProtocol`` is what the API server fills in where nothing is written.
  public var assumesProtocol = true

  /// No field is written.
  public init() {}
}

/// A container of a pod, as far as a mesh looks at it.
public struct Container: Hashable, Sendable {
  /// The container's name; `istio-proxy` is Istio's.
  public var name = ""
  /// The image's name, as written.
  public var image = ""
  /// `args`, which tell a proxy of a gateway from a sidecar.
  public var arguments: [String] = []
  /// What the container says that it listens at; it may listen elsewhere too.
  public var ports: [ContainerPort] = []
  /// `env` of istiod's own container; of others it is not read.
  public var environment: [EnvironmentVariable] = []
  /// Whether istiod's container has `envFrom`.
  public var takesEnvironmentFromElsewhere = false

  /// The name of the container that istiod runs in.
  public static let istiodsName = "discovery"

  /// No field is written.
  public init() {}

  /// A variable of a container's environment.
  public struct EnvironmentVariable: Hashable, Sendable {
    /// The variable's name.
    public var name: String
    /// As written; `nil` where it comes from elsewhere.
    public var value: String?

    /// The value of these parts.
    public init(name: String, value: String?) {
      self.name = name
      self.value = value
    }
  }
}

/// What a pod runs and where.
public struct PodSpec: Hashable, Sendable {
  /// The containers, sidecars that are listed among them.
  public var containers: [Container] = []
  /// Init containers; a native sidecar is one of them, named `istio-proxy`.
  public var initContainers: [Container] = []
  /// The Node that it runs on, whose labels give its locality; empty where it is not placed.
  public var nodeName = ""
  /// Whose identity it carries; empty is `default`.
  public var serviceAccountName = ""
  /// Whether it shares its Node's network, which keeps it out of the mesh.
  public var hostNetwork = false
  /// The host name within ``subdomain``; empty is the pod's name.
  public var hostname = ""
  /// The name of the headless Service below which the pod's host name is known.
  public var subdomain = ""
  /// Labels that a Node must have for the pod to run there.
  public var nodeSelector: [String: String] = [:]
  /// Taints that keep the pod away from no Node.
  public var tolerations: [Toleration] = []

  /// No field is written.
  public init() {}

  /// Takes from container ports the protocol that is not written.
  mutating func forgetAssumedProtocols() {
    for container in containers.indices {
      for port in containers[container].ports.indices
      where containers[container].ports[port].assumesProtocol {
        containers[container].ports[port].networkProtocol = ""
      }
    }
  }

  /// Lets a pod run on a Node in spite of a taint.
  public struct Toleration: Hashable, Sendable {
    /// Empty, with `Exists`, tolerates every taint.
    public var key = ""
    /// `Equal` or `Exists`.
    public var `operator` = "Equal"
    /// What the taint's value must be, with `Equal`.
    public var value = ""
    /// Empty is every effect.
    public var effect = ""

    /// No field is written.
    public init() {}
  }
}
