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
      "(pilot/pkg/networking/core/loadbalancer/loadbalancer.go@1.30.3, ApplyLocalityLoadBalancer)",
    example: """
      {apiVersion: v1, kind: Node, metadata: {name: a, labels: {topology.kubernetes.io/region: east}}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: b, labels: {topology.kubernetes.io/region: west}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: here, namespace: shop, labels: {app: here}}
      spec: {nodeName: a}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: near, namespace: shop, labels: {app: db}}
      spec: {nodeName: a}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: far, namespace: shop, labels: {app: db}}
      spec: {nodeName: b}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db, namespace: shop}
      spec: {selector: {app: db}, ports: [{name: http, port: 8080}]}
      ---
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: db, namespace: shop}
      spec: {host: db, trafficPolicy: {outlierDetection: {maxEjectionPercent: 100}}}
      """, asked: CodeExplanation.Request("http://db:8080/", from: "here.shop")
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
