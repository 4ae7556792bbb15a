/// Sends a request to a cluster (envoy.config.route.v3.RouteAction).
public struct RouteAction: Hashable, Sendable, Codable {
  public var cluster: String?
  public var weightedClusters: WeightedClusters?
  /// Absent is 503.
  public var clusterNotFoundResponseCode: ClusterNotFoundResponseCode?
  public var prefixRewrite: String?
  public var regexRewrite: RegexRewrite?
  public var hostRewriteLiteral: String?
  public var autoHostRewrite: Bool?
  /// Zero is no timeout.
  public var timeout: ProtoDuration?
  public var maxGrpcTimeout: ProtoDuration?
  public var maxStreamDuration: MaxStreamDuration?
  public var retryPolicy: RetryPolicy?
  public var requestMirrorPolicies: [RequestMirrorPolicy]?
  public var hashPolicy: [HashPolicy]?

  public init() {}
}

/// Limits on how long a stream lives (envoy.config.route.v3.RouteAction.MaxStreamDuration).
public struct MaxStreamDuration: Hashable, Sendable, Codable {
  public var maxStreamDuration: ProtoDuration?
  public var grpcTimeoutHeaderMax: ProtoDuration?

  public init(maxStreamDuration: ProtoDuration?, grpcTimeoutHeaderMax: ProtoDuration?) {
    self.maxStreamDuration = maxStreamDuration
    self.grpcTimeoutHeaderMax = grpcTimeoutHeaderMax
  }
}

/// Several clusters that share the requests by weight (envoy.config.route.v3.WeightedCluster).
public struct WeightedClusters: Hashable, Sendable, Codable {
  /// One cluster and its weight.
  public struct ClusterWeight: Hashable, Sendable, Codable {
    public var name: String
    public var weight: UInt32?
    public var requestHeadersToAdd: [HeaderValueOption]?
    public var requestHeadersToRemove: [String]?
    public var responseHeadersToAdd: [HeaderValueOption]?
    public var responseHeadersToRemove: [String]?
    public var hostRewriteLiteral: String?

    public init(name: String, weight: UInt32?) {
      self.name = name
      self.weight = weight
    }
  }

  public var clusters: [ClusterWeight]
  public init(clusters: [ClusterWeight]) { self.clusters = clusters }
}

/// A pattern in the path and its replacement (envoy.type.matcher.v3.RegexMatchAndSubstitute).
public struct RegexRewrite: Hashable, Sendable, Codable {
  public var pattern: RegexMatcher
  public var substitution: String?

  public init(pattern: String, substitution: String) {
    self.pattern = RegexMatcher(regex: pattern)
    self.substitution = substitution
  }
}

/// When and how often a request is tried again (envoy.config.route.v3.RetryPolicy).
public struct RetryPolicy: Hashable, Sendable, Codable {
  /// The interval from which back-off grows.
  public struct BackOff: Hashable, Sendable, Codable {
    public var baseInterval: ProtoDuration?
    public var maxInterval: ProtoDuration?
    public init(baseInterval: ProtoDuration?) { self.baseInterval = baseInterval }
  }

  public var retryOn: String?
  public var numRetries: UInt32?
  public var perTryTimeout: ProtoDuration?
  public var retriableStatusCodes: [UInt32]?
  /// Names of host predicates.
  public var retryHostPredicate: [String]?
  public var hostSelectionRetryMaxAttempts: Integer64?
  /// The name of a priority plug-in.
  public var retryPriority: String?
  public var retryBackOff: BackOff?

  public init() {}
}

/// A copy of each request (envoy.config.route.v3.RouteAction.RequestMirrorPolicy).
public struct RequestMirrorPolicy: Hashable, Sendable, Codable {
  public var cluster: String
  public var runtimeFraction: RuntimeFractionalPercent?
  public var traceSampled: Bool?
  public var disableShadowHostSuffixAppend: Bool?

  public init(cluster: String) { self.cluster = cluster }
}

/// What of a request is hashed to choose a host (envoy.config.route.v3.RouteAction.HashPolicy).
public struct HashPolicy: Hashable, Sendable, Codable {
  /// A header's value.
  public struct Header: Hashable, Sendable, Codable {
    public var headerName: String
    public init(headerName: String) { self.headerName = headerName }
  }

  /// A cookie's value; the cookie is made where it is missing and a time to live is given.
  public struct Cookie: Hashable, Sendable, Codable {
    /// A further attribute of the cookie that is made.
    public struct Attribute: Hashable, Sendable, Codable {
      public var name: String
      public var value: String?

      public init(name: String, value: String?) {
        self.name = name
        self.value = value
      }
    }

    public var name: String
    public var ttl: ProtoDuration?
    public var path: String?
    public var attributes: [Attribute]?
    public init(name: String) { self.name = name }
  }

  /// The client's address.
  public struct ConnectionProperties: Hashable, Sendable, Codable {
    public var sourceIp: Bool?
    public init(sourceIp: Bool?) { self.sourceIp = sourceIp }
  }

  /// A query parameter's value.
  public struct QueryParameter: Hashable, Sendable, Codable {
    public var name: String
    public init(name: String) { self.name = name }
  }

  public var header: Header?
  public var cookie: Cookie?
  public var connectionProperties: ConnectionProperties?
  public var queryParameter: QueryParameter?

  public init() {}
}

/// An answer that sends the client elsewhere (envoy.config.route.v3.RedirectAction).
public struct RedirectAction: Hashable, Sendable, Codable {
  public var hostRedirect: String?
  public var pathRedirect: String?
  public var prefixRewrite: String?
  public var portRedirect: UInt32?
  public var schemeRedirect: String?
  public var httpsRedirect: Bool?
  /// Absent is 301.
  public var responseCode: ResponseCode?

  public init() {}
}

/// An answer by the proxy itself (envoy.config.route.v3.DirectResponseAction).
public struct DirectResponseAction: Hashable, Sendable, Codable {
  /// The body (envoy.config.core.v3.DataSource).
  public struct DataSource: Hashable, Sendable, Codable {
    public var inlineString: String?
    /// Base64.
    public var inlineBytes: String?
    public init(inlineString: String?) { self.inlineString = inlineString }
  }

  public var status: UInt32?
  public var body: DataSource?

  public init(status: UInt32, body: DataSource? = nil) {
    self.status = status
    self.body = body
  }
}
