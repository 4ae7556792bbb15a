import ControlPlane
import Diagnostics
import Manifests
import ProxyConfig
import Resources
import Testing

/// Gateways whose pods are not in the input, and the installation that supplies them.
@Suite struct InstalledGatewayTests {
  private func compilation(_ selector: String, with names: [String] = [], more: String = "") throws
    -> Compilation
  {
    let text = """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: front, namespace: shop}
      spec:
        selector: \(selector)
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
      \(more)
      """
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: text)])
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let gateways = names.compactMap { InstalledGateway($0) }
    return ControlPlane.compile(reading.resources.withInstalled(gateways), under: rules)
  }

  @Test(arguments: [
    ("{istio: ingressgateway}", "--with-gateway istio-ingressgateway"),
    ("{app: istio-egressgateway}", "--with-gateway istio-egressgateway"),
    ("{istio: ingress}", "--with-gateway istio-ingress"),
    ("{istio: public, app: public}", "--with-gateway public"),
    ("{team: web}", "add the pods of the gateway"),
  ])
  func aGatewayWithoutPodsIsAFindingWithItsFix(selector: String, fix: String) throws {
    let found = try compilation(selector).diagnostics.filter { $0.code == .gatewayWithoutPods }
    #expect(found.count == 1)
    #expect(found.first?.severity == .warning)
    #expect(found.first?.location?.line == 5)
    #expect(found.first?.summary.hasPrefix("Gateway shop/front acts on nobody") ?? false)
    #expect(found.first?.hint?.contains(fix) ?? false, "\(found)")
  }

  /// A pod with the labels that is no gateway is what the author most likely meant.
  @Test func aPodWithTheLabelsIsNamed() throws {
    let pod = """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lobby, namespace: edge, labels: {team: web}}
      spec: {containers: [{name: app, image: app}]}
      """
    let found = try compilation("{team: web}", more: pod).diagnostics
      .first { $0.code == .gatewayWithoutPods }
    #expect(found?.hint?.hasPrefix("pod lobby.edge has the labels") ?? false)
  }

  @Test(arguments: [
    ("istio-ingressgateway", "{istio: ingressgateway}", "istio-system", 8080),
    ("istio-egressgateway", "{istio: egressgateway}", "istio-system", 8080),
    ("edge/public", "{istio: public}", "edge", 80),
  ])
  func anInstallationSuppliesDeploymentAndService(
    name: String, selector: String, namespace: String, port: Int
  ) throws {
    let compiled = try compilation(selector, with: [name])
    #expect(!compiled.diagnostics.contains { $0.code == .gatewayWithoutPods })
    let door = try #require(compiled.mesh.doors.first)
    #expect(door.pods == ["\(name.split(separator: "/").last ?? "")-0.\(namespace)"])
    #expect(door.ways.map(\.targetPort) == [port])
    #expect(compiled.mesh.proxies.count == 1)
  }

  /// What is written down is left as it is.
  @Test func whatIsThereIsNotMadeTwice() throws {
    let service = """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: istio-ingressgateway, namespace: istio-system}
      spec: {selector: {istio: ingressgateway}, ports: [{name: web, port: 81, targetPort: 80}]}
      """
    let compiled = try compilation(
      "{istio: ingressgateway}", with: ["istio-ingressgateway"], more: service)
    #expect(compiled.mesh.services.map { $0.ports.map(\.number) } == [[81]])
    #expect(compiled.mesh.doors.first?.ways.map(\.port) == [81])
  }

  @Test(arguments: ["", "A", "a/b/c", "/a", "a/", "a b"])
  func otherNamesAreNone(text: String) { #expect(InstalledGateway(text) == nil) }
}
