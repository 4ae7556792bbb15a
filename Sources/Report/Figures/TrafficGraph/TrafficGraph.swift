internal import Notebook
internal import ProxyConfig
internal import Simulator

/// Who sent how much to whom: client → service → workload, as a mesh's console draws it.
struct TrafficGraph: ReportFigure {
  enum Column: Int, Hashable, CaseIterable {
    case client, service, workload
  }

  struct Node: Hashable {
    var column: Column
    var name: String
    /// A second line: the pod of a client, or the namespace.
    var detail: String
    /// The hosts that a client names; empty for others.
    var calls: [String] = []
    /// The pods whose proxies stand here; empty where there is none.
    var proxies: [String] = []
    /// How many requests those proxies refused.
    var refusals = 0
  }

  struct Edge: Hashable {
    var source: Int
    var target: Int
    /// Whether copies went this way, whose answers nobody waits for.
    var isMirror = false
    /// How often a request went this way.
    var passages = 0
    var failures = 0
    /// Response times of the requests, as their clients saw them, added up.
    var nanoseconds: Int64 = 0

    var failureShare: Double { passages == 0 ? 0 : Double(failures) / Double(passages) }
    var meanNanoseconds: Double { passages == 0 ? 0 : Double(nanoseconds) / Double(passages) }
  }

  var nodes: [Node] = []
  var edges: [Edge] = []
  var nanoseconds: Int64

  /// The graph of one run.
  init(_ history: History, of record: RunRecord, owners: [String: String]) {
    nanoseconds = max(1, history.end.nanoseconds)
    var builder = Builder(graph: self, owners: owners, external: Set(record.external.map(\.host)))
    for id in history.clients {
      builder.addClient(id, plan: record.clients.first { $0.id == id })
    }
    for usage in Usage.all(of: history) { builder.add(usage, of: history) }
    self = builder.graph
  }

  func rate(_ edge: Edge) -> Double { Double(edge.passages) * 1e9 / Double(nanoseconds) }

  /// The Deployments of pods: as answers told, else as the experiment's workloads name them.
  static func owners(_ record: RunRecord) -> [String: String] {
    let described = Set(record.workloads.map(\.workload))
    var owners: [String: String] = [:]
    for outcome in record.results.flatMap(\.history.outcomes) {
      if let pod = outcome.workload, let owner = outcome.workloadOwner { owners[pod] = owner }
      for step in outcome.path where owners[step.proxy] == nil {
        owners[step.proxy] = owner(of: step.proxy, among: described)
      }
    }
    return owners
  }

  /// `NAME.NAMESPACE` where `POD.NAMESPACE` is `NAME-NUMBER` and `NAMESPACE/NAME` is described.
  private static func owner(of pod: String, among described: Set<String>) -> String? {
    let parts = pod.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let dash = parts[0].lastIndex(of: "-"),
      parts[0][dash...].dropFirst().allSatisfy(\.isNumber)
    else { return nil }
    let name = parts[0][..<dash]
    return described.contains("\(parts[1])/\(name)") ? "\(name).\(parts[1])" : nil
  }
}

/// How often a client met an outcome, and how long that took in all.
private struct Usage {
  var client: Int
  var outcome: Int
  var count = 0
  var nanoseconds: Int64 = 0

  /// In the order of first appearance.
  static func all(of history: History) -> [Usage] {
    var usages: [Usage] = []
    var positions = Array(repeating: -1, count: history.clients.count * history.outcomes.count)
    for request in history.requests {
      let cell = request.client * history.outcomes.count + request.outcome
      if positions[cell] < 0 {
        positions[cell] = usages.count
        usages.append(Usage(client: request.client, outcome: request.outcome))
      }
      usages[positions[cell]].count += 1
      usages[positions[cell]].nanoseconds += request.end.nanoseconds - request.start.nanoseconds
    }
    return usages
  }
}

/// Collects nodes and edges while it walks the paths of outcomes.
private struct Builder {
  var graph: TrafficGraph
  let owners: [String: String]
  /// Hosts outside the mesh, whose names are not to be split.
  let external: Set<String>
  private var positions: [TrafficGraph.Node: Int] = [:]

