internal import Resources

/// A pod, listed or stood for by a Deployment.
///
/// A class, because endpoints, proxies and targets share it.
final class MeshPod: Sendable {
  /// What kind of proxy the pod has.
  enum Proxy: Hashable, Sendable {
    case none
    case sidecar
    case gateway
    case waypoint
  }

  let podName: String
  /// The host name that it goes by: the pod's name unless it is given another.
  let hostname: String
  /// The name of the headless Service below which the host name is known; empty for none.
  let subdomain: String
  let namespace: String
  let address: String
  /// With `security.istio.io/tlsMode: istio` where a sidecar is injected.
  let labels: [String: String]
  /// The labels with those that istiod adds about the place.
  let placedLabels: [String: String]
  /// The Node that it runs on; empty where that is not known.
  let node: String
  let owner: String
  let proxy: Proxy
  /// Where it runs, as far as that is known.
  let locality: Locality
  let containers: [Container]
  let serviceAccount: String
  /// Whether it takes requests.
  let isReady: Bool
  let metadata: ResourceMetadata

  /// `POD.NAMESPACE`.
  var name: String { "\(podName).\(namespace)" }

  init(_ draft: MeshPodDraft, address: String, proxy: Proxy, locality: Locality) {
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
  /// - Parameter networkProtocols: those of the container's port that fit the service's.
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
  var name: String
  var metadata: ResourceMetadata
  var spec: PodSpec
  var owner: String
  /// Empty where an address is to be assigned.
  var address = ""
  var isReady = true
}
