import ControlPlane
import Laboratory
import Manifests
import ProxyConfig
import Simulator
import Testing

/// A request is answered alike whether every proxy of a mesh is translated or only those that it
/// meets.
@Suite struct ProxiesOnDemandTests {
  @Test(arguments: Corpus.families)
  func aRequestIsAnsweredAlike(family: String) throws {
    let rules = try #require(RuleVersion.named("istio-1.30"))
    var asked = 0
    for mesh in Corpus.meshes.filter({ $0.hasPrefix("\(family)-") }).prefix(2) {
      let source = ManifestSource(
        name: "mesh.yaml", bytes: try Corpus.bytes(mesh, "mesh.yaml"))
      let resources = ManifestReader.read([source]).resources
      let whole = ControlPlane.compile(resources, under: rules)
      for question in Self.questions(of: whole.mesh) {
        var some = ControlPlane.compile(resources, under: rules, proxies: [])
        some.translateProxies(meeting: question)
        let expected = Self.answer(to: question, in: whole.mesh)
        #expect(Self.answer(to: question, in: some.mesh) == expected, "\(mesh): \(question)")
        asked += 1
      }
    }
    #expect(asked > 0 || family == "broken")
  }

  /// Of some pods and of outside to some services: by name, and by address.
  private static func questions(of mesh: MeshConfiguration) -> [RequestQuestion] {
    let senders = mesh.workloads.prefix(3).map(\.name) + ["outside"]
    let hosts = mesh.services.prefix(4).flatMap { service in
      [service.hostname, service.address].filter { !$0.isEmpty && !$0.contains(":") }
        .map { "\($0):\(service.ports.first?.number ?? 80)" }
    }
    return senders.flatMap { sender in
      hosts.map { RequestQuestion(RequestTemplate(url: "http://\($0)/a"), from: sender) }
    }
  }

  /// `nil` where the question cannot be asked.
  private static func answer(
    to question: RequestQuestion, in mesh: MeshConfiguration
  ) -> RequestAnswer? {
    var network = AskedNetwork(mesh, external: question.external)
    let choice = question.entrance(in: mesh, on: network)
    var entrance: Entrance?
    if case .found(let found) = choice { entrance = found }
    let scenario = question.scenario(mesh, at: entrance)
    guard Simulation.problems(in: scenario).isEmpty else { return nil }
    return RequestAnswer(scenario, at: choice, on: &network)
  }
}
