package import Diagnostics
internal import ProxyConfig
package import Resources

/// Which parts of VirtualServices' rules tests have exercised.
package struct RuleCoverage {
  /// A kind of part.
  package enum Kind: String, CaseIterable {
    /// What a rule asks for; a rule that asks for nothing is one.
    case matches
    /// Where a rule sends to.
    case destinations
    /// A rule's retries, mirrors and faults.
    case retries, mirrors, faults
  }

  /// One part of a rule.
  package struct Part {
    /// What it is.
    package var kind: Kind
    /// Where it is written.
    package var origin: Origin
    /// The rule that it belongs to.
    package var rule: Origin
    /// For a match: which one of its rule.
    package var index: Int
    /// Whether a test met it.
    package var isExercised = false
  }

  /// In the order of the manifests.
  package private(set) var parts: [Part] = []
  private let services: [ResourceIdentifier: VirtualService]

  package init(_ virtualServices: [VirtualService]) {
    services = Dictionary(virtualServices.map { ($0.metadata.identifier, $0) }) { _, last in last }
    for service in virtualServices {
      // Rules that hand over have become those of their delegates.
      for (position, rule) in service.http.enumerated() where rule.delegate == nil {
        let path = FieldPath("spec.http").index(position)
        let origin = service.metadata.origin(path)
        func add(_ kind: Kind, _ field: FieldPath, _ index: Int = 0) {
          parts.append(
            Part(
              kind: kind, origin: service.metadata.origin(field), rule: origin, index: index))
        }
        if rule.match.isEmpty { add(.matches, path) }
        for index in rule.match.indices { add(.matches, path.key("match").index(index), index) }
        for index in rule.route.indices { add(.destinations, path.key("route").index(index)) }
        if rule.retries != nil { add(.retries, path.key("retries")) }
        if rule.mirror != nil { add(.mirrors, path.key("mirror")) }
        for index in rule.mirrors.indices { add(.mirrors, path.key("mirrors").index(index)) }
        if rule.fault != nil { add(.faults, path.key("fault")) }
      }
    }
  }

  /// Notes that a rule took a request.
  package mutating func exercise(_ taken: TestMesh.Taken) {
    guard let origin = taken.entry?.route.origin, let match = match(origin, taken) else { return }
    for index in parts.indices where parts[index].rule.resource == origin.resource {
      guard parts[index].rule.fieldPath == origin.fieldPath else { continue }
      if parts[index].kind == .matches, parts[index].index != match { continue }
      parts[index].isExercised = true
    }
  }

  /// Which match of its rule took the request: of those that can hold for the client at all.
  private func match(_ origin: Origin, _ taken: TestMesh.Taken) -> Int? {
    let digits = origin.fieldPath.split(separator: "[").last?.prefix { $0.isNumber } ?? ""
    guard let service = services[origin.resource], let position = Int(String(digits)),
      service.http.indices.contains(position)
    else { return nil }
    let matches = service.http[position].match
    let possible = matches.indices.filter {
      matches[$0].sourceLabels.isEmpty
        && (matches[$0].port == 0 || Int(matches[$0].port) == taken.port)
    }
    return possible.isEmpty ? 0 : possible[min(taken.ordinal, possible.count - 1)]
  }

  /// How many parts of a kind there are, and how many were exercised.
  package func tally(_ kind: Kind? = nil) -> (exercised: Int, all: Int) {
    let some = parts.filter { kind == nil || $0.kind == kind }
    return (some.count(where: \.isExercised), some.count)
  }

  /// In whole per cent, rounded down; 100 where there is nothing.
  package var percent: Int {
    let (exercised, all) = tally()
    return all == 0 ? 100 : exercised * 100 / all
  }
}
