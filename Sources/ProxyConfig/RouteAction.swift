/// Sends a request to a cluster (envoy.config.route.v3.RouteAction).
public struct RouteAction: Hashable, Sendable, Codable {
  /// The only cluster; absent where weights decide.
  public var cluster: String?
  /// Clusters by weight; absent for one cluster.
  public var weightedClusters: WeightedClusters?
  /// Absent is 503.
  public var clusterNotFoundResponseCode: ClusterNotFoundResponseCode?
  /// What replaces the matched prefix or path; absent keeps it.
  public var prefixRewrite: String?
  /// A rewrite by regular expression; absent keeps the path.
  public var regexRewrite: RegexRewrite?
  /// What replaces the authority; absent keeps it.
  public var hostRewriteLiteral: String?
  /// Whether the chosen host's name replaces the authority; absent is no.
  public var autoHostRewrite: Bool?
  /// Zero is no timeout.
  public var timeout: ProtoDuration?
  /// The greatest timeout that a gRPC client may ask for; absent is not heeded.
  public var maxGrpcTimeout: ProtoDuration?
  /// Bounds on whole streams; absent for none.
  public var maxStreamDuration: MaxStreamDuration?
  /// When and how often requests are tried again; absent is never.
  public var retryPolicy: RetryPolicy?
  /// Shadow requests; absent for none.
  public var requestMirrorPolicies: [RequestMirrorPolicy]?
  /// What load balancers hash, first to last; absent for nothing.
  public var hashPolicy: [HashPolicy]?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// Limits on how long a stream lives (envoy.config.route.v3.RouteAction.MaxStreamDuration).
public struct MaxStreamDuration: Hashable, Sendable, Codable {
  /// How long a stream may last; absent is without limit.
  public var maxStreamDuration: ProtoDuration?
  /// The greatest `grpc-timeout` that is heeded; 0 heeds any.
  public var grpcTimeoutHeaderMax: ProtoDuration?

  /// The value of these parts.
  public init(maxStreamDuration: ProtoDuration?, grpcTimeoutHeaderMax: ProtoDuration?) {
    self.maxStreamDuration = maxStreamDuration
    self.grpcTimeoutHeaderMax = grpcTimeoutHeaderMax
  }
}

/// Several clusters that share the requests by weight (envoy.config.route.v3.WeightedCluster).
public struct WeightedClusters: Hashable, Sendable, Codable {
  /// One cluster and its weight.
  public struct ClusterWeight: Hashable, Sendable, Codable {
    /// The cluster's name.
    public var name: String
    /// Its share among all; absent is 0.
    public var weight: UInt32?
    /// Added to requests that take this cluster; absent for none.
    public var requestHeadersToAdd: [HeaderValueOption]?
    /// Removed from requests that take this cluster; absent for none.
    public var requestHeadersToRemove: [String]?
    /// Added to responses from this cluster; absent for none.
    public var responseHeadersToAdd: [HeaderValueOption]?
    /// Removed from responses from this cluster; absent for none.
    public var responseHeadersToRemove: [String]?
    /// What replaces the authority; absent keeps it.
    public var hostRewriteLiteral: String?

    /// The value of these parts.
    public init(name: String, weight: UInt32?) {
      self.name = name
      self.weight = weight
    }
  }

  /// At least one; the weights' sum is more than 0.
  public var clusters: [ClusterWeight]

  /// The value with this `clusters`.
  public init(clusters: [ClusterWeight]) { self.clusters = clusters }
}

/// A pattern in the path and its replacement (envoy.type.matcher.v3.RegexMatchAndSubstitute).
public struct RegexRewrite: Hashable, Sendable, Codable {
  /// What is replaced, everywhere in the path.
  public var pattern: RegexMatcher
  /// What it is replaced with; `\1` is the first group; absent is nothing.
  public var substitution: String?

  /// The value of these parts.
  public init(pattern: String, substitution: String) {
    self.pattern = RegexMatcher(regex: pattern)
    self.substitution = substitution
  }
}

/// When and how often a request is tried again (envoy.config.route.v3.RetryPolicy).
public struct RetryPolicy: Hashable, Sendable, Codable {
  /// The interval from which back-off grows.
  public struct BackOff: Hashable, Sendable, Codable {
    /// The bound of the first back-off.
    public var baseInterval: ProtoDuration?
    /// The greatest bound; absent is ten times the base.
    public var maxInterval: ProtoDuration?

    /// The value with this `baseInterval`.
    public init(baseInterval: ProtoDuration?) { self.baseInterval = baseInterval }
  }

