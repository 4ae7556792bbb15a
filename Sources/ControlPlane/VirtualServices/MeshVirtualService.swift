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
    /// The rule's field in ``metadata``'s resource, such as `spec.http[0]`.
    var path: FieldPath

    /// The origin of the rule, or of a field of it.
    var origin: Origin { metadata.origin(path) }
  }

  /// Whose words its rules are in (pilot/pkg/model/virtualservice.go@1.30.3,
  /// `UseGatewaySemantics`).
  enum Semantics: Hashable, Sendable {
    /// Istio's own.
    case virtualService
    /// Made of a route of Gateway API: prefixes are whole segments, unknown backends answer 500,
    /// and it acts for its own namespace's clients and services alone.
    case gatewayAPI
    /// Made of Ingresses: prefixes are whole segments.
    case ingress
  }

  /// Of the resource that is written: a VirtualService, or the oldest of the routes it is made of.
  let metadata: ResourceMetadata
  /// As istiod calls it.
  let name: String
  /// Whose words its rules are in.
  let semantics: Semantics
  /// The port of its service for which alone it is, where a route of Gateway API names one.
  let port: Int?
  /// Whether rules hand over to other VirtualServices.
  let delegates: Bool
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
    name = source.metadata.name
    semantics = .virtualService
    port = nil
    delegates = source.http.contains { $0.delegate != nil }
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

  /// What istiod makes of a route of Gateway API for one host at one parent.
  init(
    derivedFrom metadata: ResourceMetadata, name: String, host: String, gateway: String,
    http: [HTTPRule] = [], tls: [TLSRoute] = [], tcp: [TCPRoute] = [], port: Int? = nil,
    defaultExport: [String]?
  ) {
    self.metadata = metadata
    self.name = name
    semantics = .gatewayAPI
    self.port = port
    delegates = false
    hosts = [host]
    gateways = [gateway]
    self.http = http
    self.tls = tls
    self.tcp = tcp
    export = Export([], default: defaultExport, in: metadata.namespace)
    sourceLabelKeys = []
  }

  /// What istiod makes of the rules of Ingresses for one host.
  init(
    ofIngress metadata: ResourceMetadata, name: String, host: String, gateway: String,
    http: [HTTPRule], defaultExport: [String]?
  ) {
    self.metadata = metadata
    self.name = name
    semantics = .ingress
    port = nil
    delegates = false
    hosts = [host]
    gateways = [gateway]
    self.http = http
    tls = []
    tcp = []
    export = Export([], default: defaultExport, in: metadata.namespace)
    sourceLabelKeys = []
  }

  /// Whether clients of a namespace, not only those of the parent's own, prefer it to others.
  func isConsumerRoute(of namespace: String) -> Bool {
    semantics == .gatewayAPI && metadata.namespace == namespace
  }

  /// Whether it acts for a client and a service: routes of Gateway API do so only where they are of
  /// the namespace of one of them (pilot/pkg/networking/core/route/route.go@1.30.3,
  /// `buildSidecarVirtualHostsForVirtualService`).
  func acts(forClientsIn client: String, onServicesIn service: String) -> Bool {
    semantics != .gatewayAPI || metadata.namespace == service || metadata.namespace == client
  }

  /// Whether it acts at sidecars.
  var isForMesh: Bool { gateways.contains("mesh") }
}

extension MeshVirtualService: CustomStringConvertible {
  /// `namespace/name`, as istiod calls it.
  var description: String { "\(metadata.namespace)/\(name)" }
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
