internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

extension Simulation {
  /// What forbids a run: unknown pods, URLs without a host, a path on which nothing takes time.
  ///
  /// Each says which client or workload it is about, for whoever knows where these are written.
  public static func problems(in scenario: Scenario) -> [ScenarioProblem] {
    let topology = Topology(scenario)
    var found = problems(ofClientsIn: scenario, topology)
    found += unknownWorkloads(scenario, topology)
    found += unmodelled(in: scenario, topology).map { ScenarioProblem(.mesh, $0) }
    found += excessiveWork(in: scenario)
    if !found.hasErrors { found += standstill(scenario) }
    return found
  }

  /// What is wrong with the clients by themselves.
  static func problems(
    ofClientsIn scenario: Scenario, _ topology: Topology
  ) -> [ScenarioProblem] {
    scenario.clients.enumerated().flatMap { index, client in
      problems(of: client, topology).map { field, finding in
        ScenarioProblem(.client(index, field), finding)
      }
    }
  }

  private static func problems(
    of client: ClientPlan, _ topology: Topology
  ) -> [(ScenarioProblem.ClientField, Diagnostic)] {
    var found: [(ScenarioProblem.ClientField, Diagnostic)] = []
    func report(_ field: ScenarioProblem.ClientField, _ finding: Diagnostic) {
      found.append((field, finding))
    }
    if client.pod != "outside", topology.workload(named: client.pod) == nil {
      report(
        .pod,
        Diagnostic(
          .unknownPod, "client “\(client.id)” runs in pod \(client.pod), which does not exist",
          hint: suggestion(for: client.pod, topology)))
    }
    do throws(RequestURL.Problem) {
      _ = try RequestURL(client.request.url)
    } catch {
      report(
        .url,
        Diagnostic(
          .invalidURL, "the URL \(client.request.url) of client “\(client.id)” \(error)"))
      return found
    }
    if let place = client.request.connectTo, client.request.target == nil {
      report(
        .url,
        Diagnostic(
          .invalidURL, "client “\(client.id)” connects to \(place), which is no host and port"))
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
  ) -> [ScenarioProblem] {
    let known = Set(
      topology.workloads.flatMap {
        ["\($0.namespace)/\($0.podName)", "\($0.namespace)/\($0.owner)"]
      })
    return scenario.workloads.indices.compactMap { index in
      let name = scenario.workloads[index].workload
      guard !known.contains(name) else { return nil }
      return ScenarioProblem(
        .workload(index),
        Diagnostic(
          .warning, .unknownPod, "workload \(name) does not exist",
          hint: Array(known).nearest(to: name).map { "did you mean “\($0)”?" }))
    }
  }

  /// Only a loop without a pause can call again and again at one instant; whether it does is seen
  /// by running it.
  private static func standstill(_ scenario: Scenario) -> [ScenarioProblem] {
    let mayStandStill = scenario.clients.contains {
      if case .loop(let pause, _) = $0.traffic { pause.isAlwaysZero } else { false }
    }
    guard mayStandStill else { return [] }
    var engine = Engine(scenario)
    engine.start()
    engine.run()
    guard let index = engine.standstill else { return [] }
    let client = scenario.clients[index]
    let instant = Double(engine.agenda.now) / 1e9
    return [
      ScenarioProblem(
        .client(index, .traffic),
        Diagnostic(
          .clockNeverAdvances,
          "client “\(client.id)” calls \(client.request.url) for ever at \(instant) s: nothing on the "
            + "way of an answer takes time, so the clock never advances",
          hint: "give the client a pause, such as 10ms, as starting curl takes"))
    ]
  }
}
