internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `http2MaxRequests` limits requests of HTTP/1.1, too.
  static let requestLimitOfHTTP1 = Lesson(
    .lessonRequestLimitOfHTTP1, "http2MaxRequests limits HTTP/1.1, too",
    meaning: "It becomes max_requests of the cluster's circuit breaker, which counts active "
      + "requests whatever their protocol.",
    fix: "Nothing, if that is meant; http1MaxPendingRequests limits those that wait for a "
      + "connection.",
    source: "(pilot/pkg/networking/core/cluster_traffic_policy.go@1.30.3, applyConnectionPool)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec: {host: web, trafficPolicy: {connectionPool: {http: {http2MaxRequests: 9}}}}
      """
  ) { hop in
    guard hop.isOutbound, let cluster = hop.cluster, let origin = cluster.limitOrigins.maxRequests,
      let limit = cluster.circuitBreakers?.thresholds.first?.maxRequests,
      cluster.httpProtocolOptions?.explicitHttpConfig?.http2ProtocolOptions == nil
    else { return nil }
    return Words(
      what: "http2MaxRequests \(limit) limits requests of HTTP/1.1, too",
      why: "it becomes max_requests, which counts the active requests of a cluster whatever their "
        + "protocol", origin: origin)
  }
}
