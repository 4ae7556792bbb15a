public import Diagnostics
internal import ProxyConfig

extension RequestTrace {
  /// One decision of a proxy on a request's way.
  ///
  /// Text, JSON, pages and comparisons switch over it, so that none can forget one.
  public enum Step: Hashable, Sendable {
    /// The listener that took the request, and its filter chain; empty where there is one alone.
    case listener(String, filterChain: String)
    /// The virtual host that the authority chose; `nil` where none matched.
    case virtualHost(String?, origin: Origin?)
    /// A route that was looked at.
    case route(RouteConsideration)
    /// What a filter or a timer did before the router.
    case action(Action)
    /// The cluster that the route chose.
    case cluster(String, origin: Origin?)
    /// An attempt, counted from 1.
    case attempt(Attempt, number: Int)
    /// What the proxy answered; no status where it closed the connection.
    case answer(status: Int?, flags: String, details: String)
  }
}

extension RequestTrace.Hop {
  /// The proxy's decisions in the order in which they are made.
  ///
  /// Raw TCP asks for no virtual host; so there is no such step where there is neither a virtual
  /// host nor a route, and yet a cluster.
  public var steps: [RequestTrace.Step] {
    var steps: [RequestTrace.Step] = [.listener(listener, filterChain: filterChain)]
    let readsHTTP = listener != TunnelName.ztunnelOutbound && listener != TunnelName.ztunnelInbound
    if virtualHost != nil || routes.isEmpty && cluster == nil && readsHTTP {
      steps.append(.virtualHost(virtualHost, origin: virtualHostOrigin))
    }
    steps += routes.map { .route($0) }
    steps += actions.map { .action($0) }
    if let cluster { steps.append(.cluster(cluster, origin: clusterOrigin)) }
    steps += attempts.enumerated().map { .attempt($1, number: $0 + 1) }
    steps.append(.answer(status: status, flags: flags, details: details))
    return steps
  }
}
