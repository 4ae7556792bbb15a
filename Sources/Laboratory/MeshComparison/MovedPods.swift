internal import DataPlane
internal import Probes
internal import ProxyConfig

/// Compares the requests of pods whose connections something else carries than before: a sidecar, a
/// ztunnel, nobody.
struct MovedPods {
  /// How many requests of one pod are asked.
  static let limit = 4_000

  /// What is answered otherwise.
  private(set) var answers: [AnswerChange] = []
  /// How many requests are answered alike.
  private(set) var unchangedRequests = 0
  /// What was left out, in words.
  private(set) var leftOut: [String] = []
  private var before: PathView
  private var after: PathView

  /// Pods that are replicas of one another.
  private struct Replicas: Hashable {
    var owner: String
    var namespace: String
    var labels: [String: String]
    var before: ProxyKind
    var after: ProxyKind
  }

  /// `new`: with the earlier state's addresses.
  init(_ old: MeshConfiguration, _ new: MeshConfiguration) {
    before = PathView(old)
    after = PathView(new)
    let later = Dictionary(new.workloads.map { ($0.name, $0) }) { first, _ in first }
    var groups: [Replicas: Int] = [:]
    var pods: [[Workload]] = []
    for workload in old.workloads {
      guard let other = later[workload.name], other.proxyKind != workload.proxyKind,
        Self.isCaller(workload), Self.isCaller(other)
      else { continue }
      let key = Replicas(
        owner: workload.owner.isEmpty ? workload.podName : workload.owner,
        namespace: workload.namespace, labels: workload.labels, before: workload.proxyKind,
        after: other.proxyKind)
      if let place = groups[key] {
        pods[place].append(other)
      } else {
        groups[key] = pods.count
        pods.append([other])
      }
    }
    for group in pods { compare(group) }
  }

  private static func isCaller(_ workload: Workload) -> Bool {
    [.none, .sidecar, .ztunnel].contains(workload.proxyKind)
  }

  private mutating func compare(_ pods: [Workload]) {
    guard let pod = pods.first else { return }
    var asked: Set<Question> = []
    let all = before.requests(from: pod.name) + after.requests(from: pod.name)
    for (request, head) in all {
      guard asked.insert(Question(request: request, head: head)).inserted else { continue }
      guard asked.count <= Self.limit else { continue }
      guard let old = before.answer(request, from: pod.name, to: head),
        let new = after.answer(request, from: pod.name, to: head)
      else { continue }
      guard old != new else {
        unchangedRequests += 1
        continue
      }
      let door: ProbeConnection.Door = pod.proxyKind == .ztunnel ? .carried : .outbound
      let connection = ProbeConnection(door, head)
      var change = AnswerChange(
        connection: connection, request: request, table: "", before: old, after: new)
      change.proxies = pods.map(\.name)
      change.isPath = true
      answers.append(change)
    }
    if asked.count > Self.limit {
      leftOut.append("\(asked.count - Self.limit) more requests of \(pod.name)")
    }
  }

  private struct Question: Hashable {
    var request: RequestHead
    var head: ConnectionHead
  }
}
