internal import Diagnostics
internal import Resources

// istio/api mesh/v1alpha1/config.proto, 1.31.

/// Fields of the mesh configuration that change no outcome labbook models.
private let passedOver = [
  "accessLogFile", "accessLogEncoding", "accessLogFormat", "enableTracing", "enablePrometheusMerge",
  "defaultProviders", "certificates", "configSources", "disableEnvoyListenerLog",
  "disablePolicyChecks", "sdsUdsPath", "ca", "enableEnvoyAccessLogService",
  "verifyCertificateAtClient", "caCertificates", "inboundClusterStatName",
  "outboundClusterStatName", "hboneIdleTimeout", "meshMTLS", "tlsDefaults", "serviceSettings",
  "serviceScopeConfigs", "proxyListenPort", "proxyInboundListenPort", "thriftConfig",
  "disableMixerHttpReports", "policyCheckFailOpen", "reportBatchMaxEntries", "reportBatchMaxTime",
  "mixerCheckServer", "mixerReportServer", "enableSdsTokenMount", "sdsRefreshDelay",
  "rdsRefreshDelay", "terminationDrainDuration", "enableClientSidePolicyCheck",
  "fileFlushInterval", "fileFlushMinSize",
]

/// Fields that can change an outcome and do not act here, with what they are about.
private let unmodelled: [(name: String, subject: String)] = [
  ("proxyHttpPort", "the listener of an HTTP proxy (proxyHttpPort) is"),
  ("zoneAwareLbSetting", "zone-aware load balancing (zoneAwareLbSetting) is"),
  ("defaultTrafficPolicy", "the mesh's defaultTrafficPolicy is"),
  ("serviceEntryVisibility", "the visibility of ServiceEntries (serviceEntryVisibility) is"),
]

/// Reads a MeshConfig, such as `data.mesh` of the ConfigMap `istio`.
func decodeMeshConfig(_ fields: Fields, _ metadata: ResourceMetadata) -> MeshConfig {
  var config = MeshConfig()
  config.metadata = metadata
  config.rootNamespace = fields.string("rootNamespace") ?? config.rootNamespace
  config.trustDomain = fields.string("trustDomain") ?? config.trustDomain
  config.trustDomainAliases = fields.strings("trustDomainAliases")
  if let policy = fields.object("outboundTrafficPolicy", decodeOutboundPolicy) {
    config.outboundTrafficPolicy = policy.mode.isEmpty ? "REGISTRY_ONLY" : policy.mode
  }
  // Absent, its mode is PASSTHROUGH as well: the first of the enumeration.
  config.inboundTrafficPolicy =
    fields.object("inboundTrafficPolicy") { $0.enumeration("mode", ["PASSTHROUGH", "LOCALHOST"]) }
    .flatMap { $0 } ?? config.inboundTrafficPolicy
  config.defaultHttpRetryPolicy = fields.object("defaultHttpRetryPolicy", decodeRetry)
  config.defaultServiceExportTo = exports(fields, "defaultServiceExportTo")
  config.defaultVirtualServiceExportTo = exports(fields, "defaultVirtualServiceExportTo")
  config.defaultDestinationRuleExportTo = exports(fields, "defaultDestinationRuleExportTo")
  config.ingressClass = fields.string("ingressClass") ?? config.ingressClass
  config.ingressService = fields.string("ingressService") ?? config.ingressService
  config.ingressSelector = fields.string("ingressSelector") ?? config.ingressSelector
  config.ingressControllerMode =
    fields.enumeration("ingressControllerMode", ["UNSPECIFIED", "OFF", "DEFAULT", "STRICT"])
    ?? config.ingressControllerMode
  config.enableAutoMtls = fields.boolean("enableAutoMtls") ?? true
  config.localityLbSetting = fields.object("localityLbSetting", decodeLocality)
  config.discoverySelectors = fields.list("discoverySelectors", decodeLabelSelector)
  config.extensionProviders = fields.items("extensionProviders").compactMap { node, path in
    Fields(node, path: path, fields.findings).flatMap { $0.string("name") }
  }
  config.authorizationProviders = decodeAuthorizationProviders(fields)
  decodeConnections(fields, into: &config)
  for name in passedOver { _ = fields.value(name) }
  if let settings = fields.fields("defaultConfig") {
    config.proxySettings = decodeProxySettings(settings)
    for name in config.proxySettings.unmodelled(atGateway: true) {
      report("\(name) of defaultConfig is not modelled", at: settings.node, settings)
    }
  }
  reportUnmodelled(fields)
  return config
}

private func decodeConnections(_ fields: Fields, into config: inout MeshConfig) {
  config.connectTimeout = fields.duration("connectTimeout") ?? config.connectTimeout
  config.tcpKeepalive = fields.object("tcpKeepalive", decodeKeepalive)
  let upgrades = ["DO_NOT_UPGRADE", "UPGRADE"]
  config.h2UpgradePolicy =
    fields.enumeration("h2UpgradePolicy", upgrades) ?? config.h2UpgradePolicy
  config.dnsRefreshRate = fields.duration("dnsRefreshRate") ?? config.dnsRefreshRate
  config.protocolDetectionTimeout =
    fields.duration("protocolDetectionTimeout") ?? config.protocolDetectionTimeout
  let normalizations = ["DEFAULT", "NONE", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES"]
  config.pathNormalization =
    fields.object("pathNormalization") { $0.enumeration("normalization", normalizations) }
    .flatMap { $0 } ?? config.pathNormalization
}

private func reportUnmodelled(_ fields: Fields) {
  for (name, subject) in unmodelled {
    guard let node = fields.value(name) else { continue }
    if node.isEmptyMapping { continue }
    report("\(subject) not modelled", at: node, fields)
  }
}

private func report(_ summary: String, at node: YAMLNode, _ fields: Fields) {
  fields.findings.report(
    Diagnostic(
      .warning, .notModelled, summary, at: node.location(in: fields.findings.file)))
}

private func exports(_ fields: Fields, _ key: String) -> [String]? {
  fields.value(key) == nil ? nil : fields.strings(key)
}
