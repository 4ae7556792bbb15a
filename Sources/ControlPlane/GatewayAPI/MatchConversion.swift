internal import Resources

// pilot/pkg/config/kube/gateway/conversion.go@1.30.3

extension HTTPMatchRequest {
  /// A match of an HTTPRoute as one of a VirtualService.
  ///
  /// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3, `createURIMatch`, `createHeadersMatch`,
  /// `createQueryParamsMatch`)
  init(_ source: GatewayAPI.HTTPMatch) {
    self.init()
    switch source.path {
    case .exact(let path): uri = .exact(path)
    case .prefix(let path):
      uri = .prefix(path != "/" && path.hasSuffix("/") ? String(path.dropLast()) : path)
    case .regularExpression(let pattern): uri = .regex(pattern)
    }
    headers = source.headers.byName
    queryParams = source.queryParameters.byName
    method = source.method.map { .exact($0) }
  }

  /// A gRPC method is the path `/service/method` (`createGRPCURIMatch`).
  init(_ source: GatewayAPI.GRPCMatch) {
    self.init()
    uri = source.method.map { StringMatch($0) }
    headers = source.headers.byName
  }
}

extension [GatewayAPI.NamedMatch] {
  /// Of two of one name the last counts.
  fileprivate var byName: [String: StringMatch] {
    Dictionary(
      map { match in
        switch match.value {
        case .exact(let text): (match.name, .exact(text))
        case .regularExpression(let pattern): (match.name, .regex(pattern))
        }
      }, uniquingKeysWith: { $1 })
  }
}

extension StringMatch {
  fileprivate init(_ source: GatewayAPI.GRPCMatch.Method) {
    switch (source.service, source.method, source.isRegularExpression) {
    case (let service?, let method?, false): self = .exact("/\(service)/\(method)")
    case (let service?, nil, false): self = .prefix("/\(service)/")
    case (let service?, let method?, true): self = .regex("/\(service)/\(method)")
    case (let service?, nil, true): self = .regex("/\(service)/.+")
    case (nil, let method, _): self = .regex("/[^/]+/\(method ?? "")")
    }
  }
}
