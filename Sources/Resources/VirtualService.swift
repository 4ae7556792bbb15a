/// An Istio VirtualService (istio/api networking/v1alpha3/virtual_service.proto, 1.30).
///
/// Scalars that are absent have protobuf's zero value; what can be told apart from zero is optional.
public struct VirtualService: Resource {
  /// Its name, namespace, place and age.
  public var metadata = ResourceMetadata()
  /// The names whose requests it routes; none makes it a delegate.
  public var hosts: [String] = []
  /// Where it acts: gateways, and `mesh` for sidecars; none is `mesh` alone.
  public var gateways: [String] = []
  /// Rules for HTTP, of which the first that fits acts.
  public var http: [HTTPRoute] = []
  /// Rules for TLS by server name.
  public var tls: [TLSRoute] = []
  /// Rules for TCP.
  public var tcp: [TCPRoute] = []
  /// The namespaces whose clients may see it; empty takes the mesh's default.
  public var exportTo: [String] = []

  /// No field is written.
  public init() {}
}

/// How a text is compared.
public enum StringMatch: Hashable, Sendable {
  /// The whole text.
  case exact(String)
  /// The text's beginning.
  case prefix(String)
  /// The whole text, by RE2's syntax.
  case regex(String)
  /// `{}`: no kind of match is given.
  case unset
}

/// One rule of `http`.
public struct HTTPRoute: Hashable, Sendable {
  /// What the route is called in logs; empty for none.
  public var name = ""
  /// Conditions of which one must hold; none fits every request.
  public var match: [HTTPMatchRequest] = []
  /// Where requests go, by weight.
  public var route: [HTTPRouteDestination] = []
  /// An answer that sends the caller elsewhere; excludes ``route``.
  public var redirect: HTTPRedirect?
  /// An answer of the proxy's own; excludes ``route``.
  public var directResponse: HTTPDirectResponse?
  /// The VirtualService whose rules take this one's place; excludes ``route``.
  public var delegate: Delegate?
  /// Path and authority as they go on; `nil` leaves them.
  public var rewrite: HTTPRewrite?
  /// How long a request may take with all its attempts; `nil` for ever.
  public var timeout: Duration?
  /// When a request is tried again; `nil` takes the mesh's two.
  public var retries: HTTPRetry?
  /// Delays and failures on purpose; `nil` for none.
  public var fault: HTTPFaultInjection?
  /// Where a copy is sent; `nil` for nowhere.
  public var mirror: Destination?
  /// Where copies are sent; excludes ``mirror``.
  public var mirrors: [HTTPMirrorPolicy] = []
  /// `mirrorPercent` (deprecated) in per cent.
  public var mirrorPercent: UInt32?
  /// The share of requests that are copied; `nil` is all.
  public var mirrorPercentage: Percent?
  /// Answers to browsers' questions whether they may call; `nil` for none.
  public var corsPolicy: CorsPolicy?
  /// Headers that are set, added and removed; `nil` leaves them.
  public var headers: Headers?

  /// No field is written.
  public init() {}
}

/// A percentage from 0 to 100.
public struct Percent: Hashable, Sendable {
  /// In percent, 0–100.
  public var value = 0.0

  /// So many per cent.
  public init(_ value: Double = 0) { self.value = value }
}

/// Conditions of a rule; all must hold.
public struct HTTPMatchRequest: Hashable, Sendable {
  /// What the condition is called in a route's name; empty for none.
  public var name = ""
  /// The path, without its query; `nil` is any.
  public var uri: StringMatch?
  /// `http` or `https`; `nil` is any.
  public var scheme: StringMatch?
  /// The method; `nil` is any.
  public var method: StringMatch?
  /// The host that the request names; `nil` is any.
  public var authority: StringMatch?
  /// Headers that must be there, an empty match being any value.
  public var headers: [String: StringMatch] = [:]
  /// The port that was called; 0 is any.
  public var port: UInt32 = 0
  /// Labels that the calling pod must have; plays no part at gateways' rules.
  public var sourceLabels: [String: String] = [:]
  /// Where the condition holds; none takes the rule's own.
  public var gateways: [String] = []
  /// Query parameters that must be there.
  public var queryParams: [String: StringMatch] = [:]
  /// Whether letters' case in the path does not matter.
  public var ignoreUriCase = false
  /// Headers that must not be so.
  public var withoutHeaders: [String: StringMatch] = [:]
  /// The namespace of the calling pod; empty is any.
  public var sourceNamespace = ""
  /// The route's name in statistics; decides nothing.
  public var statPrefix = ""

