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

/// An answer that sends the client elsewhere.
public struct HTTPRedirect: Hashable, Sendable {
  /// Which port the location names.
  public enum Port: Hashable, Sendable {
    /// This port, 1–65535.
    case number(UInt32)
    /// `FROM_PROTOCOL_DEFAULT` or `FROM_REQUEST_PORT`.
    case derived(String)
  }

  /// The whole new path; empty keeps it.
  public var uri = ""
  /// The new host; empty keeps it.
  public var authority = ""
  /// The new port; `nil` keeps it.
  public var port: Port?
  /// The new scheme; empty keeps it.
  public var scheme = ""
  /// 301, 302, 303, 307 or 308; 0 is 301.
  public var redirectCode: UInt32 = 0

  /// No field is written.
  public init() {}
}

/// An answer by the proxy itself.
public struct HTTPDirectResponse: Hashable, Sendable {
  /// What the answer carries.
  public enum Body: Hashable, Sendable {
    /// This text.
    case string(String)
    /// `bytes`, base64 as written.
    case bytes(String)
  }

  /// The status, 200–599.
  public var status: UInt32 = 0
  /// What is answered; `nil` for no body.
  public var body: Body?

  /// No field is written.
  public init() {}
}

/// Changes to the path and the authority before the request is sent on.
public struct HTTPRewrite: Hashable, Sendable {
  /// A pattern and what its matches become.
  public struct Regex: Hashable, Sendable {
    /// What is looked for in the path, by RE2's syntax.
    public var match = ""
    /// What takes its place, `\1` being the first group.
    public var rewrite = ""

    /// No field is written.
    public init() {}
  }

  /// What takes the place of the prefix that matched, or of the whole path; empty keeps it.
  public var uri = ""
  /// The host that goes on; empty keeps it.
  public var authority = ""
  /// A change of the path by pattern; excludes ``uri``.
  public var uriRegexRewrite: Regex?

  /// No field is written.
  public init() {}
}

/// How often and on what a request is tried again.
public struct HTTPRetry: Hashable, Sendable {
  /// How many further attempts there may be; 0 turns retries off.
  public var attempts: Int32 = 0
  /// How long one attempt may take, the first included; `nil` is the route's timeout.
  public var perTryTimeout: Duration?
  /// Envoy's conditions and statuses, by comma; empty takes istiod's.
  public var retryOn = ""
  /// Whether further attempts may leave the locality; `nil` is false.
  public var retryRemoteLocalities: Bool?
  /// Whether hosts that were tried are avoided; `nil` is true where the release has the field.
  public var retryIgnorePreviousHosts: Bool?
  /// Before a second attempt, at least; `nil` is Envoy's 25 ms.
  public var backoff: Duration?

  /// No field is written.
  public init() {}
}

/// Delays and aborts on purpose.
public struct HTTPFaultInjection: Hashable, Sendable {
  /// A delay before the request is sent on.
  public struct Delay: Hashable, Sendable {
    /// `percent` (deprecated), whole per cent.
    public var percent: Int32 = 0
    /// The share of requests; `nil` is all.
    public var percentage: Percent?
    /// How long they wait.
    public var fixedDelay: Duration?
    /// Never implemented by Istio; refused.
    public var exponentialDelay: Duration?

    /// No field is written.
    public init() {}
  }

  /// An answer instead of the application's.
  public struct Abort: Hashable, Sendable {
    /// What the abort answers.
    public enum Kind: Hashable, Sendable {
      /// An HTTP status, 200–599.
      case httpStatus(Int32)
      /// A gRPC status by name.
      case grpcStatus(String)
      /// Never implemented by Istio; refused.
      case http2Error(String)
    }

    /// How they end.
    public var kind: Kind?
    /// The share of requests; `nil` is all.
    public var percentage: Percent?

    /// No field is written.
    public init() {}
  }

  /// Requests that wait first; `nil` for none.
  public var delay: Delay?
  /// Requests that end here; `nil` for none.
  public var abort: Abort?

  /// No field is written.
  public init() {}
}

/// A copy of each request, sent to a second destination.
public struct HTTPMirrorPolicy: Hashable, Sendable {
  /// Where the copy is sent.
  public var destination: Destination?
  /// The share of requests; `nil` is all.
  public var percentage: Percent?

  /// No field is written.
  public init() {}
}

/// Cross-origin resource sharing.
public struct CorsPolicy: Hashable, Sendable {
  /// Origins as whole texts, as they were written before ``allowOrigins``.
  public var allowOrigin: [String] = []
  /// Origins that may call.
  public var allowOrigins: [StringMatch] = []
  /// Methods that may be used.
  public var allowMethods: [String] = []
  /// Headers that may be sent.
  public var allowHeaders: [String] = []
  /// Headers of the answer that the page may read.
  public var exposeHeaders: [String] = []
  /// How long a browser may keep the answer; `nil` says nothing.
  public var maxAge: Duration?
  /// Whether cookies may be sent; `nil` says nothing.
  public var allowCredentials: Bool?
  /// `UNSPECIFIED`, `FORWARD` or `IGNORE`.
  public var unmatchedPreflights = ""

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
