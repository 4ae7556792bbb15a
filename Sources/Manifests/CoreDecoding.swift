internal import Diagnostics
internal import Resources

// Kubernetes' own kinds: what a mesh does not look at is passed over.

func decodeMetadata(_ fields: Fields?) -> ResourceMetadata {
  var metadata = ResourceMetadata()
  guard let fields else { return metadata }
  metadata.name = fields.string("name") ?? ""
  metadata.namespace = fields.string("namespace") ?? ""
  metadata.labels = fields.stringMap("labels")
  metadata.annotations = fields.stringMap("annotations")
  metadata.creationTimestamp = decodeTimestamp(fields)
  for (node, path) in fields.items("ownerReferences") {
    guard let owner = Fields(node, path: path, fields.findings) else { continue }
    metadata.owners.append("\(owner.string("kind") ?? "")/\(owner.string("name") ?? "")")
  }
  return metadata
}

/// A time as Kubernetes writes it (RFC 3339), as seconds since 1970.
private func decodeTimestamp(_ fields: Fields) -> Int64? {
  guard let node = fields.value("creationTimestamp"),
    case .scalar(let text, _) = node.content
  else { return nil }
  if let seconds = secondsSince1970(rfc3339: text) { return seconds }
  fields.findings.report(
    .invalidValue,
    "\(fields.pathTo("creationTimestamp")) must be a time such as 2024-02-28T00:00:00Z, and this "
      + "is “\(text.quotedForDiagnostics)”", at: node)
  return nil
}

/// Days are counted by Howard Hinnant's `days_from_civil`.
func secondsSince1970(rfc3339 text: String) -> Int64? {
  let parts = text.split(omittingEmptySubsequences: false) { "-T:Z+ .".contains($0) }
  guard parts.count >= 6, let year = Int64(parts[0]), let month = Int64(parts[1]),
    let day = Int64(parts[2]), let hour = Int64(parts[3]), let minute = Int64(parts[4]),
    let second = Int64(parts[5]), (1...12).contains(month), (1...31).contains(day),
    (1...9999).contains(year), (0...23).contains(hour), (0...59).contains(minute),
    (0...60).contains(second),
    text.hasSuffix("Z") || text.dropFirst(19).contains(where: { "+-".contains($0) })
  else { return nil }
  let shifted = month <= 2 ? year - 1 : year
  let era = shifted / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  let days = era * 146_097 + dayOfEra - 719_468
  return days * 86_400 + hour * 3600 + minute * 60 + second - zoneOffset(text)
}

private func zoneOffset(_ text: String) -> Int64 {
  let zone = text.dropFirst(19).drop { $0 == "." || $0.isNumber }
  guard zone.count == 6, let hours = Int64(zone.dropFirst().prefix(2)),
    let minutes = Int64(zone.suffix(2))
  else { return 0 }
  return (zone.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
}

func decodeService(_ spec: Fields, _ metadata: ResourceMetadata) -> Service {
  var service = Service()
  service.metadata = metadata
  service.type = spec.string("type") ?? service.type
  service.ports = spec.items("ports").compactMap { node, path in
    Fields(node, path: path, spec.findings).map(decodeServicePort)
  }
  service.selector = spec.stringMap("selector")
  service.clusterIP = spec.string("clusterIP") ?? ""
  service.clusterIPs = spec.strings("clusterIPs")
  service.externalName = spec.string("externalName") ?? ""
  service.trafficDistribution = spec.string("trafficDistribution")
  service.publishNotReadyAddresses = spec.boolean("publishNotReadyAddresses") ?? false
  return service
}

private func decodeServicePort(_ fields: Fields) -> ServicePort {
  var port = ServicePort()
  port.name = fields.string("name") ?? ""
  port.networkProtocol = fields.string("protocol") ?? port.networkProtocol
  port.appProtocol = fields.string("appProtocol")
  port.port = fields.integer("port", 0...65535).map { Int($0) } ?? 0
  port.nodePort = fields.integer("nodePort", 0...65535).map { Int($0) }
  if let node = fields.value("targetPort"), case .scalar(let text, let isPlain) = node.content {
    if isPlain, case .integer = YAMLScalar(plain: text) {
      port.targetPort = fields.integer("targetPort", 1...65535).map { .number(Int($0)) }
    } else {
      port.targetPort = .name(text)
    }
  }
  return port
}

func decodePod(_ document: Fields, _ metadata: ResourceMetadata) -> Pod {
  var pod = Pod()
  pod.metadata = metadata
  if let spec = document.fields("spec") { pod.spec = decodePodSpec(spec) }
  guard let status = document.fields("status") else { return pod }
  pod.address = status.string("podIP") ?? ""
  pod.phase = status.string("phase") ?? ""
  for (node, path) in status.items("conditions") {
    guard let condition = Fields(node, path: path, document.findings),
      condition.string("type") == "Ready"
    else { continue }
    pod.isReady = condition.string("status") == "True"
  }
  return pod
}

func decodePodSpec(_ fields: Fields) -> PodSpec {
  func containers(_ key: String) -> [Container] {
    fields.items(key).compactMap { node, path in
      guard let fields = Fields(node, path: path, fields.findings) else { return nil }
      var container = Container()
      container.name = fields.string("name") ?? ""
      container.image = fields.string("image") ?? ""
      container.ports = fields.items("ports").compactMap { node, path in
        Fields(node, path: path, fields.findings).map(decodeContainerPort)
      }
      return container
    }
  }
  var spec = PodSpec()
  spec.containers = containers("containers")
  spec.initContainers = containers("initContainers")
  spec.nodeName = fields.string("nodeName") ?? ""
  spec.serviceAccountName = fields.string("serviceAccountName") ?? ""
  spec.hostNetwork = fields.boolean("hostNetwork") ?? false
  return spec
}

private func decodeContainerPort(_ fields: Fields) -> ContainerPort {
  var port = ContainerPort()
  port.name = fields.string("name") ?? ""
  port.containerPort = fields.integer("containerPort", 0...65535).map { Int($0) } ?? 0
  port.networkProtocol = fields.string("protocol") ?? port.networkProtocol
  return port
}

func decodeDeployment(_ spec: Fields, _ metadata: ResourceMetadata) -> Deployment {
  var deployment = Deployment()
  deployment.metadata = metadata
  deployment.replicas = spec.integer("replicas", 0...100_000).map { Int($0) } ?? 1
  if let selector = spec.fields("selector") { deployment.selector = decodeLabelSelector(selector) }
  guard let template = spec.fields("template") else { return deployment }
  deployment.templateMetadata = decodeMetadata(template.fields("metadata"))
  if let spec = template.fields("spec") { deployment.template = decodePodSpec(spec) }
  return deployment
}

/// Reads a label selector.
func decodeLabelSelector(_ fields: Fields) -> LabelSelector {
  var selector = LabelSelector()
  selector.matchLabels = fields.stringMap("matchLabels")
  selector.matchExpressions = fields.items("matchExpressions").compactMap { node, path in
    guard let fields = Fields(node, path: path, fields.findings) else { return nil }
    var requirement = LabelSelector.Requirement()
    requirement.key = fields.string("key") ?? ""
    requirement.operator = fields.string("operator") ?? ""
    requirement.values = fields.strings("values")
    return requirement
  }
  return selector
}
