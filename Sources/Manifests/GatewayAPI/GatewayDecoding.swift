internal import Diagnostics
internal import Limits
internal import Resources

// kubernetes-sigs/gateway-api config/crd@v1.5: the fields, their defaults, and what is refused.

/// Reads a GatewayClass.
func decodeGatewayClass(
  _ spec: Fields, _ metadata: ResourceMetadata
) -> GatewayAPI.GatewayClass {
  var gatewayClass = GatewayAPI.GatewayClass()
  gatewayClass.metadata = metadata
  gatewayClass.controllerName = spec.requiredText("controllerName", .upTo(253))
  for key in ["description", "parametersRef"] { _ = spec.value(key) }
  return gatewayClass
}

/// Reads a ReferenceGrant.
func decodeReferenceGrant(
  _ spec: Fields, _ metadata: ResourceMetadata
) -> GatewayAPI.ReferenceGrant {
  var grant = GatewayAPI.ReferenceGrant()
  grant.metadata = metadata
  grant.from = spec.list("from", 1...16) { fields in
    var from = GatewayAPI.ReferenceGrant.From()
    from.group = fields.requiredText("group", .group)
    from.kind = fields.requiredText("kind", .kind)
    from.namespace = fields.requiredText("namespace", .namespace)
    return from
  }
  grant.to = spec.list("to", 1...16) { fields in
    var to = GatewayAPI.ReferenceGrant.To()
    to.group = fields.requiredText("group", .group)
    to.kind = fields.requiredText("kind", .kind)
    to.name = fields.text("name", .objectName)
    return to
  }
  return grant
}

/// Reads a Gateway of Gateway API.
func decodeKubernetesGateway(
  _ spec: Fields, _ metadata: ResourceMetadata
) -> GatewayAPI.Gateway {
  var gateway = GatewayAPI.Gateway()
  gateway.metadata = metadata
  gateway.gatewayClassName = spec.requiredText("gatewayClassName", .objectName)
  gateway.listeners = spec.list("listeners", 1...64, decodeListener)
  reviewListeners(gateway.listeners, spec)
  gateway.addresses = spec.list("addresses", 0...16) { fields in
    var address = GatewayAPI.Gateway.Address()
    address.type = fields.text("type", .upTo(253)) ?? address.type
    address.value = fields.string("value") ?? ""
    return address
  }
  if let infrastructure = spec.fields("infrastructure") {
    gateway.infrastructureLabels = infrastructure.stringMap("labels")
    gateway.infrastructureAnnotations = infrastructure.stringMap("annotations")
    _ = infrastructure.value("parametersRef")
    infrastructure.reportUnknownFields()
  }
  gateway.hasTLSSettings = spec.value("tls") != nil
  for key in ["allowedListeners", "defaultScope"] { _ = spec.value(key) }
  return gateway
}

private func decodeListener(_ fields: Fields) -> GatewayAPI.Gateway.Listener {
  var listener = GatewayAPI.Gateway.Listener()
  listener.name = fields.requiredText("name", .sectionName)
  let hostname = fields.text("hostname", .hostname)
  listener.hostname = hostname
  if fields.value("port") == nil { fields.missing("port") }
  listener.port = fields.port("port") ?? 0
  listener.protocol = fields.requiredText("protocol", .upTo(255))
  listener.tls = fields.object("tls", decodeListenerTLS)
  if let allowed = fields.object("allowedRoutes", decodeAllowedRoutes) {
    listener.allowedRoutes = allowed
  }
  if let tls = fields.value("tls"), ["HTTP", "TCP", "UDP"].contains(listener.protocol) {
    fields.findings.report(
      .invalidValue, "\(fields.path): tls must not be specified for protocol \(listener.protocol)",
      at: tls)
  }
  if listener.protocol == "HTTPS", listener.tls?.mode == "Passthrough" {
    fields.refuse("tls", "\(fields.path): tls mode must be Terminate for protocol HTTPS")
  }
  if listener.protocol == "TLS", listener.tls == nil {
    fields.refuse("protocol", "\(fields.path): tls mode must be set for protocol TLS")
  }
  if hostname != nil, ["TCP", "UDP"].contains(listener.protocol) {
    fields.refuse(
      "hostname", "\(fields.path): hostname must not be specified for \(listener.protocol)")
  }
  return listener
}

private func decodeListenerTLS(_ fields: Fields) -> GatewayAPI.Gateway.TLS {
  var tls = GatewayAPI.Gateway.TLS()
  tls.mode = fields.enumeration("mode", ["Terminate", "Passthrough"]) ?? tls.mode
  tls.certificates = fields.list("certificateRefs", 0...64) { fields in
    var certificate = GatewayAPI.Gateway.Certificate()
    certificate.group = fields.text("group", .group) ?? ""
    certificate.kind = fields.text("kind", .kind) ?? "Secret"
    certificate.name = fields.requiredText("name", .objectName)
    certificate.namespace = fields.text("namespace", .namespace)
    return certificate
  }
  tls.options = fields.stringMap("options")
  for key in ["frontendValidation"] { _ = fields.value(key) }
  if tls.mode == "Terminate", tls.certificates.isEmpty, tls.options.isEmpty {
    fields.refuse(
      "mode",
      "\(fields.path): certificateRefs or options must be specified when mode is Terminate")
  }
  return tls
}

private func decodeAllowedRoutes(_ fields: Fields) -> GatewayAPI.Gateway.AllowedRoutes {
  var allowed = GatewayAPI.Gateway.AllowedRoutes()
  allowed.kinds = fields.list("kinds", 0...8) { fields in
    var kind = GatewayAPI.Gateway.RouteKind()
    kind.group = fields.text("group", .group) ?? kind.group
    kind.kind = fields.requiredText("kind", .kind)
    return kind
  }
  guard let namespaces = fields.fields("namespaces") else { return allowed }
  let selector = namespaces.fields("selector").map(decodeLabelSelector)
  switch namespaces.enumeration("from", ["All", "Selector", "Same"]) {
  case "All": allowed.namespaces = .all
  case "Selector": allowed.namespaces = .selector(selector)
  default: allowed.namespaces = .same
  }
  namespaces.reportUnknownFields()
  return allowed
}

/// Names must be unique, and so must be port, protocol and host name together.
private func reviewListeners(_ listeners: [GatewayAPI.Gateway.Listener], _ spec: Fields) {
  spec.refuseRepetition(
    of: "listeners", among: listeners.map { $0.name.isEmpty ? nil : $0.name },
    "Listener name must be unique within the Gateway")
  spec.refuseRepetition(
    of: "listeners",
    among: listeners.map { "\($0.port) \($0.protocol) \($0.hostname ?? "")" as String? },
    "Combination of port, protocol and hostname must be unique for each listener")
}
