internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What is not modelled stops only questions that it can touch.
@Suite struct UnmodelledReachTests {
  /// An object and whom of `v1.default`, `v2.default` and `client.shop` it touches.
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: String
    var namespace = "default"
    var spec: String
    var senders: [String] = []
    var receivers: [String] = []
    var testDescription: String { "\(kind) \(namespace) \(spec)" }

    var apiVersion: String {
      switch kind {
      case "EnvoyFilter": "networking.istio.io/v1alpha3"
      case "NetworkPolicy": "networking.k8s.io/v1"
      case "HTTPRoute": "gateway.networking.k8s.io/v1"
      default: "security.istio.io/v1"
      }
    }
  }

  private static let all = ["client.shop", "v1.default", "v2.default"]

  /// A policy that a provider decides, which the mesh configuration has.
  private static func asking(_ rule: String, _ more: String = "selector: null") -> String {
    "{action: CUSTOM, provider: {name: ask}, rules: [\(rule)], \(more)}"
  }

  private static let provider = """

    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: istio, namespace: istio-system}
    data:
      mesh: |
        extensionProviders:
        - name: ask
          envoyExtAuthzHttp: {service: alpha.default.svc.cluster.local, port: 5000}
    """

  static let cases = [
    Case(
      kind: "AuthorizationPolicy", spec: asking("{}"), receivers: ["v1.default", "v2.default"]),
    Case(
      kind: "AuthorizationPolicy",
      spec: asking("{}", "selector: {matchLabels: {version: v2}}"), receivers: ["v2.default"]),
    Case(kind: "AuthorizationPolicy", namespace: "other", spec: asking("{}")),
    Case(
      kind: "AuthorizationPolicy", namespace: "istio-system", spec: asking("{}"), receivers: all),
    Case(
      kind: "AuthorizationPolicy",
      spec: asking(
        "{}", "targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: g}]")),
    Case(
      kind: "EnvoyFilter", namespace: "shop",
      spec: "{configPatches: [{applyTo: CLUSTER, match: {context: SIDECAR_OUTBOUND}}]}",
      senders: ["client.shop"]),
    Case(
      kind: "EnvoyFilter",
      spec: "{workloadSelector: {labels: {version: v1}}, configPatches: [{applyTo: CLUSTER}]}",
      senders: ["v1.default"], receivers: ["v1.default"]),
    Case(
      kind: "EnvoyFilter",
      spec: "{configPatches: [{applyTo: CLUSTER, match: {context: GATEWAY}}]}"),
    Case(
      kind: "EnvoyFilter",
      spec: "{configPatches: [{applyTo: CLUSTER, match: {proxy: {proxyVersion: '^1\\.9.*'}}}]}"),
    Case(
      kind: "NetworkPolicy", spec: "{podSelector: {matchLabels: {version: v1}}}",
      senders: ["v1.default"], receivers: ["v1.default"]),
  ]

  @Test(arguments: cases)
  func anObjectTouchesWhomItSelects(_ example: Case) throws {
    let mesh = try SmallMesh(
      """
      apiVersion: \(example.apiVersion)
      kind: \(example.kind)
      metadata: {name: a, namespace: \(example.namespace)}
      spec: \(example.spec)
      """ + Self.provider)
    let part = try #require(mesh.compilation.unmodelled.first)
    #expect(part.diagnostic.code == .notModelled)
    let reach = try #require(part.reach)
    #expect(reach.senders.sorted() == example.senders)
    #expect(reach.receivers.sorted() == example.receivers)
    #expect(!part.touches(RequestPath(pods: ["elsewhere.n"])))
  }
}
