public import Diagnostics
public import ProxyConfig

/// Which random number a choice of a host asks for.
public struct HostDraw: Hashable, Sendable {
  /// What it decides.
  public enum Purpose: Hashable, Sendable {
    /// Which level, by its share of the load.
    case priority
    /// The first or only pick of a host.
    case pick
    /// The second pick of LEAST_REQUEST.
    case secondPick
    /// The hash, where a hashing load balancer has none.
    case hash
  }

  /// What the draw decides.
  public var purpose: Purpose
  /// Counted from 0: a further selection passes over hosts that were tried.
  public var selection: Int

  /// The draw for one purpose of one selection.
  public init(_ purpose: Purpose, selection: Int) {
    self.purpose = purpose
    self.selection = selection
  }
}

/// What a retry asks of the choice of a host.
public struct HostAvoidance: Hashable, Sendable {
  /// Hosts that were tried (`previous_hosts`).
  public var tried: Set<Int>
  /// How many further selections there are before a tried host is taken.
  public var maxAttempts: Int

  /// The value of these parts.
  public init(tried: Set<Int>, maxAttempts: Int) {
    self.tried = tried
    self.maxAttempts = maxAttempts
  }
}

/// Chooses hosts of a cluster for one proxy; hosts are told by their positions in ``hosts``
/// (source/extensions/load_balancing_policies/).
///
/// Slow start acts on hosts that are added while a proxy runs
/// (source/extensions/load_balancing_policies/common/load_balancer_impl.cc,
/// recalculateHostsInSlowStart); here all are there from the start, and one that comes back from
/// ejection is none that is added. Localities take turns by weight where
/// `locality_weighted_lb_config` is set, else play no part.
public struct LoadBalancer: Sendable {
  /// The policies that istiod writes.
  public enum Policy: Hashable, Sendable {
    /// Envoy's algorithms, as far as istiod asks for them.
    case roundRobin, leastRequest, random, ringHash, maglev

    /// A policy that no load balancer carries out is as if none were set.
    init(_ policy: Cluster.LoadBalancingPolicy?) {
      self =
        switch policy {
        case .leastRequest: .leastRequest
        case .random: .random
        case .ringHash: .ringHash
        case .maglev: .maglev
        case .roundRobin, .clusterProvided, .other, nil: .roundRobin
        }
    }
  }

  /// The algorithm.
  public let policy: Policy
  /// All hosts, healthy or not.
  public let hosts: [Host]
  /// What of the cluster's load balancing is not modelled.
  public let findings: [Diagnostic]
  private let settings: Settings
  private var loads: PriorityLoads
  /// One for each priority.
  private var levels: [HostLevel]

  /// What the cluster says, with Envoy's defaults.
  private struct Settings: Sendable {
    var minimumRingSize: UInt64
    var tableSize: UInt64
    var panicThreshold: Double
    var overprovisioning: Int
    var weighsLocalities: Bool
    var seed: UInt64
  }

  /// `seed`: where ROUND_ROBIN and weighted turns begin.
  public init(_ cluster: Cluster, _ assignment: ClusterLoadAssignment?, seed: UInt64) {
    policy = Policy(cluster.lbPolicy)
    hosts = Host.all(assignment)
    settings = Settings(
      minimumRingSize: cluster.ringHashLbConfig?.minimumRingSize?.value ?? 1024,
      tableSize: Self.tableSize(cluster),
      panicThreshold: cluster.commonLbConfig?.healthyPanicThreshold.map { $0.value ?? 0 } ?? 50,
      overprovisioning: Int(assignment?.policy?.overprovisioningFactor ?? 140),
      weighsLocalities: cluster.commonLbConfig?.localityWeightedLbConfig != nil, seed: seed)
    findings = Self.findings(cluster)
    loads = PriorityLoads([], overprovisioning: 140, panicThreshold: 0)
    levels = []
    update(isEjected: { _ in false })
  }

  /// What of a cluster's load balancing is not modelled.
  public static func findings(_ cluster: Cluster) -> [Diagnostic] { refusals(cluster) }

