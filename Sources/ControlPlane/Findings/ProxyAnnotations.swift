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
  }

  private let annotations: [String: String]
  private let settings: [String]

  init(_ pod: MeshPod) {
    annotations = pod.metadata.annotations
    settings = pod.metadata.proxySettings?.unmodelled(atGateway: pod.proxy == .gateway) ?? []
  }

  /// In the order of the annotations' names.
  func effects() -> [Effect] {
    annotations.keys.sorted().flatMap { name -> [Effect] in
      let value = annotations[name] ?? ""
      switch name {
      case "proxy.istio.io/config":
        return settings.map { Effect(name: name, subject: "settings \($0) of \(name)") }
      case "sidecar.istio.io/interceptionMode":
        return value == "REDIRECT" ? [] : [Effect(name: name, subject: "annotations \(name)")]
      case "proxy.istio.io/overrides": return [Effect(name: name, subject: "annotations \(name)")]
      default:
        let prefix = CaptureAnnotations.prefix
        guard name.hasPrefix(prefix), !Self.captures.contains(String(name.dropFirst(prefix.count)))
        else { return [] }
        return [Effect(name: name, subject: "annotations \(name)")]
      }
    }
  }

  /// Settings of capture that act, or change nothing about requests.
  private static let captures: Set<String> = [
    "includeInboundPorts", "excludeInboundPorts", "includeOutboundPorts", "excludeOutboundPorts",
    "includeOutboundIPRanges", "excludeOutboundIPRanges", "excludeInterfaces",
    "kubevirtInterfaces",
  ]
}
