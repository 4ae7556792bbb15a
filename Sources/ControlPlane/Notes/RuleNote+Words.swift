public import Diagnostics

// Every reason is worded here and nowhere else.
extension RuleNote {
  /// What kind of finding it is.
  public var code: DiagnosticCode {
    switch reason {
    case .notExported:
      rule.resource.kind == "DestinationRule" ? .destinationRuleNotSeen : .ruleNotExported
    case .notImported: .ruleNotImported
    case .clientWithoutProxy: .noProxies
    case .otherGateways, .hostNotServed: .ruleForOtherGateways
    case .match: .matchForOthers
    case .portIsNotHTTP: .portWithoutHTTP
    case .noSuchPort, .noServiceAtPort: .hostWithoutPort
    case .outranked(let ranking):
      ranking == .nameComesFirst ? .tieDecidesHost : .shadowedRule
    case .moreSpecificHost: .hiddenBySpecificHost
    case .catchAllBefore: .routeNeverReached
    case .nothingLeft, .delegate: .delegateDropped
    case .namespaceNotAsked, .levelBefore, .closerRule, .selectsOthers: .destinationRuleNotSeen
    case .merged(_, _, let order): order == .name ? .tieDecidesHost : .shadowedRule
    case .replacedByPort, .replacedBySubset: .settingsReplaced
    case .noPods: .subsetWithoutPods
    case .addressTaken: .leftToChance
    case .notOfWaypoint: .ruleNotAtWaypoint
    case .withoutWaypoint: .ruleWithoutWaypoint
    case .waypointPassedBy: .waypointNotUsed
    }
  }

  /// What does not act, in a sentence without a full stop.
  public var summary: String {
    let name = rule.resource.description
    let field = rule.fieldPath
    switch reason {
    case .match, .catchAllBefore: return "\(field) of \(name) does not act here"
    case .replacedByPort(let field, _), .replacedBySubset(let field, _):
      return "\(field) of \(name) does not act here"
    case .outranked:
      return "\(name) is ignored" + (hosts.first.map { " for host \($0)" } ?? "")
    case .merged(let part, let host, _): return "\(part) of \(name) is ignored for host \(host)"
    case .noPods(let subset, _, let service):
      return "subset \(subset) of \(name) has no pod of \(service)"
    case .delegate: return "\(field) of \(name) brings no rules"
    case .addressTaken(let address): return "\(name) does not get \(address) here"
    case .notExported, .notImported, .clientWithoutProxy, .otherGateways, .portIsNotHTTP,
      .noSuchPort, .noServiceAtPort, .moreSpecificHost, .nothingLeft, .hostNotServed,
      .namespaceNotAsked, .levelBefore, .closerRule, .selectsOthers, .notOfWaypoint,
      .withoutWaypoint:
      return "\(name) does not act here"
    case .waypointPassedBy(let host, let waypoint, _):
      return "calls of \(host) pass its waypoint \(waypoint) by"
    }
  }

  /// The reason, in a sentence without a full stop.
  public var why: String {
    switch reason {
    case .notExported(let namespace): "its exportTo leaves out the client's namespace \(namespace)"
    case .notImported: "\(winnerName ?? "the client's Sidecar") imports none of its hosts"
    case .clientWithoutProxy(let pod): "the pod \(pod) has no proxy, and rules act in the caller's"
    case .otherGateways(let names, let isSidecar):
      "its gateways are \(names.joined(separator: ", "))"
        + (isSidecar
          ? " and not mesh, which stands for sidecars" : ", and this proxy serves others")
    case .match(let need): need.words
    case .portIsNotHTTP(let port, let name):
      "port \(port) is called \(name.isEmpty ? "nothing" : name), which declares no HTTP: its bytes"
        + " are passed on, and http rules are not read"
    case .noSuchPort(let port, let known):
      "the host has no port \(port), only \(known.map(String.init).joined(separator: ", "))"
    case .noServiceAtPort(let port):
      "no service of its hosts has port \(port), and a host without a service exists on port 80 only"
    case .outranked(let ranking): "\(winnerName ?? "another") wins, because \(ranking.words)"
    case .moreSpecificHost(let host, let isGateway):
      "\(winnerName ?? "another rule") is for \(host), which fits more closely"
        + (isGateway ? ", and of the hosts that fit only the closest one's routes are asked" : "")
    case .catchAllBefore:
      "\(winner.map { "\($0.fieldPath) before it" } ?? "a rule before it") takes "
        + "every request"
    case .nothingLeft: "none of its rules is left for this client, so it is as if it were not there"
    case .delegate(let problem): problem.words
    case .hostNotServed(let hosts):
      "\(winnerName ?? "the Gateway") serves \(hosts.joined(separator: ", ")), and none of its hosts"
    case .namespaceNotAsked(let client, let service, let root):
      "for clients in \(client) only the namespaces \(Set([client, service, root]).sorted().joined(separator: ", ")) are "
        + "asked: the client's, the service's and the root namespace"
    case .levelBefore(let level):
      "\(winnerName ?? "a rule") of \(level) comes first, and levels are not merged"
    case .closerRule(let host):
      "\(winnerName ?? "another rule") is for \(host), which fits more closely"
    case .selectsOthers: "its workloadSelector chooses other pods"
    case .merged(_, _, let order):
      "\(winner.map { "\($0.resource.namespace)/\($0.resource.name)" } ?? "another") counts, because "
        + order.words
    case .replacedByPort(_, let port):
      "the portLevelSettings of port \(port) replace the policy as a whole, and what they leave out "
        + "is default"
    case .replacedBySubset(let field, let subset):
      "subset \(subset) has \(field) of its own, which replaces the block as a whole"
    case .noPods(_, let labels, _): "no pod has the labels \(labels.inWords)"
    case .addressTaken(let address):
      "\(winnerName ?? "another service") claims \(address), too, and which of them gets it is left "
        + "to chance: istiod may build them in another order at each push"
    case .notOfWaypoint(let host, let namespace):
      "the waypoint of \(host) applies rules of the service's namespace and of its own, \(namespace):"
        + " the client's namespace has no say there"
    case .withoutWaypoint(let host, let need):
      "the ztunnel of a client in ambient mode applies no rule, and \(need.words(host))"
    case .waypointPassedBy(_, _, let gap):
      "the ztunnel does not know the address that is dialled: \(gap.words)"
    }
  }

