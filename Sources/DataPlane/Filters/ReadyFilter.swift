internal import ProxyConfig

/// A filter whose rules are compiled, for they are asked at every form of request.
struct ReadyFilter: Sendable {
  /// What the proxy was sent.
  let filter: HTTPFilter
  /// Who may do what; `nil` for other filters.
  private(set) var access: AccessFilter?
  /// Which tokens count; `nil` for other filters.
  private(set) var tokens: TokenCheck?

  init(_ filter: HTTPFilter, version: EnvoyVersion) {
    self.filter = filter
    switch filter.configuration {
    case .rbac(let control):
      access = AccessFilter(control, name: FilterName.rbac, version: version)
    case .jwtAuthn(let authentication): tokens = TokenCheck(authentication)
    case .router, .fault, .cors, .localRateLimit, .extAuthz, .lua, .wasm, .dynamicForwardProxy,
      .other:
      break
    }
  }
}

// What is compiled follows from what was sent.
extension ReadyFilter: Hashable {
  static func == (first: Self, second: Self) -> Bool { first.filter == second.filter }

  func hash(into hasher: inout Hasher) { hasher.combine(filter) }
}
