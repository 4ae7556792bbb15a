internal import Diagnostics
internal import Resources

/// Keys of a ProxyConfig that change nothing about what becomes of requests.
private let harmless: Set<String> = [
  "holdApplicationUntilProxyStarts", "terminationDrainDuration", "drainDuration",
  "parentShutdownDuration", "tracing", "zipkinAddress", "concurrency", "statNameLength",
  "proxyStatsMatcher", "statsdUdpAddress", "statusPort", "statsCompression", "proxyAdminPort",
  "image", "privateKeyProvider", "readinessProbe", "extraStatTags", "envoyAccessLogService",
  "envoyMetricsService", "envoyMetricsServiceAddress", "discoveryAddress", "configPath",
  "binaryPath", "customConfigFile", "serviceCluster", "tracingServiceName", "sds",
  "runtimeValues", "caCertificatesPem", "proxyHeaders", "fileFlushInterval",
  "fileFlushMinSizeKb", "meshId", "proxyBootstrapTemplatePath", "controlPlaneAuthPolicy",
  "availabilityZone", "interceptionMode", "drainTime", "connectTimeout",
]

/// Names in `proxyMetadata` that say how the proxy treats requests.
private let metadataThatActs: Set<String> = [
  "ISTIO_META_IDLE_TIMEOUT", "ISTIO_META_HTTP10", "ISTIO_META_DNS_CAPTURE",
  "ISTIO_META_INTERCEPTION_MODE", "ISTIO_META_NETWORK", "ISTIO_META_ENABLE_HBONE",
]

/// Reads a ProxyConfig by its keys: those that are not known to be harmless can change an outcome.
func decodeProxySettings(_ fields: Fields) -> ProxySettings {
  var settings = ProxySettings()
  for key in fields.keys {
    _ = fields.value(key)
    if harmless.contains(key) { continue }
    switch key {
    case "proxyMetadata":
      let names = fields.fields(key)?.keys ?? []
      settings.unmodelled += names.filter(metadataThatActs.contains).map { "proxyMetadata.\($0)" }
    case "gatewayTopology": decodeTopology(fields, into: &settings)
    default: settings.unmodelled.append(key)
    }
  }
  return settings
}

/// What is known of a gateway's callers.
///
/// Certificates of clients are not forwarded here, so that
/// `forwardClientCertDetails` says nothing.
private func decodeTopology(_ fields: Fields, into settings: inout ProxySettings) {
  guard let topology = fields.fields("gatewayTopology") else { return }
  settings.numTrustedProxies = topology.uint32("numTrustedProxies")
  settings.unmodelledAtGateways +=
    topology.keys.filter { $0 != "numTrustedProxies" && $0 != "forwardClientCertDetails" }
    .map { "gatewayTopology.\($0)" }
}

/// Reads the ProxyConfig in the annotation of a pod, which is YAML or JSON in a text.
///
/// - Returns: `nil` where there is none, and where it is no mapping, which is a finding.
func decodeProxyAnnotation(_ metadata: Fields) -> ProxySettings? {
  guard let annotations = metadata.value("annotations"),
    case .mapping(let entries) = annotations.content,
    let node = entries.first(where: { $0.key == "proxy.istio.io/config" })?.value,
    case .scalar(let text, _) = node.content
  else { return nil }
  let source = ManifestSource(name: metadata.findings.file, text: text)
  let (documents, findings) = YAMLReader.documents(of: source)
  let inner = Findings(file: metadata.findings.file)
  guard findings.isEmpty, let document = documents.first,
    let fields = Fields(document, path: "proxy.istio.io/config", inner)
  else {
    metadata.findings.report(
      .invalidValue,
      "the annotation proxy.istio.io/config must be a mapping in a text, and this is none: the "
        + "injector makes no pod", at: node)
    return nil
  }
  let settings = decodeProxySettings(fields)
  for finding in inner.diagnostics {
    metadata.findings.report(finding.moved(toLine: Int(node.line)))
  }
  return settings
}
