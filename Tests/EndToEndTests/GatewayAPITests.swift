import Foundation
import Testing

/// `labbook curl` through a route of Gateway API, from YAML to the answer.
@Suite struct GatewayAPITests {
  static let mesh = """
    {apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, labels: {app: client}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: v1, labels: {app: web, version: v1}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: v2, labels: {app: web, version: v2}}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: web},
      spec: {selector: {app: web}, ports: [{name: http, port: 80}]}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: web-v2},
      spec: {selector: {app: web, version: v2}, ports: [{name: http, port: 80}]}}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: canary}
    spec:
      parentRefs:
      - {group: "", kind: Service, name: web}
      rules:
      - matches: [{path: {value: /new}}]
        backendRefs: [{name: web-v2, port: 80}]
      - matches: [{path: {value: /lost}}]
        backendRefs: [{name: nobody, port: 80}]
      - backendRefs: [{name: web, port: 80}]
    """

  private func curl(_ path: String) throws -> Program.Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("labbook-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Self.mesh.write(toFile: "\(folder)/mesh.yaml", atomically: true, encoding: .utf8)
    return try Program.run([
      "curl", "--from", "client", "http://web\(path)", "-f", "\(folder)/mesh.yaml", "-o", "json",
    ])
  }

  @Test(arguments: [
    ("/new/page", 200, "outbound|80||web-v2.default.svc.cluster.local"),
    ("/newer", 200, "outbound|80||web.default.svc.cluster.local"),
    ("/lost", 500, "cluster_not_found"),
  ])
  func aRequestTakesTheRoute(path: String, status: Int, mentions: String) throws {
    let result = try curl(path)
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let answer = try #require(json as? [String: Any])
    let outcome = try #require(answer["outcome"] as? [String: Any])
    #expect(outcome["status"] as? Int == status, "\(result.output)")
    #expect(result.output.contains(mentions), "\(result.output)")
    #expect(result.output.contains("HTTPRoute"), "\(result.output)")
    #expect(result.errors.contains("BackendNotFound"), "\(result.errors)")
  }
}
