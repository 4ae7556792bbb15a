internal import Notebook
internal import ProxyConfig
internal import Simulator

/// Who sent how much to whom: client → service → workload, as a mesh's console draws it.
///
/// What a proxy refused ends at that proxy; an edge has only what went on.
struct TrafficGraph: ReportFigure {
  /// Where a node stands, from left to right.
  enum Column: Int, Hashable, CaseIterable {
    /// Who asks.
    case client
    /// The host that a proxy sends to.
    case service
    /// Who answers.
    case workload
  }

  /// A client, a service or a workload.
  struct Node: Hashable {
    /// Its column.
    var column: Column
    /// The first line.
    var name: String
    /// A second line: the pod of a client, or the namespace.
    var detail: String
    /// The hosts that a client names; empty for others.
    var calls: [String] = []
    /// The pods whose proxies stand here; empty where there is none.
    var proxies: [String] = []
    /// How many requests those proxies refused, and over how long.
    var refusals = Flow()
    /// How many requests came to those proxies.
    var arrivals = 0

    /// Of what came to them.
    var refusalShare: Double {
      arrivals == 0 ? 0 : Double(refusals.count) / Double(arrivals)
    }
  }

  /// Requests, and the time over which they were sent.
  struct Flow: Hashable {
    /// How many there were.
    var count = 0
    /// The clients that sent them, by position.
    var clients: Set<Int> = []
    /// How long at least one of those clients was at work.
    var nanoseconds: Int64 = 1

    /// Requests a second.
    var rate: Double { Double(count) * 1e9 / Double(nanoseconds) }
  }

  /// A way that requests went.
  struct Edge: Hashable {
    /// Position of the node where it begins.
    var source: Int
    /// Position of the node where it ends.
    var target: Int
    /// Whether copies went this way, whose answers nobody waits for.
    var isMirror = false
    /// Requests that went this way.
    var flow = Flow()
    /// How often they were sent, retries included.
    var attempts = 0
    /// How many of them ended in an error, wherever it was made.
    var failures = 0
    /// Response times of the requests, as their clients saw them, added up.
    var nanoseconds: Int64 = 0

    /// Of all requests on it.
    var failureShare: Double { flow.count == 0 ? 0 : Double(failures) / Double(flow.count) }
    /// Mean response time.
    var meanNanoseconds: Double { flow.count == 0 ? 0 : Double(nanoseconds) / Double(flow.count) }
    /// Attempts a request.
    var meanAttempts: Double { flow.count == 0 ? 0 : Double(attempts) / Double(flow.count) }
  }

  /// Clients first.
  var nodes: [Node] = []
  /// In the order of their first request.
  var edges: [Edge] = []

  /// The graph of one run.
  init(_ history: History, of record: RunRecord, owners: [String: String]) {
    var builder = TrafficGraphBuilder(
      graph: self, owners: owners, external: Set(record.external.map(\.host)))
    for id in history.clients {
      builder.addClient(id, plan: record.clients.first { $0.id == id })
    }
    for usage in ClientUsage.all(of: history) { builder.add(usage, of: history) }
    self = builder.graph
    let activity = ClientActivity(history, plans: record.clients)
    for index in edges.indices {
      edges[index].flow.nanoseconds = activity.nanoseconds(of: edges[index].flow.clients)
    }
    for index in nodes.indices {
      nodes[index].refusals.nanoseconds = activity.nanoseconds(of: nodes[index].refusals.clients)
    }
  }

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
    guard parts.count == 2, let full = parts.first, let dash = full.lastIndex(of: "-"),
      full[dash...].dropFirst().allSatisfy(\.isNumber)
    else { return nil }
    let name = full[..<dash]
    return described.contains("\(parts[1])/\(name)") ? "\(name).\(parts[1])" : nil
  }
}
