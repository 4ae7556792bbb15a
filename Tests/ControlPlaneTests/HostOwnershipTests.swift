internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// Which of several services of one host name a client's endpoints are of.
@Suite struct HostOwnershipTests {
  static func entry(_ name: String, _ namespace: String, _ day: Int, _ port: Int, _ rest: String)
    -> String
  {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata:
      {name: \(name), namespace: \(namespace), creationTimestamp: "2024-01-0\(day)T00:00:00Z"}
    spec:
      hosts: [www.example.com]
      ports: [{number: \(port), name: http, protocol: HTTP}]
      resolution: STATIC
      endpoints: [{address: 192.0.2.\(day)}]
      \(rest)

    """
  }

  /// What the client in `shop` is told, cluster by cluster.
  private func told(_ manifests: String, _ version: String) throws -> [String] {
    let proxy = try SmallMesh(manifests, version).proxy("client.shop")
    return proxy.endpoints.filter { $0.clusterName.hasSuffix("example.com") }.map { assignment in
      let addresses = (assignment.endpoints ?? []).flatMap { $0.lbEndpoints ?? [] }.map {
        $0.endpoint.address.socketAddress?.address ?? "?"
      }
      return "\(assignment.clusterName.split(separator: "|")[1]): \(addresses.sorted())"
    }
  }

  @Test(arguments: [
    // The oldest of the host names the ports; the other's cluster has no endpoints.
    ("istio-1.20", [#"5000: ["192.0.2.1", "192.0.2.2"]"#, "80: []"]),
    ("istio-1.21", [#"5000: ["192.0.2.1", "192.0.2.2"]"#, "80: []"]),
    // Alike services of one namespace become one.
    (
      "istio-1.22",
      [#"5000: ["192.0.2.1", "192.0.2.2"]"#, #"80: ["192.0.2.1", "192.0.2.2"]"#]
    ),
  ])
  func twoEntriesOfOneNamespace(_ version: String, _ expected: [String]) throws {
    let manifests =
      Self.entry("first", "default", 1, 5000, "") + Self.entry("second", "default", 2, 80, "")
    #expect(try told(manifests, version) == expected)
  }

  /// A third namespace's entry that is older changes nothing about who shares endpoints.
  @Test func entriesOfOneNamespaceShareEndpointsWhateverOthersWrite() throws {
    let manifests =
      Self.entry("elsewhere", "default", 1, 5000, "exportTo: ['.']")
      + Self.entry("own", "shop", 2, 80, "") + Self.entry("late", "shop", 3, 80, "")
    #expect(try told(manifests, "istio-1.30") == [#"80: ["192.0.2.2", "192.0.2.3"]"#])
  }

  /// Up to 1.29 what a namespace keeps for itself comes before what others export to it by name.
  @Test(arguments: [
    ("istio-1.21", [#"80: ["192.0.2.2"]"#, "5000: []"]),
    ("istio-1.22", [#"80: ["192.0.2.2"]"#]),
    ("istio-1.30", [#"80: ["192.0.2.2"]"#]),
  ])
  func ownServicesComeFirst(_ version: String, _ expected: [String]) throws {
    let manifests =
      Self.entry("given", "default", 1, 5000, "exportTo: [shop]")
      + Self.entry("own", "shop", 2, 80, "exportTo: ['.']")
    #expect(try told(manifests, version) == expected)
  }
}
