internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// A Gateway (validation.go@1.30.3, `ValidateGateway`).
  mutating func review(_ gateway: Gateway) {
    if !NameSyntax.isLabel(metadata.name) {
      refuse("must be a label of letters, digits and hyphens", at: "metadata.name")
    }
    if gateway.servers.isEmpty { refuse("must have a server", at: .spec) }
    var names: Set<String> = []
    for (position, server) in gateway.servers.enumerated() {
      let path = FieldPath.spec.key("servers").index(position)
      review(server, at: path)
      guard let port = server.givenPort else { continue }
      if !names.insert(port.name).inserted {
        refuse("is given twice", at: path.key("port").key("name"))
      }
      if server.httpsRedirect, !PortProtocol(named: port.protocol).isHTTP {
        warn("should be set only beside HTTP", at: path.key("tls").key("httpsRedirect"))
      }
    }
  }

  /// `validateServer`.
  private mutating func review(_ server: Gateway.Server, at path: FieldPath) {
    if server.hosts.isEmpty { refuse("must have hosts", at: path) }
    for (position, host) in server.hosts.enumerated() {
      review(namespacedHost: host, isOfGateway: true, at: path.key("hosts").index(position))
    }
    let isPortRight = review(portOf: server, at: path)
    let isSocket = server.bind.hasPrefix(AddressSyntax.unixPrefix)
    if isSocket {
      check(
        AddressSyntax.problem(ofUnixPath: server.bind.dropFirst(AddressSyntax.unixPrefix.count)),
        at: path.key("bind"))
      if server.port.number != 0 {
        refuse("must be 0 beside a socket", at: path.key("port").key("number"))
      }
    } else if !server.bind.isEmpty {
      check(AddressSyntax.problem(ofAddress: server.bind), at: path.key("bind"))
    }
    if let tls = server.tls { review(tls, at: path.key("tls")) }
    if isPortRight { reviewTLS(of: server, at: path) }
  }

  /// `validateServerPort`.
  private mutating func review(portOf server: Gateway.Server, at path: FieldPath) -> Bool {
    guard let port = server.givenPort else {
      refuse("must have a port", at: path)
      return false
    }
    let count = findings.count
    let place = path.key("port")
    if PortProtocol(named: port.protocol) == .undeclared {
      refuse(
        "must be a known protocol, and is “\(port.protocol.quotedForDiagnostics)”",
        at: place.key("protocol"))
    }
    if port.number > 0 || !server.bind.hasPrefix(AddressSyntax.unixPrefix) {
      check(AddressSyntax.problem(ofPort: port.number), at: place.key("number"))
    }
    if port.targetPort > 0 { refuse("has no effect in a Gateway", at: place.key("targetPort")) }
    if port.name.isEmpty { refuse("must have a name", at: place) }
    return findings.count == count
  }

  /// TLS settings go with protocols over TLS; beside HTTP only a redirect does.
  private mutating func reviewTLS(of server: Gateway.Server, at path: FieldPath) {
    let carried = PortProtocol(named: server.port.protocol)
    guard let tls = server.tls else {
      if carried.isTLS { refuse("must have tls beside HTTPS or TLS", at: path) }
      return
    }
    guard !carried.isTLS else { return }
    let isRedirectAlone =
      ["PASSTHROUGH", "AUTO_PASSTHROUGH"].contains(tls.mode) && tls.caCertificates.isEmpty
      && tls.privateKey.isEmpty && tls.serverCertificate.isEmpty
    if !carried.isHTTP || !isRedirectAlone {
      refuse("must not be set beside a port that does not carry TLS", at: path.key("tls"))
    }
  }

  /// TLS that a proxy terminates (`validateTLSOptions`).
  ///
  /// Ciphers are not looked at.
  mutating func review(_ tls: Sidecar.ServerTLSSettings, at path: FieldPath) {
    switch tls.mode {
    case "ISTIO_MUTUAL":
      for (field, isSet) in [
        ("serverCertificate", !tls.serverCertificate.isEmpty),
        ("privateKey", !tls.privateKey.isEmpty),
        ("caCertificates", !tls.caCertificates.isEmpty),
        ("credentialName", !tls.credentialName.isEmpty),
      ] where isSet {
        refuse("must not be set beside ISTIO_MUTUAL", at: path.key(field))
      }
      return
    case "SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL":
      if tls.credentialName.isEmpty { reviewCertificates(of: tls, at: path) } else { return }
    default: break
    }
    if !tls.caCrl.isEmpty, rules[.checksEveryMatch] {
      if !tls.credentialName.isEmpty || tls.mode == "SIMPLE" {
        refuse("must not be set beside credentialName or SIMPLE", at: path.key("caCrl"))
      }
    }
  }

  private mutating func reviewCertificates(
    of tls: Sidecar.ServerTLSSettings, at path: FieldPath
  ) {
    guard !tls.hasOtherCertificates else { return }
    if tls.mode != "SIMPLE", tls.caCertificates.isEmpty {
      refuse("must have caCertificates for \(tls.mode)", at: path)
    }
    if tls.serverCertificate.isEmpty {
      refuse("must have a serverCertificate for \(tls.mode)", at: path)
    }
    if tls.privateKey.isEmpty { refuse("must have a privateKey for \(tls.mode)", at: path) }
  }
}

extension Gateway.Server {
  /// The port, or `nil` where none is written.
  fileprivate var givenPort: Sidecar.Port? { port == Sidecar.Port() ? nil : port }
}
