/// Policies where namespaces are in ambient mode: who carries them out, and as whom it knows the
/// caller.
extension AmbientCase {
  /// Policies for pods, Services and waypoints, by connections and by requests.
  static let policies: [AmbientCase] = atPods + atWaypoints

  private static let ztunnel =
    "istio.io/latest/docs/ambient/usage/l4-policy; authorization.go@1.30.3, convertAuthorizationPolicy"
  private static let targets = "istio.io/latest/docs/ambient/usage/l7-features"

  private static let atPods: [AmbientCase] = [
    AmbientCase(
      name: "the caller's name, straight", url: "http://plain.amb/",
      more: policy(forPods: from("amb", "default")), stations: ["client.amb", "plain.amb"],
      source: ztunnel),
    AmbientCase(
      name: "behind a waypoint it is the waypoint's", url: "http://svc.amb/",
      more: policy(forPods: from("amb", "default")),
      stations: ["client.amb", "svc-wp-0.amb", "plain.amb"], status: 503,
      decidedBy: "AuthorizationPolicy amb/p", source: ztunnel),
    AmbientCase(
      name: "so that the waypoint's name lets in", url: "http://svc.amb/",
      more: policy(forPods: from("amb", "svc-wp")),
      stations: ["client.amb", "svc-wp-0.amb", "plain.amb"], source: ztunnel),
    AmbientCase(
      name: "and nobody else's", url: "http://plain.amb/",
      more: policy(forPods: from("amb", "svc-wp")), stations: ["client.amb", "plain.amb"],
      status: nil, exit: 56, decidedBy: "AuthorizationPolicy amb/p", source: ztunnel),
    AmbientCase(
      name: "a sidecar shows its own name", from: "client.side", url: "http://svc.amb/",
      more: policy(forPods: from("side", "default")), stations: ["client.side", "plain.amb"],
      source: ztunnel),
    AmbientCase(
      name: "plain text has no name", from: "client.bare", url: "http://plain.amb/",
      more: policy(forPods: from("bare", "default")), stations: ["plain.amb"], status: nil,
      exit: 56, decidedBy: "AuthorizationPolicy amb/p", source: ztunnel),
    AmbientCase(
      name: "the pod's port counts", url: "http://plain.amb/",
      more: policy(forPods: "action: DENY, rules: [{to: [{operation: {ports: [\"8080\"]}}]}]"),
      stations: ["client.amb", "plain.amb"], status: nil, exit: 56,
      decidedBy: "AuthorizationPolicy amb/p", source: ztunnel),
    AmbientCase(
      name: "the Service's port does not", url: "http://plain.amb/",
      more: policy(forPods: "action: DENY, rules: [{to: [{operation: {ports: [\"80\"]}}]}]"),
      stations: ["client.amb", "plain.amb"], source: ztunnel),
    AmbientCase(
      name: "a condition on HTTP allows nothing at a ztunnel", url: "http://plain.amb/",
      more: policy(forPods: get), stations: ["client.amb", "plain.amb"], status: nil, exit: 56,
      decidedBy: "AuthorizationPolicy amb/p", source: ztunnel),
    AmbientCase(
      name: "and denies everything", url: "http://plain.amb/",
      more: policy(forPods: "action: DENY, \(get)"), stations: ["client.amb", "plain.amb"],
      status: nil, exit: 56, decidedBy: "AuthorizationPolicy amb/p", source: ztunnel),
    AmbientCase(
      name: "STRICT takes no plain text", from: "client.bare", url: "http://plain.amb/",
      more: strict, stations: ["plain.amb"], status: nil, exit: 56,
      source: "src/proxy/inbound_passthrough.rs; static-strict policy"),
    AmbientCase(
      name: "STRICT takes what sidecars tunnel", from: "client.side", url: "http://plain.amb/",
      more: strict, stations: ["client.side", "plain.amb"], source: ztunnel),
  ]

