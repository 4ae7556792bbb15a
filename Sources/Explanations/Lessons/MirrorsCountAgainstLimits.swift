internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Mirrored requests count against the receiver's limits.
  static let mirrorsCountAgainstLimits = Lesson(.lessonMirrorsCountAgainstLimits) { hop in
    guard let mirrors = hop.route?.route?.requestMirrorPolicies, !mirrors.isEmpty else {
      return nil
    }
    let limited = mirrors.first { mirror in
      guard let cluster = hop.proxy.clusters.first(where: { $0.name == mirror.cluster }) else {
        return false
      }
      return cluster.limitOrigins.maxRequests != nil || cluster.limitOrigins.maxConnections != nil
        || cluster.limitOrigins.maxPendingRequests != nil || mirror.cluster == hop.hop.cluster
    }
    guard let limited else { return nil }
    return Words(
      what: "mirrored requests count against the limits of \(limited.cluster)",
      why: "a mirrored request is a request like any other to the cluster's circuit breakers",
      origin: hop.route?.origin)
  }
}
