// What a rule of a VirtualService does to requests beside sending them on.

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
