/// How the requests of a cluster are spread over its priorities, and which of them are in panic
/// (source/extensions/load_balancing_policies/common/load_balancer_impl.cc).
struct PriorityLoads: Hashable, Sendable {
  /// One priority's hosts.
  struct Level: Hashable, Sendable {
    /// How many hosts the level has.
    var total: Int
    /// How many of them are healthy.
    var healthy: Int
  }

  /// In percent, of all requests; the sum is 100.
  private(set) var shares: [Int]
  /// Priorities that use all hosts, healthy or not.
  private(set) var panics: [Bool]

  /// - `overprovisioning`: in percent; 140 where nothing is said.
  /// - `panicThreshold`: in percent; 0 switches panic off.
  init(_ levels: [Level], overprovisioning: Int, panicThreshold: Double) {
    let health = levels.map { level in
      level.total == 0 ? 0 : min(100, overprovisioning * level.healthy / level.total)
    }
    let available = min(health.reduce(0, +), 100)
    shares = Self.shares(health, available)
    panics = levels.map { level in
      guard available < 100, panicThreshold > 0 else { return false }
      let percent = level.total == 0 ? 0 : 100 * Double(level.healthy) / Double(level.total)
      return percent < min(panicThreshold, 100)
    }
    if panics.allSatisfy({ $0 }) { shares = Self.sharesInTotalPanic(levels) }
  }

  /// The priority that a number from 0 to 99 falls to.
  func priority(_ percent: Int) -> Int {
    var left = percent
    for (priority, share) in shares.enumerated() {
      if left < share { return priority }
      left -= share
    }
    return 0
  }

  /// What a priority cannot carry goes to the next; what rounding loses goes to the first that
  /// carries anything.
  private static func shares(_ health: [Int], _ available: Int) -> [Int] {
    guard available > 0 else { return health.indices.map { $0 == 0 ? 100 : 0 } }
    var left = 100
    var shares = health.map { health in
      let share = min(left, health * 100 / available)
      left -= share
      return share
    }
    if left > 0, let first = shares.firstIndex(where: { $0 > 0 }) { shares[first] += left }
    return shares
  }

  /// By number of hosts.
  private static func sharesInTotalPanic(_ levels: [Level]) -> [Int] {
    let total = levels.reduce(0) { $0 + $1.total }
    guard total > 0 else { return levels.indices.map { $0 == 0 ? 100 : 0 } }
    var shares = levels.map { 100 * $0.total / total }
    let lost = 100 - shares.reduce(0, +)
    if let first = shares.firstIndex(where: { $0 > 0 }) { shares[first] += lost }
    return shares
  }
}
