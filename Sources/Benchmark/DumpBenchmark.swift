internal import ControlPlane
internal import Laboratory
internal import Manifests
internal import ProxyConfig
internal import Resources
internal import Simulator

/// What `kubectl get -o yaml` prints of a whole cluster, with status and managedFields: read,
/// its proxies compiled, one request answered.
enum DumpBenchmark {
  /// Namespaces, each with ten Services and their pods.
  private static let namespaceCount = 1000

  /// Measures and prints the figures.
  static func run() {
    let rounded = ProcessorTime.rounded
    guard let rules = RuleVersion.named("istio-1.30") else { return }
    let source = ManifestSource(name: "dump.yaml", text: dump)
    var events = 0
    let bare = ProcessorTime.median { events = YAMLReader.eventCount(of: source) }
    var status: Int?
    MemoryPeak.forget()
    let whole = ProcessorTime.median {
      let resources = ManifestReader.read([source]).resources
      var compilation = ControlPlane.compile(resources, under: rules, proxies: [])
      let question = RequestQuestion(
        RequestTemplate(url: "http://svc-99.ns-9/"), from: "pod-0.ns-0")
      compilation.translateProxies(meeting: question)
      var network = AskedNetwork(compilation.mesh)
      status = network.ask(question.scenario(compilation.mesh, at: nil)).outcome.status
    }
    precondition(status == 200, "status \(status ?? 0)")
    print(
      "dump: \(source.bytes.count) bytes, \(events) events, \(namespaceCount) namespaces: libyaml "
        + "alone \(rounded(bare)) s, one request answered "
        + "\(rounded(whole)) s: \(rounded(whole / bare)) times, "
        + "at most 2 is wanted")
    print("  \(MemoryPeak.megabytes) MB at most, 1,024 are wanted")
  }

  private static var dump: String {
    var items: [String] = []
    for namespace in 0..<namespaceCount {
      items.append(
        item(
          "v1", "Namespace", "ns-\(namespace)", nil, "labels: {istio-injection: enabled}",
          "spec: {finalizers: [kubernetes]}", "phase: Active"))
      for index in 0..<10 {
        let name = "\(namespace * 10 + index)"
        items += [service(name, namespace), pod(name, namespace, index)]
      }
    }
    return "apiVersion: v1\nkind: List\nitems:\n" + items.joined()
  }

  private static func service(_ name: String, _ namespace: Int) -> String {
    item(
      "v1", "Service", "svc-\(name)", namespace, "labels: {app: app-\(name)}",
      "spec: {selector: {app: app-\(name)}, type: ClusterIP, sessionAffinity: None, "
        + "ports: [{name: http, port: 80, protocol: TCP, targetPort: 8080}]}",
      "loadBalancer: {}")
  }

  private static func pod(_ name: String, _ namespace: Int, _ index: Int) -> String {
    item(
      "v1", "Pod", "pod-\(name)", namespace, "labels: {app: app-\(name), version: v1}",
      "spec: {serviceAccountName: default, nodeName: node-1, containers: [{name: app, image: app, "
        + "ports: [{containerPort: 8080, protocol: TCP}]}]}",
      "{phase: Running, podIP: 10.\(namespace / 250).\(namespace % 250).\(index + 1), conditions: "
        + "[{type: Ready, status: \"True\", lastProbeTime: null}]}")
  }

  private static func item(
    _ version: String, _ kind: String, _ name: String, _ namespace: Int?, _ labels: String,
    _ spec: String, _ status: String
  ) -> String {
    """
    - apiVersion: \(version)
      kind: \(kind)
      metadata:
        name: \(name)
        \(namespace.map { "namespace: ns-\($0)" } ?? "resourceVersion: \"1\"")
        \(labels)
        uid: 0b1c2d3e-0000-4000-8000-000000000001
        creationTimestamp: "2024-01-01T00:00:00Z"
        managedFields:
        - apiVersion: \(version)
          fieldsType: FieldsV1
          fieldsV1:
            f:metadata:
              f:labels:
                .: {}
                f:app: {}
            f:spec:
              f:containers:
                k:{"name":"app"}:
                  .: {}
                  f:image: {}
                  f:ports: {}
              f:ports:
                k:{"port":80,"protocol":"TCP"}: {.: {}, f:name: {}, f:port: {}}
          manager: kubectl
          operation: Update
          time: "2024-01-01T00:00:00Z"
      \(spec)
      status: \(status.hasPrefix("{") ? status : "{\(status)}")

    """
  }
}
