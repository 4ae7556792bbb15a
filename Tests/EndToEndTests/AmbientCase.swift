import Testing

/// A question about ambient mode, and what Istio's documentation and sources say becomes of it.
struct AmbientCase: Sendable, CustomTestStringConvertible {
  /// What it is about.
  var name: String
  /// The caller, as `--from` takes it.
  var from = "client.amb"
  /// What is called.
  var url: String
  /// What stands beside the mesh.
  var more = ""
  /// `--rules`.
  var rules = "1.30"
  /// The pods whose stations are passed, in order; the waypoint's and the gateway's among them.
  var stations: [String]
  /// HTTP's answer; `nil` for none.
  var status: Int? = 200
  /// curl's exit.
  var exit = 0
  /// What the answer must name: the rule that decided, with its kind and name.
  var decidedBy: String?
  /// Where it is said.
  var source: String

  var testDescription: String { "\(name): \(from) \(url)" }
}

extension AmbientCase {
  /// From each kind of client to each kind of destination, without policies.
  static let ways: [AmbientCase] =
    plain + throughServices + throughPods + pastWaypoints + gateways + bytes

  private static let noWaypoint =
    "istio.io/latest/docs/ambient/architecture/data-plane; src/proxy/outbound.rs build_request"
  private static let waypoint =
    "istio.io/latest/docs/ambient/usage/waypoint; src/proxy/outbound.rs build_request"
  private static let bypass =
    "pilot/pkg/xds/endpoints/endpoint_builder.go@1.30.3, buildEnvoyLbEndpoint: service waypoints are "
    + "left to ingress gateways"

  private static let plain: [AmbientCase] = [
    AmbientCase(
      name: "no waypoint", url: "http://plain.amb/", stations: ["client.amb", "plain.amb"],
      source: noWaypoint),
    AmbientCase(
      name: "no waypoint", from: "client.side", url: "http://plain.amb/",
      stations: ["client.side", "plain.amb"], source: bypass),
    AmbientCase(
      name: "no waypoint", from: "client.bare", url: "http://plain.amb/", stations: ["plain.amb"],
      source: "src/proxy/inbound_passthrough.rs"),
    AmbientCase(
      name: "a pod with a sidecar is no part of it", url: "http://server.side/",
      stations: ["client.amb", "server.side"], source: "cni/pkg/util/podutil.go@1.30.3, Matches"),
    AmbientCase(
      name: "rules act at no ztunnel", url: "http://plain.amb/", more: abort("plain", "amb"),
      stations: ["client.amb", "plain.amb"], source: waypoint),
    AmbientCase(
      name: "rules act at the caller's sidecar", from: "client.side", url: "http://plain.amb/",
      more: abort("plain", "amb"), stations: ["client.side"], status: 418,
      decidedBy: "VirtualService amb/plain", source: bypass),
  ]

  private static let throughServices: [AmbientCase] = [
    ("a Service's waypoint", "svc.amb", "svc-wp-0.amb", "plain.amb"),
    ("the namespace's waypoint", "web.ns", "ns-wp-0.ns", "web.ns"),
    ("a waypoint in another namespace", "far.amb", "far-wp-0.infra", "plain.amb"),
  ].flatMap { (name, host, proxy, pod) -> [AmbientCase] in
    let url = "http://\(host)/"
    let (service, namespace) = (
      String(host.prefix { $0 != "." }), String(host.drop { $0 != "." }.dropFirst())
    )
    return [
      AmbientCase(name: name, url: url, stations: ["client.amb", proxy, pod], source: waypoint),
      AmbientCase(
        name: name, from: "client.side", url: url, stations: ["client.side", pod], source: bypass),
      AmbientCase(name: name, from: "client.bare", url: url, stations: [pod], source: waypoint),
      AmbientCase(
        name: name + ", whose rules act", url: url, more: abort(service, namespace),
        stations: ["client.amb", proxy], status: 418,
        decidedBy: "VirtualService \(namespace)/\(service)", source: waypoint),
    ]
  }

