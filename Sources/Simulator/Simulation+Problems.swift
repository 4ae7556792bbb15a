internal import DataPlane
public import Diagnostics
internal import ProxyConfig

extension Simulation {
  /// What forbids a run: unknown pods, URLs without a host, a path on which nothing takes time.
  ///
  /// Findings have no place of their own; those about a client quote its identifier.
  public static func problems(in scenario: Scenario) -> [Diagnostic] {
    let topology = Topology(scenario)
    var found = scenario.clients.flatMap { problems(of: $0, topology) }
    found += unknownWorkloads(scenario, topology)
    found += unmodelled(in: scenario, topology)
    if !found.hasErrors { found += standstill(scenario) }
    return found
  }

  private static func problems(of client: ClientPlan, _ topology: Topology) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if client.pod != "outside", topology.workload(named: client.pod) == nil {
      found.append(
        Diagnostic(
          .unknownPod, "client “\(client.id)” runs in pod \(client.pod), which does not exist",
          hint: suggestion(for: client.pod, topology)))
    }
    do throws(RequestURL.Problem) {
      let url = try RequestURL(client.request.url)
      if url.scheme == "https" {
        found.append(
          Diagnostic(
            .notModelled,
            "client “\(client.id)” calls \(client.request.url): TLS of the client's own is not "
              + "modelled"))
      }
    } catch {
      found.append(
        Diagnostic(
          .invalidURL, "the URL \(client.request.url) of client “\(client.id)” \(error)"))
    }
    return found
  }

  /// A pod of the same name in another namespace, or the only pod of a Deployment of that name.
  private static func suggestion(for pod: String, _ topology: Topology) -> String? {
    let name = pod.split(separator: "/").last.map(String.init) ?? pod
    let bare = name.split(separator: ".").first.map(String.init) ?? name
    let candidates = topology.workloads.filter { $0.podName == bare || $0.owner == bare }
    guard let only = candidates.first, candidates.count == 1 else { return nil }
    return "did you mean \(only.name)?"
  }

  private static func unknownWorkloads(
    _ scenario: Scenario, _ topology: Topology
  ) -> [Diagnostic] {
    let known = Set(
      topology.workloads.flatMap {
        ["\($0.namespace)/\($0.podName)", "\($0.namespace)/\($0.owner)"]
      })
    return scenario.workloads.filter { !known.contains($0.workload) }.map {
      Diagnostic(.warning, .unknownPod, "workload \($0.workload) does not exist")
    }
  }

  /// Only a loop without a pause can call again and again at one instant; whether it does is seen
  /// by running it.
  private static func standstill(_ scenario: Scenario) -> [Diagnostic] {
    let mayStandStill = scenario.clients.contains {
      if case .loop(let pause, _) = $0.traffic { pause.isAlwaysZero } else { false }
    }
    guard mayStandStill else { return [] }
    var engine = Engine(scenario)
    engine.start()
    engine.run()
    guard let index = engine.standstill else { return [] }
    let client = scenario.clients[index]
    let instant = Double(engine.now) / 1e9
    return [
      Diagnostic(
        .clockNeverAdvances,
        "client “\(client.id)” calls \(client.request.url) for ever at \(instant) s: nothing on the "
          + "way of an answer takes time, so the clock never advances",
        hint: "give the client a pause, such as 10ms, as starting curl takes")
    ]
  }
}
