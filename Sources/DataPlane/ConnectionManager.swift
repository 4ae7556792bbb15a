public import ProxyConfig

/// How a proxy's HTTP connection manager treats every request and response of a listener
/// (source/common/http/conn_manager_utility.cc).
///
/// Left out: `x-request-id`, `date`, tracing, and client certificates.
public struct ConnectionManager: Hashable, Sendable {
  /// Whether `..` and escapes are resolved in paths.
  public var normalizesPath: Bool
  /// Whether several slashes in a row become one.
  public var mergesSlashes: Bool
  /// Whether the client's address and scheme are the connection's, as at an edge proxy.
  public var usesRemoteAddress: Bool
  /// How many proxies before an edge proxy are believed what they say of the client.
  public var trustedProxyCount: Int
  /// What responses carry as `server`.
  public var serverName: String
  /// What becomes of a `server` that the upstream sent.
  public var serverTransformation: ServerTransformation
  /// Whether a private address makes a client internal: up to Envoy 1.32
  /// (github.com/istio/istio/issues/53402).
  public var trustsPrivateAddresses: Bool
  /// Headers that only internal clients may send; the route configuration names them.
  public var internalOnlyHeaders: [String]

  /// The filters, in order, with their rules compiled.
  let filters: [ReadyFilter]

  /// The filters up to the last that looks at tokens, and those behind it.
  var filtersAroundTokens: (early: ArraySlice<ReadyFilter>, late: ArraySlice<ReadyFilter>) {
    let last = filters.lastIndex {
      $0.tokens != nil || $0.filter.name == FilterName.istioAuthn
    }
    let end = last.map { $0 + 1 } ?? 0
    return (filters[..<end], filters[end...])
  }

  /// What becomes of the response's `server` header.
  public enum ServerTransformation: Hashable, Sendable {
    /// Protobuf's words.
    case overwrite, appendIfAbsent, passThrough
  }

  /// `manager`: `nil` gives Envoy's defaults with the path normalised, as istiod sets it.
  public init(
    _ manager: HttpConnectionManager?, internalOnlyHeaders: [String] = [],
    trustsPrivateAddresses: Bool = false, version: EnvoyVersion = EnvoyVersion(minor: 38)
  ) {
    filters = (manager?.httpFilters ?? [.fault, .cors, .router]).map {
      ReadyFilter($0, version: version)
    }
    normalizesPath = manager?.normalizePath ?? (manager == nil)
    mergesSlashes = manager?.mergeSlashes ?? false
    usesRemoteAddress = manager?.useRemoteAddress ?? false
    trustedProxyCount = Int(clamping: manager?.xffNumTrustedHops ?? 0)
    serverName = manager?.serverName ?? "envoy"
    serverTransformation =
      switch manager?.serverHeaderTransformation {
      case .appendIfAbsent: .appendIfAbsent
      case .passThrough: .passThrough
      case .overwrite, .other, nil: .overwrite
      }
    self.trustsPrivateAddresses = trustsPrivateAddresses
    self.internalOnlyHeaders = internalOnlyHeaders.map(\.lowercasedASCII)
  }

  /// The request as filters and routes see it; `nil` where its path cannot be normalised and the
  /// answer is 400.
  ///
  /// Hop-by-hop headers go; so do the `x-envoy-` headers that only internal clients may send, such
  /// as `x-envoy-retry-on` (mutateRequestHeaders and cleanInternalHeaders).
  public func admit(_ request: RequestHead) -> RequestHead? {
    var head = request
    head.headers.remove(Self.hopByHop)
    if head.headers["te"] != "trailers" { head.headers.remove("te") }
    let isInternal = isInternal(head)
    if !isInternal { removeInternalHeaders(&head) }
    applyForwardedProto(&head)
    if isInternal { head.headers.set("x-envoy-internal", "true") }
    if normalizesPath {
      guard let path = normalizedPath(head.path) else { return nil }
      head.path = path
    }
    if mergesSlashes { head.path = withMergedSlashes(head.path) }
    return head
  }

