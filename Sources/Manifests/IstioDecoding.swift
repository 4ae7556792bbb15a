internal import Diagnostics
internal import Resources

// istio/api networking/v1alpha3/{service_entry,sidecar,gateway}.proto and
// security/v1beta1/peer_authentication.proto, 1.30.

/// Reads a ServiceEntry.
func decodeServiceEntry(_ spec: Fields, _ metadata: ResourceMetadata) -> ServiceEntry {
  var entry = ServiceEntry()
  entry.metadata = metadata
  entry.hosts = spec.strings("hosts")
  entry.addresses = spec.strings("addresses")
  entry.ports = spec.list("ports") { fields in
    var port = ServiceEntryPort()
    port.number = fields.uint32("number") ?? 0
    port.protocol = fields.string("protocol") ?? ""
    port.name = fields.string("name") ?? ""
    port.targetPort = fields.uint32("targetPort") ?? 0
    return port
  }
  entry.location =
    spec.enumeration("location", ["MESH_EXTERNAL", "MESH_INTERNAL"]) ?? entry.location
  let resolutions = ["NONE", "STATIC", "DNS", "DNS_ROUND_ROBIN", "DYNAMIC_DNS"]
  entry.resolution = spec.enumeration("resolution", resolutions) ?? entry.resolution
  entry.endpoints = spec.list("endpoints", decodeWorkloadEntry)
  entry.workloadSelector = spec.object("workloadSelector") { $0.stringMap("labels") }
  entry.exportTo = spec.strings("exportTo")
  entry.subjectAltNames = spec.strings("subjectAltNames")
  return entry
}

/// What istiod wrote into a ServiceEntry's status: the addresses that it gave to its hosts.
func decodeAllocatedAddresses(_ document: Fields) -> [ServiceEntry.AllocatedAddress] {
  guard let status = document.fields("status") else { return [] }
  return status.items("addresses").compactMap { node, path in
    guard let fields = Fields(node, path: path, document.findings),
      let value = fields.string("value"), let host = fields.string("host")
    else { return nil }
    return ServiceEntry.AllocatedAddress(host: host, address: value)
  }
}

/// Reads a Sidecar.
func decodeSidecar(_ spec: Fields, _ metadata: ResourceMetadata) -> Sidecar {
  var sidecar = Sidecar()
  sidecar.metadata = metadata
  sidecar.workloadSelector = spec.object("workloadSelector") { $0.stringMap("labels") }
  sidecar.ingress = spec.list("ingress", decodeIngressListener)
  sidecar.egress = spec.list("egress") { fields in
    var listener = Sidecar.EgressListener()
    listener.port = fields.object("port", decodePort)
    listener.bind = fields.string("bind") ?? ""
    listener.captureMode = fields.enumeration("captureMode", captureModes) ?? ""
    listener.hosts = fields.strings("hosts")
    return listener
  }
  sidecar.inboundConnectionPool = spec.object("inboundConnectionPool", decodeConnectionPool)
  sidecar.outboundTrafficPolicy = spec.object("outboundTrafficPolicy", decodeOutboundPolicy)
  return sidecar
}

private let captureModes = ["DEFAULT", "IPTABLES", "NONE"]

private func decodePort(_ fields: Fields) -> Sidecar.Port {
  var port = Sidecar.Port()
  port.number = fields.uint32("number") ?? 0
  port.protocol = fields.string("protocol") ?? ""
  port.name = fields.string("name") ?? ""
  port.targetPort = fields.uint32("targetPort") ?? 0
  return port
}

private func decodeIngressListener(_ fields: Fields) -> Sidecar.IngressListener {
  var listener = Sidecar.IngressListener()
  listener.port = fields.object("port", decodePort)
  listener.bind = fields.string("bind") ?? ""
  listener.captureMode = fields.enumeration("captureMode", captureModes) ?? ""
  listener.defaultEndpoint = fields.string("defaultEndpoint") ?? ""
  listener.tls = fields.object("tls", decodeServerTLS)
  listener.connectionPool = fields.object("connectionPool", decodeConnectionPool)
  return listener
}