  private static let atWaypoints: [AmbientCase] = [
    AmbientCase(
      name: "for the Service, by method", url: "http://svc.amb/",
      more: policy(forService: "svc", "action: DENY, \(get)"),
      stations: ["client.amb", "svc-wp-0.amb"], status: 403,
      decidedBy: "AuthorizationPolicy amb/p", source: targets),
    AmbientCase(
      name: "for the Service, by the caller's name", url: "http://svc.amb/",
      more: policy(forService: "svc", from("amb", "default")),
      stations: ["client.amb", "svc-wp-0.amb", "plain.amb"], source: targets),
    AmbientCase(
      name: "for the Service, by another's name", url: "http://svc.amb/",
      more: policy(forService: "svc", from("amb", "other")),
      stations: ["client.amb", "svc-wp-0.amb"], status: 403,
      decidedBy: "AuthorizationPolicy amb/p", source: targets),
    AmbientCase(
      name: "for the Service, by the caller's namespace", url: "http://svc.amb/",
      more: policy(
        forService: "svc", "action: DENY, rules: [{from: [{source: {namespaces: [amb]}}]}]"),
      stations: ["client.amb", "svc-wp-0.amb"], status: 403,
      decidedBy: "AuthorizationPolicy amb/p", source: targets),
    AmbientCase(
      name: "for the Service, by the dialled port", url: "http://svc.amb/",
      more: policy(
        forService: "svc", "action: DENY, rules: [{to: [{operation: {ports: [\"80\"]}}]}]"),
      stations: ["client.amb", "svc-wp-0.amb"], status: 403,
      decidedBy: "AuthorizationPolicy amb/p", source: targets),
    AmbientCase(
      name: "for the Service, which a sidecar passes by", from: "client.side",
      url: "http://svc.amb/", more: policy(forService: "svc", "action: DENY, \(get)"),
      stations: ["client.side", "plain.amb"], source: targets),
    AmbientCase(
      name: "for the Service, from outside the mesh", from: "client.bare",
      url: "http://svc.amb/", more: policy(forService: "svc", "action: DENY, \(get)"),
      stations: ["plain.amb"], source: targets),
    AmbientCase(
      name: "for the Service, and another is called", from: "outside",
      url: "http://asked.example/", more: policy(forService: "svc", "action: DENY, \(get)"),
      stations: ["edge-istio-0.edge", "svc-wp-0.amb", "plain.amb"], source: targets),
    AmbientCase(
      name: "for the waypoint, on what a gateway brings", from: "outside",
      url: "http://asked.example/", more: policy(forGateway: "svc-wp", "action: DENY, \(get)"),
      stations: ["edge-istio-0.edge", "svc-wp-0.amb"], status: 403,
      decidedBy: "AuthorizationPolicy amb/p", source: targets),
    AmbientCase(
      name: "the gateway's name is known there", from: "outside", url: "http://asked.example/",
      more: policy(forService: "asked", from("edge", "edge-istio")),
      stations: ["edge-istio-0.edge", "svc-wp-0.amb", "plain.amb"], source: targets),
    AmbientCase(
      name: "for the waypoint of another namespace", url: "http://far.amb/",
      more: policy(forGateway: "far-wp", "action: DENY, \(get)", "infra"),
      stations: ["client.amb", "far-wp-0.infra"], status: 403,
      decidedBy: "AuthorizationPolicy infra/p", source: targets),
    AmbientCase(
      name: "TCP has no method", url: "http://svc.amb:9000/",
      more: policy(forService: "svc", get), stations: ["client.amb", "svc-wp-0.amb"],
      status: nil, exit: 52,
      source: "istio.io/latest/docs/concepts/security, policies on TCP"),
  ]

  private static let get = "rules: [{to: [{operation: {methods: [GET]}}]}]"

  private static func from(_ namespace: String, _ account: String) -> String {
    "rules: [{from: [{source: {principals: [cluster.local/ns/\(namespace)/sa/\(account)]}}]}]"
  }

  private static func policy(forPods spec: String) -> String {
    policy("selector: {matchLabels: {app: plain}}, \(spec)", "amb")
  }

  private static func policy(forService name: String, _ spec: String) -> String {
    policy("targetRefs: [{group: \"\", kind: Service, name: \(name)}], \(spec)", "amb")
  }

  private static func policy(
    forGateway name: String, _ spec: String, _ namespace: String = "amb"
  ) -> String {
    let group = "gateway.networking.k8s.io"
    return policy(
      "targetRefs: [{group: \(group), kind: Gateway, name: \(name)}], \(spec)", namespace)
  }

  private static func policy(_ spec: String, _ namespace: String) -> String {
    """
    ---
    apiVersion: security.istio.io/v1
    kind: AuthorizationPolicy
    metadata: {name: p, namespace: \(namespace)}
    spec: {\(spec)}

    """
  }

  private static let strict = """
    ---
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default, namespace: amb}
    spec: {mtls: {mode: STRICT}}

    """

  /// A fault for every request to a Service.
  static func abort(_ name: String, _ namespace: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(name), namespace: \(namespace)}
    spec:
      hosts: [\(name)]
      http:
      - fault: {abort: {httpStatus: 418, percentage: {value: 100}}}
        route: [{destination: {host: \(name), port: {number: 80}}}]

    """
  }
}
