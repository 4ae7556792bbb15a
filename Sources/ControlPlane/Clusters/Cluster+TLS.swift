internal import ProxyConfig
internal import Resources

/// What decides how a cluster speaks TLS, beside its policy.
struct ClusterSecurity {
  /// Whether the service is outside of the mesh.
  var isMeshExternal: Bool
  /// The mode that clients expect of the service; `nil` where it is not known.
  var serviceMode: MutualTLSMode?
  /// Whether the proxy may see a secret that the rule names: a gateway's may, and those that a
  /// workloadSelector selects.
  var maySeeSecrets: Bool
  /// Whether the proxy reaches endpoints through tunnels where they take them.
  var opensTunnels = false
}

extension Cluster {
  /// Chooses between plain text, mutual TLS by endpoint and TLS throughout
  /// (`pilot/pkg/networking/core/cluster_tls.go` buildUpstreamTLSSettings and
  /// applyUpstreamTLSSettings@1.30.3).
  ///
  /// ORIGINAL_DST clusters cannot choose by endpoint: they speak TLS always or never.
  mutating func applyTLS(
    of policy: EffectivePolicy, security: ClusterSecurity, mesh: MeshConfig, rules: RuleVersion
  ) {
    var hasSettings = true
    if let settings = policy.tls?.value {
      tls = apply(settings, security: security, rules: rules)
    } else {
      let isAutomatic =
        !security.isMeshExternal && mesh.enableAutoMtls
        && (security.serviceMode ?? .disable) != .disable
      tls = !isAutomatic ? .none : type == .originalDestination ? .always : .byEndpoint
      hasSettings = isAutomatic
    }
    // A tunnel is one of the transports that an endpoint may ask for: inside it, TLS that the rule
    // asks for is kept (applyHBONETransportSocketMatches@1.30.3).
    if security.opensTunnels, !hasSettings || type != .originalDestination {
      tlsOfEndpoints = policy.tls == nil ? nil : tls
      speaksTLSInTunnels = tls == .always && policy.tls?.value.mode != "ISTIO_MUTUAL"
      tls = .byEndpoint
    }
    guard rules[.proxyProtocol], policy.proxyProtocol != nil, tls != .byEndpoint else { return }
    if tls != .none || rules[.proxyProtocolInPlainText] {
      tls = .other("upstream_proxy_protocol")
    }
  }

  private mutating func apply(
    _ settings: ClientTLSSettings, security: ClusterSecurity, rules: RuleVersion
  ) -> TLS {
    if !settings.sni.isEmpty { tlsServerName = settings.sni }
    switch settings.mode {
    case "ISTIO_MUTUAL": return .always
    case "SIMPLE", "MUTUAL":
      // Secrets are not handed to every sidecar that a rule reaches: without a workloadSelector
      // the settings are dropped, and plain text is left.
      let hasSecret =
        !settings.credentialName.isEmpty
        && !settings.credentialName.hasPrefix("configmap://")
      if hasSecret, !security.maySeeSecrets { return .none }
      if rules[.serverNameFromRequest] { takeServerNameFromRequest(settings) }
      let lacksCertificate = settings.clientCertificate.isEmpty || settings.privateKey.isEmpty
      let needsFiles = settings.mode == "MUTUAL" && settings.credentialName.isEmpty
      return needsFiles && lacksCertificate ? .none : .always
    default: return .none
    }
  }

  /// setAutoSniAndAutoSanValidation@1.30.3.
  mutating func takeServerNameFromRequest(_ settings: ClientTLSSettings) {
    guard settings.sni.isEmpty else { return }
    var upstream = HttpProtocolOptions.Upstream()
    upstream.autoSni = true
    if settings.subjectAltNames.isEmpty, settings.insecureSkipVerify != true {
      upstream.autoSanValidation = true
    }
    var options = httpProtocolOptions ?? HttpProtocolOptions()
    options.upstreamHttpProtocolOptions = upstream
    httpProtocolOptions = options
  }
}
