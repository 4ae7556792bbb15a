internal import Diagnostics
internal import Resources

/// Reads the specification of an Ingress.
func decodeIngress(_ spec: Fields, _ metadata: ResourceMetadata) -> Ingress {
  var ingress = Ingress()
  ingress.metadata = metadata
  ingress.className = spec.string("ingressClassName")
  ingress.hasDefaultBackend = spec.value("defaultBackend") != nil || spec.value("backend") != nil
  ingress.tls = spec.list("tls") { fields in
    var tls = Ingress.TLS()
    tls.hosts = fields.strings("hosts")
    tls.secretName = fields.string("secretName") ?? ""
    return tls
  }
  ingress.rules = spec.list("rules") { fields in
    var rule = Ingress.Rule()
    rule.host = fields.string("host") ?? ""
    rule.paths = fields.object("http") { $0.list("paths", decodePath) }
    return rule
  }
  return ingress
}

private func decodePath(_ fields: Fields) -> Ingress.Path {
  var path = Ingress.Path()
  path.path = fields.string("path") ?? ""
  path.type = fields.enumeration("pathType", ["Exact", "Prefix", "ImplementationSpecific"])
  // The API server takes nothing else (pkg/apis/networking/validation/validation.go,
  // validateHTTPIngressPath).
  if let node = fields.value("path") ?? fields.value("pathType"), path.type != nil,
    path.type != "ImplementationSpecific" || !path.path.isEmpty, !path.path.hasPrefix("/")
  {
    fields.findings.report(
      .invalidValue,
      "\(fields.pathTo("path")) must begin with /, and this is "
        + "“\(path.path.quotedForDiagnostics)”: the API server refuses the Ingress", at: node,
      hint: "write path: /\(path.path.quotedForDiagnostics)")
  }
  path.backend = fields.object("backend") { backend in
    // Of extensions/v1beta1: the Service's name beside its port.
    if let name = backend.string("serviceName") {
      var own = Ingress.Backend()
      own.service = name
      decodePort(backend.value("servicePort"), into: &own)
      return own
    }
    _ = backend.value("resource")
    return backend.object("service") { service in
      var own = Ingress.Backend()
      own.service = service.string("name") ?? ""
      service.object("port") { port in
        own.portNumber = port.uint32("number") ?? 0
        own.portName = port.string("name") ?? ""
      }
      return own
    }
  }.flatMap { $0 }
  return path
}

/// A number or a name.
private func decodePort(_ node: YAMLNode?, into backend: inout Ingress.Backend) {
  guard let node, case .scalar(let text, _) = node.content else { return }
  if let number = Int(text) {
    backend.portNumber = UInt32(clamping: number)
  } else {
    backend.portName = text
  }
}

/// Reads the specification of an IngressClass.
func decodeIngressClass(_ spec: Fields, _ metadata: ResourceMetadata) -> IngressClass {
  var found = IngressClass()
  found.metadata = metadata
  found.controller = spec.string("controller") ?? ""
  _ = spec.value("parameters")
  return found
}