  /// Conditions, separated by commas; absent is none.
  public var retryOn: String?
  /// How many retries follow the first attempt; absent is 1.
  public var numRetries: UInt32?
  /// How long one attempt may take, the first included; absent is as long as the route allows.
  public var perTryTimeout: ProtoDuration?
  /// Statuses that `retriable-status-codes` means; absent is none.
  public var retriableStatusCodes: [UInt32]?
  /// Names of host predicates.
  public var retryHostPredicate: [String]?
  /// How often another host is drawn where the first was tried already; absent is 1.
  public var hostSelectionRetryMaxAttempts: Integer64?
  /// The name of a priority plug-in.
  public var retryPriority: String?
  /// The pauses before retries; absent is 25 ms, doubled up to 250 ms.
  public var retryBackOff: BackOff?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// A copy of each request (envoy.config.route.v3.RouteAction.RequestMirrorPolicy).
public struct RequestMirrorPolicy: Hashable, Sendable, Codable {
  /// Where the shadow goes.
  public var cluster: String
  /// For how many requests; absent is all.
  public var runtimeFraction: RuntimeFractionalPercent?
  /// Whether shadows are traced; no effect on traffic.
  public var traceSampled: Bool?
  /// Whether the authority stays as it is, without `-shadow`; absent is no.
  public var disableShadowHostSuffixAppend: Bool?

  /// The value with this `cluster`.
  public init(cluster: String) { self.cluster = cluster }
}

/// What of a request is hashed to choose a host (envoy.config.route.v3.RouteAction.HashPolicy).
public struct HashPolicy: Hashable, Sendable, Codable {
  /// A header's value.
  public struct Header: Hashable, Sendable, Codable {
    /// The header whose value is hashed.
    public var headerName: String

    /// The value with this `headerName`.
    public init(headerName: String) { self.headerName = headerName }
  }

  /// A cookie's value; the cookie is made where it is missing and a time to live is given.
  public struct Cookie: Hashable, Sendable, Codable {
    /// A further attribute of the cookie that is made.
    public struct Attribute: Hashable, Sendable, Codable {
      /// The attribute's name.
      public var name: String
      /// The attribute's value; absent for none.
      public var value: String?

      /// The value of these parts.
      public init(name: String, value: String?) {
        self.name = name
        self.value = value
      }
    }

    /// The cookie whose value is hashed.
    public var name: String
    /// How long a cookie lasts that Envoy sets itself; absent sets none, 0 is for the session.
    public var ttl: ProtoDuration?
    /// The path of a cookie that Envoy sets; absent for none.
    public var path: String?
    /// Further attributes of a cookie that Envoy sets; absent for none.
    public var attributes: [Attribute]?

    /// The value with this `name`.
    public init(name: String) { self.name = name }
  }

  /// The client's address.
  public struct ConnectionProperties: Hashable, Sendable, Codable {
    /// Whether the client's address is hashed.
    public var sourceIp: Bool?

    /// The value with this `sourceIp`.
    public init(sourceIp: Bool?) { self.sourceIp = sourceIp }
  }

  /// A query parameter's value.
  public struct QueryParameter: Hashable, Sendable, Codable {
    /// The parameter whose value is hashed.
    public var name: String

    /// The value with this `name`.
    public init(name: String) { self.name = name }
  }

  /// Set where a header is hashed.
  public var header: Header?
  /// Set where a cookie is hashed.
  public var cookie: Cookie?
  /// Set where the client's address is hashed.
  public var connectionProperties: ConnectionProperties?
  /// Set where a query parameter is hashed.
  public var queryParameter: QueryParameter?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// An answer that sends the client elsewhere (envoy.config.route.v3.RedirectAction).
public struct RedirectAction: Hashable, Sendable, Codable {
  /// The host of the location; absent keeps the request's.
  public var hostRedirect: String?
  /// The path of the location; absent keeps the request's.
  public var pathRedirect: String?
  /// What replaces the matched prefix in the location; absent keeps it.
  public var prefixRewrite: String?
  /// The port of the location; absent keeps the request's.
  public var portRedirect: UInt32?
  /// The scheme of the location; absent keeps the request's.
  public var schemeRedirect: String?
  /// Whether the scheme becomes `https`; absent is no.
  public var httpsRedirect: Bool?
  /// Absent is 301.
  public var responseCode: ResponseCode?

  /// Every field is absent, as in an empty message.
  public init() {}
}

/// An answer by the proxy itself (envoy.config.route.v3.DirectResponseAction).
public struct DirectResponseAction: Hashable, Sendable, Codable {
  /// The body (envoy.config.core.v3.DataSource).
  public struct DataSource: Hashable, Sendable, Codable {
    /// The body in UTF-8.
    public var inlineString: String?
    /// Base64.
    public var inlineBytes: String?

    /// The value with this `inlineString`.
    public init(inlineString: String?) { self.inlineString = inlineString }
  }

  /// The status of the reply, 200 to 599.
  public var status: UInt32?
  /// What is answered; `nil` for no body.
  public var body: DataSource?

  /// The value of these parts.
  public init(status: UInt32, body: DataSource? = nil) {
    self.status = status
    self.body = body
  }
}
