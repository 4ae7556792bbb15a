internal import Simulator

extension RequestFilter {
  /// The population that a share is taken of: the same client and the same interval.
  var population: RequestFilter {
    var filter = RequestFilter()
    filter.client = client
    filter.during = during
    return filter
  }

  /// Whether an outcome has every property of outcomes that the filter names.
  func matches(_ outcome: Outcome) -> Bool {
    if let status, outcome.status != status { return false }
    if let flag, !outcome.carries(flag: flag) { return false }
    if let curlExit, outcome.curlExit != curlExit { return false }
    if let didNotReturn, outcome.hopLimitReached != didNotReturn { return false }
    if let bodyContains, !outcome.body.contains(bodyContains) { return false }
    if let workload {
      let answered = [outcome.workloadOwner, outcome.workload]
      guard answered.contains(where: { $0.map { isNamed($0, workload) } ?? false }) else {
        return false
      }
    }
    if let mirroredTo, !outcome.isMirrored(to: mirroredTo) { return false }
    if let refusedBy, !outcome.isDecided(by: refusedBy) { return false }
    return true
  }
}

extension Outcome {
  /// Whether the flag is among those of the nearest proxy or of the proxy that decided.
  func carries(flag: String) -> Bool {
    [flags, decidingFlags].contains { flags in flags.split(separator: ",").contains { $0 == flag } }
  }

  /// Whether a copy went to a cluster of that service's host.
  func isMirrored(to host: String) -> Bool {
    mirroredTo.contains { cluster in
      let clusterHost = cluster.split(separator: "|", omittingEmptySubsequences: false).last ?? ""
      return clusterHost == host || isNamed(String(clusterHost), host)
    }
  }

  /// Whether the proxy of that pod, or of a pod of that Deployment, made the answer.
  func isDecided(by name: String) -> Bool {
    guard let decidedBy else { return false }
    if isNamed(decidedBy, name) { return true }
    guard let dot = decidedBy.firstIndex(of: "."), let dash = decidedBy[..<dot].lastIndex(of: "-")
    else { return false }
    return isNamed(String(decidedBy[..<dash] + decidedBy[dot...]), name)
  }
}

/// Whether `NAME.NAMESPACE` is meant by `NAME` or `NAME.NAMESPACE`.
private func isNamed(_ full: String, _ name: String) -> Bool {
  full == name || full.prefix { $0 != "." } == name
}
