internal import Diagnostics
internal import Manifests
internal import Resources
internal import Testing

/// Of objects that give a mesh configuration one counts.
@Suite struct MeshConfigSourceTests {
  private func configMap(_ name: String, _ namespace: String, _ root: String) -> String {
    """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: \(name), namespace: \(namespace)}
    data: {mesh: "rootNamespace: \(root)"}
    """
  }

  private func rootNamespace(_ documents: [String]) -> (root: String, codes: [DiagnosticCode]) {
    let reading = ManifestReader.read([
      ManifestSource(name: "m.yaml", text: documents.joined(separator: "\n---\n"))
    ])
    return (reading.resources.meshConfig.rootNamespace, reading.diagnostics.map(\.code))
  }

  @Test func istiodsOwnNamespaceCounts() {
    let found = rootNamespace([
      configMap("istio", "shop", "a"), configMap("istio", "istio-system", "b"),
    ])
    #expect(found.root == "b")
    #expect(found.codes == [.unusedSettings])
  }

  @Test func istiodMayRunElsewhere() {
    let istiod =
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: istiod, namespace: mesh}, spec: {}}"
    #expect(rootNamespace([configMap("istio", "mesh", "a"), istiod]).root == "a")
  }

  @Test func theRevisionThatIsInUseCounts() {
    let namespace =
      "{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {istio.io/rev: x}}}"
    let found = rootNamespace([
      configMap("istio", "istio-system", "a"), configMap("istio-x", "istio-system", "b"), namespace,
    ])
    #expect(found.root == "b")
    #expect(found.codes == [])
  }

  @Test(arguments: [
    """
    apiVersion: install.istio.io/v1alpha1
    kind: IstioOperator
    metadata: {name: a, namespace: istio-system}
    spec: {meshConfig: {rootNamespace: a}}
    """,
    """
    apiVersion: sailoperator.io/v1
    kind: Istio
    metadata: {name: a}
    spec: {version: v1.28.0, values: {meshConfig: {rootNamespace: a}}}
    """,
  ])
  func anOperatorsObjectCountsWithoutConfigMap(text: String) {
    #expect(rootNamespace([text]).root == "a")
    #expect(rootNamespace([text, configMap("istio", "istio-system", "b")]).root == "b")
  }
}
