internal import Diagnostics
internal import Manifests
internal import Resources
internal import Testing

/// Kinds are told by group and kind.
@Suite struct KindTableTests {
  private func read(_ text: String) -> ManifestReading {
    ManifestReader.read([ManifestSource(name: "m.yaml", text: text)])
  }

  private func object(_ apiVersion: String, _ kind: String, _ rest: String = "") -> String {
    "{apiVersion: \(apiVersion), kind: \(kind), metadata: {name: a}\(rest)}"
  }

  /// What becomes of an object: a finding's code, and whether no answer can be right.
  struct Case: Sendable, CustomTestStringConvertible {
    var apiVersion: String
    var kind: String
    var finding: String?
    var isBroken = false
    var testDescription: String { "\(apiVersion) \(kind)" }
  }

  @Test(arguments: [
    Case(apiVersion: "v1", kind: "ServiceAccount"),
    Case(apiVersion: "policy/v1", kind: "PodDisruptionBudget"),
    Case(apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler"),
    Case(apiVersion: "argoproj.io/v1alpha1", kind: "Application"),
    Case(
      apiVersion: "serving.knative.dev/v1", kind: "Service",
      finding: "warning[LB0010]: objects of kind Service (serving.knative.dev) are passed over"),
    Case(
      apiVersion: "gateway.solo.io/v1", kind: "VirtualService",
      finding: "warning[LB0010]: objects of kind VirtualService (gateway.solo.io) are passed over"),
    Case(
      apiVersion: "networking.istio.io/v1", kind: "VirtualServices",
      finding: "error[LB0010]: networking.istio.io has no kind “VirtualServices”", isBroken: true),
    Case(
      apiVersion: "networking.isto.io/v1", kind: "VirtualService",
      finding: "error[LB0011]: VirtualService has no apiVersion “networking.isto.io/v1”",
      isBroken: true),
    Case(
      apiVersion: "v1", kind: "VirtualService",
      finding: "error[LB0011]: VirtualService has no apiVersion “v1”", isBroken: true),
    Case(
      apiVersion: "networking.istio.io/v2", kind: "VirtualService",
      finding: "error[LB0011]: VirtualService has no apiVersion “networking.istio.io/v2”"),
  ])
  func aKindIsOneOfItsGroup(_ example: Case) {
    let reading = read(object(example.apiVersion, example.kind))
    #expect(
      reading.diagnostics.map { $0.description.prefix { $0 != "\n" } }
        == (example.finding.map { finding in
          let column = finding.contains("LB0011") ? 14 : finding.contains("error") ? 0 : 1
          let place = column == 0 ? 22 + example.apiVersion.count : column
          return ["m.yaml:1:\(place): \(finding)"]
        } ?? []))
    #expect(reading.isBroken == example.isBroken)
    #expect(reading.resources.objects.isEmpty)
  }

  @Test func aSecretIsKeptByItsNameAlone() {
    let reading = read("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {key: x, 1: 2}}")
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.resources.secrets.map(\.metadata.name) == ["a"])
    #expect(read("{apiVersion: v1, kind: Secret, data: 7}").resources.objects.isEmpty)
  }

  @Test func theNearestKindIsMeant() {
    let finding = read(object("networking.istio.io/v1", "VirtualServices")).diagnostics.first
    #expect(finding?.hint == "did you mean VirtualService?")
  }

  @Test(arguments: [
    ("v1", "Widget", "Widgets"), ("networking.k8s.io/v1", "NetworkPolicy", "NetworkPolicies"),
    ("gateway.networking.k8s.io/v1", "ListenerSet", "ListenerSets"),
  ])
  func whatCanChangeAnOutcomeIsNotModelled(apiVersion: String, kind: String, plural: String) {
    #expect(read(object(apiVersion, kind)).resources.unmodelled.map(\.plural) == [plural])
  }

  @Test func twoGroupsMayHaveAKindOfOneName() {
    let reading = read(
      object("networking.istio.io/v1", "Gateway", ", spec: {}") + "\n---\n"
        + object(
          "gateway.networking.k8s.io/v1", "Gateway",
          ", spec: {gatewayClassName: istio, listeners: [{name: a, port: 80, protocol: HTTP}]}"))
    #expect(reading.diagnostics == [])
    #expect(reading.resources.gateways.count == 1)
    #expect(reading.resources.gatewayAPI.gateways.map(\.gatewayClassName) == ["istio"])
  }

  @Test func whateverHasAPodTemplateMakesPods() {
    let template = "{metadata: {labels: {app: a}}, spec: {containers: [{name: c}]}}"
    let reading = read(
      object("apps.kruise.io/v1", "CloneSet", ", spec: {replicas: 2, template: \(template)}"))
    #expect(reading.resources.controllers.map(\.replicas) == [2])
    #expect(reading.diagnostics.map(\.severity) == [.warning])
  }

  @Test(arguments: [
    ("resources: [a.yaml]", "kustomization"), ("services: {web: {image: a}}", "compose"),
    ("[{op: add, path: /a}]", "JSON patch"),
    ("{apiVersion: v2, name: a, version: 1.0.0}", "Helm chart"),
    ("a: {{ .Values.a }}\nb: {{- end }}", "Helm template"),
  ])
  func whatIsNoManifestIsRecognised(text: String, word: String) {
    let hints = read(text).diagnostics.compactMap(\.hint)
    #expect(hints.contains { $0.contains(word) }, "\(hints)")
  }
}
