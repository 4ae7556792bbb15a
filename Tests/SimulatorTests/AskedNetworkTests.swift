import ProxyConfig
import Testing

@testable import Simulator

/// Requests that are asked one after the other on one network.
@Suite struct AskedNetworkTests {
  /// What earlier requests have met changes no later answer: neither counters, nor turns, nor draws.
  @Test func everyAnswerIsThatOfANetworkOfItsOwn() throws {
    let mesh = try CompiledMesh(Self.rules, "istio-1.30")
    var network = AskedNetwork(mesh.scenario.mesh)
    for seed in 1...40 {
      for path in ["/a", "/b", "/limited"] {
        let request = RequestTemplate(url: "http://helloworld-v1:5000\(path)")
        var scenario = mesh.scenario
        scenario.seed = UInt64(seed)  // in range: counted from 1
        scenario.clients = [
          ClientPlan(
            id: "curl", pod: "nginx", request: request,
            traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
        ]
        let alone = Simulation.ask(request, from: "nginx", in: scenario)
        #expect(network.ask(scenario) == alone)
      }
    }
  }

  private static let rules = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: split}
    spec:
      hosts: [helloworld-v1]
      http:
      - match: [{uri: {prefix: /a}}]
        route:
        - {destination: {host: helloworld-v1}, weight: 50}
        - {destination: {host: helloworld-v2}, weight: 50}
      - match: [{uri: {prefix: /b}}]
        fault: {abort: {httpStatus: 418, percentage: {value: 30}}}
        route: [{destination: {host: helloworld-v2}}]
      - route: [{destination: {host: helloworld-v1}}]
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: limit}
    spec: {host: helloworld-v1, trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}}
    """
}
