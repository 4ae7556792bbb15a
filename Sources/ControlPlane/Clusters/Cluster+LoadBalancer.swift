internal import Diagnostics
internal import ProxyConfig
internal import Resources

extension Cluster {
  /// Chooses the algorithm that picks a host; LEAST_REQUEST where nothing is said
  /// (`pilot/pkg/networking/core/cluster_traffic_policy.go` applyLoadBalancer@1.30.3).
  ///
  /// An ORIGINAL_DST cluster sends where the client dialled: no algorithm acts there.
  mutating func applyLoadBalancer(of policy: EffectivePolicy, rules: RuleVersion) {
    if let written = policy.loadBalancer { limitOrigins.loadBalancer = written.origin() }
    guard type != .originalDestination else {
      lbPolicy = .clusterProvided
      return
    }
    let settings = policy.loadBalancer?.value
    switch settings?.policy {
    case .simple("RANDOM"): lbPolicy = .random
    case .simple("ROUND_ROBIN"):
      // The message's zero value: left out.
      lbPolicy = nil
      roundRobinLbConfig = Self.slowStart(settings, rules: rules)
    case .simple("PASSTHROUGH"):
      lbPolicy = .clusterProvided
      type = .originalDestination
      loadAssignment = nil
    default:
      lbPolicy = .leastRequest
      leastRequestLbConfig = Self.slowStart(settings, rules: rules)
    }
    if case .consistentHash(let hash) = settings?.policy { applyConsistentHash(hash) }
  }

  /// A ring of 1024 entries where nothing is said (ApplyRingHashLoadBalancer@1.30.3).
  private mutating func applyConsistentHash(_ hash: LoadBalancerSettings.ConsistentHash) {
    switch hash.algorithm {
    case .maglev(let size):
      lbPolicy = .maglev
      guard size != 0 else { return }
      maglevLbConfig = MaglevLbConfig(tableSize: size)
    case .ringHash(let size):
      lbPolicy = .ringHash
      guard size != 0 else { return }
      ringHashLbConfig = RingHashLbConfig(minimumRingSize: size)
    case nil:
      lbPolicy = .ringHash
      let size = hash.minimumRingSize
      ringHashLbConfig = RingHashLbConfig(minimumRingSize: size == 0 ? 1024 : size)
    }
    leastRequestLbConfig = nil
  }

  /// How new hosts are brought in (setWarmup and setSlowStartConfig@1.30.3).
  private static func slowStart(
    _ settings: LoadBalancerSettings?, rules: RuleVersion
  ) -> SlowStartLbConfig? {
    if rules[.warmupBlock], let warmup = settings?.warmup {
      var config = SlowStartLbConfig.SlowStartConfig(
        slowStartWindow: warmup.duration.map { ProtoDuration($0) })
      config.aggression = .init(
        defaultValue: nonZero(warmup.aggression ?? 1), runtimeKey: "(")
      config.minWeightPercent = Wrapped(nonZero(warmup.minimumPercent ?? 10))
      return SlowStartLbConfig(slowStartConfig: config)
    }
    guard let window = settings?.warmupDurationSecs else { return nil }
    return SlowStartLbConfig(
      slowStartConfig: .init(slowStartWindow: ProtoDuration(window)))
  }

  private static func nonZero(_ value: Double) -> Double? { value == 0 ? nil : value }
}
