/// A deterministic discrete-event simulation of clients, proxies, network and applications.
///
/// What is simplified: a proxy has one worker, so limits are exact; applications listen on every port
/// and do not notice when their caller goes away; a raw TCP connection carries one request; TLS takes
/// no time.
public enum Simulation {
  /// How many proxies one request may pass; then its outcome is that it did not return.
  public static let hopLimit = 64
  /// How many requests of proxies one request of a client may bring about; then the run is cut off.
  public static let exchangeLimit = 100_000
  /// How many requests a client may begin at one instant before the clock counts as standing still.
  public static let requestsAtOnceLimit = 10_000

  /// Runs the scenario in virtual time until its clients stop and their last answers are there.
  ///
  /// Equal scenarios give equal histories, on every machine.
  public static func run(_ scenario: Scenario) -> History {
    var engine = Engine(scenario)
    engine.start()
    engine.run()
    return engine.history()
  }

  /// Sends one request, alone, and keeps every decision on its way.
  ///
  /// `pod`: `POD`, `POD.NAMESPACE`, `deploy/NAME[.NAMESPACE]` or `outside`.
  public static func ask(
    _ request: RequestTemplate, from pod: String, in scenario: Scenario
  ) -> RequestTrace {
    var alone = scenario
    alone.clients = [
      ClientPlan(
        id: "curl", pod: pod, request: request,
        traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
    ]
    return trace(of: run(alone), in: alone)
  }

  /// The trace of the only request of a run.
  static func trace(of history: History, in scenario: Scenario) -> RequestTrace {
    guard var trace = history.traces.first else {
      let client = scenario.clients.first
      return unreturned(client?.request ?? RequestTemplate(url: ""), from: client?.pod ?? "")
    }
    trace.request = nil
    return trace
  }

  /// What is left of a request that reached a limit of the run before it ended.
  private static func unreturned(_ request: RequestTemplate, from pod: String) -> RequestTrace {
    let url = try? RequestURL(request.url)
    var outcome = Outcome(requestedHost: url?.host ?? "")
    outcome.curlExit = 28
    outcome.hopLimitReached = true
    return RequestTrace(method: request.method, url: request.url, from: pod, outcome: outcome)
  }
}
