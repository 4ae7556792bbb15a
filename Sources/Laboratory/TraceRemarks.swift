internal import ControlPlane
internal import Diagnostics
internal import Explanations
internal import Simulator

/// What the traces of a run do not say by their decisions alone, as `labbook curl` says it.
enum TraceRemarks {
  /// The remarks on each trace of the first replication under a version.
  ///
  /// The mesh is compiled again for the proxies on the way alone: what explains is not kept for all
  /// versions while they run.
  static func of(
    _ prepared: PreparedExperiment, _ version: Int, _ histories: [History]
  ) -> [[AnswerNote]] {
    guard let history = histories.first, !history.traces.isEmpty else { return [] }
    let proxies = Set(history.traces.flatMap { [$0.from] + $0.hops.map(\.proxy) })
    let compilation = ControlPlane.compile(
      prepared.loaded.resources, under: prepared.versions[version].version, proxies: proxies)
    let clients = prepared.scenario(version: version, replication: 0).clients
    return history.traces.map { trace in
      guard let request = trace.request, history.requests.indices.contains(request) else {
        return []
      }
      let client = clients[history.requests[request].client]
      return Explanation.notes(on: trace, to: client.request, in: compilation)
    }
  }
}
