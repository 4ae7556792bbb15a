internal import Notebook
internal import ProxyConfig
internal import Simulator

/// Collects nodes and edges while it walks the paths of outcomes.
struct TrafficGraphBuilder {
  /// What has been collected.
  var graph: TrafficGraph
  private let owners: [String: String]
  /// Hosts outside the mesh, whose names are not to be split.
  private let external: Set<String>
  private var positions: [TrafficGraph.Node: Int] = [:]

  init(graph: TrafficGraph, owners: [String: String], external: Set<String>) {
    self.graph = graph
    self.owners = owners
    self.external = external
  }

  /// Clients come first, in the history's order.
  mutating func addClient(_ id: String, plan: ClientPlan?) {
    graph.nodes.append(
      TrafficGraph.Node(column: .client, name: id, detail: Self.short(plan?.pod ?? "")))
  }

  /// A pod without the namespace that goes without saying.
  private static func short(_ pod: String) -> String {
    pod.hasSuffix(".default") ? String(pod.dropLast(8)) : pod
  }

  /// Walks the way of requests that ended alike, to where they were refused or answered.
  mutating func add(_ usage: ClientUsage, of history: History) {
    let outcome = history.outcomes[usage.outcome]
    let refuser = OutcomeKind(outcome) == .refused ? outcome.decidedBy : nil
    noteCall(usage, outcome)
    var place = usage.client
    if outcome.path.isEmpty { pass(&place, to: service(outcome.requestedHost), usage, outcome, 1) }
    for (index, step) in outcome.path.enumerated() {
      let isEnd = index == outcome.path.count - 1 && step.proxy == refuser
      if step.direction == "outbound" {
        if place == usage.client { note(proxy: step.proxy, at: place, usage.count) }
        if isEnd { break }
        let host = step.cluster.isEmpty ? outcome.requestedHost : ClusterName.host(of: step.cluster)
        pass(&place, to: service(host), usage, outcome, step.attempts)
      } else {
        if place == usage.client {
          pass(&place, to: service(outcome.requestedHost), usage, outcome, 1)
        }
        pass(&place, to: workload(step.proxy), usage, outcome, 1)
        note(proxy: step.proxy, at: place, usage.count)
        if !isEnd, !step.cluster.isEmpty, ClusterName.isOutbound(step.cluster) {
          let host = ClusterName.host(of: step.cluster)
          pass(&place, to: service(host), usage, outcome, step.attempts)
        }
      }
    }
    if let answered = outcome.workload, graph.nodes[place].column == .service {
      pass(&place, to: workload(answered), usage, outcome, 1)
    }
    for cluster in outcome.mirroredTo {
      var place = usage.client
      pass(&place, to: service(ClusterName.host(of: cluster)), usage, outcome, 1, isMirror: true)
    }
    if let refuser { noteRefusal(usage, by: refuser) }
  }

  private mutating func noteCall(_ usage: ClientUsage, _ outcome: Outcome) {
    var host = ClusterName.shortHost(outcome.requestedHost)
    if host != outcome.requestedHost, host.hasSuffix(".default") { host.removeLast(8) }
    if !graph.nodes[usage.client].calls.contains(host) {
      graph.nodes[usage.client].calls.append(host)
    }
  }

  private mutating func note(proxy: String, at node: Int, _ count: Int) {
    if !graph.nodes[node].proxies.contains(proxy) { graph.nodes[node].proxies.append(proxy) }
    graph.nodes[node].arrivals += count
  }

  private mutating func noteRefusal(_ usage: ClientUsage, by proxy: String) {
    let isOwn = graph.nodes[usage.client].proxies.contains(proxy)
    let node = isOwn ? usage.client : workload(proxy)
    if !graph.nodes[node].proxies.contains(proxy) { graph.nodes[node].proxies.append(proxy) }
    graph.nodes[node].refusals.count += usage.count
    graph.nodes[node].refusals.clients.insert(usage.client)
  }

  private mutating func service(_ host: String) -> Int {
    let short = ClusterName.shortHost(host)
    let parts = short.split(separator: ".", maxSplits: 1)
    let isInside = short != host
    return node(
      .service, isInside ? String(parts.first ?? "") : host,
      isInside && parts.count > 1 ? String(parts[1]) : "")
  }

  private mutating func workload(_ pod: String) -> Int {
    let owner = owners[pod] ?? pod
    if external.contains(owner) { return node(.workload, owner, "") }
    let parts = owner.split(separator: ".", maxSplits: 1)
    return node(.workload, String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
  }

  private mutating func node(
    _ column: TrafficGraph.Column, _ name: String, _ detail: String
  ) -> Int {
    let node = TrafficGraph.Node(column: column, name: name, detail: detail)
    if let position = positions[node] { return position }
    graph.nodes.append(node)
    positions[node] = graph.nodes.count - 1
    return graph.nodes.count - 1
  }

  private mutating func pass(
    _ place: inout Int, to target: Int, _ usage: ClientUsage, _ outcome: Outcome, _ attempts: Int,
    isMirror: Bool = false
  ) {
    let source = place
    place = target
    let known = graph.edges.firstIndex {
      $0.source == source && $0.target == target && $0.isMirror == isMirror
    }
    if known == nil {
      graph.edges.append(TrafficGraph.Edge(source: source, target: target, isMirror: isMirror))
    }
    let index = known ?? graph.edges.count - 1
    let failed = !isMirror && !OutcomeKind(outcome).isSuccess
    graph.edges[index].flow.count += usage.count
    graph.edges[index].flow.clients.insert(usage.client)
    graph.edges[index].attempts += usage.count * max(1, attempts)
    graph.edges[index].failures += failed ? usage.count : 0
    graph.edges[index].nanoseconds += usage.nanoseconds
  }
}
