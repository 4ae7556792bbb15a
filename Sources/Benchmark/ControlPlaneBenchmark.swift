internal import ControlPlane
internal import Manifests
internal import ProxyConfig
internal import Resources

/// Services with a VirtualService of three routes and a DestinationRule of two subsets each, as
/// `istiod`'s generator was measured: 0.24 s for one proxy at 1,000 services, 2.8 s at 10,000.
enum ControlPlaneBenchmark {
  /// Measures and prints the figures.
  static func run() {
    guard let rules = RuleVersion.named("istio-1.30") else { return }
    var seconds: [Int: Double] = [:]
    for count in [1000, 10_000] {
      let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: mesh(count))])
      seconds[count] = measure(reading.resources, rules, proxies: 1)
      print("control-plane: \(count) services, one proxy: \(text(seconds[count])) s")
    }
    if let small = seconds[1000], let large = seconds[10_000] {
      print("  10,000 ÷ 1,000: \(text(large / small)), at most 12 is wanted")
    }
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: mesh(1000))])
    let hundred = measure(reading.resources, rules, proxies: 100)
    print("control-plane: 1000 services, 100 proxies of one namespace: \(text(hundred)) s")
    if let one = seconds[1000] {
      print("  100 proxies ÷ 1: \(text(hundred / one)), at most 3 is wanted")
    }
  }

  private static func measure(
    _ resources: ResourceSet, _ rules: RuleVersion, proxies: Int
  ) -> Double {
    let names = Set((0..<proxies).map { "client-\($0).ns-0" })
    var made = 0
    let time = ProcessorTime.median {
      let mesh = ControlPlane.compile(resources, under: rules, proxies: names).mesh
      made = mesh.proxies.count
    }
    precondition(made == proxies, "\(made) proxies of \(proxies)")
    return time
  }

  private static func text(_ value: Double?) -> String {
    guard let value else { return "?" }
    return "\((value * 1000).rounded() / 1000)"
  }

  /// A mesh of so many services, with a rule for each tenth.
  static func mesh(_ count: Int) -> String {
    var documents = (0..<max(1, count / 10)).map { namespace in
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: ns-\(namespace), labels: {istio-injection: enabled}}
      """
    }
    documents.append(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: client, namespace: ns-0}
      spec:
        replicas: 100
        selector: {matchLabels: {app: client}}
        template:
          metadata: {labels: {app: client}}
          spec: {containers: [{name: app, image: app}]}
      """)
    for index in 0..<count { documents += service(index) }
    return documents.joined(separator: "\n---\n")
  }

  private static func service(_ index: Int) -> [String] {
    let name = "svc-\(index)"
    let namespace = "ns-\(index / 10)"
    let host = "\(name).\(namespace).svc.cluster.local"
    return [
      """
      apiVersion: v1
      kind: Service
      metadata: {name: \(name), namespace: \(namespace)}
      spec: {selector: {app: \(name)}, ports: [{name: http, port: 80, targetPort: 8080}]}
      """,
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: \(name), namespace: \(namespace)}
      spec:
        hosts: [\(host)]
        http:
        - match: [{uri: {prefix: /v2/}, headers: {x-canary: {exact: "true"}}}]
          timeout: 2s
          route: [{destination: {host: \(host), subset: v2}}]
        - match: [{uri: {regex: "/api/[a-z]+/.*"}}]
          retries: {attempts: 3, perTryTimeout: 500ms, retryOn: 5xx}
          route: [{destination: {host: \(host), subset: v1}}]
        - route:
          - {destination: {host: \(host), subset: v1}, weight: 90}
          - {destination: {host: \(host), subset: v2}, weight: 10}
      """,
      """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: \(name), namespace: \(namespace)}
      spec:
        host: \(host)
        trafficPolicy:
          connectionPool: {http: {http2MaxRequests: 100}, tcp: {maxConnections: 50}}
          outlierDetection: {consecutive5xxErrors: 5, interval: 10s}
        subsets:
        - {name: v1, labels: {version: v1}}
        - {name: v2, labels: {version: v2}}
      """,
    ]
      + ["v1", "v2"].map { version in
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: \(name)-\(version), namespace: \(namespace)}
        spec:
          selector: {matchLabels: {app: \(name), version: \(version)}}
          template:
            metadata: {labels: {app: \(name), version: \(version)}}
            spec: {containers: [{name: app, image: app}]}
        """
      }
  }
}