  private static let throughPods: [AmbientCase] = [
    AmbientCase(
      name: "a pod's own address, and its waypoint", url: "http://10.9.0.1:8080/",
      stations: ["client.amb", "pod-wp-0.amb", "held.amb"], source: waypoint),
    AmbientCase(
      name: "a pod's own address, from a sidecar", from: "client.side",
      url: "http://10.9.0.1:8080/", stations: ["client.side", "held.amb"], source: bypass),
    AmbientCase(
      name: "a pod's own address, from outside the mesh", from: "client.bare",
      url: "http://10.9.0.1:8080/", stations: ["held.amb"], source: waypoint),
    AmbientCase(
      name: "its Service is no pod's address", url: "http://held.amb/",
      stations: ["client.amb", "held.amb"],
      source: "src/proxy/outbound.rs: no workload waypoint for what was addressed as a service"),
  ]

  private static let pastWaypoints: [AmbientCase] = [
    AmbientCase(
      name: "none takes a Service out", url: "http://out.ns/", stations: ["client.amb", "web.ns"],
      source: "istio.io/latest/docs/reference/config/labels, istio.io/use-waypoint"),
    AmbientCase(
      name: "a waypoint without a pod", url: "http://lost.amb/", stations: ["client.amb"],
      status: nil, exit: 56, source: "src/state.rs fetch_waypoint: no healthy upstream"),
    AmbientCase(
      name: "a waypoint without a pod, from a sidecar", from: "client.side",
      url: "http://lost.amb/", stations: ["client.side", "plain.amb"], source: bypass),
    AmbientCase(
      name: "a waypoint for workloads alone", url: "http://wrong.amb/",
      stations: ["client.amb", "plain.amb"],
      source: "waypoints.go@1.30.3, fetchWaypointForService: unsupported traffic type"),
    AmbientCase(
      name: "a waypoint that lets the namespace not in", url: "http://web.shut/",
      stations: ["client.amb", "web.shut"],
      source: "waypoints.go@1.30.3, fetchWaypointForTarget: attachment denied"),
  ]

  private static let gateways: [AmbientCase] = [
    AmbientCase(
      name: "a gateway passes the waypoint by", from: "outside", url: "http://svc.example/",
      stations: ["edge-istio-0.edge", "plain.amb"], source: bypass),
    AmbientCase(
      name: "ingress-use-waypoint on the Service", from: "outside", url: "http://asked.example/",
      stations: ["edge-istio-0.edge", "svc-wp-0.amb", "plain.amb"],
      source: "endpoint_builder.go@1.30.3, findServiceWaypoint"),
    AmbientCase(
      name: "ingress-use-waypoint on the namespace", from: "outside", url: "http://ns.example/",
      stations: ["edge-istio-0.edge", "ns-wp-0.ns", "web.ns"],
      source: "releasenotes/notes/54245.yaml@1.25.0"),
    AmbientCase(
      name: "which counts since 1.25", from: "outside", url: "http://ns.example/", rules: "1.24",
      stations: ["edge-istio-0.edge", "web.ns"], source: "ambient/services.go@1.24.0"),
    AmbientCase(
      name: "no waypoint", from: "outside", url: "http://plain.example/",
      stations: ["edge-istio-0.edge", "plain.amb"], source: bypass),
    AmbientCase(
      name: "rules of the waypoint act on what a gateway brings", from: "outside",
      url: "http://asked.example/", more: abort("asked", "amb"),
      stations: ["edge-istio-0.edge", "svc-wp-0.amb"], status: 418,
      decidedBy: "VirtualService amb/asked", source: waypoint),
  ]

  private static let bytes: [AmbientCase] = [
    AmbientCase(
      name: "TCP", url: "http://svc.amb:9000/",
      stations: ["client.amb", "svc-wp-0.amb", "plain.amb"],
      source: waypoint),
    AmbientCase(
      name: "TCP", url: "http://plain.amb:9000/", stations: ["client.amb", "plain.amb"],
      source: noWaypoint),
    AmbientCase(
      name: "TCP", from: "client.side", url: "http://svc.amb:9000/",
      stations: ["client.side", "plain.amb"], source: bypass),
    AmbientCase(
      name: "TCP", from: "client.bare", url: "http://svc.amb:9000/", stations: ["plain.amb"],
      source: waypoint),
    AmbientCase(
      name: "HTTP rules leave TCP alone", url: "http://svc.amb:9000/", more: abort("svc", "amb"),
      stations: ["client.amb", "svc-wp-0.amb", "plain.amb"], source: waypoint),
  ]
}
