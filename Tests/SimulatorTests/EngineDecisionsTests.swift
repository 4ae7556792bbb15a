import DataPlane
import Foundation
import ProxyConfig
import Testing

@testable import Simulator

/// Every request that real Envoy was asked, sent through the engine: a scenario of one proxy.
///
/// What chance decides is asked again by many clients, until each observed outcome came about.
@Suite struct EngineDecisionsTests {
  @Test func simulatesWhatRealEnvoyDid() throws {
    var asked = 0
    var different: [String] = []
    for file in try Corpus.decisions() {
      let configurations = try Corpus.configurations(file.mesh, of: file.proxies.map(\.from))
      for proxy in file.proxies {
        let configuration = try #require(configurations[proxy.from])
        asked += proxy.asked.count
        different += OneProxy(configuration, proxy.applicationHeaders).differences(proxy.asked)
          .map { "\(file.mesh) \(proxy.from) \($0)" }
      }
    }
    print("decisions: \(asked - different.count) of \(asked) requests simulated as Envoy 1.38 did")
    #expect(asked == 20_708)
    #expect(different.isEmpty, "\(different.prefix(10).joined(separator: "\n"))")
  }
}

/// One proxy between a client and a single pod that stands for everything behind it.
struct OneProxy {
  private static let podAddress = "10.9.0.1"
  private let configuration: ProxyConfiguration
  private let applicationHeaders: Corpus.HeaderPairs

  init(_ configuration: ProxyConfiguration, _ applicationHeaders: Corpus.HeaderPairs) {
    self.configuration = configuration
    self.applicationHeaders = applicationHeaders
  }

  /// What differs, in words.
  func differences(_ questions: [Corpus.Decisions.Asked]) -> [String] {
    let groups = Dictionary(grouping: questions.indices) { index in
      "\(questions[index].configuration) \(String(describing: questions[index].application))"
    }
    return groups.keys.sorted().flatMap { key in
      differences(alike: groups[key, default: []].map { questions[$0] })
    }
  }

  /// Questions at one route configuration with one application: first once each, then those whose
  /// outcomes did not come about by many clients.
  private func differences(alike group: [Corpus.Decisions.Asked]) -> [String] {
    var missing = Array(group.indices)
    for copies in [1, 40, 1500] where !missing.isEmpty {
      let reached = outcomes(missing.map { group[$0] }, copies: copies)
      missing = zip(missing, reached).compactMap { index, reached in
        group[index].outcomes.allSatisfy { reached.contains($0.sorted) } ? nil : index
      }
    }
    return missing.map { index in
      let reached = outcomes([group[index]], copies: 1).first ?? []
      return "\(group[index].configuration) \(group[index].request)\n  "
        + group[index].outcomes.map { "\($0.sorted)" }.joined(separator: "\n  ")
        + "\n  not in \(reached)"
    }
  }

  /// The outcomes of each question that so many clients met.
  private func outcomes(
    _ questions: [Corpus.Decisions.Asked], copies: Int
  ) -> [Set<ObservedOutcome>] {
    guard let first = questions.first else { return [] }
    var engine = Engine(scenario(first, clients: questions.count * copies))
    engine.start()
    for (index, question) in questions.enumerated() {
      let form = engine.routing.forms.position(
        of: RequestHead(
          method: question.request.method, authority: question.request.authority,
          path: question.request.path,
          headers: question.request.headers.map { HeaderField($0[0], $0[1]) }))
      for copy in 0..<copies { engine.clients[Position(index * copies + copy)].form = form }
    }
    engine.run()
    let history = engine.history()
    var reached = Array(repeating: Set<ObservedOutcome>(), count: questions.count)
    for trace in history.traces {
      guard let request = trace.request else { continue }
      reached[history.requests[request].client / copies].insert(ObservedOutcome(trace).sorted)
    }
    return reached
  }

