internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `interval` is how often ejected hosts are let back, not how long errors are counted.
  static let intervalDoesNotDelayEjection = Lesson(
    .lessonIntervalDoesNotDelayEjection, "interval does not delay an ejection",
    meaning: "Errors in a row are counted as they come, and the last of them ejects at once. "
      + "interval is how often ejected hosts are let back and success rates are judged.",
    fix: "Nothing: ejection is immediate.",
    source: "(source/common/upstream/outlier_detection_impl.cc@1.38.0, onConsecutive5xx)",
    example: failing
      + """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec: {host: web, trafficPolicy: {outlierDetection: {interval: 30s, maxEjectionPercent: 100}}}
      """
  ) { hop in
    guard hop.isOutbound, let detection = hop.cluster?.outlierDetection,
      let interval = detection.interval, interval.nanoseconds > 0,
      hop.hop.attempts.contains(where: { $0.result.hasPrefix("5") })
    else { return nil }
    let count = detection.consecutive5xx ?? 5
    return Words(
      what:
        "interval \(interval.text) does not delay an ejection: \(count) answers of 5xx in a row "
        + "eject at once",
      why:
        "at each interval hosts are let back and rates are judged; errors in a row are counted as "
        + "they come", origin: hop.cluster?.limitOrigins.outlierDetection)
  }
}
