internal import Simulator

/// A filter made ready for one history: clients and outcomes are looked at once, not once a request.
struct RequestSelection {
  /// By client: whether its requests are meant.
  private let clients: [Bool]
  /// By outcome: whether it has every property that the filter names.
  private let outcomes: [Bool]
  private let during: RequestFilter.Interval?

  init(_ filter: RequestFilter, in history: History) {
    clients = history.clients.map { filter.client == nil || filter.client == $0 }
    outcomes = history.outcomes.map { filter.holds(for: $0) }
    during = filter.during
  }

  /// Whether the request has every property that the filter names.
  func contains(_ request: RequestRecord) -> Bool {
    guard outcomes[request.outcome], clients[request.client] else { return false }
    guard let during else { return true }
    return request.start >= during.from && request.start < during.to
  }
}

extension RequestFilter {
  /// Whether an outcome has every property that is asked of outcomes.
  func holds(for outcome: Outcome) -> Bool { properties.allSatisfy { $0.holds(for: outcome) } }
}

extension RequestFilter.Property {
  /// Whether an outcome has the property; who asked and when is no property of an outcome.
  fileprivate func holds(for outcome: Outcome) -> Bool {
    switch self {
    case .client, .during: true
    case .status(let status): outcome.status == status
    case .flag(let flag): outcome.carries(flag: flag)
    case .curlExit(let status): outcome.curlExit == status
    case .workload(let name):
      [outcome.workloadOwner, outcome.workload].contains { answered in
        answered.map { QualifiedName.matches($0, name) } ?? false
      }
    case .refusedBy(let name):
      outcome.decidedBy.map { QualifiedName.matches(proxy: $0, name) } ?? false
    case .mirroredTo(let host):
      outcome.mirroredTo.contains { QualifiedName.matches(cluster: $0, host) }
    case .didNotReturn(let didNotReturn): outcome.hopLimitReached == didNotReturn
    case .bodyContains(let text): outcome.body.contains(text)
    }
  }
}

extension Outcome {
  /// Whether the flag is among those of the nearest proxy or of the proxy that decided.
  func carries(flag: String) -> Bool {
    [flags, decidingFlags].contains { flags in flags.split(separator: ",").contains { $0 == flag } }
  }

  /// How many attempts the client's own proxy made; a request without a proxy is its own attempt.
  package var callerAttempts: Int {
    path.first { $0.direction != "inbound" }?.attempts ?? 1
  }
}

/// How predictions name pods, Deployments, proxies and services: with their namespace or without.
package enum QualifiedName {
  /// Whether `NAME.NAMESPACE` is meant by `NAME` or `NAME.NAMESPACE`.
  package static func matches(_ full: String, _ name: String) -> Bool {
    full == name || full.prefix { $0 != "." } == name
  }

  /// Whether the proxy of a pod, `POD.NAMESPACE`, is meant by its pod or by its pod's Deployment.
  package static func matches(proxy: String, _ name: String) -> Bool {
    if matches(proxy, name) { return true }
    guard let dot = proxy.firstIndex(of: "."), let dash = proxy[..<dot].lastIndex(of: "-") else {
      return false
    }
    return matches(String(proxy[..<dash] + proxy[dot...]), name)
  }

  /// Whether a cluster, `DIRECTION|PORT|SUBSET|HOST`, is meant by a service's host.
  package static func matches(cluster: String, _ host: String) -> Bool {
    let last = cluster.split(separator: "|", omittingEmptySubsequences: false).last ?? ""
    return matches(String(last), host)
  }
}
