internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Mirrored requests count against the receiver's limits.
  static let mirrorsCountAgainstLimits = Lesson(
    .lessonMirrorsCountAgainstLimits, "mirrored requests count against the receiver's limits",
    meaning: "A mirrored request is a request like any other to the cluster's circuit breakers, so "
      + "that copies may use up the limits of those that somebody waits for.",
    fix: "Mirror to another service, or raise its limits.",
    source: "(source/common/router/shadow_writer_impl.cc@1.38.0)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http:
        - {mirror: {host: web}, route: [{destination: {host: web}}]}
      """
  ) { hop in
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
