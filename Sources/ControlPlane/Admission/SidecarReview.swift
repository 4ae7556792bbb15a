internal import Diagnostics
internal import Resources

extension AdmissionReview {
  /// A Sidecar (validation.go@1.30.3, `ValidateSidecar`).
  mutating func review(_ sidecar: Sidecar) {
    review(selector: sidecar.workloadSelector, at: .spec.key("workloadSelector"))
    // A wrong selector ends the review.
    if findings.contains(where: { $0.severity == .error }) { return }
    let hasPool = sidecar.inboundConnectionPool != nil && rules[.sidecarInboundConnectionPool]
    if sidecar.egress.isEmpty, sidecar.ingress.isEmpty, sidecar.outboundTrafficPolicy == nil,
      !hasPool
    {
      refuse("must have a field beside workloadSelector", at: .spec)
      return
    }
    var ports: Set<UInt32> = []
    for (position, listener) in sidecar.ingress.enumerated() {
      let path = FieldPath.spec.key("ingress").index(position)
      guard let port = listener.port else {
        refuse("must have a port", at: path)
        continue
      }
      if !ports.insert(port.number).inserted { refuse("is given twice", at: path.key("port")) }
      review(listener, port, at: path)
    }
    if hasPool { review(sidecar.inboundConnectionPool, at: .spec.key("inboundConnectionPool")) }
    reviewEgress(sidecar)
    review(sidecar.outboundTrafficPolicy, at: .spec.key("outboundTrafficPolicy"))
  }

  private mutating func review(
    _ listener: Sidecar.IngressListener, _ port: Sidecar.Port, at path: FieldPath
  ) {
    review(sidecarPort: port, at: path.key("port"))
    check(AddressSyntax.problem(ofPort: port.number), at: path.key("port").key("number"))
    if !listener.bind.isEmpty {
      check(AddressSyntax.problem(ofAddress: listener.bind), at: path.key("bind"))
    }
    review(defaultEndpoint: listener.defaultEndpoint, at: path.key("defaultEndpoint"))
    if let tls = listener.tls { review(tls, port, at: path.key("tls")) }
    if rules[.sidecarInboundConnectionPool] {
      review(listener.connectionPool, at: path.key("connectionPool"))
    }
  }

  /// What both directions ask of a port.
  private mutating func review(sidecarPort port: Sidecar.Port, at path: FieldPath) {
    if port.targetPort > 0 { refuse("has no effect in a Sidecar", at: path.key("targetPort")) }
    if !port.name.isEmpty { review(portName: port.name, at: path.key("name")) }
    review(protocol: port.protocol, at: path.key("protocol"))
  }

  private mutating func review(
    _ tls: Sidecar.ServerTLSSettings, _ port: Sidecar.Port, at path: FieldPath
  ) {
    if !tls.subjectAltNames.isEmpty {
      refuse("is not supported in a Sidecar", at: path.key("subjectAltNames"))
    }
    if tls.httpsRedirect { refuse("is not supported in a Sidecar", at: path.key("httpsRedirect")) }
    if !tls.credentialName.isEmpty {
      refuse("is not supported in a Sidecar", at: path.key("credentialName"))
    }
    if ["ISTIO_MUTUAL", "AUTO_PASSTHROUGH"].contains(tls.mode) {
      refuse("must not be \(tls.mode) in a Sidecar", at: path.key("mode"))
    }
    if !PortProtocol(named: port.protocol).isTLS {
      refuse("must not be set beside a port that does not carry TLS", at: path)
    }
    review(tls, at: path)
  }

  private mutating func review(defaultEndpoint text: String, at path: FieldPath) {
    guard !text.isEmpty else { return }
    if text.hasPrefix(AddressSyntax.unixPrefix) {
      check(
        AddressSyntax.problem(ofUnixPath: text.dropFirst(AddressSyntax.unixPrefix.count)), at: path)
      return
    }
    let colon = text.lastIndex(of: ":")
    let host = colon.map { text[..<$0] } ?? text[...]
    let port = colon.map { Int(text[text.index(after: $0)...]) } ?? nil
    let hosts = ["", "127.0.0.1", "0.0.0.0", "[::1]", "[::]"]
    if let port, (1...65535).contains(port), hosts.contains(String(host)) { return }
    refuse(
      "must be [127.0.0.1]:<port>, 0.0.0.0:<port>, [::1]:<port>, [::]:<port> or unix://<path>",
      at: path)
  }

