public import Diagnostics
public import Resources

/// What can be said of a mesh under a rule version before any proxy is translated: what admission
/// lets in, and the indexes that every translation looks things up in.
public struct MeshFacts: Sendable {
  /// The rule version.
  public let rules: RuleVersion
  /// What admission lets in.
  public let resources: ResourceSet
  /// What the webhook says.
  public let admission: [AdmissionFinding]
  /// Everything that was read.
  private let read: ResourceSet
  /// What translations look things up in.
  let index: MeshIndex

  /// The value of these parts.
  public init(_ resources: ResourceSet, under rules: RuleVersion) {
    let (admitted, findings) = Admission.admitted(resources, under: rules)
    self.rules = rules
    read = resources
    self.resources = admitted
    admission = findings
    index = MeshIndex(admitted, under: rules)
  }

  /// The same mesh as if the webhook refused nothing.
  public var withRefused: MeshFacts { MeshFacts(unjudged: read, under: rules) }

  private init(unjudged resources: ResourceSet, under rules: RuleVersion) {
    self.rules = rules
    read = resources
    self.resources = resources
    admission = []
    index = MeshIndex(resources, under: rules)
  }

  /// The objects that the webhook refuses.
  public var refused: [ResourceMetadata] {
    let names = Set(admission.filter { $0.severity == .error }.map(\.resource))
    guard !names.isEmpty else { return [] }
    return read.objects.map(\.metadata).filter { names.contains($0.identifier) }
  }

  /// What is not modelled.
  public var unmodelled: [Diagnostic] { index.unmodelled.map(\.diagnostic) }

  /// What concerns everybody: routes of Gateway API that are not accepted, versions that are not
  /// served, a mesh without proxies.
  public var general: [Diagnostic] { index.generalFindings }

  /// Gateways that no pod serves.
  public var unservedGateways: [Diagnostic] { index.gatewaysWithoutPods }

  /// Listeners of Gateway API to which no route attaches.
  public var listenersWithoutRoutes: [Diagnostic] { index.listenersWithoutRoutes }

  /// What delegates lost on the way to their roots.
  public var lostRules: [RuleNote] { index.virtualServices.notes }
}

extension MeshFacts {
  /// A service as istiod knows it.
  public struct ServiceFact: Hashable, Sendable {
    /// A port of it.
    public struct Port: Hashable, Sendable {
      /// The port's number.
      public var number: Int
      /// The port's name.
      public var name: String
      /// Whether rules for HTTP are read for it.
      public var isHTTPOrUndeclared: Bool
      /// Whether nothing says what it carries, so that the proxy has to find out.
      public var isUndeclared: Bool
    }

    /// The full host name.
    public var host: String
    /// The namespace.
    public var namespace: String
    /// The Service or ServiceEntry.
    public var origin: Origin
    /// In the order written.
    public var ports: [Port]
    /// Whether it is a Kubernetes Service.
    public var isKubernetes: Bool
  }

  /// The services of a host, one a namespace.
  public func services(of host: String) -> [ServiceFact] {
    index.services([host]).map(ServiceFact.init)
  }

  /// Every service, by age.
  public var services: [ServiceFact] { index.registry.services.map(ServiceFact.init) }

  /// Whether any service has a host that this one, which may begin with `*`, stands for.
  public func hasService(matching host: String) -> Bool {
    if !host.isWildcardHost, index.registry.byHostAndNamespace[host] != nil { return true }
    return index.registry.services.contains { $0.hostname.overlaps(host: host) }
  }

  /// The hosts of services whose names begin with a name.
  public func hosts(beginning name: String) -> [String] {
    index.registry.services.map(\.hostname).filter { $0.hasPrefix("\(name).") }
  }

  /// The full name of a host that a resource of a namespace writes.
  public static func fullHost(_ host: String, in namespace: String) -> String {
    host.fullHostname(in: namespace)
  }

  /// The full name of a gateway that a resource of a namespace writes; `mesh` stays.
  public static func fullGateway(_ name: String, in namespace: String) -> String {
    name.fullGatewayName(in: namespace)
  }

  /// The subsets of a host that clients of a namespace may call; `nil` where no DestinationRule is
  /// asked.
  public func subsets(
    of host: String, serviceNamespace: String, seenFrom namespace: String
  ) -> Set<String>? {
    let rules = index.destinationRules.candidates(
      hostname: host, serviceNamespace: serviceNamespace, clientNamespace: namespace)
    return rules.isEmpty ? nil : Set(rules.flatMap { $0.subsets.map(\.name) })
  }

  /// The namespaces with pods that have sidecars, by name.
  public var clientNamespaces: [String] {
    Set(index.workloads.pods.filter { $0.proxy == .sidecar }.map(\.namespace)).sorted()
  }

  /// Whether any pod of a namespace has labels; of all namespaces where none is named.
  public func selectsPods(_ labels: [String: String], in namespace: String?) -> Bool {
    if let namespace {
      return index.workloads.pods(in: namespace).contains { labels.isSubset(of: $0.labels) }
    }
    return index.workloads.pods.contains { labels.isSubset(of: $0.labels) }
  }

  /// The Gateways of Istio's API as `namespace/name`.
  public var gatewayNames: Set<String> {
    Set(index.gateways.map { "\($0.metadata.namespace)/\($0.name)" })
  }

  /// What of a Gateway's hosts a VirtualService of a namespace may claim and does; empty where it
  /// claims none, `nil` where there is no such Gateway.
  public func hosts(
    _ hosts: [String], servedBy gateway: String, for namespace: String
  ) -> [String]? {
    let own = index.gateways.filter { "\($0.metadata.namespace)/\($0.name)" == gateway }
    guard !own.isEmpty else { return nil }
    let served = own.flatMap { gateway in
      gateway.servers.flatMap { server in
        server.hosts.map { $0.sanitized(in: gateway.metadata) }
      }
    }
    return served.visible(from: namespace).intersection(hosts)
  }
}

extension MeshFacts.ServiceFact {
  init(_ service: MeshService) {
    host = service.hostname
    namespace = service.namespace
    origin = service.metadata.origin()
    isKubernetes = service.registry == .kubernetes
    ports = service.ports.map { port in
      Port(
        number: port.number, name: port.name,
        isHTTPOrUndeclared: port.portProtocol.isHTTPOrUndeclared,
        isUndeclared: port.portProtocol == .undeclared)
    }
  }
}
