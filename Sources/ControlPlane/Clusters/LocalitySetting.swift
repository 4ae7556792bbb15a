internal import Resources

/// The locality settings that govern a cluster and its endpoints
/// (`pilot/pkg/networking/core/loadbalancer/loadbalancer.go` GetLocalityLbSetting@1.30.3).
struct LocalitySetting: Sendable {
  /// What is set.
  var value: LocalityLoadBalancerSetting
  /// Whether endpoints are ordered even where nothing ejects hosts: a Service's
  /// `trafficDistribution` asks for it.
  var isForced = false

  /// The policy's settings, else those that the Service's traffic distribution stands for, else
  /// the mesh's; `nil` where the first of these is switched off.
  init?(
    _ settings: LoadBalancerSettings?, trafficDistribution: String?, mesh: MeshConfig,
    rules: RuleVersion
  ) {
    if let own = settings?.localityLbSetting {
      guard own.enabled != false else { return nil }
      value = own
      return
    }
    value = LocalityLoadBalancerSetting()
    if rules[.trafficDistribution], let labels = Self.labels(trafficDistribution, rules) {
      value.failoverPriority = labels
      isForced = true
      return
    }
    guard mesh.localityLbSetting?.enabled != false else { return nil }
    value = mesh.localityLbSetting ?? value
  }

  /// Whether a Service's `trafficDistribution` says how its traffic is spread.
  static func forces(_ distribution: String?, rules: RuleVersion) -> Bool {
    rules[.trafficDistribution] && labels(distribution, rules) != nil
  }

  /// What each way of distribution prefers: equal labels, the first first
  /// (PreferClose@1.25.0; PreferSameZone and PreferSameNode@1.27.0).
  private static func labels(_ distribution: String?, _ rules: RuleVersion) -> [String]? {
    let zone = [
      "topology.istio.io/network", "topology.kubernetes.io/region", "topology.kubernetes.io/zone",
    ]
    let subZone = "topology.istio.io/subzone"
    switch (distribution, rules[.sameZoneIsClose]) {
    case ("PreferClose", false): return zone + [subZone]
    case ("PreferClose", true), ("PreferSameZone", true): return zone
    case ("PreferSameNode", true): return zone + [subZone, "kubernetes.io/hostname"]
    default: return nil
    }
  }
}