  private func scenario(_ question: Corpus.Decisions.Asked, clients count: Int) -> Scenario {
    var mesh = MeshConfiguration(ruleVersion: "istio-1.30.3", envoyMinor: 38)
    mesh.proxies = [proxy(entered: question.configuration)]
    for (name, address, hasProxy) in [
      ("client", "10.9.0.2", true), ("app", Self.podAddress, false),
    ] {
      mesh.workloads.append(
        Workload(
          podName: name, namespace: "default", address: address, labels: [:], owner: "",
          hasProxy: hasProxy))
    }
    var application = WorkloadBehaviour(workload: "default/app")
    application.respond = Response(
      status: question.application?.status ?? 200, body: "app",
      headers: applicationHeaders.pairs.map { Response.Header(name: $0.name, value: $0.value) })
    let delay = question.application?.delay ?? 0
    application.serviceTime = .constant(SimulationDuration(nanoseconds: Int64(delay * 1e9)))
    application.resets = question.application?.reset ?? false
    var scenario = Scenario(mesh: mesh, clients: [], seed: 1)
    scenario.workloads = [application]
    scenario.eventLimit = .max
    scenario.clients = (0..<count).map { index in
      var client = ClientPlan(
        id: "c\(index)", pod: "client", request: RequestTemplate(url: "http://\(Self.podAddress)/"),
        traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
      client.start = SimulationTime(nanoseconds: Int64(index) * 100_000_000_000)
      client.stop = SimulationTime(nanoseconds: client.start.nanoseconds + 1)
      return client
    }
    return scenario
  }

  /// The proxy with one listener, whose connection manager asks the route configuration, and with
  /// one host in each cluster that has any.
  private func proxy(entered table: String) -> ProxyConfiguration {
    let tables = ProxyTables(configuration, version: EnvoyVersion(minor: 38))
    var proxy = ProxyConfiguration(
      proxy: "client.default", address: "10.9.0.2", namespace: "default")
    proxy.routes = configuration.routes
    var listener = Listener(name: "0.0.0.0_80", address: Address("0.0.0.0", port: 80))
    listener.trafficDirection = .outbound
    var chain = FilterChain()
    chain.httpConnectionManager = manager(serving: table)
    listener.filterChains = [chain]
    proxy.listeners = [listener]
    proxy.clusters = configuration.clusters.map { cluster in
      var cluster = cluster
      cluster.tls = .none
      cluster.outlierDetection = nil
      cluster.circuitBreakers = nil
      // The recording had one endpoint a cluster and no hashing, which would set cookies.
      if cluster.type != .originalDestination { cluster.lbPolicy = .roundRobin }
      guard cluster.type != .originalDestination else { return cluster }
      var endpoint = LbEndpoint(Address(Self.podAddress, port: 80))
      let written = cluster.loadAssignment?.endpoints?.first?.lbEndpoints?.first?.endpoint
      endpoint.endpoint.hostname = written?.hostname ?? written?.address.socketAddress?.address
      cluster.loadAssignment = ClusterLoadAssignment(
        clusterName: cluster.name,
        endpoints: [
          LocalityLbEndpoints(lbEndpoints: tables.hasHost(cluster) ? [endpoint] : [])
        ])
      cluster.type = .static
      cluster.edsServiceName = nil
      return cluster
    }
    return proxy
  }

  private func manager(serving table: String) -> HttpConnectionManager {
    let chains = configuration.listeners.flatMap { listener in
      (listener.filterChains ?? []) + [listener.defaultFilterChain].compactMap(\.self)
    }
    if let known = chains.compactMap(\.httpConnectionManager).first(where: {
      $0.rds?.routeConfigName == table
    }) {
      return known
    }
    var manager = HttpConnectionManager(rds: table)
    manager.normalizePath = true
    return manager
  }
}

extension ObservedOutcome {
  /// A trace of one proxy in the corpus's form.
  init(_ trace: RequestTrace) {
    let hop = trace.hops.first
    status = trace.outcome.status
    flags = trace.outcome.flags.isEmpty ? nil : trace.outcome.flags
    details = trace.outcome.details
    let taken = hop?.routes.first(where: \.taken)
    virtualHost = taken == nil ? nil : hop?.virtualHost
    route = taken?.index
    cluster = hop?.cluster
    attempts = trace.outcome.path.first?.attempts ?? 0
    headers = trace.responseHeaders.map { [$0.name, $0.value] }.filter {
      !["content-length", "x-envoy-upstream-service-time"].contains($0[0])
    }
    body = trace.outcome.body.isEmpty || trace.outcome.body == "app" ? nil : trace.outcome.body
    var number = 0
    received = (hop?.sent ?? []).map { sent in
      if !sent.isMirror { number += 1 }
      let isRetry = !sent.isMirror && number > 1
      return Received(
        cluster: sent.cluster, method: sent.method, path: sent.path, authority: sent.authority,
        headers: sent.headers.map { [$0.name, $0.value] }.filter {
          !isRetry || $0[0] != "x-envoy-expected-rq-timeout-ms"
        })
    }
    if received?.isEmpty ?? false { received = nil }
  }

  /// The same with what was sent in a fixed order.
  var sorted: ObservedOutcome {
    var copy = self
    copy.received?.sort { $0.sortKey < $1.sortKey }
    return copy
  }
}
