internal import Diagnostics
internal import ProxyConfig
internal import Resources
internal import Testing

@testable internal import ControlPlane

/// Localities, weighed and ordered
/// (`pilot/pkg/networking/core/loadbalancer/loadbalancer_test.go`@1.30.3 states the same facts).
@Suite struct LocalityOrderTests {
  private func endpoint(_ locality: String, _ labels: [String: String] = [:]) -> ServiceEndpoint {
    var endpoint = ServiceEndpoint(
      address: "10.1.0.1", port: 80, servicePortName: "http", namespace: "default")
    endpoint.locality = Locality(text: locality)
    endpoint.labels = labels
    return endpoint
  }

  private func groups(_ endpoints: [ServiceEndpoint]) -> [EndpointGroup] {
    EndpointGroup.groups(endpoints) { _ in .plain }
  }

  private let order = LocalityOrder(
    locality: Locality(text: "east/zone-1/rack-1"), labels: ["version": "v1", "team": "a"])

  @Test func nearerComesFirst() {
    var groups = self.groups(
      ["east/zone-1/rack-1", "east/zone-1/rack-2", "east/zone-2", "north/zone-1", "west/zone-1"]
        .map { endpoint($0) })
    order.apply(
      LocalityLoadBalancerSetting(), to: &groups, enablesFailover: true)
    #expect(groups.map { $0.message.priority ?? 0 } == [0, 1, 2, 3, 3])
    var setting = LocalityLoadBalancerSetting()
    var failover = LocalityLoadBalancerSetting.Failover()
    failover.from = "east"
    failover.to = "west"
    setting.failover = [failover]
    groups = self.groups(["east/zone-2", "north/zone-1", "west/zone-1"].map { endpoint($0) })
    order.apply(setting, to: &groups, enablesFailover: true)
    #expect(groups.map { $0.message.priority ?? 0 } == [0, 2, 1])
    groups = self.groups(["east/zone-2", "west/zone-1"].map { endpoint($0) })
    order.apply(setting, to: &groups, enablesFailover: false)
    #expect(groups.allSatisfy { $0.message.priority == nil })
  }

  @Test func weightsAreSharedAndTheRestIsLeftOut() {
    var groups = self.groups(
      ["east/zone-1", "east/zone-2", "east/zone-2", "north/zone-1", "west/zone-1"]
        .map { endpoint($0) })
    var setting = LocalityLoadBalancerSetting()
    var other = LocalityLoadBalancerSetting.Distribute()
    other.from = "west/*"
    other.to = ["west/*": 100]
    var own = LocalityLoadBalancerSetting.Distribute()
    own.from = "east/zone-1/*"
    own.to = ["east/*": 70, "west/zone-1": 30]
    setting.distribute = [other, own]
    order.apply(setting, to: &groups, enablesFailover: false)
    // 70 shared 1 : 2, each rounded up.
    #expect(groups.map(\.message.loadBalancingWeight) == [24, 47, 1, 30])
    #expect(groups.map { $0.message.lbEndpoints?.count ?? 0 } == [1, 2, 0, 1])
  }

  @Test func labelsOrderEndpoints() {
    var groups = self.groups([
      endpoint("", ["version": "v1", "team": "a"]), endpoint("", ["version": "v1"]),
      endpoint("", ["team": "a"]), endpoint("", ["version": "v1", "team": "b"]),
    ])
    var setting = LocalityLoadBalancerSetting()
    setting.failoverPriority = ["version", "team"]
    order.apply(setting, to: &groups, enablesFailover: true)
    #expect(groups.map { $0.message.priority ?? 0 } == [0, 1, 2])
    #expect(groups.map { $0.message.lbEndpoints?.count } == [1, 2, 1])
    #expect(groups.map(\.message.loadBalancingWeight) == [1, 2, 1])
    groups = self.groups([endpoint("", ["version": "v2"]), endpoint("", ["version": "v1"])])
    setting.failoverPriority = ["version=v2"]
    order.apply(setting, to: &groups, enablesFailover: true)
    #expect(groups.map { $0.endpoints[0].labels["version"] } == ["v2", "v1"])
  }

  @Test(arguments: [
    ("PreferClose", "istio-1.24", 0), ("PreferClose", "istio-1.25", 4),
    ("PreferClose", "istio-1.27", 3), ("PreferSameZone", "istio-1.26", 0),
    ("PreferSameNode", "istio-1.30", 5),
  ])
  func distributions(_ distribution: String, _ version: String, _ count: Int) throws {
    let rules = try #require(RuleVersion.named(version))
    let setting = try #require(
      LocalitySetting(nil, trafficDistribution: distribution, mesh: MeshConfig(), rules: rules))
    #expect(setting.value.failoverPriority.count == count)
    #expect(setting.isForced == (count > 0))
  }
}

/// Where a pod's locality comes from.
@Suite struct PodLocalityTests {
  @Test(arguments: ["istio-1.20", "istio-1.30"]) func nodesGiveOne(version: String) throws {
    let manifests = """
      {apiVersion: v1, kind: Node, metadata: {name: one, labels: {topology.kubernetes.io/region: east}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: v3, labels: {app: alpha}}, spec: {nodeName: one}}
      """
    let mesh = try SmallMesh(manifests, version)
    #expect(try mesh.endpoints(SmallMesh.alpha).map { $0.locality?.region } == [nil, "east"])
    #expect(!mesh.compilation.diagnostics.contains { $0.code == .notModelled })
  }
}
