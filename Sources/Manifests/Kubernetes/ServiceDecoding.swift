internal import Diagnostics
internal import Limits
internal import Resources

/// Reads a Service (k8s.io/api core/v1).
func decodeService(_ spec: Fields, _ metadata: ResourceMetadata) -> Service {
  var service = Service()
  service.metadata = metadata
  service.type = spec.string("type") ?? service.type
  service.ports = spec.list("ports", known: KubernetesFields.servicePort, decodeServicePort)
  service.selector = spec.stringMap("selector")
  service.clusterIP = spec.string("clusterIP") ?? ""
  service.clusterIPs = spec.strings("clusterIPs")
  service.externalName = spec.string("externalName") ?? ""
  service.internalTrafficPolicy = spec.string("internalTrafficPolicy") ?? ""
  service.trafficDistribution = spec.string("trafficDistribution")
  service.publishNotReadyAddresses = spec.boolean("publishNotReadyAddresses") ?? false
  service.outsideAddresses = spec.strings("externalIPs")
  if let address = spec.string("loadBalancerIP"), !address.isEmpty {
    service.outsideAddresses.append(address)
  }
  return service
}

/// What a cloud's controller wrote into a Service's status: where its load balancer is.
func decodeLoadBalancer(_ document: Fields) -> [String] {
  guard let status = document.fields("status"), let balancer = status.fields("loadBalancer") else {
    return []
  }
  return balancer.items("ingress").compactMap { node, path in
    let ingress = Fields(node, path: path, document.findings)
    return ingress.flatMap { $0.string("ip") ?? $0.string("hostname") }
  }
}

private func decodeServicePort(_ fields: Fields) -> ServicePort {
  var port = ServicePort()
  port.name = fields.string("name") ?? ""
  port.networkProtocol = fields.string("protocol") ?? port.networkProtocol
  port.appProtocol = fields.string("appProtocol")
  port.port = fields.integer("port", .port).map { Int($0) } ?? 0
  port.nodePort = fields.integer("nodePort", .nodePort).map { Int($0) }
  port.targetPort = decodeTargetPort(fields)
  return port
}

private func decodeTargetPort(_ fields: Fields) -> TargetPort? {
  guard let node = fields.value("targetPort") else { return nil }
  guard case .scalar(let text, let isPlain) = node.content else {
    fields.wrongType("targetPort", "a number or the name of a container's port", node)
    return nil
  }
  guard isPlain, case .integer = YAMLScalar(plain: text) else { return .name(text) }
  return fields.integer("targetPort", .port).map { .number(Int($0)) }
}
