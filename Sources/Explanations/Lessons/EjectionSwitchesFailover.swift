internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `outlierDetection` switches on failover by locality.
  static let ejectionSwitchesFailover = Lesson(.lessonEjectionSwitchesFailover) { hop in
    guard hop.isOutbound, hop.cluster?.outlierDetection != nil,
      Set(hop.localities.map { $0.priority ?? 0 }).count > 1
    else { return nil }
    return Words(
      what: "outlierDetection switches on failover by locality: hosts of other places get nothing "
        + "while those nearby are healthy",
      why:
        "istiod orders endpoints by locality only where ejection can tell that they are unhealthy",
      fix: "set loadBalancer.localityLbSetting.enabled: false to spread requests all the same",
      origin: hop.cluster?.limitOrigins.outlierDetection)
  }
}
