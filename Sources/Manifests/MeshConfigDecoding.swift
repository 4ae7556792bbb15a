internal import Diagnostics
internal import Resources

// istio/api mesh/v1alpha1/config.proto, 1.30.

/// Fields of the mesh configuration that change no outcome labbook models.
private let passedOver: Set<String> = [
  "accessLogFile", "accessLogEncoding", "accessLogFormat", "enableTracing", "enablePrometheusMerge",
  "defaultProviders", "extensionProviders", "trustDomain", "trustDomainAliases", "certificates",
  "ingressClass", "ingressService", "ingressSelector", "ingressControllerMode", "configSources",
  "disableEnvoyListenerLog", "disablePolicyChecks", "sdsUdsPath", "ca",
  "enableEnvoyAccessLogService", "verifyCertificateAtClient", "dnsRefreshRate",
]

/// Reads `data.mesh` of the ConfigMap `istio`.
func decodeMeshConfig(_ fields: Fields, _ metadata: ResourceMetadata) -> MeshConfig {
  var config = MeshConfig()
  config.metadata = metadata
  config.rootNamespace = fields.string("rootNamespace") ?? config.rootNamespace
  if let policy = fields.object("outboundTrafficPolicy", decodeOutboundPolicy) {
    config.outboundTrafficPolicy = policy.mode.isEmpty ? "REGISTRY_ONLY" : policy.mode
  }
  config.defaultHttpRetryPolicy = fields.object("defaultHttpRetryPolicy", decodeRetry)
  config.defaultServiceExportTo = exports(fields, "defaultServiceExportTo")
  config.defaultVirtualServiceExportTo = exports(fields, "defaultVirtualServiceExportTo")
  config.defaultDestinationRuleExportTo = exports(fields, "defaultDestinationRuleExportTo")
  config.enableAutoMtls = fields.boolean("enableAutoMtls") ?? true
  config.connectTimeout = fields.duration("connectTimeout") ?? config.connectTimeout
  config.tcpKeepalive = fields.object("tcpKeepalive", decodeKeepalive)
  let upgrades = ["DO_NOT_UPGRADE", "UPGRADE"]
  config.h2UpgradePolicy =
    fields.enumeration("h2UpgradePolicy", upgrades) ?? config.h2UpgradePolicy
  config.localityLbSetting = fields.object("localityLbSetting", decodeLocality)
  config.dnsRefreshRate = fields.duration("dnsRefreshRate") ?? config.dnsRefreshRate
  config.protocolDetectionTimeout =
    fields.duration("protocolDetectionTimeout") ?? config.protocolDetectionTimeout
  let normalizations = ["DEFAULT", "NONE", "BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES"]
  config.pathNormalization =
    fields.object("pathNormalization") { $0.enumeration("normalization", normalizations) }
    .flatMap { $0 } ?? config.pathNormalization
  for name in fields.keys where passedOver.contains(name.camelCased) { _ = fields.value(name) }
  if let node = fields.value("defaultConfig") {
    fields.findings.report(
      Diagnostic(
        .warning, .notModelled,
        "settings of the proxies themselves (defaultConfig), such as concurrency, are not modelled",
        at: node.location(in: fields.findings.file)))
  }
  return config
}

private func exports(_ fields: Fields, _ key: String) -> [String]? {
  fields.value(key) == nil ? nil : fields.strings(key)
}
