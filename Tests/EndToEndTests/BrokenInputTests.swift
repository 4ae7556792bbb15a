import Foundation
import Testing

/// Broken input gives no answer; what the cluster would not have is left out, and the answer says so.
@Suite struct BrokenInputTests {
  private static let mesh = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: default, labels: {istio-injection: enabled}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: server}
    spec: {selector: {app: server}, ports: [{name: http, port: 80}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: caller, labels: {app: caller}}
    spec: {containers: [{name: app, image: app}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: server, labels: {app: server}}
    spec: {containers: [{name: app, image: app}]}

    """

  private static let refused = """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: empty}
    spec: {hosts: [server]}

    """

  private static let unreadable = """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: odd}
    spec: {hosts: {a: b}}

    """

  private static let questions = [
    ["curl", "--from", "caller", "http://server/", "-f", "mesh.yaml"],
    ["curl", "--from", "caller", "http://server/", "-f", "mesh.yaml", "-o", "json"],
    ["proxy-config", "routes", "caller", "-f", "mesh.yaml"],
    ["proxy-config", "all", "--all-proxies", "-o", "json", "-f", "mesh.yaml"],
  ]

  private func ask(_ arguments: [String], _ addition: String) throws -> Program.Result {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data((Self.mesh + addition).utf8).write(to: URL(fileURLWithPath: folder + "/mesh.yaml"))
    return try Program.run(arguments, in: folder)
  }

  @Test(arguments: questions, ["---\n{[\n", "---\n- a list\n"])
  func brokenInputGivesNoAnswer(arguments: [String], addition: String) throws {
    let result = try ask(arguments, addition)
    #expect(result.status == 65)
    #expect(result.output == "", "\(result.output)")
    #expect(result.errors.contains("mesh.yaml:"))
  }

  @Test func whatIsLeftOutIsSaidInText() throws {
    let result = try ask(Self.questions[0], Self.refused + Self.unreadable)
    #expect(result.status == 65)
    #expect(result.output.contains("200 from server.default"), "\(result.output)")
    #expect(
      result.output.contains("Left out: VirtualService default/empty (mesh.yaml:23:1): "),
      "\(result.output)")
    #expect(
      result.output.contains("Left out: VirtualService default/odd (mesh.yaml:28:15): "),
      "\(result.output)")
  }

  @Test func whatIsLeftOutIsSaidInJSON() throws {
    let result = try ask(Self.questions[1], Self.refused + Self.unreadable)
    #expect(result.status == 65)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let answer = try #require(object as? [String: Any])
    let leftOut = try #require(answer["leftOut"] as? [[String: Any]])
    #expect(leftOut.compactMap { $0["name"] as? String }.sorted() == ["empty", "odd"])
    #expect(leftOut.allSatisfy { $0["line"] is Int && ($0["reason"] as? String)?.isEmpty == false })
    let sound = try ask(Self.questions[1], "")
    #expect(sound.status == 0)
    #expect(sound.output.contains(#""leftOut": []"#))
  }

  @Test func whatIsLeftOutIsSaidOfATable() throws {
    let result = try ask(Self.questions[2], Self.refused)
    #expect(result.status == 65)
    #expect(result.output.contains("Left out: VirtualService default/empty"))
  }
}
