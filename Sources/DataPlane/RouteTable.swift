public import Diagnostics
public import ProxyConfig

/// A route configuration made ready for look-ups: domains hashed, patterns compiled once.
///
/// Building is linear in the number of domains and routes; a look-up does not depend on the number
/// of virtual hosts and is linear in the routes of one of them, as in Envoy.
public struct RouteTable: Sendable {
  /// What istiod sent.
  public let configuration: RouteConfiguration
  /// The Envoy that reads it.
  public let version: EnvoyVersion
  private let index: VirtualHostIndex
  /// The compiled routes of each virtual host.
  private let routes: [[CompiledRoute]]
  /// The header changes of the whole table.
  let requestHeaders: HeaderMutation

  /// Prepares a table for looking requests up.
  public init(_ configuration: RouteConfiguration, version: EnvoyVersion) {
    self.configuration = configuration
    self.version = version
    index = VirtualHostIndex(configuration)
    routes = configuration.virtualHosts.map { host in
      (host.routes ?? []).map { CompiledRoute($0, version: version) }
    }
    requestHeaders = HeaderMutation(
      add: configuration.requestHeadersToAdd, remove: configuration.requestHeadersToRemove)
  }

  /// The position of the virtual host that serves an authority.
  public func virtualHost(for authority: String) -> Int? { index.find(authority) }

  /// Which route takes a request: the first of the virtual host whose conditions all hold.
  ///
  /// No second virtual host is tried (source/common/router/config_impl.cc, getRouteFromEntries).
  ///
  /// - `request`: as the connection manager left it (``ConnectionManager/admit(_:)``).
  /// - `noted`: what filters noted, by their names.
  public func route(
    _ request: RequestHead, noted: [String: ProtobufValue] = [:]
  ) -> RoutingDecision {
    guard let place = index.find(request.authority) else { return RoutingDecision() }
    let host = configuration.virtualHosts[place]
    var decision = RoutingDecision()
    decision.virtualHost = place
    decision.virtualHostName = host.name
    decision.virtualHostOrigin = host.origin
    if host.requireTls == .all, request.scheme != "https" {
      decision.requiresTLS = true
      return decision
    }
    look(through: host.routes ?? [], routes[place], for: request, noted, &decision)
    return decision
  }

  private func look(
    through routes: [Route], _ compiled: [CompiledRoute], for request: RequestHead,
    _ noted: [String: ProtobufValue], _ decision: inout RoutingDecision
  ) {
    let path = request.pathWithoutQuery
    let query = QueryParameters(path: request.path)
    for (index, route) in compiled.enumerated() {
      let conditions = route.conditions
      let failure = conditions.failure(request, path: path, query: query, noted: noted)
      decision.considered.append(
        RouteConsideration(
          index: index, name: routes[index].name ?? "", isTaken: failure == nil,
          why: failure ?? conditions.words, origin: routes[index].origin))
      if failure == nil {
        decision.route = index
        return
      }
    }
  }

  /// The chosen virtual host and route of a decision of this table.
  public func entry(_ decision: RoutingDecision) -> (host: VirtualHost, route: Route)? {
    guard let host = decision.virtualHost, let route = decision.route else { return nil }
    let virtualHost = configuration.virtualHosts[host]
    return virtualHost.routes.map { (virtualHost, $0[route]) }
  }

  /// What was compiled of a chosen route.
  func compiled(_ decision: RoutingDecision) -> CompiledRoute? {
    guard let host = decision.virtualHost, let route = decision.route else { return nil }
    return routes[host][route]
  }
}

/// Which virtual host and route a request met, and why.
public struct RoutingDecision: Hashable, Sendable {
  /// The position of the virtual host in the route configuration; `nil` where no domain matched.
  public var virtualHost: Int?
  /// The virtual host's name; `nil` where none matched.
  public var virtualHostName: String?
  /// Where the virtual host comes from.
  public var virtualHostOrigin: Origin?
  /// The position of the route in the virtual host; `nil` where none matched.
  public var route: Int?
  /// Every route that was looked at, in order; the taken one is the last.
  public var considered: [RouteConsideration] = []
  /// The virtual host takes only TLS and the request came without: it is redirected.
  public var requiresTLS = false

  /// Nothing is decided yet.
  public init() {}
}

/// A route that was looked at.
public struct RouteConsideration: Hashable, Sendable {
  /// The position in the virtual host.
  public var index: Int
  /// The route's name; empty for none.
  public var name: String
  /// Whether it was taken.
  public var isTaken: Bool
  /// Why it was taken or passed over, such as `header end-user is not jason`.
  public var why: String
  /// Where the route comes from.
  public var origin: Origin?

  /// The value of these parts.
  public init(index: Int, name: String, isTaken: Bool, why: String, origin: Origin?) {
    self.index = index
    self.name = name
    self.isTaken = isTaken
    self.why = why
    self.origin = origin
  }
}
