internal import Resources

/// A pod, listed or stood for by a Deployment.
///
/// A class, because endpoints, proxies and targets share it.
final class MeshPod: Sendable {
  /// What kind of proxy the pod has.
  enum Proxy: Hashable, Sendable {
    /// No proxy: calls go out and come in as they are.
    case none
    /// A proxy beside the application.
    case sidecar
    /// A proxy that is the application.
    case gateway
    /// A proxy in front of a namespace's or service's pods.
    case waypoint
  }

  /// The name without its namespace.
  let podName: String
  /// The host name that it goes by: the pod's name unless it is given another.
  let hostname: String
  /// The name of the headless Service below which the host name is known; empty for none.
  let subdomain: String
  /// The pod's namespace.
  let namespace: String
  /// The pod's address; one is assigned where the input has none.
  let address: String
  /// With `security.istio.io/tlsMode: istio` where a sidecar is injected.
  let labels: [String: String]
  /// The labels with those that istiod adds about the place.
  let placedLabels: [String: String]
  /// The Node that it runs on; empty where that is not known.
  let node: String
  /// The name of the controller that made it; empty for none.
  let owner: String
  /// What proxy it has.
  let proxy: Proxy
  /// Whether its Node's ztunnel carries what it sends and receives.
  let isCaptured: Bool
  /// Where its Node stands.
  let locality: Locality
  /// What runs in it.
  let containers: [Container]
  /// Whose identity it carries.
  let serviceAccount: String
  /// Whether Services send it requests.
  let isReady: Bool
  /// Of the Pod, or of the pod template's owner.
  let metadata: ResourceMetadata

  /// `POD.NAMESPACE`.
  var name: String { "\(podName).\(namespace)" }

  init(
    _ draft: MeshPodDraft, address: String, proxy: Proxy, locality: Locality,
    isCaptured: Bool = false
  ) {
    self.isCaptured = isCaptured
    podName = draft.name
    hostname = draft.spec.hostname.isEmpty ? draft.name : draft.spec.hostname
    subdomain = draft.spec.subdomain
    namespace = draft.metadata.namespace
    self.address = address
    var labels = draft.metadata.labels
    if proxy == .sidecar, labels["security.istio.io/tlsMode"] == nil {
      labels["security.istio.io/tlsMode"] = "istio"
    }
    self.labels = labels
    placedLabels = labels.placed(in: locality, node: draft.spec.nodeName)
    node = draft.spec.nodeName
    owner = draft.owner
    self.proxy = proxy
    self.locality = locality
    containers = draft.spec.containers
    serviceAccount = draft.spec.serviceAccountName
    isReady = draft.isReady
    metadata = draft.metadata
  }

  /// The number of a service port's target: a number as it is, a name as a container port's.
  ///
  /// `networkProtocols`: those of the container's port that fit the service's.
  func number(of target: TargetPort, networkProtocols: Set<String>) -> Int? {
    switch target {
    case .number(let number): return number
    case .name(let name):
      for container in containers {
        for port in container.ports
        where port.name == name && networkProtocols.contains(port.networkProtocol) {
          return port.containerPort
        }
      }
      return nil
    }
  }
}

/// What a pod is made from.
struct MeshPodDraft {
  /// The name that it gets.
  var name: String
  /// The labels and annotations that it gets, and where they are written.
  var metadata: ResourceMetadata
  /// What runs in it.
  var spec: PodSpec
  /// The controller's name; empty for none.
  var owner: String
  /// Empty where an address is to be assigned.
  var address = ""
  /// Whether Services send it requests.
  var isReady = true
}
