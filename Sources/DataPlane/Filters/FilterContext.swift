public import ProxyConfig

/// What a filter may look at when it decides about a request.
public struct FilterContext: Sendable {
  /// The virtual host that the request met; `nil` where none serves its authority.
  public var virtualHost: VirtualHost?
  /// The route that takes it; `nil` where none does. Filters are asked all the same.
  public var route: Route?
  /// The connection that it came on.
  public var connection: DownstreamConnection
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
  mutating func ask(_ filters: [HTTPFilter], _ context: FilterContext) {
    for filter in filters where answer == nil && !filter.isDisabled {
      switch filter.configuration {
      case .fault: decideFault(context)
      case .cors: decideCors(context)
      case .router: return
      case .rbac, .jwtAuthn, .localRateLimit, .extAuthz, .lua, .wasm, .other: break
      }
    }
  }
}
