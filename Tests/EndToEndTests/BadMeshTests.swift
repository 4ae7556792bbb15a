import Foundation
import Testing

/// Meshes in which something is wrong: what is said of it, at which place and by which code, and what
/// a request gets as it would from the real mesh.
@Suite struct BadMeshTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    var name: String
    /// Beside the mesh that is sound.
    var text: String
    /// The severity and the code.
    var code: String
    /// The line, the column and how the finding begins.
    var finding: String
    /// Who asks.
    var from = "client"
    var url = "http://web/"
    /// What comes back; `nil` for no answer of HTTP.
    var status: Int?
    var exit = 0
    /// Whether the question is refused.
    var isRefused = false
    /// Of Istio's installation.
    var gateway: String?
    var testDescription: String { name }
  }

  @Test(arguments: routes + ambient + gateways + policies)
  func isSaidAtItsPlace(_ mistake: Mistake) throws {
    let result = try labbook("check", mistake, [])
    #expect(result.output.contains(mistake.code), "\(result.output)")
    #expect(result.output.contains("wrong.yaml:\(mistake.finding)"), "\(result.output)")
  }

  @Test(arguments: routes + ambient + gateways + policies)
  func isAnsweredAsInReality(_ mistake: Mistake) throws {
    let asked = ["--from", mistake.from, mistake.url, "-k", "-o", "json"]
    let result = try labbook("curl", mistake, asked)
    guard !mistake.isRefused else {
      #expect(result.output.isEmpty && result.status == 65, "\(result.output)")
      return
    }
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let outcome = try #require((json as? [String: Any])?["outcome"] as? [String: Any])
    #expect(outcome["status"] as? Int == mistake.status, "\(result.output)")
    #expect(outcome["curlExit"] as? Int == mistake.exit, "\(result.output)")
  }

  private func labbook(
    _ command: String, _ mistake: Mistake, _ more: [String]
  ) throws -> Program.Result {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in [("base", Self.mesh), ("wrong", mistake.text)] {
      try text.write(toFile: "\(folder)/\(name).yaml", atomically: true, encoding: .utf8)
    }
    let files = ["-f", "\(folder)/base.yaml", "-f", "\(folder)/wrong.yaml", "--rules", "1.30"]
    let gateway = mistake.gateway.map { ["--with-gateway", $0] } ?? []
    return try Program.run([command] + files + gateway + more)
  }

  private static let mesh = """
    {apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Namespace, metadata: {name: other}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, labels: {app: client}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{name: http, port: 80}]}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: secret, namespace: other}, spec: {selector: {app: web}, ports: [{name: http, port: 80}]}}
    """
}
