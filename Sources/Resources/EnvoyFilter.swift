/// An Istio EnvoyFilter (istio/api networking/v1alpha3/envoy_filter.proto, 1.30).
public struct EnvoyFilter: Resource {
  /// What a patch is applied to, in protobuf's words.
  public enum Target: String, Hashable, Sendable, CaseIterable {
    /// None is given.
    case invalid = "INVALID"
    /// A whole listener.
    case listener = "LISTENER"
    /// A filter chain.
    case filterChain = "FILTER_CHAIN"
    /// A network filter.
    case networkFilter = "NETWORK_FILTER"
    /// An HTTP filter.
    case httpFilter = "HTTP_FILTER"
    /// A whole route configuration.
    case routeConfiguration = "ROUTE_CONFIGURATION"
    /// A virtual host.
    case virtualHost = "VIRTUAL_HOST"
    /// A route.
    case httpRoute = "HTTP_ROUTE"
    /// A cluster.
    case cluster = "CLUSTER"
    /// A filter that is fetched.
    case extensionConfig = "EXTENSION_CONFIG"
    /// The proxy's bootstrap.
    case bootstrap = "BOOTSTRAP"
    /// A listener filter's name; empty matches all.
    case listenerFilter = "LISTENER_FILTER"
  }

  /// Which proxies' configuration a patch looks at, in protobuf's words.
  public enum Context: String, Hashable, Sendable, CaseIterable {
    /// All proxies.
    case any = "ANY"
    /// What sidecars receive.
    case sidecarInbound = "SIDECAR_INBOUND"
    /// What sidecars send.
    case sidecarOutbound = "SIDECAR_OUTBOUND"
    /// `NAMESPACE/NAME` of a Gateway; empty matches all.
    case gateway = "GATEWAY"
    /// Waypoints.
    case waypoint = "WAYPOINT"
  }

  /// What a patch does, in protobuf's words.
  public enum Operation: String, Hashable, Sendable, CaseIterable {
    /// None is given.
    case invalid = "INVALID"
    /// Merges the value into the object.
    case merge = "MERGE"
    /// Adds the value.
    case add = "ADD"
    /// Takes the object away.
    case remove = "REMOVE"
    /// Puts the value before the object.
    case insertBefore = "INSERT_BEFORE"
    /// Puts the value behind the object.
    case insertAfter = "INSERT_AFTER"
    /// Puts the value first.
    case insertFirst = "INSERT_FIRST"
    /// Puts the value in the object's place.
    case replace = "REPLACE"
    /// Merges the value, whose lists replace the object's.
    case mergeAndReplaceList = "MERGE_AND_REPLACE_LIST"
  }

  /// One patch.
  public struct Patch: Hashable, Sendable {
    /// What the patch is applied to.
    public var applyTo = Target.invalid
    /// Which proxies' configuration it looks at.
    public var context = Context.any
    /// `match.proxy.proxyVersion`, a pattern; empty matches all.
    public var proxyVersion = ""
    /// `match.proxy.metadata`.
    public var proxyMetadata: [String: String] = [:]
    /// `match.listener`, `match.routeConfiguration`, `match.cluster` or `match.waypoint`; `nil` where
    /// none is given.
    public var match: ObjectMatch?
    /// What it does.
    public var operation = Operation.invalid
    /// `patch.value`; `nil` where none is given.
    public var value: FreeValue?
    /// `UNSPECIFIED`, `AUTHN`, `AUTHZ` or `STATS`.
    public var filterClass = "UNSPECIFIED"

    /// No field is written.
    public init() {}
  }

  /// Which of the proxy's objects a patch means.
  public enum ObjectMatch: Hashable, Sendable {
    /// A listener.
    case listener(ListenerMatch)
    /// A route configuration.
    case routeConfiguration(RouteConfigurationMatch)
    /// A cluster.
    case cluster(ClusterMatch)
    /// A waypoint.
    case waypoint(WaypointMatch)
  }

  /// A listener, a filter chain, a filter; 0 and the empty text match all.
  public struct ListenerMatch: Hashable, Sendable {
    /// The name; empty matches all.
    public var name = ""
    /// The port; 0 matches all.
    public var portNumber: UInt32 = 0
    /// The port's name; empty matches all.
    public var portName = ""
    /// A listener filter's name; empty matches all.
    public var listenerFilter = ""
    /// `nil` where no filter chain is given.
    public var filterChain: FilterChainMatch?

    /// No field is written.
    public init() {}
  }

  /// A filter chain of a listener.
  public struct FilterChainMatch: Hashable, Sendable {
    /// The name; empty matches all.
    public var name = ""
    /// The server name; empty matches all.
    public var sni = ""
    /// `tls` or `raw_buffer`; empty matches all.
    public var transportProtocol = ""
    /// The application protocols, separated by commas; empty matches all.
    public var applicationProtocols = ""
    /// The port that connections were for; 0 matches all.
    public var destinationPort: UInt32 = 0
    /// `filter.name`; empty matches all.
    public var filter = ""
    /// `filter.subFilter.name`; empty matches all.
    public var subFilter = ""

    /// No field is written.
    public init() {}
  }

  /// A route configuration, a virtual host, a route.
  public struct RouteConfigurationMatch: Hashable, Sendable {
    /// The name; empty matches all.
    public var name = ""
    /// The port; 0 matches all.
    public var portNumber: UInt32 = 0
    /// The port's name; empty matches all.
    public var portName = ""
    /// `NAMESPACE/NAME` of a Gateway; empty matches all.
    public var gateway = ""
    /// `vhost.name`; empty matches all.
    public var virtualHost = ""
    /// `vhost.domainName`; empty matches all.
    public var domainName = ""
    /// `vhost.route.name`; empty matches all.
    public var route = ""
    /// `vhost.route.action`: `ANY`, `ROUTE`, `REDIRECT` or `DIRECT_RESPONSE`.
    public var routeAction = "ANY"

    /// No field is written.
    public init() {}
  }

  /// A cluster; 0 and the empty text match all.
  public struct ClusterMatch: Hashable, Sendable {
    /// The name; empty matches all.
    public var name = ""
    /// The port; 0 matches all.
    public var portNumber: UInt32 = 0
    /// The service's host name; empty matches all.
    public var service = ""
    /// The subset; empty matches all.
    public var subset = ""

    /// No field is written.
    public init() {}
  }

  /// A part of a waypoint's configuration.
  public struct WaypointMatch: Hashable, Sendable {
    /// The port; 0 matches all.
    public var portNumber: UInt32 = 0
    /// The route's name; empty matches all.
    public var route = ""
    /// The filter's name; empty matches all.
    public var filter = ""
    /// The name of a filter within it; empty matches all.
    public var subFilter = ""

    /// No field is written.
    public init() {}
  }

  /// Its names, labels and annotations, and where its fields are written.
  public var metadata = ResourceMetadata()
  /// `workloadSelector.labels`; `nil` where no selector is given.
  public var workloadSelector: [String: String]?
  /// What the patches are attached to.
  public var targets: [PolicyTargetReference] = []
  /// Lower goes first.
  public var priority: Int32 = 0
  /// In order.
  public var patches: [Patch] = []

  /// No field is written.
  public init() {}
}
