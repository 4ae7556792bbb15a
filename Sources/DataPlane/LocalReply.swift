/// Why a proxy answers by itself.
public enum LocalReplyReason: Hashable, Sendable {
  /// The path cannot be normalised.
  case invalidPath
  /// No virtual host, or none of its routes.
  case routeNotFound
  /// The route names a cluster that is not configured; the route says with which status.
  case clusterNotFound(status: Int)
  /// The cluster has no host that may be used.
  case noHealthyUpstream
  /// The last attempt was reset; the text is the transport's, such as
  /// `delayed connect error: Connection refused`.
  case upstreamReset(ResetReason, isRetry: Bool, transportFailure: String)
  /// The route's timeout passed.
  case responseTimeout
  /// The timeout of the last attempt passed.
  case perTryTimeout
  /// The fault filter ended the request; a gRPC status where it was asked for.
  case faultAbort(status: Int, grpcStatus: Int?)
  /// A direct response; also istiod's `block_all` (502).
  case directResponse(status: Int, body: String)
  /// The route sends the caller elsewhere.
  case redirect(status: Int, location: String)
}

/// The answer that a proxy makes itself: all local replies have no trailing newline
/// (source/common/router/router.cc; source/common/http/utility.cc, prepareLocalReply).
public struct LocalReply: Hashable, Sendable {
  /// The HTTP status.
  public var status: Int
  /// The text that is sent.
  public var body: String
  /// The flags that it raises.
  public var flags: [ResponseFlag]
  /// %RESPONSE_CODE_DETAILS%.
  public var details: String
  /// Headers besides `content-type`, which a body brings, and the route's own.
  public var headers: [HeaderField]
  /// For a gRPC client, where it does not follow from the status.
  public var grpcStatus: Int?

  init(
    _ status: Int, _ body: String, _ flags: [ResponseFlag], _ details: String,
    headers: [HeaderField] = [], grpcStatus: Int? = nil
  ) {
    self.status = status
    self.body = body
    self.flags = flags
    self.details = details
    self.headers = headers
    self.grpcStatus = grpcStatus
  }

  /// The exact reply for a reason, as a release of Envoy words it.
  public init(_ reason: LocalReplyReason, version: EnvoyVersion) {
    switch reason {
    case .invalidPath: self.init(400, "", [], "path_normalization_failed")
    case .routeNotFound: self.init(404, "", [.noRouteFound], "route_not_found")
    case .clusterNotFound(let status):
      self.init(status, "", [.noClusterFound], "cluster_not_found")
    case .noHealthyUpstream:
      self.init(503, "no healthy upstream", [.noHealthyUpstream], "no_healthy_upstream")
    case .upstreamReset(let reset, let isRetry, let failure):
      self.init(reset, isRetry: isRetry, failure: failure, version: version)
    case .responseTimeout:
      self.init(
        504, "upstream request timeout", [.upstreamRequestTimeout], "response_timeout")
    case .perTryTimeout:
      self.init(
        504, "upstream request timeout", [.upstreamRequestTimeout], "upstream_per_try_timeout")
    case .faultAbort(let status, let grpcStatus):
      self.init(
        status, "fault filter abort", [.faultInjected], "fault_filter_abort",
        grpcStatus: grpcStatus)
    case .directResponse(let status, let body): self.init(status, body, [], "direct_response")
    case .redirect(let status, let location):
      self.init(
        status, "", [], "direct_response", headers: [HeaderField("location", location)])
    }
  }

  /// The transport's reason is in the details of every release, in the body up to 1.37.
  private init(_ reset: ResetReason, isRetry: Bool, failure: String, version: EnvoyVersion) {
    let reason = reset.rawValue
    var body = "upstream connect error or disconnect/reset before headers. "
    if isRetry { body += "retried and the latest " }
    body += "reset reason: \(reason)"
    if !failure.isEmpty, version < EnvoyVersion(minor: 38) {
      body += ", transport failure reason: \(failure)"
    }
    let separator = version < EnvoyVersion(minor: 31) ? "," : "|"
    let inner = failure.isEmpty ? reason : reason + separator + failure
    let details = "upstream_reset_before_response_started{\(inner)}"
    let isOverflow = reset == .overflow
    self.init(
      reset.status, body, [reset.flag], details.replacingBlanks,
      headers: isOverflow ? [HeaderField("x-envoy-overloaded", "true")] : [])
  }
}

extension String {
  /// The text with `_` for each blank, as details are written.
  fileprivate var replacingBlanks: String {
    String(decoding: utf8.map { $0 == 32 ? 95 : $0 }, as: UTF8.self)
  }
}
