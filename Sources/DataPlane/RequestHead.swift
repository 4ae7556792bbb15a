/// The head of a request as it reaches a proxy.
public struct RequestHead: Hashable, Sendable {
  /// The method, as `GET`.
  public var method: String
  /// `http` or `https`.
  public var scheme: String
  /// The `Host` header or `:authority`, as sent.
  public var authority: String
  /// The path with its query, as sent.
  public var path: String
  /// The fields, without those that begin with a colon.
  public var headers: HeaderMap
  /// The token that comes with it, wherever it stands, where only its claims are known; `nil` for
  /// none.
  public var token: RequestToken?
  /// What texts in its headers, parameters and cookies say that look like tokens.
  public var tokens: [String: RequestToken] = [:]

  /// `headers`: in order, with names as sent.
  public init(
    method: String = "GET", scheme: String = "http", authority: String, path: String,
    headers: [HeaderField] = []
  ) {
    self.method = method
    self.scheme = scheme
    self.authority = authority
    self.path = path
    self.headers = HeaderMap(headers)
  }

  /// The path before `?` and `#`: what routes are matched against
  /// (source/common/http/path_utility.cc, removeQueryAndFragment).
  public var pathWithoutQuery: String {
    guard let end = path.utf8.firstIndex(where: { $0 == 63 || $0 == 35 }) else { return path }
    return String(path[..<end])
  }

  /// Whether a gRPC client sent it: its content type is `application/grpc` or begins with
  /// `application/grpc+` (source/common/grpc/common.cc, hasGrpcContentType).
  public var isGrpc: Bool {
    guard let type = headers["content-type"] else { return false }
    return type == "application/grpc" || type.hasBytePrefix("application/grpc+")
  }

  /// What a matcher on this name compares: a header's values, or one of the pseudo headers.
  func values(_ name: String) -> [String] {
    switch name {
    case ":method": [method]
    case ":authority", "host": [authority]
    case ":path": [path]
    case ":scheme": [scheme]
    default: headers.values(name)
    }
  }
}

/// The head of a response.
public struct ResponseHead: Hashable, Sendable {
  /// The status, 100–599.
  public var status: Int
  /// The fields, without those that begin with a colon.
  public var headers: HeaderMap

  /// The value of these parts.
  public init(status: Int, headers: [HeaderField] = []) {
    self.status = status
    self.headers = HeaderMap(headers)
  }
}
