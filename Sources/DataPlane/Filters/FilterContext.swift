public import ProxyConfig

/// What a filter may look at when it decides about a request.
public struct FilterContext: Sendable {
  /// The virtual host that the request met; `nil` where none serves its authority.
  public var virtualHost: VirtualHost?
  /// The route that takes it; `nil` where none does.
  ///
  /// Filters are asked all the same.
  public var route: Route?
  /// The connection that it came on.
  public var connection: DownstreamConnection
  /// The client's address, as `x-forwarded-for` may say it.
  public var clientAddress: String
  /// The random numbers.
  public var draws: RequestDraws
  /// The release of Envoy.
  public var version: EnvoyVersion

  /// What the filter is told for this request: the route's word, else the virtual host's.
  public func settings<Value>(_ field: (PerFilterConfig) -> Value?) -> Value? {
    route?.typedPerFilterConfig.flatMap(field) ?? virtualHost?.typedPerFilterConfig.flatMap(field)
  }
}

extension RequestPlan {
  /// Asks the filters in their order, until one answers by itself.
  ///
  /// Each decides in its own file; what it does is written into the plan.
  mutating func ask(_ filters: ArraySlice<ReadyFilter>, _ context: FilterContext) {
    for ready in filters where answer == nil && !ready.filter.isDisabled {
      if let access = ready.access { decideAccess(access, context) }
      if let tokens = ready.tokens { decideToken(tokens, context) }
      switch ready.filter.configuration {
      case .fault: decideFault(context)
      case .cors: decideCors(context)
      case .router: return
      case .other where ready.filter.name == FilterName.istioAuthn: noteClaims(context)
      case .localRateLimit(let limit): decideRateLimit(limit, name: ready.filter.name, context)
      case .extAuthz(let question): noteQuestion(question, context)
      case .rbac, .jwtAuthn, .lua, .wasm, .dynamicForwardProxy, .other: break
      }
    }
  }
}
