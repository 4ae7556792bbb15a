package import ProxyConfig
package import Simulator

/// One request, asked alone, with what the asker says of the world around the mesh.
package struct RequestQuestion: Hashable, Sendable {
  /// What is sent.
  package var request: RequestTemplate
  /// `POD`, `POD.NAMESPACE`, `deploy/NAME[.NAMESPACE]` or `outside`.
  package var from: String
  /// The Gateway to enter at, as `NAMESPACE/NAME`; `nil` for the one that serves the host.
  package var gateway: String?
  /// Hosts that answer outside.
  package var external: [ExternalHost] = []
  /// How pods behave; those that are not named answer 200.
  package var workloads: [WorkloadBehaviour] = []
  /// The seed of what is left to chance.
  package var seed: UInt64 = 1

  package init(_ request: RequestTemplate, from: String) {
    self.request = request
    self.from = from
  }

  /// Where it comes into the cluster.
  package func entrance(
    in mesh: MeshConfiguration, on network: AskedNetwork
  ) -> EntranceChoice {
    guard from == "outside" else { return .direct }
    return EntranceSearch(mesh, on: network).choice(for: request, gateway: gateway)
  }

  /// What is run to answer it.
  ///
  /// `entrance`: where it comes in; `nil` where the URL's host says it.
  package func scenario(_ mesh: MeshConfiguration, at entrance: Entrance?) -> Scenario {
    var sent = request
    if let entrance { sent.connectTo = entrance.connectTo }
    let client = ClientPlan(
      id: "curl", pod: from, request: sent,
      traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
    var scenario = Scenario(mesh: mesh, clients: [client], seed: seed)
    scenario.external = external
    scenario.workloads = workloads
    return scenario
  }
}

/// What became of a request that was asked alone.
package struct RequestAnswer: Hashable, Sendable {
  /// Every decision on its way.
  package var trace: RequestTrace
  /// Where it came into the cluster; `nil` for requests of pods.
  package var entrance: Entrance?
  /// Why it reached nobody; `nil` where somebody answered.
  package var failure: RequestFailure?

  /// What is known of a request beside its decisions is nothing.
  package init(_ trace: RequestTrace) { self.trace = trace }

  /// Asks, in a scenario that nothing forbids.
  ///
  /// `choice`: what ``RequestQuestion/entrance(in:on:)`` gave.
  package init(
    _ scenario: Scenario, at choice: EntranceChoice, on network: inout AskedNetwork
  ) {
    let request = scenario.clients.first?.request ?? RequestTemplate(url: "")
    trace = network.ask(scenario)
    failure = network.failure(of: trace, to: request)
    switch choice {
    case .direct, .several, .unknown: break
    case .found(let entrance): self.entrance = entrance
    case .nowhere(let found): if trace.outcome.status == nil { failure = found }
    }
  }
}
