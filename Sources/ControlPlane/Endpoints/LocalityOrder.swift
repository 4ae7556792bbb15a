internal import ProxyConfig
internal import Resources

/// Weighs or orders the localities of a cluster, as seen from one proxy
/// (`pilot/pkg/networking/core/loadbalancer/loadbalancer.go` ApplyLocalityLoadBalancer@1.30.3).
struct LocalityOrder: Sendable {
  /// The proxy's place.
  var locality: Locality
  /// The proxy's labels, with those that tell its place.
  var labels: [String: String]

  /// `distribute` sets weights; without it `failover` and `failoverPriority` set priorities, where
  /// something ejects hosts.
  ///
  /// `ordersByLabel`: whether `failoverPriority` is looked at.
  func apply(
    _ setting: LocalityLoadBalancerSetting, to groups: inout [EndpointGroup],
    enablesFailover: Bool, ordersByLabel: Bool = true
  ) {
    if !setting.distribute.isEmpty {
      distribute(setting.distribute, over: &groups)
    } else if enablesFailover {
      if setting.failoverPriority.isEmpty {
        failOver(setting.failover, over: &groups)
        return
      }
      if ordersByLabel { order(by: setting.failoverPriority, &groups) }
      if !setting.failover.isEmpty { failOver(setting.failover, over: &groups) }
    }
  }

  /// The first entry that names the proxy's place shares the weights; localities that it does not
  /// name lose their endpoints (applyLocalityWeights@1.30.3).
  private func distribute(
    _ entries: [LocalityLoadBalancerSetting.Distribute], over groups: inout [EndpointGroup]
  ) {
    guard let entry = entries.first(where: { locality.matches($0.from) }) else { return }
    var unnamed = Set(groups.indices)
    for (pattern, weight) in entry.to.sorted(by: { $0.key < $1.key }) {
      let named = unnamed.sorted().filter { groups[$0].locality.matches(pattern) }
      unnamed.subtract(named)
      let total = named.reduce(UInt64(0)) {
        $0 + UInt64(groups[$1].message.loadBalancingWeight ?? 1)
      }
      for position in named {
        let own = UInt64(groups[position].message.loadBalancingWeight ?? 1)
        let share = own * UInt64(weight)
        guard share > 0, total > 0 else { continue }
        // Rounded up.
        groups[position].message.loadBalancingWeight =
          UInt32(clamping: share / total + (share % total > 0 ? 1 : 0))
      }
    }
    for position in unnamed {
      groups[position].message.lbEndpoints = []
      groups[position].endpoints = []
    }
  }

  /// Nearer localities come first; of other regions those that `failover` names
  /// (applyLocalityFailover@1.30.3).
  private func failOver(
    _ entries: [LocalityLoadBalancerSetting.Failover], over groups: inout [EndpointGroup]
  ) {
    let target = entries.first { $0.from == locality.region }?.to
    let priorities = groups.map { group in
      var distance = locality.distance(to: group.locality)
      if distance == 3, let target, group.locality.region != target { distance = 4 }
      return Int(group.message.priority ?? 0) * 5 + distance
    }
    rank(priorities, &groups)
  }

  /// Splits each locality by how many of the labels, first to last, an endpoint shares with the
  /// proxy (applyFailoverPriorities@1.30.3).
  ///
  /// An entry `label=value` compares with that value.
  private func order(by entries: [String], _ groups: inout [EndpointGroup]) {
    guard !groups.isEmpty else { return }
    let wanted = entries.map { entry -> (label: String, value: String) in
      let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count == 2 ? String(parts[1]) : labels[entry] ?? "")
    }
    var split: [EndpointGroup] = []
    var priorities: [Int] = []
    for group in groups {
      let ranks = group.endpoints.map { rank(of: $0, wanted) }
      for rank in Set(ranks).sorted() {
        let members = group.endpoints.indices.filter { ranks[$0] == rank }
        split.append(group.part(members))
        priorities.append(rank)
      }
    }
    rank(priorities, &split)
    groups = split
  }

  /// 0 where all labels agree; a network that differs puts an endpoint behind all others.
  private func rank(
    of endpoint: ServiceEndpoint, _ wanted: [(label: String, value: String)]
  ) -> Int {
    var behind = 0
    for (position, entry) in wanted.enumerated()
    where entry.value != endpoint.labels[entry.label, default: ""] {
      if position == 0, entry.label == "topology.istio.io/network" {
        behind = wanted.count
        continue
      }
      return wanted.count - position + behind
    }
    return behind
  }

  /// Priorities without gaps, from 0.
  private func rank(_ priorities: [Int], _ groups: inout [EndpointGroup]) {
    let ranks = Set(priorities).sorted()
    for position in groups.indices {
      let rank = ranks.firstIndex(of: priorities[position]) ?? 0
      groups[position].message.priority = rank == 0 ? nil : UInt32(rank)
    }
  }
}

extension EndpointGroup {
  /// A group of some of the endpoints, by position, with the sum of their weights.
  fileprivate func part(_ positions: [Int]) -> EndpointGroup {
    var part = self
    part.endpoints = positions.map { endpoints[$0] }
    let all = message.lbEndpoints ?? []
    part.message.lbEndpoints = positions.map { all[$0] }
    part.message.loadBalancingWeight = positions.reduce(0) {
      $0 &+ (all[$1].loadBalancingWeight ?? 0)
    }
    return part
  }
}