  init(graph: TrafficGraph, owners: [String: String], external: Set<String>) {
    self.graph = graph
    self.owners = owners
    self.external = external
  }

  mutating func addClient(_ id: String, plan: ClientPlan?) {
    graph.nodes.append(
      TrafficGraph.Node(column: .client, name: id, detail: plan.map(\.pod) ?? ""))
  }

  mutating func add(_ usage: Usage, of history: History) {
    let outcome = history.outcomes[usage.outcome]
    let failed = !OutcomeKind(outcome).isSuccess
    noteProxies(usage, outcome)
    noteCall(usage, outcome)
    var place = usage.client
    for step in outcome.path {
      if step.direction == "outbound" {
        let host = step.cluster.isEmpty ? outcome.requestedHost : ClusterName.host(of: step.cluster)
        pass(&place, to: service(host), usage, failed)
      } else {
        if place == usage.client { pass(&place, to: service(outcome.requestedHost), usage, failed) }
        pass(&place, to: workload(step.proxy), usage, failed)
        note(proxy: step.proxy, at: place)
        if !step.cluster.isEmpty, ClusterName.isOutbound(step.cluster) {
          pass(&place, to: service(ClusterName.host(of: step.cluster)), usage, failed)
        }
      }
    }
    if outcome.path.isEmpty { pass(&place, to: service(outcome.requestedHost), usage, failed) }
    if let answered = outcome.workload, graph.nodes[place].column == .service {
      pass(&place, to: workload(answered), usage, failed)
    }
    for cluster in outcome.mirroredTo {
      var place = usage.client
      pass(&place, to: service(ClusterName.host(of: cluster)), usage, false, isMirror: true)
    }
    noteRefusal(usage, outcome)
  }

  private mutating func noteProxies(_ usage: Usage, _ outcome: Outcome) {
    if let first = outcome.path.first, first.direction == "outbound" {
      note(proxy: first.proxy, at: usage.client)
    }
  }

  private mutating func noteCall(_ usage: Usage, _ outcome: Outcome) {
    var host = ClusterName.shortHost(outcome.requestedHost)
    if host != outcome.requestedHost, host.hasSuffix(".default") { host.removeLast(8) }
    if !graph.nodes[usage.client].calls.contains(host) {
      graph.nodes[usage.client].calls.append(host)
    }
  }

  private mutating func note(proxy: String, at node: Int) {
    if !graph.nodes[node].proxies.contains(proxy) { graph.nodes[node].proxies.append(proxy) }
  }

  private mutating func noteRefusal(_ usage: Usage, _ outcome: Outcome) {
    guard let proxy = outcome.decidedBy, OutcomeKind(outcome) == .refused else { return }
    if graph.nodes[usage.client].proxies.contains(proxy) {
      graph.nodes[usage.client].refusals += usage.count
    } else {
      let node = workload(proxy)
      note(proxy: proxy, at: node)
      graph.nodes[node].refusals += usage.count
    }
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

  private mutating func node(_ column: TrafficGraph.Column, _ name: String, _ detail: String) -> Int
  {
    let node = TrafficGraph.Node(column: column, name: name, detail: detail)
    if let position = positions[node] { return position }
    graph.nodes.append(node)
    positions[node] = graph.nodes.count - 1
    return graph.nodes.count - 1
  }

  private mutating func pass(
    _ place: inout Int, to target: Int, _ usage: Usage, _ failed: Bool, isMirror: Bool = false
  ) {
    let source = place
    place = target
    let index: Int
    let known = graph.edges.firstIndex {
      $0.source == source && $0.target == target && $0.isMirror == isMirror
    }
    if let known {
      index = known
    } else {
      graph.edges.append(TrafficGraph.Edge(source: source, target: target, isMirror: isMirror))
      index = graph.edges.count - 1
    }
    graph.edges[index].passages += usage.count
    graph.edges[index].failures += failed ? usage.count : 0
    graph.edges[index].nanoseconds += usage.nanoseconds
  }
}
