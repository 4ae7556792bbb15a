internal import ControlPlane
internal import Diagnostics
internal import ProxyConfig
internal import Simulator

extension Lesson {
  /// Waypoints act on what ztunnels bring, and sidecars go straight to pods.
  static let waypointIsPassedBy = Lesson(
    .lessonWaypointPassedBy, "sidecars and gateways pass waypoints by",
    meaning: "A caller's own sidecar has applied the rules already, and sends to the pod itself: "
      + "what the waypoint adds, such as policies attached to the Service, does not act on its "
      + "calls. A gateway goes to the waypoint where the Service is labelled "
      + "istio.io/ingress-use-waypoint: true.",
    fix: "Put the caller in ambient mode, or select the Service's pods by policies of their own.",
    source: "(pilot/pkg/xds/endpoints/endpoint_builder.go@1.30.3, buildEnvoyLbEndpoint)",
    example: """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: waypoint, namespace: shop}
      spec:
        gatewayClassName: istio-waypoint
        listeners: [{name: mesh, port: 15008, protocol: HBONE}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop, labels: {istio.io/use-waypoint: waypoint}}
      spec: {selector: {app: web}, ports: [{name: http, port: 8080}]}
      """,
    asked: CodeExplanation.Request("http://api.shop.svc.cluster.local:8080/")
  ) { hop in
    guard hop.isOutbound, hop.hop.direction != "waypoint",
      let host = hop.hop.cluster.flatMap({ ClusterName($0) })?.host,
      let waypoint = hop.compilation.waypoint(of: host),
      !hop.trace.hops.contains(where: { $0.direction == "waypoint" })
    else { return nil }
    let name = "\(waypoint.resource.namespace)/\(waypoint.resource.name)"
    return Words(
      what: "waypoint \(name) of \(host) is passed by",
      why: "the proxy of \(hop.hop.proxy) has applied the rules, and sends to the pod itself",
      fix: "put the caller in ambient mode",
      origin: waypoint)
  }
}
