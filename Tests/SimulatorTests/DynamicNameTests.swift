import ProxyConfig
import Testing

@testable import Simulator

/// A ServiceEntry whose host begins with `*` and whose names are looked up as requests bring them
/// (resolution DYNAMIC_DNS, which sidecars take since 1.30).
@Suite struct DynamicNameTests {
  private static func entry(_ created: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: wild, creationTimestamp: "\(created)"}
    spec:
      hosts: ["*.example.com"]
      location: MESH_EXTERNAL
      resolution: DYNAMIC_DNS
      ports: [{number: 80, name: http, protocol: HTTP}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: old, creationTimestamp: "2024-02-01T00:00:00Z"}
    spec: {ports: [{name: http, port: 80, targetPort: 5000}], selector: {version: v1}}
    """
  }

  private func mesh(_ created: String = "2024-01-01T00:00:00Z") throws -> CompiledMesh {
    var mesh = try CompiledMesh(Self.entry(created))
    mesh.scenario.external = ["api.example.com", "example.com"].map {
      ExternalHost(host: $0)
    }
    return mesh
  }

  @Test func eachNameIsLookedUp() throws {
    let trace = try mesh().ask("http://api.example.com/")
    #expect(trace.outcome.status == 200)
    #expect(trace.hops.first?.cluster == "outbound|80||*.example.com")
    #expect(trace.outcome.workload == "api.example.com")
  }

  /// The authority names the host, whatever was dialled; its port counts, too.
  @Test(arguments: [("api.example.com", 200), ("none.example.com", 503)])
  func theAuthorityNamesTheHost(authority: String, status: Int) throws {
    var request = RequestTemplate(url: "http://example.com/")
    request.headers = [Response.Header(name: "Host", value: authority)]
    let trace = Simulation.ask(request, from: "nginx", in: try mesh().scenario)
    #expect(trace.outcome.status == status)
    #expect((trace.outcome.flags == "UH") == (status == 503))
  }

  /// The filter stands on the listener of the port only where the ServiceEntry is the port's oldest
  /// service; the cluster looks names up by itself where it does not (Envoy 1.34 and later).
  @Test(arguments: [("2024-01-01T00:00:00Z", true), ("2024-03-01T00:00:00Z", false)])
  func theOldestServiceBringsTheFilter(created: String, isThere: Bool) throws {
    let mesh = try mesh(created)
    let proxy = try #require(mesh.scenario.mesh.proxies.first { $0.proxy == "nginx.default" })
    let listener = try #require(proxy.listeners.first { $0.name == "0.0.0.0_80" })
    let filters = listener.filterChains?.first?.httpConnectionManager?.httpFilters ?? []
    #expect(filters.contains(.dynamicForwardProxy) == isThere)
    #expect(mesh.ask("http://api.example.com/").outcome.status == 200)
  }
}
