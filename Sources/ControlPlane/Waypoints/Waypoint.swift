internal import Resources

/// A Gateway whose proxies apply the rules of services and pods that ask for it
/// (`pilot/pkg/serviceregistry/ambient/waypoints.go` Waypoint@1.30.3).
struct Waypoint: Sendable {
  /// The kinds of destination that are served (`istio.io/waypoint-for`).
  enum Traffic: String, Sendable {
    /// Calls to Services alone: where nothing is said.
    case service
    /// Calls to pods' own addresses alone.
    case workload
    /// Both.
    case all
    /// Neither.
    case none
  }

  /// The Gateway's.
  let metadata: ResourceMetadata
  /// The full name of the Service whose pods are its proxies.
  let hostname: String
  /// What it is for.
  let traffic: Traffic
  /// The namespaces whose services and pods may use it; `*` is all.
  let allowed: [String]

  /// `namespace/name`, by which labels name it.
  var key: String { "\(metadata.namespace)/\(metadata.name)" }

  /// Whether it serves calls to Services.
  var takesServices: Bool { traffic == .service || traffic == .all }
  /// Whether it serves calls to pods.
  var takesWorkloads: Bool { traffic == .workload || traffic == .all }

  /// Whether services and pods of a namespace may use it.
  func allows(_ namespace: String) -> Bool {
    allowed.contains("*") || allowed.contains(namespace)
  }

  /// `classTraffic`: what the class says of itself.
  init(
    _ gateway: GatewayAPI.Gateway, classTraffic: String?, of controller: GatewayController,
    _ namespaces: [Namespace]
  ) {
    metadata = gateway.metadata
    let own = gateway.deploymentName(of: controller).fullHostname(in: gateway.metadata.namespace)
    hostname = gateway.serviceHosts(of: controller).first ?? own
    let word = gateway.metadata.labels["istio.io/waypoint-for"] ?? classTraffic ?? "service"
    traffic = Traffic(rawValue: word) ?? .none
    let listener = gateway.listeners.first { $0.protocol == "HBONE" && $0.port == Self.port }
    allowed =
      listener?.allowedRoutes.namespaceNames(in: gateway.metadata.namespace, namespaces)
      ?? [gateway.metadata.namespace]
  }

  /// The port at which tunnels end.
  static let port = 15008
}

/// Which waypoint an object asks for.
enum WaypointChoice: Sendable {
  /// None, or `none`.
  case unasked
  /// The waypoint that serves it.
  case waypoint(Waypoint)
  /// No Gateway has the name, `namespace/name`.
  case missing(String)
  /// The Gateway does not let the namespace in.
  case denied(Waypoint)
  /// The Gateway serves the other kind of destination.
  case unserved(Waypoint)

  /// The waypoint, where one serves.
  var waypoint: Waypoint? {
    guard case .waypoint(let found) = self else { return nil }
    return found
  }
}
