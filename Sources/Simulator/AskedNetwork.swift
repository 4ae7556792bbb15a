internal import DataPlane
public import ProxyConfig

/// A network in which single requests are asked, one after the other: who is where, and what
/// listeners and route tables hold, is made once for all of them.
///
/// An answer is the same as on a network of its own.
public struct AskedNetwork {
  /// Who is where.
  let topology: Topology
  private let mesh: MeshConfiguration
  /// Stations and tables that earlier requests have met.
  private var routing: Routing?
  /// Applications at rest, and the behaviours that they are made of.
  private var applications: (behaviours: [WorkloadBehaviour], atRest: Applications)?

  /// `external`: the hosts that answer outside.
  public init(_ mesh: MeshConfiguration, external: [ExternalHost] = []) {
    self.mesh = mesh
    topology = Topology(mesh, external)
  }

  /// Sends one request, alone, and keeps every decision on its way.
  ///
  /// `scenario`: of this network's mesh and hosts outside, with the request's client alone.
  public mutating func ask(_ scenario: Scenario) -> RequestTrace {
    let isNamed = scenario.clients.contains { $0.request.principal != nil }
    var engine = Engine(
      scenario, isNamed ? topology.naming(scenario.clients) : topology, routing: routing,
      applications: atRest(scenario))
    engine.start()
    engine.run()
    routing = engine.routing.reusable
    return Simulation.trace(of: engine.history(), in: scenario)
  }

  private mutating func atRest(_ scenario: Scenario) -> Applications {
    if let applications, applications.behaviours == scenario.workloads {
      return applications.atRest
    }
    let made = Applications(scenario, topology)
    applications = (scenario.workloads, made)
    return made
  }

  /// The pods that a connection to an endpoint, `ADDRESS:PORT`, may lead to, as `POD.NAMESPACE`.
  package func pods(behind endpoint: String) -> [String] {
    guard let colon = endpoint.lastIndex(of: ":"),
      let port = Int(endpoint[endpoint.index(after: colon)...])
    else { return [] }
    return pods(at: endpoint[..<colon].filter { $0 != "[" && $0 != "]" }, port: port)
  }

  /// The pods that a client's own connections may lead to, as `POD.NAMESPACE`.
  package func pods(calledBy client: ClientPlan) -> [String] {
    guard let target = client.request.target else { return [] }
    return addresses(of: target.host, askedBy: client.pod).flatMap {
      pods(at: $0, port: target.port)
    }
  }

  /// The addresses that a name stands for where a pod, as a client names it, asks DNS; none where
  /// nobody knows it.
  package func addresses(of host: String, askedBy pod: String) -> [String] {
    topology.addresses(of: host.lowercased(), askedBy: topology.workload(named: pod))
  }

  private func pods(at address: String, port: Int) -> [String] {
    topology.destinations(address: address, port: port).compactMap { destination in
      guard case .workload(let position, _) = destination else { return nil }
      return topology.workloads[position].name
    }
  }

  /// What forbids the client's request, without what its proxy leaves out whatever the request.
  public func problems(in scenario: Scenario) -> [ScenarioProblem] {
    Simulation.problems(ofClientsIn: scenario, topology)
  }

  /// What of a pod's own proxy is left out.
  public func unmodelled(in scenario: Scenario) -> [ScenarioProblem] {
    Simulation.unmodelled(in: scenario, topology).map { ScenarioProblem(.mesh, $0) }
  }

  /// Why a request reached nobody; `nil` where it reached somebody who answered.
  public func failure(of trace: RequestTrace, to request: RequestTemplate) -> RequestFailure? {
    guard trace.outcome.curlExit != 0 || trace.outcome.workload == nil else { return nil }
    return FailureSearch(trace: trace, request: request, topology: topology, mesh: mesh).failure
  }

  /// Whether a name or an address stands for something of the cluster, or for a host that is said
  /// to answer: then no gateway is needed to come to it.
  ///
  /// A host of a ServiceEntry by itself is none: it may be what a gateway serves.
  public func knows(_ host: String) -> Bool {
    let addresses = topology.addresses(of: host.lowercased(), namespace: "default")
    if let service = topology.service(named: host, namespace: "default") {
      return service.externalName.isEmpty || addresses.contains(where: topology.isKnown)
    }
    return addresses.contains(where: topology.isKnown)
  }
}

extension Topology {
  /// Whether anybody of the input is at an address.
  fileprivate func isKnown(_ address: String) -> Bool {
    workload(at: address) != nil || service(at: address) != nil || isExternal(address)
  }
}

extension RequestURL {
  /// Whether a host is an IPv4 or IPv6 address.
  public static func isAddress(_ host: String) -> Bool { Topology.isAddress(host) }
}
