package import ControlPlane
package import Diagnostics
package import ProxyConfig
internal import Simulator

extension Compilation {
  /// What is not modelled and can touch a request on its way, beside what touches everybody's.
  package func unmodelled(on path: RequestPath) -> [Diagnostic] {
    unmodelled.filter { $0.reach != nil && $0.touches(path) }.map(\.diagnostic)
  }

  /// Translates the proxies that a request meets: of a mesh of ten thousand pods a request is
  /// answered by a handful.
  ///
  /// A proxy that is not translated yet is passed as if its pod had none; whom the request meets
  /// then is translated, and it is asked again, until it meets nobody new.
  package mutating func translateProxies(meeting question: RequestQuestion) {
    // Where a caller outside enters is known by the gateways' listeners.
    var translated: Set<String> = []
    if question.from == "outside" {
      translated = Set(mesh.workloads.filter { $0.proxyKind == .gateway }.map(\.name))
    }
    translate(translated)
    while true {
      var network = AskedNetwork(mesh, external: question.external)
      var entrance: Entrance?
      if case .found(let found) = question.entrance(in: mesh, on: network) { entrance = found }
      let scenario = question.scenario(mesh, at: entrance)
      guard !network.problems(in: scenario).map(\.finding).hasErrors else { return }
      let met = network.met(by: scenario, in: mesh)
      guard !met.isSubset(of: translated) else { return }
      translated.formUnion(met)
      translate(met)
    }
  }
}

extension AskedNetwork {
  /// The pods that a scenario's request comes from, passes, is tried at, or ends at.
  fileprivate mutating func met(by scenario: Scenario, in mesh: MeshConfiguration) -> Set<String> {
    let trace = ask(scenario)
    let attempts = trace.hops.flatMap(\.attempts)
    var met = Set([trace.from] + trace.received.map(\.workload) + trace.hops.map(\.proxy))
    for attempt in attempts {
      // A connection that fails is known by its endpoint alone.
      met.formUnion(attempt.workload.map { [$0] } ?? pods(behind: attempt.endpoint))
    }
    met.formUnion(trace.shadowed(in: mesh))
    if trace.hops.isEmpty { met.formUnion(scenario.clients.flatMap(pods(calledBy:))) }
    return met
  }
}
