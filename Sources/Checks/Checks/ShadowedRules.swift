internal import ControlPlane
internal import Diagnostics

extension Check {
  /// A rule that another one puts aside.
  static let shadowedRules = Check(
    .shadowedRule, istio: ["IST0109"], "a rule that another one puts aside",
    meaning: "In sidecars the first VirtualService for a host counts whole and the others not at "
      + "all: private ones of the client come first, then those exported to it by name, then "
      + "public ones, of one kind the oldest. Of DestinationRules of one namespace and host "
      + "the first policy counts, and of subsets of a name the first.",
    fix: "Merge the rules into one, or give them different hosts.",
    source: "(pilot/pkg/networking/core/httproute.go@1.30.3, dedupeDomains)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: a, creationTimestamp: "2024-01-02T00:00:00Z", namespace: shop}
      spec:
        hosts: [web]
        http: [{route: [{destination: {host: web}}]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: b, creationTimestamp: "2024-01-01T00:00:00Z", namespace: shop}
      spec:
        hosts: [web]
        http: [{route: [{destination: {host: web}}]}]
      """
  ) { context in
    context.contests.filter { $0.code == .shadowedRule }.map { $0.diagnostic(.warning) }
  }
}
