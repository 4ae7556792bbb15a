package import ProxyConfig

extension RequestPlan {
  /// Lets the request wait for a token of the filter's bucket, or of its route's own
  /// (source/extensions/filters/http/local_ratelimit/local_ratelimit.cc, decodeHeaders).
  mutating func decideRateLimit(
    _ filter: LocalRateLimit, name: String, _ context: FilterContext
  ) {
    let own = context.settings(\.localRateLimit)
    let settings = own ?? filter
    guard let bucket = settings.tokenBucket, settings.isEnabled(context.draws.filters) else {
      return
    }
    consultedChance = consultedChance || !settings.undecidedShares.isEmpty
    let connection = context.connection
    var place = "\(name) \(connection.destinationPort) \(connection.isTLS)"
    if own != nil {
      let route = context.route?.typedPerFilterConfig?.localRateLimit == nil ? nil : routing.route
      place += " \(context.virtualHost?.name ?? "") \(route.map { String($0) } ?? "")"
    }
    let key = TokenBucketKey(
      name: place, maxTokens: Int(clamping: bucket.maxTokens),
      tokensPerFill: Int(clamping: bucket.tokensPerFill ?? 1), fillInterval: bucket.fillInterval)
    holds.append(
      .token(key, otherwise: settings.isEnforced(context.draws.filters) ? settings.refusal : nil))
  }
}

extension LocalRateLimit {
  fileprivate func isEnabled(_ draw: UInt64) -> Bool {
    filterEnabled?.defaultValue?.contains(draw) ?? false
  }

  /// Told by other digits of the draw.
  fileprivate func isEnforced(_ draw: UInt64) -> Bool {
    filterEnforced?.defaultValue?.contains(draw >> 32) ?? false
  }

  /// The shares that chance decides.
  package var undecidedShares: [FractionalPercent] {
    [filterEnabled, filterEnforced].compactMap { $0?.defaultValue }.filter(\.isUndecided)
  }

  /// What a request that finds no token is answered.
  fileprivate var refusal: LocalReply {
    let code = Int(status?.code ?? 429)
    return LocalReply(
      code < 400 ? 429 : code, "local_rate_limited", [.rateLimited], "local_rate_limited",
      headers: (responseHeadersToAdd ?? []).map {
        HeaderField($0.header.key.lowercasedASCII, $0.header.value ?? "")
      })
  }
}

extension ConnectionManager {
  /// The shares of requests that the rate limits of its filters leave to chance, on a route.
  package func undecidedShares(_ route: Route?, _ host: VirtualHost?) -> [FractionalPercent] {
    let own =
      route?.typedPerFilterConfig?.localRateLimit ?? host?.typedPerFilterConfig?.localRateLimit
    return filters.flatMap { ready -> [FractionalPercent] in
      guard case .localRateLimit(let limit) = ready.filter.configuration else { return [] }
      return (own ?? limit).undecidedShares
    }
  }
}
