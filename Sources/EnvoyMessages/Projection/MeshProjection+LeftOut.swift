internal import ProxyConfig

extension MeshProjection {
  /// The addresses of pods that the form leaves out: up to 1.22 those of headless Services, whose
  /// recorded configuration lacks the inbound side that a live istiod sends
  /// (`Tests/Goldens/README.md`).
  ///
  /// The tables and `curl` do not leave them out.
  static func addressesLeftOut(of mesh: MeshConfiguration) -> Set<String> {
    guard releasesWithoutHeadlessPods.contains(mesh.ruleVersion) else { return [] }
    var addresses: Set<String> = []
    for service in mesh.services where service.address.isEmpty {
      for port in service.ports { addresses.formUnion(port.endpoints.map(\.address)) }
    }
    return addresses
  }

  /// Whether the form leaves out what listens at Unix domain sockets: up to 1.22 the recorded
  /// proxies do not say on which ports they serve metrics, and istiod takes port 0 for taken.
  static func leavesOutSockets(of mesh: MeshConfiguration) -> Bool {
    releasesWithoutHeadlessPods.contains(mesh.ruleVersion)
  }

  /// Endpoints as they are recorded up to 1.22, where each pod was known twice and one of each two
  /// was taken out afterwards: the weight of a group is that of its endpoints, not the one that
  /// `distribute` gives it, and twice its own where `distribute` took the endpoints out.
  static func recorded(
    _ assignment: ClusterLoadAssignment, in mesh: MeshConfiguration
  ) -> ClusterLoadAssignment {
    guard releasesWithoutHeadlessPods.contains(mesh.ruleVersion) else { return assignment }
    var assignment = assignment
    let isOfPods = assignment.clusterName.hasSuffix(".svc.cluster.local")
    assignment.endpoints = assignment.endpoints?.map { group in
      var group = group
      let weights = (group.lbEndpoints ?? []).map { UInt64($0.loadBalancingWeight ?? 1) }
      let own = UInt64(group.loadBalancingWeight ?? 0)
      let sum = weights.isEmpty ? (isOfPods ? own + own : own) : weights.reduce(0, +)
      group.loadBalancingWeight = sum == 0 ? group.loadBalancingWeight : UInt32(clamping: sum)
      return group
    }
    return assignment
  }

  private static let releasesWithoutHeadlessPods: Set<String> = [
    "istio-1.20.2", "istio-1.21.0", "istio-1.22.0",
  ]
}
