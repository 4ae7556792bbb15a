package import ProxyConfig

/// The tables that `istioctl proxy-config` prints of one proxy
/// (istioctl/pkg/writer/envoy/configdump@1.30.3), line by line the same.
package enum ProxyConfigTables {
  /// The table of one family of messages.
  ///
  /// Empty where there is no listener, route or cluster: istioctl prints no table then, and says
  /// `no routes found`.
  package static func text(
    of family: MeshProjection.Family, in proxy: ProxyConfiguration
  ) -> String {
    switch family {
    case .listeners: proxy.listeners.isEmpty ? "" : ListenersTable.text(of: proxy.listeners)
    case .routes: proxy.routes.isEmpty ? "" : RoutesTable.text(of: proxy.routes)
    case .clusters: proxy.clusters.isEmpty ? "" : ClustersTable.text(of: proxy.clusters)
    case .endpoints: EndpointsTable.text(of: proxy.endpoints)
    }
  }
}

/// Where a cluster stands in istioctl's tables.
struct ClusterTableName {
  /// `nil` where the name has no parts.
  let parts: ClusterName?
  private let host: String

  init(_ name: String) {
    parts = ClusterName(name)
    host = parts?.host ?? name
  }

  /// istioctl's order: host, subset, port, direction.
  func precedes(_ other: ClusterTableName) -> Bool {
    if host != other.host { return host.precedesByCodeUnits(other.host) }
    let (subset, otherSubset) = (parts?.subset ?? "", other.parts?.subset ?? "")
    if subset != otherSubset { return subset.precedesByCodeUnits(otherSubset) }
    let (port, otherPort) = (parts?.port ?? 0, other.parts?.port ?? 0)
    if port != otherPort { return port < otherPort }
    let (direction, otherDirection) = (parts?.direction.rawValue, other.parts?.direction.rawValue)
    return (direction ?? "").precedesByCodeUnits(otherDirection ?? "")
  }
}

extension Metadata {
  /// The resource that it names, as `name.namespace` (route.go@1.30.3, `renderConfig`).
  var manager: String {
    guard let path = filterMetadata?.istio?.config else { return "" }
    guard path.hasPrefix("/apis/networking.istio.io/") else { return "<unknown>" }
    let pieces = path.split(separator: "/", omittingEmptySubsequences: false)
    return pieces.count == 8 ? "\(pieces[7]).\(pieces[5])" : ""
  }
}

extension RouteMatch {
  /// The path that is asked for (listener.go@1.30.3, `describeMatch`); headers are not told.
  var pathDescription: String {
    var conditions: [String] = []
    if let prefix, !prefix.isEmpty { conditions.append("\(prefix)*") }
    if let pathSeparatedPrefix, !pathSeparatedPrefix.isEmpty {
      conditions.append("PathPrefix:\(pathSeparatedPrefix)")
    }
    if let path, !path.isEmpty { conditions.append(path) }
    if let safeRegex { conditions.append("regex \(safeRegex.regex)") }
    return conditions.joined(separator: " ")
  }
}
