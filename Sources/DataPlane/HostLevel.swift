/// The hosts of one priority and the turns they take.
struct HostLevel: Sendable {
  /// Positions of all hosts of the priority.
  var all: [Int]
  /// Positions of the hosts that may be used.
  var healthy: [Int]
  /// The hosts that are chosen from, in groups: one group, or the localities that take turns.
  private var groups: [Group] = []
  private var localityTurns: EarliestDeadlineFirst?
  private var localityWeights: [Double] = []
  private var ring: HashRing?
  private var table: MaglevTable?
  /// What ``ring`` and ``table`` count.
  private var hashed: [Int] = []

  /// Hosts that share one order of turns.
  private struct Group: Sendable {
    var members: [Int]
    /// Where weights differ.
    var turns: EarliestDeadlineFirst?
    var next: UInt64
  }

  init(_ hosts: [Host], priority: Int, isEjected: (Int) -> Bool) {
    all = hosts.indices.filter { hosts[$0].priority == priority }
    healthy = all.filter { hosts[$0].isHealthy && !isEjected($0) }
  }

  /// Works out what to choose from: all hosts in panic, else the healthy ones.
  mutating func prepare(
    _ hosts: [Host], _ policy: LoadBalancer.Policy, isPanicking: Bool, weighsLocalities: Bool,
    overprovisioning: Int, sizes: (ring: UInt64, table: UInt64), seed: UInt64
  ) {
    let usable = isPanicking ? all : healthy
    if policy == .ringHash || policy == .maglev {
      hashed = usable
      let keys = normalized(usable, hosts, byLocality: weighsLocalities, overprovisioning)
      ring = policy == .ringHash ? HashRing(keys, minimumSize: sizes.ring) : nil
      table = policy == .maglev ? MaglevTable(keys, size: sizes.table) : nil
    } else if weighsLocalities, !isPanicking {
      makeLocalityGroups(hosts, overprovisioning, seed)
    } else {
      groups = [group(usable, hosts, seed)]
    }
  }

  private func group(_ members: [Int], _ hosts: [Host], _ seed: UInt64) -> Group {
    let isEven = Set(members.map { hosts[$0].weight }).count <= 1
    var turns: EarliestDeadlineFirst?
    if !isEven {
      turns = EarliestDeadlineFirst(weights: members.map { ($0, Double(hosts[$0].weight)) })
      // Somewhere in the cycle, so that not every proxy begins with the heaviest host.
      for _ in 0..<(seed % 997) { _ = turns?.pick { Double(hosts[$0].weight) } }
    }
    return Group(members: members, turns: turns, next: seed)
  }

  /// Localities with a weight and a healthy host; the weight shrinks with what is missing.
  private mutating func makeLocalityGroups(
    _ hosts: [Host], _ overprovisioning: Int, _ seed: UInt64
  ) {
    groups = []
    localityWeights = []
    for (members, weight) in weightedLocalities(hosts, overprovisioning) {
      groups.append(group(members, hosts, seed))
      localityWeights.append(weight)
    }
    localityTurns = EarliestDeadlineFirst(
      weights: Array(localityWeights.enumerated()).map { ($0, $1) })
  }

  private func weightedLocalities(_ hosts: [Host], _ overprovisioning: Int)
    -> [(members: [Int], weight: Double)]
  {
    let totals = Dictionary(grouping: all) { hosts[$0].locality }
    let usables = Dictionary(grouping: healthy) { hosts[$0].locality }
    return totals.keys.sorted().compactMap { locality in
      let total = totals[locality] ?? []
      let usable = usables[locality] ?? []
      guard let first = total.first, !usable.isEmpty, hosts[first].localityWeight > 0 else {
        return nil
      }
      let share = Double(overprovisioning) / 100 * Double(usable.count) / Double(total.count)
      return (usable, Double(hosts[first].localityWeight) * min(1, share))
    }
  }

  /// Keys and weights for rings and tables: a host's part of its locality, and the locality's part.
  private func normalized(
    _ usable: [Int], _ hosts: [Host], byLocality: Bool, _ overprovisioning: Int
  ) -> [(key: String, weight: Double)] {
    let localities = byLocality ? weightedLocalities(hosts, overprovisioning) : []
    let total = localities.reduce(0) { $0 + $1.weight }
    let all = Double(usable.reduce(0) { $0 + hosts[$1].weight })
    let insides = localities.map { Double($0.members.reduce(0) { $0 + hosts[$1].weight }) }
    var localityOfHost: [Int: Int] = [:]
    for (index, locality) in localities.enumerated() {
      for member in locality.members { localityOfHost[member] = index }
    }
    return usable.map { place in
      let own = Double(hosts[place].weight)
      guard let index = localityOfHost[place] else { return (hosts[place].key, own / all) }
      return (hosts[place].key, own / insides[index] * localities[index].weight / total)
    }
  }

  /// Chooses one of the level's hosts; `nil` where it has none.
  mutating func choose(
    _ hosts: [Host], _ policy: LoadBalancer.Policy, selection: Int, active: (Int) -> Int,
    hash: UInt64, draw: (HostDraw) -> UInt64
  ) -> Int? {
    let inRing = ring?.host(hash, attempt: selection) ?? table?.host(hash, attempt: selection)
    if ring != nil || table != nil { return inRing.map { hashed[$0] } }
    guard let place = chosenGroup(), !groups[place].members.isEmpty else { return nil }
    let members = groups[place].members
    func drawn(_ purpose: HostDraw.Purpose) -> Int {
      members[Int(draw(HostDraw(purpose, selection: selection)) % UInt64(members.count))]
    }
    if policy == .random { return members.count == 1 ? members[0] : drawn(.pick) }
    if groups[place].turns != nil {
      return groups[place].turns?.pick { host in
        let weight = Double(hosts[host].weight)
        return policy == .leastRequest ? weight / Double(active(host) + 1) : weight
      }
    }
    if policy == .roundRobin {
      defer { groups[place].next &+= 1 }
      return members[Int(groups[place].next % UInt64(members.count))]
    }
    guard members.count > 1 else { return members[0] }
    let (first, second) = (drawn(.pick), drawn(.secondPick))
    return active(second) < active(first) ? second : first
  }

  private mutating func chosenGroup() -> Int? {
    guard groups.count > 1 else { return groups.isEmpty ? nil : 0 }
    let weights = localityWeights
    return localityTurns?.pick { weights[$0] }
  }
}
