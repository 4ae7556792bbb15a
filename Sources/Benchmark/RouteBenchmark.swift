internal import ControlPlane
internal import Manifests
internal import ProxyConfig
internal import Resources

/// The rules of one gateway in either API: so many HTTPRoutes on one Gateway, beside as many
/// VirtualServices.
enum RouteBenchmark {
  /// Measures and prints the figures.
  static func run() {
    let rounded = ProcessorTime.rounded
    guard let rules = RuleVersion.named("istio-1.30") else { return }
    var routes: [Int: Double] = [:]
    for count in [1000, 10_000] {
      let services = measure(virtualServices(count), rules)
      let own = measure(httpRoutes(count), rules)
      routes[count] = own
      print(
        "routes: \(count) HTTPRoutes on one Gateway \(rounded(own)) s, as many VirtualServices "
          + "\(rounded(services)) s: \(rounded(own / services)) times, at most 2 is wanted")
    }
    if let small = routes[1000], let large = routes[10_000] {
      print("  10,000 ÷ 1,000: \(rounded(large / small)), at most 12 is wanted")
    }
  }

  private static func measure(_ text: String, _ rules: RuleVersion) -> Double {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: text)])
    var hosts = 0
    let seconds = ProcessorTime.median {
      let mesh = ControlPlane.compile(reading.resources, under: rules).mesh
      hosts = mesh.proxies.flatMap(\.routes).map(\.virtualHosts.count).max() ?? 0
    }
    precondition(hosts >= 1000, "\(hosts) virtual hosts")
    return seconds
  }

  private static let servers = """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: shop}
    spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
    """

  private static func httpRoutes(_ count: Int) -> String {
    let gateway = """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: door, namespace: shop}
      spec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}
      """
    let routes = (0..<count).map { index in
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: route-\(index), namespace: shop}
      spec:
        parentRefs: [{name: door}]
        hostnames: [host-\(index).example]
        rules:
        - matches: [{path: {type: PathPrefix, value: /v2}}]
          backendRefs: [{name: web, port: 80}]
        - backendRefs: [{name: web, port: 80}]
      """
    }
    return ([servers, gateway] + routes).joined(separator: "\n---\n")
  }

  private static func virtualServices(_ count: Int) -> String {
    let gateway = """
      apiVersion: v1
      kind: Pod
      metadata: {name: door, namespace: shop, labels: {istio: ingressgateway}}
      ---
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: door, namespace: shop}
      spec:
        selector: {istio: ingressgateway}
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
      """
    let rules = (0..<count).map { index in
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: rule-\(index), namespace: shop}
      spec:
        hosts: [host-\(index).example]
        gateways: [door]
        http:
        - match: [{uri: {prefix: /v2}}]
          route: [{destination: {host: web, port: {number: 80}}}]
        - route: [{destination: {host: web, port: {number: 80}}}]
      """
    }
    return ([servers, gateway] + rules).joined(separator: "\n---\n")
  }
}
