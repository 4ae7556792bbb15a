public import Diagnostics

/// A deterministic discrete-event simulation of clients, proxies, network and applications.
public enum Simulation {
  /// What forbids a run: unknown pods, URLs without a host, a path on which nothing takes time.
  public static func problems(in scenario: Scenario) -> [Diagnostic] {
    []
  }

  /// Runs the scenario in virtual time until its clients stop and their last answers are there.
  public static func run(_ scenario: Scenario) -> History {
    History(clients: scenario.clients.map(\.id))
  }

  /// Sends one request, alone, and keeps every decision on its way.
  ///
  /// - Parameter pod: `POD`, `POD.NAMESPACE`, `deploy/NAME[.NAMESPACE]` or `outside`.
  public static func ask(
    _ request: RequestTemplate, from pod: String, in scenario: Scenario
  ) -> RequestTrace {
    RequestTrace(
      method: request.method, url: request.url, from: pod, outcome: Outcome(requestedHost: ""))
  }
}
