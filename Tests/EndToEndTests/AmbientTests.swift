import Foundation
import Testing

/// `labbook curl` where namespaces are in ambient mode, from YAML to the answer: which stations are
/// passed, what comes back, and whose rule decided.
@Suite struct AmbientTests {
  @Test(arguments: AmbientCase.ways + AmbientCase.policies)
  func takesTheWay(_ example: AmbientCase) throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try (Self.mesh + example.more)
      .write(toFile: "\(folder)/mesh.yaml", atomically: true, encoding: .utf8)
    let result = try Program.run([
      "curl", "--from", example.from, example.url, "-f", "\(folder)/mesh.yaml", "-o", "json",
      "--rules", example.rules,
    ])
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let answer = try #require(json as? [String: Any], "\(result.errors)")
    let outcome = try #require(answer["outcome"] as? [String: Any])
    let hops = try #require(answer["hops"] as? [[String: Any]])
    #expect(hops.map { $0["proxy"] as? String } == example.stations)
    #expect(outcome["status"] as? Int == example.status, "\(example.source)")
    #expect(outcome["curlExit"] as? Int == example.exit, "\(example.source)")
    if let rule = example.decidedBy {
      #expect(hops.last.map(Self.origins)?.contains(rule) ?? false, "\(result.output)")
    }
  }

  /// The objects that a hop names, as `Kind namespace/name`.
  private static func origins(_ value: Any) -> [String] {
    if let list = value as? [Any] { return list.flatMap(origins) }
    guard let object = value as? [String: Any] else { return [] }
    let own =
      (object["kind"] as? String).map {
        "\($0) \(object["namespace"] as? String ?? "")/\(object["name"] as? String ?? "")"
      }
    return [own].compactMap(\.self) + object.values.flatMap(origins)
  }

  /// Namespaces with a waypoint of their own, without one, with one elsewhere, with sidecars, outside
  /// the mesh, and a gateway.
  static let mesh = """
    {apiVersion: v1, kind: Namespace, metadata: {name: amb, labels: {istio.io/dataplane-mode: ambient}}}
    ---
    apiVersion: v1
    kind: Namespace
    metadata:
      name: ns
      labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: ns-wp, istio.io/ingress-use-waypoint: "true"}
    ---
    apiVersion: v1
    kind: Namespace
    metadata:
      name: shut
      labels: {istio.io/dataplane-mode: ambient, istio.io/use-waypoint: svc-wp, istio.io/use-waypoint-namespace: amb}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: infra}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: edge}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: side, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: bare}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: amb}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: side}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: bare}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: plain, namespace: amb, labels: {app: plain}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: ns, labels: {app: web}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shut, labels: {app: web}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: server, namespace: side, labels: {app: server}}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: held, namespace: amb, labels: {app: held, istio.io/use-waypoint: pod-wp}}
    spec: {containers: [{name: app, image: app, ports: [{containerPort: 8080}]}]}
    status: {podIP: 10.9.0.1, phase: Running, conditions: [{type: Ready, status: "True"}]}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: plain, namespace: amb, labels: {}}
    spec:
      selector: {app: plain}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: svc, namespace: amb, labels: {istio.io/use-waypoint: svc-wp}}
    spec:
      selector: {app: plain}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: asked, namespace: amb, labels: {istio.io/use-waypoint: svc-wp, istio.io/ingress-use-waypoint: "true"}}
    spec:
      selector: {app: plain}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: far, namespace: amb, labels: {istio.io/use-waypoint: far-wp, istio.io/use-waypoint-namespace: infra}}
    spec:
      selector: {app: plain}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: lost, namespace: amb, labels: {istio.io/use-waypoint: lost-wp}}
    spec:
      selector: {app: plain}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: wrong, namespace: amb, labels: {istio.io/use-waypoint: pod-wp}}
    spec:
      selector: {app: plain}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: held, namespace: amb, labels: {}}
    spec:
      selector: {app: held}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: ns, labels: {}}
    spec:
      selector: {app: web}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: out, namespace: ns, labels: {istio.io/use-waypoint: none}}
    spec:
      selector: {app: web}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: shut, labels: {}}
    spec:
      selector: {app: web}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: server, namespace: side, labels: {}}
    spec:
      selector: {app: server}
      ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: svc-wp, namespace: amb, labels: {}}
    spec:
      gatewayClassName: istio-waypoint
      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: pod-wp, namespace: amb, labels: {istio.io/waypoint-for: workload}}
    spec:
      gatewayClassName: istio-waypoint
      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: ns-wp, namespace: ns, labels: {}}
    spec:
      gatewayClassName: istio-waypoint
      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: far-wp, namespace: infra, labels: {}}
    spec:
      gatewayClassName: istio-waypoint
      listeners: [{name: mesh, port: 15008, protocol: HBONE, allowedRoutes: {namespaces: {from: All}}}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: lost-wp, namespace: amb, labels: {}}
    spec:
      gatewayClassName: istio-waypoint
      listeners: [{name: mesh, port: 15008, protocol: HBONE}]
      addresses: [{type: Hostname, value: lost-wp.amb.svc.cluster.local}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge, namespace: edge}
    spec:
      gatewayClassName: istio
      listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: svc, namespace: amb}
    spec:
      parentRefs: [{name: edge, namespace: edge}]
      hostnames: [svc.example]
      rules: [{backendRefs: [{name: svc, port: 80}]}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: asked, namespace: amb}
    spec:
      parentRefs: [{name: edge, namespace: edge}]
      hostnames: [asked.example]
      rules: [{backendRefs: [{name: asked, port: 80}]}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: ns, namespace: ns}
    spec:
      parentRefs: [{name: edge, namespace: edge}]
      hostnames: [ns.example]
      rules: [{backendRefs: [{name: web, port: 80}]}]
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: plain, namespace: amb}
    spec:
      parentRefs: [{name: edge, namespace: edge}]
      hostnames: [plain.example]
      rules: [{backendRefs: [{name: plain, port: 80}]}]

    """
}