  /// The client's address: the connection's at an edge proxy, or what the proxies before it say that
  /// are believed; else the last that `x-forwarded-for` names
  /// (source/common/http/utility.cc, getLastAddressFromXFF).
  func clientAddress(_ head: RequestHead, on connection: DownstreamConnection) -> String {
    let skipped = usesRemoteAddress ? trustedProxyCount - 1 : 0
    guard skipped >= 0,
      let names = head.headers["x-forwarded-for"]?.split(separator: ","),
      let last = names.dropLast(skipped).last
    else { return connection.sourceAddress }
    let address = String(last).trimmedOfBlanks
    return IPAddress(address) == nil ? connection.sourceAddress : address
  }

  /// Notes the client's address in the request, as an edge proxy does (appendXff).
  func noteClient(_ head: inout RequestHead, on connection: DownstreamConnection) {
    guard usesRemoteAddress, !connection.sourceAddress.isEmpty else { return }
    head.headers.add("x-forwarded-for", connection.sourceAddress)
  }

  /// A client is internal where `x-forwarded-for` names one address, a private one, and such are
  /// trusted.
  ///
  /// At an edge proxy the client's own address would count; it is taken as external.
  private func isInternal(_ head: RequestHead) -> Bool {
    guard trustsPrivateAddresses, !usesRemoteAddress,
      let address = head.headers["x-forwarded-for"].flatMap({ IPAddress($0) })
    else { return false }
    return address.isPrivate
  }

  private func removeInternalHeaders(_ head: inout RequestHead) {
    head.headers.remove(Self.internalOnly)
    if usesRemoteAddress { head.headers.remove(Self.edgeOnly) }
    for name in internalOnlyHeaders { head.headers.remove(name) }
  }

  private func applyForwardedProto(_ head: inout RequestHead) {
    let isOverwritten = usesRemoteAddress && trustedProxyCount == 0
    if isOverwritten || head.headers["x-forwarded-proto"] == nil {
      head.headers.set("x-forwarded-proto", head.scheme)
    } else if let scheme = head.headers["x-forwarded-proto"]?.lowercasedASCII,
      scheme == "http" || scheme == "https"
    {
      head.scheme = scheme
    }
  }

  /// Writes the `server` header into a response that goes to the client (mutateResponseHeaders).
  public func finish(_ response: inout ResponseHead) {
    response.headers.remove(["connection", "keep-alive", "proxy-connection", "transfer-encoding"])
    switch serverTransformation {
    case .overwrite: response.headers.set("server", serverName)
    case .appendIfAbsent where response.headers["server"] == nil:
      response.headers.set("server", serverName)
    case .appendIfAbsent, .passThrough: break
    }
  }

  private static let hopByHop: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade",
    "x-envoy-internal",
  ]

  private static let internalOnly: Set<String> = [
    "x-envoy-retriable-status-codes", "x-envoy-retriable-header-names", "x-envoy-retry-on",
    "x-envoy-retry-grpc-on", "x-envoy-max-retries", "x-envoy-upstream-alt-stat-name",
    "x-envoy-upstream-rq-timeout-ms", "x-envoy-upstream-rq-per-try-timeout-ms",
    "x-envoy-upstream-rq-timeout-alt-response", "x-envoy-upstream-stream-duration-ms",
    "x-envoy-expected-rq-timeout-ms", "x-envoy-force-trace", "x-envoy-ip-tags",
    "x-envoy-original-url", "x-envoy-hedge-on-per-try-timeout",
  ]

  private static let edgeOnly: Set<String> = [
    "x-envoy-decorator-operation", "x-envoy-downstream-service-cluster",
    "x-envoy-downstream-service-node",
  ]
}

/// The path with every run of slashes as one; the query is kept (mergeSlashes in path_utility.cc).
private func withMergedSlashes(_ path: String) -> String {
  let bytes = Array(path.utf8)
  let end = bytes.firstIndex(of: 63) ?? bytes.count
  var merged: [UInt8] = []
  for byte in bytes[..<end] where byte != 47 || merged.last != 47 { merged.append(byte) }
  return String(decoding: merged + bytes[end...], as: UTF8.self)
}
