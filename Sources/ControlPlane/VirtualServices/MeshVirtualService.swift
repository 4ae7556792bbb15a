internal import Diagnostics
internal import Resources

/// A VirtualService with full names and with its delegates' rules in place
/// (pilot/pkg/model/virtualservice.go@1.30.3, `ResolveVirtualServiceShortnames`).
///
/// A class, because the scopes of all proxies share it.
final class MeshVirtualService: Sendable {
  /// An HTTP rule and where it is written: in a delegate, that one's place.
  struct HTTPRule: Sendable {
    /// The rule, with what its root adds.
    var rule: HTTPRoute
    /// The object that it is written in: a delegate, or the VirtualService itself.
    var metadata: ResourceMetadata
    /// Its position in `spec.http` of ``metadata``'s resource.
    var position: Int

    /// The origin of the rule, or of a field of it.
    var origin: Origin {
      metadata.origin(FieldPath([.key("spec"), .key("http"), .index(position)]))
    }
  }

  /// The root's.
  let metadata: ResourceMetadata
  /// Fully qualified, in lower case where istiod does so.
  let hosts: [String]
  /// `mesh`, or gateways as `namespace/name`; `mesh` alone where none are written.
  let gateways: [String]
  /// With those of delegates in place.
  let http: [HTTPRule]
  /// In the order in which they are written.
  let tls: [TLSRoute]
  /// In the order in which they are written.
  let tcp: [TCPRoute]
  /// Which namespaces it is visible in.
  let export: Export
  /// Labels of clients that its rules ask for.
  let sourceLabelKeys: Set<String>

  init(
    _ source: VirtualService, http: [HTTPRule], defaultExport: [String]?
  ) {
    let namespace = source.metadata.namespace
    metadata = source.metadata
    hosts = source.hosts.map { $0.fullHostname(in: namespace) }
    gateways =
      source.gateways.isEmpty
      ? ["mesh"] : source.gateways.map { $0.fullGatewayName(in: namespace) }
    self.http = http
    tls = source.tls.map { $0.withFullNames(in: namespace) }
    tcp = source.tcp.map { $0.withFullNames(in: namespace) }
    export = Export(source.exportTo, default: defaultExport, in: namespace)
    var keys: Set<String> = []
    for rule in http { for match in rule.rule.match { keys.formUnion(match.sourceLabels.keys) } }
    for rule in tls { for match in rule.match { keys.formUnion(match.sourceLabels.keys) } }
    for rule in tcp { for match in rule.match { keys.formUnion(match.sourceLabels.keys) } }
    sourceLabelKeys = keys
  }

  /// Whether it acts at sidecars.
  var isForMesh: Bool { gateways.contains("mesh") }
}

extension MeshVirtualService: CustomStringConvertible {
  /// `namespace/name`.
  var description: String { "\(metadata.namespace)/\(metadata.name)" }
}

extension HTTPRoute {
  /// The rule with full names, as a VirtualService of this namespace means them.
  func withFullNames(in namespace: String) -> HTTPRoute {
    var rule = self
    for index in rule.match.indices where !rule.match[index].gateways.isEmpty {
      rule.match[index].gateways = rule.match[index].gateways.map {
        $0.fullGatewayName(in: namespace)
      }
    }
    for index in rule.route.indices {
      rule.route[index].destination.completeHost(in: namespace)
    }
    rule.mirror?.completeHost(in: namespace)
    for index in rule.mirrors.indices {
      rule.mirrors[index].destination?.completeHost(in: namespace)
    }
    return rule
  }
}

extension TLSRoute {
  fileprivate func withFullNames(in namespace: String) -> TLSRoute {
    var rule = self
    for index in rule.match.indices {
      rule.match[index].gateways = rule.match[index].gateways.map {
        $0.fullGatewayName(in: namespace)
      }
    }
    for index in rule.route.indices {
      rule.route[index].destination.completeHost(in: namespace)
    }
    return rule
  }
}

extension TCPRoute {
  fileprivate func withFullNames(in namespace: String) -> TCPRoute {
    var rule = self
    for index in rule.match.indices {
      rule.match[index].gateways = rule.match[index].gateways.map {
        $0.fullGatewayName(in: namespace)
      }
    }
    for index in rule.route.indices {
      rule.route[index].destination.completeHost(in: namespace)
    }
    return rule
  }
}

extension Destination {
  fileprivate mutating func completeHost(in namespace: String) {
    guard !host.contains(".") else { return }
    host = host.fullHostname(in: namespace)
  }
}

extension String {
  /// A gateway as `namespace/name`; `mesh` stays (pilot/pkg/model/config.go@1.30.3,
  /// `resolveGatewayName`).
  func fullGatewayName(in namespace: String) -> String {
    if self == "mesh" { return self }
    let parts = split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 { return parts[0] == "." ? "\(namespace)/\(parts[1])" : self }
    let labels = split(separator: ".", omittingEmptySubsequences: false)
    return labels.count == 1 ? "\(namespace)/\(self)" : "\(labels[1])/\(labels[0])"
  }
}
