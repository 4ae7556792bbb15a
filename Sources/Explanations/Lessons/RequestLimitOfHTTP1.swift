internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `http2MaxRequests` limits requests of HTTP/1.1, too.
  static let requestLimitOfHTTP1 = Lesson(.lessonRequestLimitOfHTTP1) { hop in
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
