/// An Istio VirtualService (istio/api networking/v1alpha3/virtual_service.proto, 1.30).
///
/// Scalars that are absent have protobuf's zero value; what can be told apart from zero is optional.
public struct VirtualService: Resource {
  public var metadata = ResourceMetadata()
  public var hosts: [String] = []
  public var gateways: [String] = []
  public var http: [HTTPRoute] = []
  public var tls: [TLSRoute] = []
  public var tcp: [TCPRoute] = []
  public var exportTo: [String] = []
  public init() {}
}

/// How a text is compared.
public enum StringMatch: Hashable, Sendable {
  case exact(String)
  case prefix(String)
  case regex(String)
  /// `{}`: no kind of match is given.
  case unset
}

/// One rule of `http`.
public struct HTTPRoute: Hashable, Sendable {
  public var name = ""
  public var match: [HTTPMatchRequest] = []
  public var route: [HTTPRouteDestination] = []
  public var redirect: HTTPRedirect?
  public var directResponse: HTTPDirectResponse?
  public var delegate: Delegate?
  public var rewrite: HTTPRewrite?
  public var timeout: Duration?
  public var retries: HTTPRetry?
  public var fault: HTTPFaultInjection?
  public var mirror: Destination?
  public var mirrors: [HTTPMirrorPolicy] = []
  /// `mirrorPercent` (deprecated) in per cent.
  public var mirrorPercent: UInt32?
  public var mirrorPercentage: Percent?
  public var corsPolicy: CorsPolicy?
  public var headers: Headers?
  public init() {}
}

/// A percentage from 0 to 100.
public struct Percent: Hashable, Sendable {
  public var value = 0.0
  public init(_ value: Double = 0) { self.value = value }
}

/// Conditions of a rule; all must hold.
public struct HTTPMatchRequest: Hashable, Sendable {
  public var name = ""
  public var uri: StringMatch?
  public var scheme: StringMatch?
  public var method: StringMatch?
  public var authority: StringMatch?
  public var headers: [String: StringMatch] = [:]
  public var port: UInt32 = 0
  public var sourceLabels: [String: String] = [:]
  public var gateways: [String] = []
  public var queryParams: [String: StringMatch] = [:]
  public var ignoreUriCase = false
  public var withoutHeaders: [String: StringMatch] = [:]
  public var sourceNamespace = ""
  public var statPrefix = ""
  public init() {}
}

/// A service, a subset and a port.
public struct Destination: Hashable, Sendable {
  public var host = ""
  public var subset = ""
  /// `port.number`; `nil` where no port is written.
  public var port: UInt32?
  public init() {}
}

/// A destination of an HTTP rule with its share.
public struct HTTPRouteDestination: Hashable, Sendable {
  public var destination = Destination()
  public var weight: Int32 = 0
  public var headers: Headers?
  public init() {}
}

/// Operations on headers, of the request and of the response.
public struct Headers: Hashable, Sendable {
  /// Operations on one side's headers.
  public struct Operations: Hashable, Sendable {
    public var set: [String: String] = [:]
    public var add: [String: String] = [:]
    public var remove: [String] = []
    public init() {}
  }

  public var request: Operations?
  public var response: Operations?
  public init() {}
}

/// Names the VirtualService that a rule hands over to.
public struct Delegate: Hashable, Sendable {
  public var name = ""
  public var namespace = ""
  public init() {}
}

/// An answer that sends the client elsewhere.
public struct HTTPRedirect: Hashable, Sendable {
  /// Which port the location names.
  public enum Port: Hashable, Sendable {
    case number(UInt32)
    /// `FROM_PROTOCOL_DEFAULT` or `FROM_REQUEST_PORT`.
    case derived(String)
  }

  public var uri = ""
  public var authority = ""
  public var port: Port?
  public var scheme = ""
  public var redirectCode: UInt32 = 0
  public init() {}
}

/// An answer by the proxy itself.
public struct HTTPDirectResponse: Hashable, Sendable {
  /// What the answer carries.
  public enum Body: Hashable, Sendable {
    case string(String)
    /// `bytes`, base64 as written.
    case bytes(String)
  }

  public var status: UInt32 = 0
  public var body: Body?
  public init() {}
}

/// Changes to the path and the authority before the request is sent on.
public struct HTTPRewrite: Hashable, Sendable {
  /// A pattern and what its matches become.
  public struct Regex: Hashable, Sendable {
    public var match = ""
    public var rewrite = ""
    public init() {}
  }

  public var uri = ""
  public var authority = ""
  public var uriRegexRewrite: Regex?
  public init() {}
}

/// How often and on what a request is tried again.
public struct HTTPRetry: Hashable, Sendable {
  public var attempts: Int32 = 0
  public var perTryTimeout: Duration?
  public var retryOn = ""
  public var retryRemoteLocalities: Bool?
  public var retryIgnorePreviousHosts: Bool?
  public var backoff: Duration?
  public init() {}
}

/// Delays and aborts on purpose.
public struct HTTPFaultInjection: Hashable, Sendable {
  /// A delay before the request is sent on.
  public struct Delay: Hashable, Sendable {
    /// `percent` (deprecated), whole per cent.
    public var percent: Int32 = 0
    public var percentage: Percent?
    public var fixedDelay: Duration?
    public var exponentialDelay: Duration?
    public init() {}
  }

  /// An answer instead of the application's.
  public struct Abort: Hashable, Sendable {
    /// What the abort answers.
    public enum Kind: Hashable, Sendable {
      case httpStatus(Int32)
      case grpcStatus(String)
      case http2Error(String)
    }

    public var kind: Kind?
    public var percentage: Percent?
    public init() {}
  }

  public var delay: Delay?
  public var abort: Abort?
  public init() {}
}

/// A copy of each request, sent to a second destination.
public struct HTTPMirrorPolicy: Hashable, Sendable {
  public var destination: Destination?
  public var percentage: Percent?
  public init() {}
}

/// Cross-origin resource sharing.
public struct CorsPolicy: Hashable, Sendable {
  public var allowOrigin: [String] = []
  public var allowOrigins: [StringMatch] = []
  public var allowMethods: [String] = []
  public var allowHeaders: [String] = []
  public var exposeHeaders: [String] = []
  public var maxAge: Duration?
  public var allowCredentials: Bool?
  /// `UNSPECIFIED`, `FORWARD` or `IGNORE`.
  public var unmatchedPreflights = ""
  public init() {}
}

/// One rule of `tls`.
public struct TLSRoute: Hashable, Sendable {
  /// Conditions on a TLS connection.
  public struct Match: Hashable, Sendable {
    public var sniHosts: [String] = []
    public var destinationSubnets: [String] = []
    public var port: UInt32 = 0
    public var sourceLabels: [String: String] = [:]
    public var gateways: [String] = []
    public var sourceNamespace = ""
    public init() {}
  }

  public var match: [Match] = []
  public var route: [RouteDestination] = []
  public init() {}
}

/// One rule of `tcp`.
public struct TCPRoute: Hashable, Sendable {
  /// Conditions on a connection.
  public struct Match: Hashable, Sendable {
    public var destinationSubnets: [String] = []
    public var port: UInt32 = 0
    public var sourceSubnet = ""
    public var sourceLabels: [String: String] = [:]
    public var gateways: [String] = []
    public var sourceNamespace = ""
    public init() {}
  }

  public var match: [Match] = []
  public var route: [RouteDestination] = []
  public init() {}
}

/// A destination of a TCP or TLS rule with its share.
public struct RouteDestination: Hashable, Sendable {
  public var destination = Destination()
  public var weight: Int32 = 0
  public init() {}
}
