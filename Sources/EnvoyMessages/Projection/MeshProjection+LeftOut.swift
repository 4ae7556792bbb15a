internal import ProxyConfig

extension MeshProjection {
  /// The addresses of pods that the form leaves out: up to 1.22 those of headless Services, whose
  /// recorded configuration lacks the inbound side that a live istiod sends
  /// (`Tests/Goldens/README.md`). The tables and `curl` do not leave them out.
  static func addressesLeftOut(of mesh: MeshConfiguration) -> Set<String> {
    guard releasesWithoutHeadlessPods.contains(mesh.ruleVersion) else { return [] }
    var addresses: Set<String> = []
    for service in mesh.services where service.address.isEmpty {
      for port in service.ports { addresses.formUnion(port.endpoints.map(\.address)) }
    }
    return addresses
  }

  private static let releasesWithoutHeadlessPods: Set<String> = [
    "istio-1.20.2", "istio-1.21.0", "istio-1.22.0",
  ]
}
