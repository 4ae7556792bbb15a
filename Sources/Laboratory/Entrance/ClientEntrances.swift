internal import Diagnostics
internal import ProxyConfig
package import Simulator

/// Where the clients of a scenario that stand outside come into the cluster.
package struct ClientEntrances: Sendable {
  /// By the client's position; `nil` where its URL says it.
  package private(set) var entrances: [Entrance?] = []
  /// Clients of whom it is open, or who come in nowhere.
  package private(set) var problems: [ScenarioProblem] = []

  /// Looks for the gateways that serve the clients' hosts.
  package init(_ scenario: Scenario) {
    var search: EntranceSearch?
    for (index, client) in scenario.clients.enumerated() {
      guard client.pod == "outside", client.request.connectTo == nil else {
        entrances.append(nil)
        continue
      }
      let known =
        search
        ?? EntranceSearch(
          scenario.mesh, on: AskedNetwork(scenario.mesh, external: scenario.external))
      search = known
      switch known.choice(for: client.request) {
      case .direct: entrances.append(nil)
      case .found(let entrance): entrances.append(entrance)
      case .several(let all):
        entrances.append(nil)
        problems.append(ScenarioProblem(.client(index, .url), Self.open(all, client)))
      case .unknown(let failure), .nowhere(let failure):
        entrances.append(nil)
        problems.append(
          ScenarioProblem(
            .client(index, .url),
            Diagnostic(
              .warning, .unresolvedHost,
              "client “\(client.id)” gets no answer from outside: \(failure.reason)",
              hint: failure.hint)))
      }
    }
  }

  /// Several gateways serve the host: the experiment must say which.
  private static func open(_ all: [Entrance], _ client: ClientPlan) -> Diagnostic {
    Diagnostic(
      .severalGateways,
      "client “\(client.id)” calls \(client.request.url) from outside, and \(all.count) gateways "
        + "serve its host",
      hint: "say where the connection goes, such as connectTo: \(all.first?.connectTo ?? "")",
      notes: all.map { entrance in
        Diagnostic.Note(
          "Gateway \(entrance.door?.gatewayName ?? "") is reached by connectTo: "
            + entrance.connectTo, at: entrance.door?.server.location)
      })
  }
}

extension Scenario {
  /// The same, with each connection from outside going to where it comes in.
  package func withEntrances(_ found: ClientEntrances) -> Scenario {
    var scenario = self
    for (index, entrance) in found.entrances.enumerated() where index < scenario.clients.count {
      if let entrance { scenario.clients[index].request.connectTo = entrance.connectTo }
    }
    return scenario
  }

  /// The same, with what its clients' tokens say.
  ///
  /// `now`: seconds since 1970; `nil`, as in every run, where the times of tokens are taken as right,
  /// so that no clock has a say in what is recorded.
  package func withTokens(now: Int64?) -> Scenario {
    var scenario = self
    for index in scenario.clients.indices {
      let request = scenario.clients[index].request
      scenario.clients[index].request.tokens = TokenReading.tokens(in: request, now: now)
    }
    return scenario
  }
}
