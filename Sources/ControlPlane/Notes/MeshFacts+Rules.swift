public import Diagnostics
public import ProxyConfig
internal import Resources

extension MeshFacts {
  /// One way into a rule: a match and for whom it is.
  public struct RouteFact: Sendable {
    /// For which clients a match can hold.
    public struct Audience: Hashable, Sendable {
      /// The port that is dialled; 0 for any.
      public var port: UInt32
      /// Gateways; empty for those of the VirtualService.
      public var gateways: [String]
      /// Labels of the client's pod.
      public var labels: [String: String]
      /// The client's namespace; empty for any.
      public var namespace: String

      /// Whether everybody of another audience is in this one.
      public func covers(_ other: Audience) -> Bool {
        (port == 0 || port == other.port)
          && (gateways.isEmpty
            || !other.gateways.isEmpty && Set(other.gateways).isSubset(of: gateways))
          && labels.isSubset(of: other.labels)
          && (namespace.isEmpty || namespace == other.namespace)
      }
    }

    /// The conditions as the proxy compares them.
    public var match: RouteMatch
    /// For whom.
    public var audience: Audience
    /// The rule's position among those of its VirtualService, delegates' in their places.
    public var rule: Int
    /// The match's position in the rule; absent where the rule has none.
    public var number: Int?
    /// The rule or the match, where it is written.
    public var origin: Origin
    /// The rule.
    public var ruleOrigin: Origin
  }

  /// A VirtualService with its delegates' rules in place.
  public struct RouteList: Sendable {
    /// What is written.
    public var resource: ResourceIdentifier
    /// Its hosts with full names.
    public var hosts: [String]
    /// Every way into its rules, in order.
    public var routes: [RouteFact]
    /// Whether it acts at sidecars.
    public var isForMesh: Bool
  }

  /// The VirtualServices with their ways in, in the order in which istiod asks them.
  public var routeLists: [RouteList] {
    index.virtualServices.all.map { service in
      RouteList(
        resource: service.metadata.identifier, hosts: service.hosts,
        routes: service.http.enumerated().flatMap { position, rule in
          routes(of: rule, at: position, in: service)
        }, isForMesh: service.isForMesh)
    }
  }

  private func routes(
    of rule: MeshVirtualService.HTTPRule, at position: Int, in service: MeshVirtualService
  ) -> [RouteFact] {
    guard !rule.rule.match.isEmpty else {
      return [
        RouteFact(
          match: RouteMatch(prefix: "/"),
          audience: RouteFact.Audience(port: 0, gateways: [], labels: [:], namespace: ""),
          rule: position, number: nil, origin: rule.origin, ruleOrigin: rule.origin)
      ]
    }
    let isOwn = rule.metadata.identifier == service.metadata.identifier
    return rule.rule.match.enumerated().map { number, match in
      RouteFact(
        match: RouteMatch(match, service.semantics, rules),
        audience: RouteFact.Audience(
          port: match.port, gateways: match.gateways, labels: match.sourceLabels,
          namespace: match.sourceNamespace),
        rule: position, number: number,
        origin: isOwn
          ? rule.metadata.origin(rule.path.key("match").index(number)) : rule.origin,
        ruleOrigin: rule.origin)
    }
  }

  /// VirtualServices that others put aside, host by host, for the clients of some namespace; what
  /// merging DestinationRules leaves out.
  public var contests: [RuleNote] {
    index.virtualServices.contests(seenFrom: clientNamespaces) + index.destinationRules.contests
  }

  /// DestinationRules that are asked for nobody, and parts of them that others replace: judged for
  /// the clients of the rule's own namespace, of the service's, and of those it is exported to.
  public var lostPolicies: [RuleNote] {
    let clients = Dictionary(
      index.workloads.pods.filter { $0.proxy == .sidecar || $0.proxy == .gateway }
        .map { ($0.namespace, $0) }, uniquingKeysWith: { first, _ in first })
    var known: Set<RuleNote> = []
    return resources.destinationRules.flatMap { rule in
      lost(rule, clients).filter { known.insert($0).inserted }
    }
  }

  private func lost(_ rule: DestinationRule, _ clients: [String: MeshPod]) -> [RuleNote] {
    let namespace = rule.metadata.namespace
    let host = rule.host.fullHostname(in: namespace)
    guard let service = index.services([host]).first else { return [] }
    let callers = Set([namespace, service.namespace] + rule.exportTo).sorted()
      .compactMap { clients[$0] }
    var parts: [RuleNote] = []
    var whole: [RuleNote] = []
    var actsForSome = false
    for client in callers {
      // What else the client sees makes no difference to a service that it is given.
      let scope = SidecarScope(
        namespace: client.namespace, sidecar: nil, egress: [], services: [], serviceByHost: [:],
        outboundTrafficPolicy: OutboundTrafficPolicy())
      let notes =
        index.destinationRules.notes(
          on: host, serviceNamespace: service.namespace, client: client, among: [rule])
        + ClusterBuilder(index: index, client: client, scope: scope)
        .notes(on: service, port: nil)
      let own = notes.filter { $0.rule.resource == rule.metadata.identifier }
      let unasked = own.filter { $0.code == .destinationRuleNotSeen }
      if unasked.isEmpty { actsForSome = true }
      whole += unasked
      parts += own.filter { $0.code != .destinationRuleNotSeen }
    }
    return (actsForSome ? [] : Array(whole.prefix(1))) + parts
  }
}
