internal import Diagnostics
internal import struct ProxyConfig.MaglevLbConfig
internal import Resources

extension AdmissionReview {
  /// `validateLoadBalancer` (validation.go@1.30.3).
  mutating func review(
    _ settings: LoadBalancerSettings?, beside detection: OutlierDetection?,
    at path: @autoclosure () -> FieldPath
  ) {
    guard let settings else { return }
    let path = path()
    if case .consistentHash(let hash) = settings.policy {
      review(hash, at: path.key("consistentHash"))
    }
    review(
      settings.localityLbSetting, beside: detection, at: path.key("localityLbSetting"))
    if !rules[.warmupBlock] {
      // Checked in 1.23 alone.
      if rules[.checksHeaderNames] {
        review(settings.warmupDurationSecs, at: path.key("warmupDurationSecs"))
      }
    } else if let warmup = settings.warmup {
      let place = path.key("warmup")
      if warmup.duration == nil { refuse("must have a duration", at: place) }
      review(warmup.duration, at: place.key("duration"))
      if warmup.minimumPercent ?? 0 > 100 {
        refuse("must not be more than 100", at: place.key("minimumPercent"))
      }
      let mayBeSmall = rules[.aggressionBelowOne]
      if let aggression = warmup.aggression, mayBeSmall ? aggression <= 0 : aggression < 1 {
        refuse(
          mayBeSmall ? "must be greater than 0" : "must be at least 1",
          at: place.key("aggression"))
      }
    }
  }

  private mutating func review(
    _ hash: LoadBalancerSettings.ConsistentHash, at path: FieldPath
  ) {
    if case .httpCookie(let cookie) = hash.key { review(cookie, at: path.key("httpCookie")) }
    if hash.minimumRingSize != 0 {
      warn("is deprecated; ringHash takes its place", at: path.key("minimumRingSize"))
      if hash.algorithm != nil {
        refuse("must not be set beside ringHash or maglev", at: path.key("minimumRingSize"))
      }
    }
    guard rules[.checksMaglevTable], case .maglev(let size) = hash.algorithm else { return }
    if size == 0 {
      refuse("must have a tableSize", at: path.key("maglev"))
    } else if size == MaglevLbConfig.greatestTableSize || !MaglevLbConfig.admits(tableSize: size) {
      refuse(
        "must be a prime number less than 5000011", at: path.key("maglev").key("tableSize"))
    }
  }

  private mutating func review(
    _ cookie: LoadBalancerSettings.ConsistentHash.Cookie, at path: FieldPath
  ) {
    if cookie.name.isEmpty { refuse("must have a name", at: path) }
    guard rules[.uniqueCookieAttributes] else { return }
    var known: Set<Substring> = []
    for (position, attribute) in cookie.attributes.enumerated() {
      let name = attribute.prefix { $0 != "=" }
      let place = path.key("attributes").index(position)
      if name.isEmpty {
        refuse("must have a name", at: place)
      } else if !known.insert(name).inserted {
        refuse("is given twice", at: place)
      }
    }
  }
}

// Localities (agent/validation.go@1.30.3, `ValidateLocalityLbSetting`).

extension AdmissionReview {
  mutating func review(
    _ setting: LocalityLoadBalancerSetting?, beside detection: OutlierDetection?,
    at path: @autoclosure () -> FieldPath
  ) {
    guard let setting else { return }
    let path = path()
    if !setting.distribute.isEmpty, !setting.failover.isEmpty {
      refuse("must not be set beside distribute", at: path.key("failover"))
      return
    }
    let topology =
      ["region", "zone"].map { "topology.kubernetes.io/\($0)" }
      + ["topology.istio.io/subzone"]
    if !setting.failover.isEmpty,
      let label = setting.failoverPriority.first(where: { topology.contains($0) })
    {
      refuse("must not have \(label) beside failover", at: path.key("failoverPriority"))
      return
    }
    guard reviewShares(setting.distribute, at: path.key("distribute")) else { return }
    if !setting.failover.isEmpty || !setting.failoverPriority.isEmpty, detection == nil {
      warn("has no effect without outlierDetection", at: path)
    }
    for (position, failover) in setting.failover.enumerated() {
      review(failover, at: path.key("failover").index(position))
    }
  }

  private mutating func review(
    _ failover: LocalityLoadBalancerSetting.Failover, at path: FieldPath
  ) {
    if failover.from == failover.to { refuse("must name two regions", at: path) }
    for text in [failover.from, failover.to] where text.contains("/") || text.contains("*") {
      refuse("must name regions alone, without / and *", at: path)
    }
  }

  /// - Returns: false where the weights are wrong, after which nothing more is told.
  private mutating func reviewShares(
    _ shares: [LocalityLoadBalancerSetting.Distribute], at path: FieldPath
  ) -> Bool {
    for (position, share) in shares.enumerated() {
      let place = path.index(position).key("to")
      for (locality, weight) in share.to.sorted(by: { $0.key < $1.key })
      where !(1...100).contains(weight) {
        refuse("must lie between 1 and 100, and is \(weight)", at: place.key(locality))
        return false
      }
      let total = share.to.values.reduce(0) { $0 + UInt64($1) }
      guard total == 100 else {
        refuse("must have weights that add up to 100, and they are \(total)", at: place)
        return false
      }
      check(LocalitySyntax.problem(of: share.to.keys.sorted()), at: place)
    }
    check(LocalitySyntax.problem(of: shares.map(\.from)), at: path)
    return true
  }
}

/// Localities that do not overlap (`validateLocalities`).
private enum LocalitySyntax {
  static func problem(of localities: [String]) -> String? {
    var known: [[Substring]] = []
    for locality in localities {
      let stars = locality.filter { $0 == "*" }.count
      if stars > 1 || (stars == 1 && !locality.hasSuffix("*")) {
        return "may have one * at its end: “\(locality.quotedForDiagnostics)”"
      }
      let parts = locality.split(
        separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
      if parts.contains("") {
        return "must not have an empty part: “\(locality.quotedForDiagnostics)”"
      }
      if known.contains(where: { covers($0, parts) }) {
        return "overlaps with another: “\(locality.quotedForDiagnostics)”"
      }
      known.append(parts)
    }
    return nil
  }

  /// Whether a locality that was named before leaves no room for this one.
  private static func covers(_ earlier: [Substring], _ later: [Substring]) -> Bool {
    if earlier[0] == "*" { return true }
    // A region after one of its zones overlaps; so does a zone after one of its sub-zones.
    let count = Swift.min(earlier.count, later.count)
    for position in 0..<count {
      if earlier[position] == "*" { return true }
      guard earlier[position] == later[position] else { return false }
    }
    return true
  }
}
