/// A place where a service's port is served (pilot/pkg/model/service.go@1.30.3, `IstioEndpoint`).
struct ServiceEndpoint: Hashable, Sendable {
  /// An IP address, a host name, or the path of a Unix domain socket.
  var address: String
  /// The number that the pod listens at.
  var port: Int
  /// The name of the service port that it serves.
  var servicePortName: String
  /// The pod's labels, by which subsets choose.
  var labels: [String: String] = [:]
  /// Whether its proxy takes mutual TLS.
  var takesMutualTLS = false
  /// Whether it is reached through a tunnel: a pod in ambient mode, or a waypoint.
  var takesTunnel = false
  /// Where it stands.
  var locality = Locality()
  /// 0 counts as 1.
  var weight: UInt32 = 0
  /// The pod's namespace.
  var namespace: String
  /// The pod behind it as `POD.NAMESPACE`; `nil` for an endpoint outside.
  var workload: String?
  /// Whether it is to get requests.
  var isReady = true
  /// The Node that it runs on; empty where that is not known.
  var node = ""
  /// Whether an EndpointSlice lists it without a pod, so that kube-proxy knows it, too.
  var isOfSlice = false
}

/// Region, zone and sub-zone; empty where unknown.
struct Locality: Hashable, Sendable {
  /// The first part; empty where it is not known.
  var region = ""
  /// The second part; empty where it is not known.
  var zone = ""
  /// The third part; empty where it is not known.
  var subZone = ""

  init() {}

  /// Reads `region/zone/subzone` (pilot/pkg/model/context.go@1.30.3 and pkg/util/protomarshal).
  init(text: String) {
    let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    region = parts.isEmpty ? "" : String(parts[0])
    zone = parts.count > 1 ? String(parts[1]) : ""
    subZone = parts.count > 2 ? String(parts[2]) : ""
  }

  /// Whether nothing is known.
  var isEmpty: Bool { region.isEmpty && zone.isEmpty && subZone.isEmpty }
}
