internal import Diagnostics
internal import Limits
internal import Resources

/// Reads a Pod (k8s.io/api core/v1).
func decodePod(_ document: Fields, _ metadata: ResourceMetadata) -> Pod {
  var pod = Pod()
  pod.metadata = metadata
  pod.spec =
    document.object("spec", known: KubernetesFields.pod, decodePodSpec) ?? PodSpec()
  _ = document.object("status", known: KubernetesFields.podStatus) { status in
    pod.address = status.string("podIP") ?? ""
    pod.phase = status.string("phase") ?? ""
    for (node, path) in status.items("conditions") {
      guard let condition = Fields(node, path: path, document.findings),
        condition.string("type") == "Ready"
      else { continue }
      pod.isReady = condition.string("status") == "True"
    }
  }
  return pod
}

/// Reads the spec of a Pod or of a pod template.
func decodePodSpec(_ fields: Fields) -> PodSpec {
  var spec = PodSpec()
  spec.containers = fields.list("containers", known: KubernetesFields.container, decodeContainer)
  spec.initContainers = fields.list(
    "initContainers", known: KubernetesFields.container, decodeContainer)
  spec.nodeName = fields.string("nodeName") ?? ""
  spec.serviceAccountName =
    fields.string("serviceAccountName") ?? fields.string("serviceAccount") ?? ""
  spec.hostNetwork = fields.boolean("hostNetwork") ?? false
  spec.hostname = fields.string("hostname") ?? ""
  spec.subdomain = fields.string("subdomain") ?? ""
  spec.nodeSelector = fields.stringMap("nodeSelector")
  spec.tolerations = fields.list("tolerations", known: KubernetesFields.toleration) { fields in
    var toleration = PodSpec.Toleration()
    toleration.key = fields.string("key") ?? ""
    toleration.operator = fields.string("operator") ?? toleration.operator
    toleration.value = fields.string("value") ?? ""
    toleration.effect = fields.string("effect") ?? ""
    return toleration
  }
  return spec
}

private func decodeContainer(_ fields: Fields) -> Container {
  var container = Container()
  container.name = fields.string("name") ?? ""
  container.image = fields.string("image") ?? ""
  container.arguments = fields.strings("args")
  container.ports = fields.list("ports", known: KubernetesFields.containerPort) { fields in
    var port = ContainerPort()
    port.name = fields.string("name") ?? ""
    port.containerPort = fields.integer("containerPort", .port).map { Int($0) } ?? 0
    if let written = fields.string("protocol"), !written.isEmpty {
      port.networkProtocol = written
      port.assumesProtocol = false
    }
    return port
  }
  if container.name == Container.istiodsName { decodeEnvironment(fields, into: &container) }
  return container
}

private func decodeEnvironment(_ fields: Fields, into container: inout Container) {
  container.takesEnvironmentFromElsewhere = fields.value("envFrom") != nil
  for (node, path) in fields.items("env") {
    guard let variable = Fields(node, path: path, fields.findings),
      let name = variable.string("name")
    else { continue }
    let isElsewhere = variable.value("valueFrom") != nil
    container.environment.append(
      .init(name: name, value: isElsewhere ? nil : variable.string("value") ?? ""))
  }
}

/// Reads a Node (k8s.io/api core/v1).
func decodeNode(_ document: Fields, _ metadata: ResourceMetadata) -> Node {
  var node = Node()
  node.metadata = metadata
  let taints = document.object("spec", known: KubernetesFields.node) { spec in
    spec.list("taints", known: KubernetesFields.taint) { fields in
      var taint = Node.Taint()
      taint.key = fields.string("key") ?? ""
      taint.value = fields.string("value") ?? ""
      taint.effect = fields.string("effect") ?? ""
      return taint
    }
  }
  node.taints = taints ?? []
  return node
}
