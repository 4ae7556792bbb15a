internal import Diagnostics
internal import Manifests
internal import ProxyConfig
internal import Resources
internal import Testing

@testable internal import ControlPlane

/// Who has a proxy, and of what kind (`pkg/kube/inject/inject.go` injectRequired@1.30.3 and the
/// webhooks' selectors).
@Suite struct InjectionTests {
  /// A pod in a namespace of some labels.
  struct Case: Sendable, CustomTestStringConvertible {
    var namespace: String
    var labels = ""
    var annotations = ""
    var spec = "containers: [{name: c}]"
    var proxy: MeshPod.Proxy
    var testDescription: String { "\(namespace) | \(labels) | \(annotations) | \(spec)" }
  }

  private static let inject = "sidecar.istio.io/inject"

  static let cases = [
    Case(namespace: "istio-injection: enabled", proxy: .sidecar),
    Case(namespace: "", proxy: .none),
    Case(namespace: "istio.io/rev: canary", proxy: .sidecar),
    Case(namespace: "istio-injection: disabled, istio.io/rev: canary", proxy: .none),
    Case(namespace: "istio-injection: disabled", labels: "\(inject): 'true'", proxy: .none),
    Case(namespace: "", labels: "\(inject): 'true'", proxy: .sidecar),
    Case(namespace: "", labels: "istio.io/rev: canary", proxy: .sidecar),
    Case(namespace: "", annotations: "\(inject): 'true'", proxy: .none),
    Case(
      namespace: "istio-injection: enabled", annotations: "\(inject): 'false'", proxy: .none),
    Case(
      namespace: "istio-injection: enabled", labels: "\(inject): 'true'",
      annotations: "\(inject): 'false'", proxy: .sidecar),
    Case(
      namespace: "istio-injection: enabled", labels: "\(inject): 'false'",
      annotations: "\(inject): 'true'", proxy: .none),
    Case(
      namespace: "istio-injection: enabled", spec: "hostNetwork: true, containers: [{name: c}]",
      proxy: .none),
    Case(
      namespace: "istio-injection: enabled", annotations: "inject.istio.io/templates: grpc-agent",
      proxy: .none),
    Case(
      namespace: "istio-injection: enabled",
      annotations: "inject.istio.io/templates: 'sidecar, custom'", proxy: .sidecar),
    Case(
      namespace: "istio-injection: enabled", annotations: "inject.istio.io/templates: gateway",
      proxy: .gateway),
    Case(namespace: "", labels: "istio: ingressgateway", proxy: .gateway),
    Case(namespace: "", labels: "istio: egressgateway", proxy: .gateway),
    Case(
      namespace: "", spec: "containers: [{name: istio-proxy, args: [proxy, router]}]",
      proxy: .gateway),
    Case(
      namespace: "", labels: "istio: ingressgateway",
      spec: "containers: [{name: istio-proxy, args: [proxy, sidecar]}]", proxy: .sidecar),
    Case(namespace: "", spec: "containers: [{name: istio-proxy}]", proxy: .sidecar),
    Case(
      namespace: "", spec: "containers: [{name: c}], initContainers: [{name: istio-proxy}]",
      proxy: .sidecar),
    Case(
      namespace: "istio-injection: enabled, istio.io/dataplane-mode: ambient", proxy: .sidecar),
    Case(
      namespace: "", labels: "gateway.networking.k8s.io/gateway-name: g", proxy: .waypoint),
    Case(
      namespace: "",
      labels:
        "gateway.networking.k8s.io/gateway-name: g, "
        + "gateway.istio.io/managed: istio.io-gateway-controller", proxy: .gateway),
  ]

  @Test(arguments: cases)
  func theInjectorsRuleHolds(_ example: Case) throws {
    let reading = ManifestReader.read([
      ManifestSource(
        name: "m.yaml",
        text: """
          {apiVersion: v1, kind: Namespace, metadata: {name: ns, labels: {\(example.namespace)}}}
          ---
          apiVersion: v1
          kind: Pod
          metadata:
            name: p
            namespace: ns
            labels: {\(example.labels)}
            annotations: {\(example.annotations)}
          spec: {\(example.spec)}
          """)
    ])
    #expect(reading.diagnostics == [])
    let directory = WorkloadDirectory(
      reading.resources,
      ambient: AmbientMesh(
        reading.resources, reading.resources.istiod,
        under: try #require(RuleVersion.named("istio-1.30"))))
    #expect(directory.pods.map(\.proxy) == [example.proxy])
  }
}
