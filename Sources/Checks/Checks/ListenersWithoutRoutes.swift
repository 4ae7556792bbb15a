internal import ControlPlane
internal import Diagnostics

extension Check {
  /// A listener of Gateway API to which no route attaches.
  static let listenersWithoutRoutes = Check(
    .listenerWithoutRoutes, "a Gateway's listener to which no route attaches",
    meaning: "No route has the Gateway as a parent, is allowed by the listener and has a host in "
      + "common with it: its status shows attachedRoutes: 0, and the gateway answers every request "
      + "with 404, or closes connections that carry no HTTP.",
    fix: "Correct the route's parentRefs and hostnames, or the listener's hostname and "
      + "allowedRoutes; or take the listener out.",
    source: "(pilot/pkg/config/kube/gateway/conversion.go@1.30.3, reportGatewayStatus)",
    example: """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: shop}
      spec:
        gatewayClassName: istio
        listeners: [{name: http, port: 80, protocol: HTTP, hostname: nobody.example}]
      """,
    waitsFor: ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute"]
  ) { context in context.facts.listenersWithoutRoutes }
}
