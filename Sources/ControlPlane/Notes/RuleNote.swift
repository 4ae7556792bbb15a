public import Diagnostics

/// A rule, or a part of one, that does not act at a proxy, noted by the code that decides so.
public struct RuleNote: Hashable, Sendable {
  /// What does not act: its resource, field and place.
  public var rule: Origin
  /// The true reason.
  public var reason: Reason
  /// What acts in its place, or what keeps it from acting.
  public var winner: Origin?
  /// The hosts for which it does not act, with full names; empty for all of its hosts.
  public var hosts: [String]

  init(_ rule: Origin, _ reason: Reason, by winner: Origin? = nil, hosts: [String] = []) {
    self.rule = rule
    self.reason = reason
    self.winner = winner
    self.hosts = hosts
  }

  /// Why a rule does not act.
  public enum Reason: Hashable, Sendable {
    /// `exportTo` leaves out the client's namespace.
    case notExported(to: String)
    /// The client's Sidecar imports none of its hosts.
    case notImported
    /// The client's pod has no proxy that could act by it.
    case clientWithoutProxy(String)
    /// It is bound to these gateways, and the proxy stands for none of them.
    case otherGateways([String], isSidecar: Bool)
    /// A condition that cannot hold for the client.
    case match(MatchNeed)
    /// The port's name or `appProtocol` declares something else than HTTP.
    case portIsNotHTTP(port: Int, name: String)
    /// The host is no service with the port, and has these.
    case noSuchPort(Int, known: [Int])
    /// No service of the host is known, and such hosts exist on port 80 alone.
    case noServiceAtPort(Int)
    /// Another rule for the host comes first and counts whole.
    case outranked(Ranking)
    /// Another rule has a host that fits the called one more closely.
    case moreSpecificHost(String, isGateway: Bool)
    /// A rule before it takes every request.
    case catchAllBefore
    /// Nothing is left of its rules for this client.
    case nothingLeft
    /// What is said of delegates.
    case delegate(DelegateProblem)
    /// A server's hosts do not include its own.
    case hostNotServed([String])
    /// A DestinationRule of a namespace that is not asked: neither the client's, the service's nor
    /// the root namespace.
    case namespaceNotAsked(client: String, service: String, root: String)
    /// A DestinationRule of a level that comes first decides alone.
    case levelBefore(String)
    /// A DestinationRule for a host that fits more closely decides alone.
    case closerRule(String)
    /// Its workloadSelector chooses other pods of its namespace.
    case selectsOthers
    /// Of several DestinationRules for one host another one's part counts.
    case merged(part: String, host: String, MergeOrder)
    /// The settings of a port replace these whole.
    case replacedByPort(field: String, port: Int)
    /// The subset's own settings replace these.
    case replacedBySubset(field: String, subset: String)
    /// No pod of the service has the subset's labels.
    case noPods(subset: String, labels: [String: String], service: String)
    /// Another service of the port claims the address.
    case addressTaken(String)
    /// The waypoint of this host asks its own namespace and the service's, and no other.
    case notOfWaypoint(host: String, waypoint: String)
    /// The client is in ambient mode, and no waypoint stands before the host.
    case withoutWaypoint(host: String, WaypointNeed)
    /// The client is in ambient mode, and its ztunnel does not know what it dials.
    case waypointPassedBy(host: String, waypoint: String, TunnelGap)
  }

  /// Why no waypoint stands before a service.
  public enum WaypointNeed: Hashable, Sendable {
    /// Nothing asks for one.
    case unasked
    /// No Gateway has the name, `namespace/name`.
    case missing(String)
    /// The Gateway, `namespace/name`, does not let the namespace in.
    case denied(String, namespace: String)
    /// The Gateway, `namespace/name`, is not for this kind of destination.
    case unserved(String, traffic: String)
    /// The waypoint, `namespace/name`, is there, and the ztunnel does not know what is dialled.
    case unknownToTunnels(String, TunnelGap)
  }

  /// A condition of a match that a client cannot meet.
  public enum MatchNeed: Hashable, Sendable {
    /// The match is for this port, and the client dials the other.
    case port(Int, dialled: Int)
    /// The match is for these gateways.
    case gateways([String])
    /// The match asks for labels that the client has not.
    case sourceLabels([String: String])
    /// The match asks for clients of this namespace.
    case sourceNamespace(String)
  }

  /// Why one of two rules for a host comes first.
  public enum Ranking: Hashable, Sendable {
    /// It is private to the client's namespace.
    case isPrivate(String)
    /// It is exported to the client's namespace by name.
    case isExportedByName(String)
    /// It is a route of Gateway API of the client's namespace.
    case isOfNamespace(String)
    /// The other one hands over to delegates, and such come last.
    case otherDelegates
    /// It is older.
    case isOlder
    /// Both are equally old, and names decide.
    case nameComesFirst
  }

  /// Why a delegate's rules do not stand in their root's place.
  public enum DelegateProblem: Hashable, Sendable {
    /// There is none of this name.
    case missing(String)
    /// It has hosts, and so is no delegate.
    case hasHosts(String)
    /// It is not exported to the root's namespace.
    case notExported(String, to: String)
    /// Its match excludes the root's.
    case conflictingMatch(root: String)
  }

  /// Which of two merged parts counts.
  public enum MergeOrder: Hashable, Sendable {
    /// The older rule's.
    case older
    /// Both are equally old, and names decide.
    case name
    /// Rules of other `exportTo` stand apart, and the newest counts alone.
    case newestApart
  }
}
