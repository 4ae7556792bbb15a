internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// The theories differ from a release where they say so, and nowhere else.
@Suite struct TheoryTests {
  static let manifests = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: again}
    spec:
      hosts: [alpha]
      http: [{name: rule, timeout: 3s, route: [{destination: {host: alpha, subset: v1}}]}]
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: limit}
    spec:
      host: alpha
      trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}
      subsets: [{name: v1, labels: {version: v1}}]
    """

  private func inboundRoutes(_ version: String) throws -> [Route] {
    let proxy = try SmallMesh(Self.manifests, version).proxy("v1.default")
    let inbound = try #require(proxy.listeners.first { $0.name == "virtualInbound" })
    let hosts = (inbound.filterChains ?? []).flatMap {
      $0.httpConnectionManager?.routeConfig?.virtualHosts ?? []
    }
    let host = try #require(hosts.first { $0.name == "inbound|http|5000" })
    return host.routes ?? []
  }

  @Test func naiveReceiverRoutesAgain() throws {
    let routes = try inboundRoutes("naive")
    #expect(routes.first?.name == "rule")
    #expect(routes.first?.route?.cluster == SmallMesh.alpha("v1"))
    #expect(try inboundRoutes("istio-1.20").map(\.name) == ["default"])
  }

  @Test func blogRuleActsAtTheReceiverAlone() throws {
    let mesh = try SmallMesh(Self.manifests, "blog-2024-02")
    #expect(try mesh.limits(SmallMesh.alpha).maxRequests == UInt32.max)
    #expect(try mesh.limits("inbound|5000||", of: "v1.default").maxRequests == 1)
    let endpoints = try mesh.endpoints(SmallMesh.alpha("v1"))
    #expect(endpoints.flatMap { $0.lbEndpoints ?? [] }.count == 2)
  }

  @Test func releaseLimitsBothEnds() throws {
    let mesh = try SmallMesh(Self.manifests, "istio-1.20")
    #expect(try mesh.limits(SmallMesh.alpha).maxRequests == 1)
    #expect(try mesh.limits("inbound|5000||", of: "v1.default").maxRequests == 1)
  }

  @Test func routeKnowsTheRuleItCameFrom() throws {
    let proxy = try SmallMesh(Self.manifests).proxy("client.shop")
    let table = try #require(proxy.routes.first { $0.name == "5000" })
    let host = try #require(
      table.virtualHosts.first { $0.name == "alpha.default.svc.cluster.local:5000" })
    let origin = try #require(host.routes?.first?.origin)
    #expect(origin.description == "VirtualService default/again spec.http[0] (test.yaml:6)")
    #expect(host.origin?.resource.name == "again")
  }
}
