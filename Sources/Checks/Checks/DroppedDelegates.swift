internal import ControlPlane
internal import Diagnostics

extension Check {
  /// A delegate that brings no rules.
  static let droppedDelegates = Check(
    .delegateDropped, istio: ["IST0101"], "a delegate that brings no rules",
    meaning: "A rule hands over to a VirtualService that is not there, has hosts of its own, is "
      + "not exported to the root's namespace, or whose matches exclude the root's. Its rules "
      + "then stand nowhere, and a root without any rule is as if it were not there.",
    fix: "Correct the name, take the hosts out of the delegate, export it, or let its matches "
      + "begin with the root's.",
    source: "(pilot/pkg/model/virtualservice.go@1.30.3, mergeHTTPRoute)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http: [{delegate: {name: part}}]
      """,
    waitsFor: ["VirtualService"]
  ) { context in
    context.facts.lostRules.filter { $0.code == .delegateDropped }.map { $0.diagnostic(.warning) }
  }
}
