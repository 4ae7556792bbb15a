internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// Annotations of a pod that say how its proxy is set up or what passes it by
/// (istio/api annotation/annotations.yaml and mesh/v1alpha1/proxy.proto, 1.30).
///
/// Most of them change nothing about what becomes of requests; the others are not modelled, on the
/// requests that they can touch.
struct ProxyAnnotations {
  /// One that can change what becomes of requests.
  struct Effect: Hashable {
    /// The annotation.
    var name: String
    /// What of it is not modelled, in the plural.
    var subject: String
    /// Whether it touches what the pod sends.
    var touchesSent = true
    /// Whether it touches what the pod receives.
    var touchesReceived = true
  }

  private let annotations: [String: String]
  private let isGateway: Bool

  init(_ pod: MeshPod) {
    annotations = pod.metadata.annotations
    isGateway = pod.proxy == .gateway
  }

  /// In the order of the annotations' names.
  ///
  /// - `ports`: the pod's own ports that something sends to.
  /// - `outside`: the ports that the pod may call.
  func effects(ports: Set<Int>, outside: Set<Int>) -> [Effect] {
    annotations.keys.sorted().flatMap { name -> [Effect] in
      let value = annotations[name] ?? ""
      switch name {
      case "proxy.istio.io/config": return configEffects(value)
      case "sidecar.istio.io/interceptionMode":
        return value == "REDIRECT" ? [] : [Effect(name: name, subject: "annotations \(name)")]
      case "proxy.istio.io/overrides": return [Effect(name: name, subject: "annotations \(name)")]
      default:
        guard name.hasPrefix(Self.traffic) else { return [] }
        return captureEffects(
          String(name.dropFirst(Self.traffic.count)), value, ports: ports, outside: outside)
      }
    }
  }

  private static let traffic = "traffic.sidecar.istio.io/"

  /// What is taken from the sidecar, or left to it: ports that nobody uses say nothing.
  private func captureEffects(
    _ setting: String, _ value: String, ports: Set<Int>, outside: Set<Int>
  ) -> [Effect] {
    let name = Self.traffic + setting
    let items = Set(value.split(separator: ",").map { String($0.filter { $0 != " " }) })
    let numbers = Set(items.compactMap { Int($0) })
    func effect(sent: Bool) -> [Effect] {
      [
        Effect(
          name: name, subject: "annotations \(name)", touchesSent: sent, touchesReceived: !sent)
      ]
    }
    switch setting {
    case "includeInboundPorts":
      return items.contains("*") || ports.isSubset(of: numbers) ? [] : effect(sent: false)
    case "excludeInboundPorts": return numbers.isDisjoint(with: ports) ? [] : effect(sent: false)
    case "excludeOutboundPorts":
      return numbers.isDisjoint(with: outside) ? [] : effect(sent: true)
    case "includeOutboundPorts", "excludeOutboundIPRanges":
      return items.isEmpty ? [] : effect(sent: true)
    case "includeOutboundIPRanges": return items == ["*"] ? [] : effect(sent: true)
    case "excludeInterfaces", "kubevirtInterfaces": return []
    default: return effect(sent: true) + effect(sent: false)
    }
  }

  /// The keys of a ProxyConfig: those that are not known to be harmless.
  private func configEffects(_ text: String) -> [Effect] {
    text.topLevelKeys.filter { key in
      if key == "proxyMetadata" {
        return Self.metadataThatActs.contains { text.contains($0) }
      }
      if key == "gatewayTopology" { return isGateway }
      return !Self.harmless.contains(key)
    }.map {
      Effect(name: "proxy.istio.io/config", subject: "settings \($0) of proxy.istio.io/config")
    }
  }

  private static let metadataThatActs = [
    "ISTIO_META_IDLE_TIMEOUT", "ISTIO_META_HTTP10", "ISTIO_META_DNS_CAPTURE",
    "ISTIO_META_INTERCEPTION_MODE", "ISTIO_META_NETWORK", "ISTIO_META_ENABLE_HBONE",
  ]

  private static let harmless: Set<String> = [
    "holdApplicationUntilProxyStarts", "terminationDrainDuration", "drainDuration",
    "parentShutdownDuration", "tracing", "zipkinAddress", "concurrency", "statNameLength",
    "proxyStatsMatcher", "statsdUdpAddress", "statusPort", "statsCompression", "proxyAdminPort",
    "image", "privateKeyProvider", "readinessProbe", "extraStatTags", "envoyAccessLogService",
    "envoyMetricsService", "envoyMetricsServiceAddress", "discoveryAddress", "configPath",
    "binaryPath", "customConfigFile", "serviceCluster", "tracingServiceName", "sds",
    "runtimeValues", "caCertificatesPem", "proxyHeaders", "fileFlushInterval",
    "fileFlushMinSizeKb", "meshId",
  ]
}

extension String {
  /// The keys of a mapping's first level, as YAML or JSON writes them; what is no mapping has none.
  var topLevelKeys: [String] {
    let text = drop { $0.isWhitespace }
    return text.first == "{" ? text.flowKeys : blockKeys
  }

  private var blockKeys: [String] {
    split(separator: "\n").compactMap { line in
      guard let first = line.first, !first.isWhitespace, first != "#", first != "-",
        let colon = line.firstIndex(of: ":")
      else { return nil }
      return String(line[..<colon]).unquoted
    }
  }
}

extension Substring {
  fileprivate var flowKeys: [String] {
    var keys: [String] = []
    var depth = 0
    var word = ""
    var isKey = true
    for character in self {
      switch character {
      case "{", "[": depth += 1
      case "}", "]": depth -= 1
      case ":" where depth == 1 && isKey:
        keys.append(word.unquoted)
        isKey = false
      case "," where depth == 1: isKey = true
      default:
        if depth == 1, isKey { word.append(character) }
        continue
      }
      word = ""
    }
    return keys
  }
}

extension String {
  fileprivate var unquoted: String {
    String(filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" })
  }
}
