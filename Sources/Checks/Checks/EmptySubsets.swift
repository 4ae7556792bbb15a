internal import ControlPlane
internal import Diagnostics

extension Check {
  /// A subset that no pod belongs to.
  static let emptySubsets = Check(
    .subsetWithoutPods, istio: ["IST0173"], "a subset that no pod belongs to",
    meaning: "No pod of the service has the labels of the subset: requests to it are answered with "
      + "503 UH.",
    fix: "Correct the labels, or take the subset out.",
    source: "(pilot/pkg/xds/endpoints/endpoint_builder.go@1.30.3, BuildClusterLoadAssignment)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: web, namespace: shop}
      spec:
        host: web
        subsets: [{name: v9, labels: {version: v9}}]
      """,
    waitsFor: [
      "Pod", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job",
      "WorkloadEntry", "ServiceEntry",
    ]
  ) { context in
    context.lostPolicies.filter { $0.code == .subsetWithoutPods }.map { $0.diagnostic(.error) }
  }
}