  /// No field is written.
  public init() {}
}

/// A service, a subset and a port.
public struct Destination: Hashable, Sendable {
  /// The host, as written: a short name is one of the rule's own namespace.
  public var host = ""
  /// A subset that a DestinationRule names; empty is all pods.
  public var subset = ""
  /// `port.number`; `nil` where no port is written.
  public var port: UInt32?

  /// No field is written.
  public init() {}
}

/// A destination of an HTTP rule with its share.
public struct HTTPRouteDestination: Hashable, Sendable {
  /// Where this share goes.
  public var destination = Destination()
  /// Its share of the sum of all weights; 0 gets nothing beside others.
  public var weight: Int32 = 0
  /// Headers for this share; `nil` leaves them.
  public var headers: Headers?

  /// No field is written.
  public init() {}
}

/// Operations on headers, of the request and of the response.
public struct Headers: Hashable, Sendable {
  /// Operations on one side's headers.
  public struct Operations: Hashable, Sendable {
    /// Replaced, or made where they are not there.
    public var set: [String: String] = [:]
    /// Added beside what is there.
    public var add: [String: String] = [:]
    /// Taken away.
    public var remove: [String] = []

    /// No field is written.
    public init() {}
  }

  /// For what goes on; `nil` leaves it.
  public var request: Operations?
  /// For the answer; `nil` leaves it.
  public var response: Operations?

  /// No field is written.
  public init() {}
}

/// Names the VirtualService that a rule hands over to.
public struct Delegate: Hashable, Sendable {
  /// The name of the VirtualService whose rules are used.
  public var name = ""
  /// Its namespace; empty is the rule's own.
  public var namespace = ""

  /// No field is written.
  public init() {}
}

/// One rule of `tls`.
public struct TLSRoute: Hashable, Sendable {
  /// Conditions on a TLS connection.
  public struct Match: Hashable, Sendable {
    /// Server names, `*.` in front for any first part.
    public var sniHosts: [String] = []
    /// Addresses and ranges that were called; none is any.
    public var destinationSubnets: [String] = []
    /// The port that was called; 0 is any.
    public var port: UInt32 = 0
    /// Labels that the calling pod must have.
    public var sourceLabels: [String: String] = [:]
    /// Where the condition holds; none takes the rule's own.
    public var gateways: [String] = []
    /// The namespace of the calling pod; empty is any.
    public var sourceNamespace = ""

    /// No field is written.
    public init() {}
  }

  /// Conditions of which one must hold.
  public var match: [Match] = []
  /// Where connections go, by weight.
  public var route: [RouteDestination] = []

  /// No field is written.
  public init() {}
}

/// One rule of `tcp`.
public struct TCPRoute: Hashable, Sendable {
  /// Conditions on a connection.
  public struct Match: Hashable, Sendable {
    /// Addresses and ranges that were called; none is any.
    public var destinationSubnets: [String] = []
    /// The port that was called; 0 is any.
    public var port: UInt32 = 0
    /// The caller's address or range; never acted on by istiod.
    public var sourceSubnet = ""
    /// Labels that the calling pod must have.
    public var sourceLabels: [String: String] = [:]
    /// Where the condition holds; none takes the rule's own.
    public var gateways: [String] = []
    /// The namespace of the calling pod; empty is any.
    public var sourceNamespace = ""

    /// No field is written.
    public init() {}
  }

  /// Conditions of which one must hold; none fits every connection.
  public var match: [Match] = []
  /// Where connections go, by weight.
  public var route: [RouteDestination] = []

  /// No field is written.
  public init() {}
}

/// A destination of a TCP or TLS rule with its share.
public struct RouteDestination: Hashable, Sendable {
  /// Where this share goes.
  public var destination = Destination()
  /// Its share of the sum of all weights.
  public var weight: Int32 = 0

  /// No field is written.
  public init() {}
}