  private mutating func reviewEgress(_ sidecar: Sidecar) {
    var ports: Set<UInt32> = []
    var sockets: Set<String> = []
    var hasOpenListener = false
    for (position, listener) in sidecar.egress.enumerated() {
      let path = FieldPath.spec.key("egress").index(position)
      if let port = listener.port {
        review(listener, port, at: path)
        let isNew =
          port.number == 0
          ? sockets.insert(listener.bind).inserted : ports.insert(port.number).inserted
        if !isNew { refuse("is given twice", at: path.key("port")) }
      } else if hasOpenListener {
        refuse("must have a port, since another listener has none", at: path)
        continue
      } else if position == sidecar.egress.count - 1 {
        hasOpenListener = true
      } else {
        refuse("must have a port, or be the last listener", at: path)
      }
      review(egressHosts: listener.hosts, at: path)
    }
  }

  /// `validateSidecarEgressPortBindAndCaptureMode`.
  private mutating func review(
    _ listener: Sidecar.EgressListener, _ port: Sidecar.Port, at path: FieldPath
  ) {
    review(sidecarPort: port, at: path.key("port"))
    guard port.number == 0 else {
      check(AddressSyntax.problem(ofPort: port.number), at: path.key("port").key("number"))
      if !listener.bind.isEmpty {
        check(AddressSyntax.problem(ofAddress: listener.bind), at: path.key("bind"))
      }
      return
    }
    if listener.bind.hasPrefix(AddressSyntax.unixPrefix) {
      check(
        AddressSyntax.problem(
          ofUnixPath: listener.bind.dropFirst(AddressSyntax.unixPrefix.count)),
        at: path.key("bind"))
    } else {
      refuse("must have a number, or bind to unix://<path>", at: path.key("port"))
    }
    if listener.captureMode == "IPTABLES" {
      refuse("must be DEFAULT or NONE beside a socket", at: path.key("captureMode"))
    }
  }

  /// Hosts as `namespace/name` (`ValidateNamespaceSlashWildcardHostname`).
  private mutating func review(egressHosts hosts: [String], at path: FieldPath) {
    if hosts.isEmpty { refuse("must have hosts", at: path) }
    var known: [Substring: Set<Substring>] = [:]
    for (position, host) in hosts.enumerated() {
      let place = path.key("hosts").index(position)
      review(namespacedHost: host, isOfGateway: false, at: place)
      let parts = host.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let namespace = parts[0] == "." ? metadata.namespace[...] : parts[0]
      let names = known[namespace] ?? []
      if parts[1] == "*" ? !names.isEmpty : names.contains(parts[1]) || names.contains("*") {
        warn("is given already", at: place)
      }
      known[namespace, default: []].insert(parts[1])
    }
    if known["*"]?.contains("*") == true, known.count > 1 {
      warn("should have no hosts beside */*, which is all", at: path.key("hosts"))
    }
  }

  /// A host with the namespace that it is looked for in.
  mutating func review(namespacedHost host: String, isOfGateway: Bool, at path: FieldPath) {
    let parts = host.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      if isOfGateway {
        review(hostPart: host, isOfGateway: true, at: path)
      } else {
        refuse("must have the form namespace/name", at: path)
      }
      return
    }
    let marks = isOfGateway ? ["*", "."] : ["*", ".", "~"]
    if !marks.contains(String(parts[0])), !NameSyntax.isLabel(parts[0]) {
      refuse("must begin with a namespace's name, * or .", at: path)
    }
    review(hostPart: String(parts[1]), isOfGateway: isOfGateway, at: path)
  }

  /// `validateSidecarOrGatewayHostnamePart`.
  private mutating func review(hostPart host: String, isOfGateway: Bool, at path: FieldPath) {
    if host != "*", !host.contains(".") { refuse("must be a full name, with a dot", at: path) }
    if let problem = NameSyntax.problem(ofWildcardDomain: host),
      !isOfGateway || !AddressSyntax.isAddress(host)
    {
      refuse(problem, at: path)
    }
    check(NameSyntax.problem(ofPartialWildcard: host), at: path)
  }

  /// `validateSidecarOutboundTrafficPolicy`.
  private mutating func review(_ policy: OutboundTrafficPolicy?, at path: FieldPath) {
    guard let policy, let proxy = policy.egressProxy else { return }
    guard policy.mode == "ALLOW_ANY" else {
      refuse("must not be set without mode ALLOW_ANY", at: path.key("egressProxy"))
      return
    }
    check(NameSyntax.problem(ofDomain: proxy.host), at: path.key("egressProxy").key("host"))
    guard proxy.port != nil else {
      refuse("must have a port", at: path.key("egressProxy"))
      return
    }
    review(proxy, at: path.key("egressProxy"))
  }
}