private let serverTLSModes = [
  "PASSTHROUGH", "SIMPLE", "MUTUAL", "AUTO_PASSTHROUGH", "ISTIO_MUTUAL", "OPTIONAL_MUTUAL",
]

private func decodeServerTLS(_ fields: Fields) -> Sidecar.ServerTLSSettings {
  var tls = Sidecar.ServerTLSSettings()
  tls.mode = fields.enumeration("mode", serverTLSModes) ?? "PASSTHROUGH"
  tls.serverCertificate = fields.string("serverCertificate") ?? ""
  tls.privateKey = fields.string("privateKey") ?? ""
  tls.caCertificates = fields.string("caCertificates") ?? ""
  tls.caCrl = fields.string("caCrl") ?? ""
  tls.credentialName = fields.string("credentialName") ?? ""
  tls.subjectAltNames = fields.strings("subjectAltNames")
  tls.httpsRedirect = fields.boolean("httpsRedirect") ?? false
  tls.hasOtherCertificates =
    !fields.strings("credentialNames").isEmpty || fields.value("tlsCertificates") != nil
  for key in [
    "verifyCertificateSpki", "verifyCertificateHash", "minProtocolVersion", "maxProtocolVersion",
    "cipherSuites", "caCertCredentialName", "insecureSkipVerify",
  ] {
    _ = fields.value(key)
  }
  return tls
}

/// Reads an `outboundTrafficPolicy`, of a Sidecar or of the mesh.
func decodeOutboundPolicy(_ fields: Fields) -> OutboundTrafficPolicy {
  var policy = OutboundTrafficPolicy()
  policy.mode = fields.enumeration("mode", ["REGISTRY_ONLY", "ALLOW_ANY"]) ?? ""
  policy.egressProxy = fields.object("egressProxy", decodeDestination)
  return policy
}

private let mutualTLSModes = ["UNSET", "DISABLE", "PERMISSIVE", "STRICT"]

/// Reads a PeerAuthentication.
func decodePeerAuthentication(_ spec: Fields, _ metadata: ResourceMetadata) -> PeerAuthentication {
  func mode(_ fields: Fields) -> String { fields.enumeration("mode", mutualTLSModes) ?? "UNSET" }
  var authentication = PeerAuthentication()
  authentication.metadata = metadata
  authentication.selector = spec.object("selector") { $0.stringMap("matchLabels") }
  authentication.mode = spec.object("mtls", mode)
  if let ports = spec.fields("portLevelMtls") {
    for name in ports.keys {
      guard let mode = ports.object(name, mode) else { continue }
      guard let number = UInt32(name) else {
        ports.findings.report(
          .invalidValue,
          "\(ports.path) needs port numbers as keys, and one is "
            + "“\(name.quotedForDiagnostics)”", at: ports.node)
        continue
      }
      authentication.portLevelModes[number] = mode
    }
  }
  return authentication
}

/// Reads an Istio Gateway.
func decodeGateway(_ spec: Fields, _ metadata: ResourceMetadata) -> Gateway {
  var gateway = Gateway()
  gateway.metadata = metadata
  gateway.selector = spec.stringMap("selector")
  gateway.servers = spec.list("servers") { fields in
    var server = Gateway.Server()
    server.port = fields.object("port", decodePort) ?? Sidecar.Port()
    server.bind = fields.string("bind") ?? ""
    server.hosts = fields.strings("hosts")
    server.name = fields.string("name") ?? ""
    _ = fields.value("defaultEndpoint")
    server.tls = fields.object("tls", decodeServerTLS)
    server.httpsRedirect = server.tls?.httpsRedirect ?? false
    server.tlsMode = server.tls?.mode
    return server
  }
  return gateway
}
