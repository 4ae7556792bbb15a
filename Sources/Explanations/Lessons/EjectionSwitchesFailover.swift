internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// `outlierDetection` switches on failover by locality.
  static let ejectionSwitchesFailover = Lesson(
    .lessonEjectionSwitchesFailover, "outlierDetection switches on failover by locality",
    meaning: "istiod orders endpoints by how near they are only where outlierDetection is set, "
      + "since else nobody would tell that the near ones are unhealthy. From then on hosts of "
      + "other zones get no requests while those nearby are healthy.",
    fix: "Set loadBalancer.localityLbSetting.enabled: false to spread requests all the same.",
    source:
      "(pilot/pkg/networking/core/loadbalancer/loadbalancer.go@1.30.3, ApplyLocalityLoadBalancer)"
  ) { hop in
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
