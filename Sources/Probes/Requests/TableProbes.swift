package import DataPlane
internal import ProxyConfig

/// Requests that tell a route table from others: each virtual host, each route, both sides of each
/// condition.
///
/// Nothing is random. A table gets at most ``limit`` requests; what was left out is counted.
package struct TableProbes: Sendable {
  /// How many requests a table gets at most.
  package static let limit = 20_000
  /// How many values of one condition are tried on either side.
  private static let valuesOfASide = 3

  /// In the order of the table, no request twice.
  package private(set) var probes: [Probe] = []
  /// How many requests were left out since the bound was reached.
  package private(set) var leftOut = 0
  /// What they reach.
  package private(set) var coverage = ProbeCoverage()

  private let table: RouteTable
  private let manager: ConnectionManager
  private var seen: Set<RequestHead> = []

  /// Derives requests from a table.
  ///
  /// - `manager`: the connection manager in front of the table.
  /// - `hosts`: the positions of the virtual hosts that are asked about; `nil` is all.
  /// - `measures`: whether ``coverage`` is wanted.
  package init(
    _ table: RouteTable, through manager: ConnectionManager, hosts: Set<Int>? = nil,
    measures: Bool = true
  ) {
    self.table = table
    self.manager = manager
    var meter = CoverageMeter(table, manager)
    for host in table.configuration.virtualHosts.indices where hosts?.contains(host) ?? true {
      let first = probes.count
      var search = HostSearch(
        host, of: table, through: manager, authorities: Authorities.of(host, in: table))
      derive(&search, Authorities.of(host, in: table))
      if measures { meter.measure(search, probes[first...].map(\.request)) }
    }
    if hosts == nil { add(RequestHead(authority: "unknown.invalid", path: "/"), .unknownHost) }
    coverage = meter.coverage
  }

  private mutating func derive(_ search: inout HostSearch, _ authorities: [String]) {
    let name = table.configuration.virtualHosts[search.host].name
    for authority in authorities {
      var draft = RequestDraft(authority: authority)
      if search.requiresTLS { draft.scheme = "https" }
      add(draft.head, .domain(host: name))
    }
    if search.requiresTLS, let authority = authorities.first {
      add(RequestHead(authority: authority, path: "/"), .domain(host: name))
    }
    guard !authorities.isEmpty else { return }
    for route in search.routes.indices { derive(route, &search, name) }
  }

  private mutating func derive(_ route: Int, _ search: inout HostSearch, _ name: String) {
    guard search.shadow(of: route) == nil else { return }
    let words = ConditionWords.text(of: search.match(of: route))
    if let head = search.request(for: .taken(route)) {
      add(head, .taken(host: name, route: route, words: words))
    }
    for (index, condition) in search.routes[route].enumerated() {
      var (holding, failing) = (0, 0)
      for value in condition.values {
        let fixed = HostSearch.Fixed(field: condition.field, value: value)
        if search.holds(route, index, value) {
          guard holding < Self.valuesOfASide else { continue }
          guard let head = search.request(for: .taken(route), with: fixed) else { continue }
          holding += 1
          add(head, .taken(host: name, route: route, words: words))
        } else if failing < Self.valuesOfASide || value == nil {
          guard let head = search.miss(route, index, fixed) else { continue }
          failing += 1
          add(head, .missed(host: name, route: route, condition: condition.words))
        }
      }
      if failing == 0, search.alwaysHolds(route, index) == nil,
        let head = search.miss(route, index, nil)
      {
        add(head, .missed(host: name, route: route, condition: condition.words))
      }
    }
  }

  private mutating func add(_ head: RequestHead, _ aim: Probe.Aim) {
    guard seen.insert(head).inserted else { return }
    guard probes.count < Self.limit else {
      leftOut += 1
      return
    }
    probes.append(Probe(request: head, aim: aim))
  }
}

extension HostSearch {
  /// Whether the virtual host redirects what comes without TLS.
  var requiresTLS: Bool { table.configuration.virtualHosts[host].requireTls == .all }

  /// What a route asks for.
  func match(of route: Int) -> RouteMatch {
    let routes = table.configuration.virtualHosts[host].routes ?? []
    return routes.indices.contains(route) ? routes[route].match : RouteMatch()
  }

  /// A request that a condition keeps from a route: alone, else as the first that fails.
  mutating func miss(_ route: Int, _ condition: Int, _ fixed: Fixed?) -> RequestHead? {
    request(for: .missed(route: route, condition: condition), with: fixed)
      ?? request(for: .refused(route: route, condition: condition), with: fixed)
  }
}
