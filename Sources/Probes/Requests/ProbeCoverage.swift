internal import DataPlane
internal import ProxyConfig

/// What a set of requests reaches of some route tables.
package struct ProbeCoverage: Hashable, Sendable {
  /// How much of one kind is reached.
  package struct Tally: Hashable, Sendable {
    /// How many there are that some request may reach.
    package var reachable = 0
    /// How many of them are reached.
    package var reached = 0
    /// How many no request can reach, and why is known.
    package var unreachable = 0

    /// The sum of both.
    static func + (first: Tally, second: Tally) -> Tally {
      Tally(
        reachable: first.reachable + second.reachable, reached: first.reached + second.reached,
        unreachable: first.unreachable + second.unreachable)
    }
  }

  /// Something that is not reached, and why, where it is known.
  package struct Gap: Hashable, Sendable {
    /// Such as `route 2 of reviews.default.svc.cluster.local:9080`.
    package var what: String
    /// Why no request can reach it; `nil` where none was found.
    package var reason: String?
  }

  /// Virtual hosts.
  package var hosts = Tally()
  /// Routes.
  package var routes = Tally()
  /// Sides of conditions: two for each.
  package var sides = Tally()
  /// What is not reached, in the order of the tables.
  package var gaps: [Gap] = []

  package init() {}

  /// Adds what another set reaches of other tables.
  package mutating func add(_ other: ProbeCoverage) {
    hosts = hosts + other.hosts
    routes = routes + other.routes
    sides = sides + other.sides
    gaps += other.gaps
  }
}

/// Measures what requests reach, with the data plane's own matcher.
struct CoverageMeter {
  /// What has been measured so far.
  private(set) var coverage = ProbeCoverage()
  private let table: RouteTable
  private let manager: ConnectionManager

  /// What was seen of one condition.
  private struct Sides {
    var held = false
    var failed = false
  }

  init(_ table: RouteTable, _ manager: ConnectionManager) {
    self.table = table
    self.manager = manager
  }

  /// Adds one virtual host and the requests that are meant for it.
  mutating func measure(_ search: HostSearch, _ requests: [RequestHead]) {
    var taken = Set<Int>()
    var isReached = false
    var sides = search.routes.map { $0.map { _ in Sides() } }
    for request in requests {
      guard let admitted = manager.admit(request) else { continue }
      let decision = table.route(admitted)
      guard decision.virtualHost == search.host else { continue }
      isReached = true
      if let route = decision.route { taken.insert(route) }
      for considered in decision.considered {
        let route = considered.index
        for (index, condition) in search.routes[route].enumerated() {
          // Conditions are asked in order, up to the first that does not hold.
          let holds = condition.holds(admitted)
          if holds { sides[route][index].held = true } else { sides[route][index].failed = true }
          if !holds { break }
        }
      }
    }
    count(search, isReached, taken, sides)
  }

  private mutating func count(
    _ search: HostSearch, _ isReached: Bool, _ taken: Set<Int>, _ sides: [[Sides]]
  ) {
    let name = table.configuration.virtualHosts[search.host].name
    let hasNames = !Authorities.of(search.host, in: table).isEmpty
    note(
      \.hosts, isReached, "the virtual host \(name)",
      hasNames ? nil : "other virtual hosts have its names")
    for route in search.routes.indices {
      let what = "route \(route) of \(name)"
      let reason = hasNames ? unreachable(route, search) : "nothing calls its virtual host"
      note(\.routes, taken.contains(route), what, reason)
      // Nothing behind a condition that never holds is asked.
      var hidden = isAsked(route, search) ? nil : reason
      for (index, condition) in search.routes[route].enumerated() {
        let seen = sides[route][index]
        let words = condition.words
        let never = search.neverHolds(route, index)
        note(\.sides, seen.held, "\(what): \(words)", hidden ?? never)
        note(
          \.sides, seen.failed, "\(what): not \(words)",
          hidden ?? search.alwaysHolds(route, index))
        hidden = hidden ?? never
      }
    }
  }

  private func isAsked(_ route: Int, _ search: HostSearch) -> Bool {
    search.shadow(of: route) == nil && !Authorities.of(search.host, in: table).isEmpty
  }

  private func unreachable(_ route: Int, _ search: HostSearch) -> String? {
    if search.needsClaims[route] { return "it asks for claims of a token" }
    if let shadow = search.shadow(of: route) { return "route \(shadow) takes all its requests" }
    let never = search.routes[route].indices.first { search.neverHolds(route, $0) != nil }
    guard let never, let reason = search.neverHolds(route, never) else { return nil }
    return "\(search.routes[route][never].words): \(reason)"
  }

  private mutating func note(
    _ tally: WritableKeyPath<ProbeCoverage, ProbeCoverage.Tally>, _ isReached: Bool,
    _ what: String, _ reason: String?
  ) {
    if isReached {
      coverage[keyPath: tally].reachable += 1
      coverage[keyPath: tally].reached += 1
      return
    }
    if reason == nil {
      coverage[keyPath: tally].reachable += 1
    } else {
      coverage[keyPath: tally].unreachable += 1
    }
    coverage.gaps.append(ProbeCoverage.Gap(what: what, reason: reason))
  }
}
