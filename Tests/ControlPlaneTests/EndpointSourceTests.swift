internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// Endpoints that are no pods of a selector: slices, Endpoints, WorkloadEntries.
@Suite struct EndpointSourceTests {
  private static let bare =
    "{apiVersion: v1, kind: Service, metadata: {name: bare}, spec: {ports: [{name: http, port: 80}]}}"

  private func addresses(
    _ documents: String, _ host: String = "bare.default.svc.cluster.local"
  ) throws -> [String] {
    let mesh = try SmallMesh(documents)
    return try mesh.endpoints("outbound|80||\(host)").flatMap { $0.lbEndpoints ?? [] }
      .map { endpoint in
        let socket = endpoint.endpoint.address.socketAddress
        return "\(socket?.address ?? ""):\(socket?.portValue ?? 0)"
      }
  }

  private static func slice(_ endpoints: String) -> String {
    """
    apiVersion: discovery.k8s.io/v1
    kind: EndpointSlice
    metadata: {name: s, labels: {kubernetes.io/service-name: bare}}
    addressType: IPv4
    ports: [{name: http, port: 8080}]
    endpoints: [\(endpoints)]
    """
  }

  private static let endpoints = """
    apiVersion: v1
    kind: Endpoints
    metadata: {name: bare}
    subsets: [{addresses: [{ip: 192.0.2.9}], ports: [{name: http, port: 9090}]}]
    """

  @Test func aServiceWithoutSelectorHasTheEndpointsOfItsSlices() throws {
    let slice = Self.slice(
      "{addresses: [192.0.2.1]}, {addresses: [192.0.2.2], conditions: {ready: false}}")
    #expect(try addresses([Self.bare, slice].joined(separator: "\n---\n")) == ["192.0.2.1:8080"])
  }

  @Test func endpointsCountWhereThereAreNoSlices() throws {
    #expect(
      try addresses([Self.bare, Self.endpoints].joined(separator: "\n---\n")) == ["192.0.2.9:9090"])
    let both = [Self.bare, Self.endpoints, Self.slice("{addresses: [192.0.2.1]}")]
    #expect(try addresses(both.joined(separator: "\n---\n")) == ["192.0.2.1:8080"])
  }

  @Test func slicesOfPodsThatAreNotListedGiveWayToTheSelector() throws {
    let slice = """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: s, labels: {kubernetes.io/service-name: alpha}}
      addressType: IPv4
      ports: [{name: http, port: 5000}]
      endpoints: [{addresses: [10.9.9.9], targetRef: {kind: Pod, name: gone}}]
      """
    let mesh = try SmallMesh(slice)
    let found = try mesh.endpoints(SmallMesh.alpha).flatMap { $0.lbEndpoints ?? [] }
    #expect(found.compactMap(\.workload) == ["v1.default", "v2.default"])
  }

  @Test(arguments: [
    ("{port: 80}", "{}", "192.0.2.5:80"), ("{port: 80, targetPort: 8080}", "{}", "192.0.2.5:8080"),
    ("{port: 80, targetPort: 8080, name: http}", "{http: 7070}", "192.0.2.5:7070"),
    ("{port: 80, targetPort: web}", "{web: 6060}", "192.0.2.5:6060"),
    ("{port: 80, targetPort: web}", "{}", nil),
  ])
  func aServiceSelectsWorkloadEntries(port: String, ports: String, expected: String?) throws {
    let found = try addresses(
      """
      apiVersion: v1
      kind: Service
      metadata: {name: bare}
      spec: {selector: {app: vm}, ports: [\(port)]}
      ---
      apiVersion: networking.istio.io/v1
      kind: WorkloadEntry
      metadata: {name: vm}
      spec: {address: 192.0.2.5, labels: {app: vm}, ports: \(ports)}
      ---
      apiVersion: networking.istio.io/v1
      kind: WorkloadEntry
      metadata: {name: named}
      spec: {address: vm.example.com, labels: {app: vm}}
      """)
    #expect(found == [expected].compactMap { $0 })
  }

  @Test func aServiceEntrySelectsWorkloadEntriesOfItsNamespace() throws {
    let found = try addresses(
      """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: a}
      spec:
        hosts: [vms.example.com]
        location: MESH_INTERNAL
        resolution: STATIC
        ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}]
        workloadSelector: {labels: {app: vm}}
      ---
      apiVersion: networking.istio.io/v1
      kind: WorkloadEntry
      metadata: {name: vm}
      spec: {address: 192.0.2.5, labels: {app: vm}}
      ---
      apiVersion: networking.istio.io/v1
      kind: WorkloadEntry
      metadata: {name: other, namespace: shop}
      spec: {address: 192.0.2.6, labels: {app: vm}}
      """, "vms.example.com")
    #expect(found == ["192.0.2.5:8080"])
  }

  /// Pods whose Node is another, or not known, are out of reach
  /// (`pilot/pkg/xds/endpoints/endpoint_builder.go` filterIstioEndpoint@1.30.3).
  @Test(arguments: [
    ("a", ["10.9.0.1:80"]), ("b", ["10.9.0.2:80"]), ("", ["10.9.0.3:80"]), ("c", []),
  ])
  func aNodeLocalServiceKeepsToTheClientsNode(node: String, expected: [String]) throws {
    func pod(_ name: String, _ node: String, _ address: String) -> String {
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: \(name), labels: {app: agent}}
      spec: {nodeName: "\(node)", containers: []}
      status: {podIP: \(address)}

      """
    }
    let mesh = try SmallMesh(
      """
      apiVersion: v1
      kind: Service
      metadata: {name: agent}
      spec: {internalTrafficPolicy: Local, selector: {app: agent}, ports: [{name: http, port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: caller, namespace: shop}
      spec: {nodeName: "\(node)", containers: []}

      """ + pod("one", "a", "10.9.0.1") + pod("two", "b", "10.9.0.2") + pod("three", "", "10.9.0.3")
    )
    let told = try mesh.endpoints(
      "outbound|80||agent.default.svc.cluster.local", of: "caller.shop"
    ).flatMap { $0.lbEndpoints ?? [] }.map {
      "\($0.endpoint.address.socketAddress?.address ?? ""):80"
    }
    #expect(told == expected)
  }

  @Test func aServiceMaySelectOnePodOfAStatefulSet() throws {
    let mesh = try SmallMesh(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 2
        serviceName: db
        selector: {matchLabels: {app: db}}
        template: {metadata: {labels: {app: db}}, spec: {containers: []}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: first}
      spec: {selector: {statefulset.kubernetes.io/pod-name: db-0}, ports: [{name: tcp, port: 80}]}
      """)
    let found = try mesh.endpoints("outbound|80||first.default.svc.cluster.local")
      .flatMap { $0.lbEndpoints ?? [] }
    #expect(found.map(\.workload) == ["db-0.default"])
  }
}
