extension RuleNote.WaypointNeed {
  /// Why, in a clause.
  ///
  /// `host`: the service.
  func words(_ host: String) -> String {
    switch self {
    case .unasked: "\(host) has no waypoint"
    case .missing(let key): "the waypoint \(key) that \(host) asks for is not there"
    case .denied(let key, let namespace):
      "the waypoint \(key) that \(host) asks for lets no services of \(namespace) in"
    case .unserved(let key, let traffic):
      "the waypoint \(key) that \(host) asks for is for \(traffic), not for services"
    case .unknownToTunnels(let key, let gap):
      "it sends nothing to the waypoint \(key) of \(host): \(gap.words)"
    }
  }

  /// The likely fix.
  var fix: String? {
    switch self {
    case .unasked: nil
    case .missing(let key): "add the Gateway \(key) of class istio-waypoint, or correct the label"
    case .denied(let key, _): "let allowedRoutes.namespaces of the Gateway \(key) say from: All"
    case .unserved(let key, _): "label the Gateway \(key) istio.io/waypoint-for: service or all"
    case .unknownToTunnels(_, let gap): gap.fix
    }
  }

  /// - Returns: `nil` where a waypoint serves.
  init?(_ choice: WaypointChoice, in namespace: String) {
    switch choice {
    case .waypoint: return nil
    case .unasked: self = .unasked
    case .missing(let key): self = .missing(key)
    case .denied(let waypoint): self = .denied(waypoint.key, namespace: namespace)
    case .unserved(let waypoint):
      self = .unserved(waypoint.key, traffic: waypoint.traffic.rawValue)
    }
  }
}