  /// How many entries of a ring or table are made each time that hosts come or go; 0 for none.
  public static func entryCount(_ cluster: Cluster) -> Int {
    switch Policy(cluster.lbPolicy) {
    case .ringHash:
      let size = cluster.ringHashLbConfig?.minimumRingSize?.value ?? 1024
      return Int(clamping: min(size, RingHashLbConfig.greatestRingSize))
    case .maglev: return Int(clamping: tableSize(cluster))
    case .roundRobin, .leastRequest, .random: return 0
    }
  }

  private static let standardTableSize: UInt64 = 65_537

  /// The table's size; Envoy's default where it would refuse what is written (``refusals(_:)``).
  private static func tableSize(_ cluster: Cluster) -> UInt64 {
    let size = cluster.maglevLbConfig?.tableSize?.value ?? standardTableSize
    return MaglevLbConfig.admits(tableSize: size) ? size : standardTableSize
  }

  /// Sizes that no Envoy takes: it would refuse the cluster and keep the one that it had.
  private static func refusals(_ cluster: Cluster) -> [Diagnostic] {
    var found = CircuitBreaker.refusals(cluster)
    func refuse(_ what: String) {
      found.append(
        Diagnostic(
          .notModelled, "Envoy refuses \(cluster.name): \(what); what it does then is not modelled",
          at: cluster.limitOrigins.loadBalancer?.location ?? cluster.origin?.location))
    }
    if let size = cluster.maglevLbConfig?.tableSize?.value, !MaglevLbConfig.admits(tableSize: size)
    {
      refuse(
        "a maglev table has a prime number of entries, \(MaglevLbConfig.greatestTableSize) at "
          + "most, and this one has \(size)")
    }
    let ring = cluster.ringHashLbConfig?.minimumRingSize?.value ?? 0
    if ring > RingHashLbConfig.greatestRingSize {
      refuse(
        "a ring has at most \(RingHashLbConfig.greatestRingSize) entries, and this one has \(ring)")
    }
    return found
  }

  /// Takes note of which hosts are ejected.
  public mutating func update(isEjected: (Int) -> Bool) {
    let count = (hosts.map(\.priority).max() ?? 0) + 1
    levels = (0..<count).map { priority in
      HostLevel(hosts, priority: priority, isEjected: isEjected)
    }
    loads = PriorityLoads(
      levels.map { PriorityLoads.Level(total: $0.all.count, healthy: $0.healthy.count) },
      overprovisioning: settings.overprovisioning, panicThreshold: settings.panicThreshold)
    for priority in levels.indices {
      levels[priority].prepare(
        hosts, policy, isPanicking: loads.panics[priority],
        weighsLocalities: settings.weighsLocalities, overprovisioning: settings.overprovisioning,
        sizes: (settings.minimumRingSize, settings.tableSize), seed: settings.seed)
    }
  }

  /// Chooses a host; `nil` where none may be used (`UH`).
  ///
  /// - `active`: the requests in flight to a host.
  /// - `hash`: what a hashing policy takes (``HashValue``).
  /// - `avoidance`: for a retry; `nil` for a first attempt.
  /// - `draw`: the random numbers.
  public mutating func choose(
    active: (Int) -> Int, hash: UInt64?, avoidance: HostAvoidance?, draw: (HostDraw) -> UInt64
  ) -> Int? {
    var chosen: Int?
    for selection in 0...max(avoidance?.maxAttempts ?? 0, 0) {
      chosen = chooseOnce(selection, active, hash, draw)
      guard let host = chosen, avoidance?.tried.contains(host) ?? false else { break }
    }
    return chosen
  }

  private mutating func chooseOnce(
    _ selection: Int, _ active: (Int) -> Int, _ hash: UInt64?, _ draw: (HostDraw) -> UInt64
  ) -> Int? {
    let isHashing = policy == .ringHash || policy == .maglev
    let hash = isHashing ? hash ?? draw(HostDraw(.hash, selection: 0)) : 0
    let isSpread = loads.shares.count { $0 > 0 } > 1
    let number = isHashing ? hash : isSpread ? draw(HostDraw(.priority, selection: selection)) : 0
    let priority = loads.priority(Int(number % 100))
    return levels[priority].choose(
      hosts, policy, selection: selection, active: active, hash: hash, draw: draw)
  }
}
