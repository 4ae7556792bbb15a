internal import ControlPlane
internal import Diagnostics

extension Check {
  /// A Gateway that no pod serves.
  static let unservedGateways = Check(
    .gatewayWithoutPods, istio: ["IST0101"], "a Gateway that no pod serves",
    meaning: "No pod with a gateway's proxy has the labels of the selector, so that the Gateway "
      + "acts on nobody.",
    fix: "Correct the selector, or add the gateway's pods to the input.",
    source: "(pilot/pkg/model/gateway.go@1.30.3, mergeGateways)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec:
        selector: {app: edge}
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example]}]
      """,
    waitsFor: [
      "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job",
    ]
  ) { context in
    context.facts.unservedGateways.map { finding in
      var finding = finding
      finding.severity = .error
      return finding
    }
  }
}
