internal import Diagnostics
internal import Manifests
internal import Testing

/// A field that Kubernetes does not have is told, one that labbook does not need is not.
@Suite struct KubernetesFieldTests {
  private func findings(_ text: String) -> [Diagnostic] {
    ManifestReader.read([ManifestSource(name: "m.yaml", text: text)]).diagnostics
  }

  private static let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"
  private static let deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n"
  private static let rule =
    "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: a}\n"

  @Test(arguments: [
    (service + "spec: {selectr: {app: a}}", "spec has no field “selectr”", "“selector”"),
    (
      service + "spec: {ports: [{port: 80, targetPrt: 1}]}",
      "spec.ports[0] has no field “targetPrt”", "“targetPort”"
    ),
    (
      service + "spec: {ports: [{port: 80, target_port: 1}]}",
      "spec.ports[0] has no field “target_port”", "“targetPort”"
    ),
    (
      service + "spec: {}\nselector: {app: a}", "this document has no field “selector”",
      "spec.selector?"
    ),
    (
      deployment + "spec: {template: {labels: {app: a}, metadata: {}}}",
      "spec.template has no field “labels”", "spec.template.metadata.labels?"
    ),
    (
      deployment + "spec: {template: {metadata: {app: a}}}",
      "spec.template.metadata has no field “app”", "below spec.template.metadata.labels"
    ),
  ])
  func aFieldThatKubernetesDropsIsAWarning(text: String, summary: String, hint: String) {
    let found = findings(text)
    #expect(found.map(\.summary) == [summary])
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.hint?.contains(hint) == true, "\(found)")
  }

  @Test func aFieldBesideSpecIsAnErrorInIstiosKinds() {
    let found = findings(Self.rule + "spec: {host: a, trafficPolicy: {}}\ntrafficPolicy: {}")
    #expect(found.map(\.severity) == [.error])
    #expect(found.first?.hint == "did you mean spec.trafficPolicy?")
  }

  @Test func whatADumpHoldsIsPassedOver() {
    #expect(
      findings(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          {name: a, uid: u, resourceVersion: "1", generateName: a-, managedFields: [{manager: k}],
           ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: a, uid: u, controller: true}]}
        spec:
          volumes: [{name: v, emptyDir: {}}]
          containers:
            - {name: c, image: i, env: [{name: A, value: b}], livenessProbe: {httpGet: {port: 1}},
               resources: {limits: {cpu: 1}}, volumeMounts: [{name: v, mountPath: /v}]}
          tolerations: [{key: k, operator: Exists, effect: NoExecute, tolerationSeconds: 300}]
          dnsPolicy: ClusterFirst
        status: {phase: Running, podIP: 10.1.2.3, qosClass: Burstable}
        """) == [])
  }
}
