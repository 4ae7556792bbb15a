internal import Diagnostics
internal import ProxyConfig
internal import Resources

extension Cluster {
  /// Ejects hosts that fail, where the policy says so
  /// (`pilot/pkg/networking/core/cluster_traffic_policy.go` applyOutlierDetection@1.30.3).
  ///
  /// Ejection by success rate is always off. What the policy leaves out is Envoy's default: five
  /// consecutive 5xx are enforced even where only an interval is written.
  mutating func applyOutlierDetection(of policy: EffectivePolicy) {
    guard let written = policy.outlierDetection else { return }
    let outlier = written.value
    var detection = ProxyConfig.OutlierDetection()
    detection.enforcingSuccessRate = 0
    if let errors = outlier.consecutive5xxErrors {
      detection.consecutive5xx = errors
      detection.enforcingConsecutive5xx = errors > 0 ? 100 : 0
    }
    if let errors = outlier.consecutiveGatewayErrors {
      detection.consecutiveGatewayFailure = errors
      detection.enforcingConsecutiveGatewayFailure = errors > 0 ? 100 : 0
    }
    detection.interval = outlier.interval.map { ProtoDuration($0) }
    detection.baseEjectionTime = outlier.baseEjectionTime.map { ProtoDuration($0) }
    if outlier.maxEjectionPercent > 0 {
      detection.maxEjectionPercent = UInt32(outlier.maxEjectionPercent)
    }
    if outlier.splitExternalLocalOriginErrors {
      detection.splitExternalLocalOriginErrors = true
      if let failures = outlier.consecutiveLocalOriginFailures, failures > 0 {
        detection.consecutiveLocalOriginFailure = failures
        detection.enforcingConsecutiveLocalOriginFailure = 100
      }
      detection.enforcingLocalOriginSuccessRate = 0
    }
    outlierDetection = detection
    limitOrigins.outlierDetection = written.origin()
    if outlier.minHealthPercent >= 0 {
      // Zero switches Envoy's panic off, whose own default is 50 per cent.
      let percent = outlier.minHealthPercent
      var common = commonLbConfig ?? CommonLbConfig()
      common.healthyPanicThreshold = Wrapped(percent == 0 ? nil : Double(percent))
      commonLbConfig = common
    }
  }
}
