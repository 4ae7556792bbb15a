internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `maxEjectionPercent` below one host ejects nobody.
  static let ejectionShareEjectsNobody = Lesson(
    .lessonEjectionShareEjectsNobody, "maxEjectionPercent of less than one host ejects nobody",
    meaning: "Envoy ejects a host only while the share of ejected hosts stays within "
      + "maxEjectionPercent, which is 10 by default: of fewer than ten hosts it ejects none.",
    fix: "Set maxEjectionPercent to at least 100 divided by the number of hosts.",
    source: "(source/common/upstream/outlier_detection_impl.cc@1.38.0, ejectHost)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec: {host: web, trafficPolicy: {outlierDetection: {consecutive5xxErrors: 1}}}
      """
  ) { hop in
    guard hop.isOutbound, let detection = hop.cluster?.outlierDetection, !hop.hosts.isEmpty else {
      return nil
    }
    let percent = Int(min(detection.maxEjectionPercent ?? 10, 100))
    guard percent * hop.hosts.count < 100 else { return nil }
    return Words(
      what:
        "maxEjectionPercent \(percent)\(detection.maxEjectionPercent == nil ? " (by default)" : "")"
        + " ejects nobody of \(hop.hosts.count)",
      why: "\(percent) % of \(hop.hosts.count) hosts is less than one",
      fix: "set maxEjectionPercent to at least \((100 + hop.hosts.count - 1) / hop.hosts.count)",
      origin: hop.cluster?.limitOrigins.outlierDetection)
  }
}