  /// The likely fix; `nil` where none is more plausible than others.
  public var fix: String? {
    switch reason {
    case .otherGateways(_, true): "add mesh to its gateways"
    case .portIsNotHTTP: "call the port http or http-…, or give it appProtocol: http"
    case .outranked(.nameComesFirst):
      "give both a creationTimestamp, or merge their rules into one"
    case .catchAllBefore: "move it before the rule that takes everything"
    case .delegate(.hasHosts): "take the hosts out of the delegate"
    case .delegate(.notExported(_, let namespace)): "export it to \(namespace)"
    case .namespaceNotAsked(let client, let service, _):
      "move it to \(client == service ? client : "\(service) or \(client)")"
    case .clientWithoutProxy: "label its namespace istio-injection: enabled"
    case .notExported(let namespace): "export it to \(namespace)"
    case .notOfWaypoint: "move it to the service's namespace"
    case .withoutWaypoint(_, .unasked): "label the Service istio.io/use-waypoint: NAME"
    case .withoutWaypoint(_, let need): need.fix
    case .waypointPassedBy(_, _, let gap): gap.fix
    case .notImported, .otherGateways, .match, .noSuchPort, .noServiceAtPort, .outranked,
      .moreSpecificHost, .nothingLeft, .delegate, .hostNotServed, .levelBefore, .closerRule,
      .selectsOthers, .merged, .replacedByPort, .replacedBySubset, .noPods,
      .addressTaken:
      nil
    }
  }

  private var winnerName: String? { winner?.resource.description }

  /// The note in the shape of all findings.
  public func diagnostic(_ severity: Severity) -> Diagnostic {
    Diagnostic(
      severity, code, summary, at: rule.location, why: why, hint: fix,
      notes: winner.map {
        let subject = $0.fieldPath.isEmpty ? "\($0.resource)" : "\($0.resource) \($0.fieldPath)"
        return [Diagnostic.Note(isContest ? "the one that wins" : subject, at: $0.location)]
      } ?? [])
  }

  private var isContest: Bool {
    switch reason {
    case .outranked, .moreSpecificHost: true
    case .notExported, .notImported, .clientWithoutProxy, .otherGateways, .match, .portIsNotHTTP,
      .noSuchPort, .noServiceAtPort, .catchAllBefore, .nothingLeft, .delegate, .hostNotServed,
      .namespaceNotAsked, .levelBefore, .closerRule, .selectsOthers, .merged, .replacedByPort,
      .replacedBySubset, .noPods, .addressTaken, .notOfWaypoint,
      .withoutWaypoint, .waypointPassedBy:
      false
    }
  }
}

extension RuleNote.MatchNeed {
  /// The condition that does not hold, in a sentence.
  fileprivate var words: String {
    switch self {
    case .port(let port, let dialled): "it is for port \(port), and the client dials \(dialled)"
    case .gateways(let names): "it is for the gateways \(names.joined(separator: ", "))"
    case .sourceLabels(let labels):
      "its sourceLabels ask for \(labels.inWords), which the client's pod does not have"
    case .sourceNamespace(let namespace): "it is for clients of the namespace \(namespace)"
    }
  }
}

extension RuleNote.Ranking {
  /// Why the winner comes first.
  var words: String {
    switch self {
    case .isPrivate(let namespace): "it is private to the client's namespace \(namespace)"
    case .isExportedByName(let namespace):
      "it is exported to the client's namespace \(namespace) by name"
    case .isOfNamespace(let namespace): "it is of the client's namespace \(namespace)"
    case .otherDelegates: "rules that hand over to delegates come last in this release"
    case .isOlder: "it is older"
    case .nameComesFirst: "they are equally old, and its name comes first"
    }
  }
}

extension RuleNote.DelegateProblem {
  /// What keeps the delegate's rules out.
  fileprivate var words: String {
    switch self {
    case .missing(let name): "there is no VirtualService \(name)"
    case .hasHosts(let name):
      "VirtualService \(name) has hosts of its own, and only one without hosts is a delegate"
    case .notExported(let name, let namespace):
      "VirtualService \(name) is not exported to the root's namespace \(namespace)"
    case .conflictingMatch(let root):
      "its match excludes that of \(root), which hands over to it"
    }
  }
}

extension RuleNote.MergeOrder {
  /// Why the other rule's part counts.
  var words: String {
    switch self {
    case .older: "it is older"
    case .name: "they are equally old, and the order of their names decides"
    case .newestApart: "their exportTo differ, and then the newest counts alone"
    }
  }
}

extension [String: String] {
  /// `key: value`, by key.
  fileprivate var inWords: String {
    sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }
}
