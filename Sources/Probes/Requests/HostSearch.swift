internal import DataPlane
internal import ProxyConfig

/// Finds requests for the routes of one virtual host: which values reach a route past all earlier
/// ones, and which miss one of its conditions alone.
///
/// The search is over values that conditions name, one field at a time; the data plane's matcher
/// decides about every value, and once more about the whole request.
struct HostSearch {
  /// Which side of a condition is looked for.
  enum Goal: Hashable {
    /// The route takes the request.
    case taken(Int)
    /// The route is asked, and this condition alone keeps it from taking the request.
    case missed(route: Int, condition: Int)
    /// The route is asked, and this is the first of its conditions that does not hold.
    case refused(route: Int, condition: Int)

    /// The route that the goal is about.
    var route: Int {
      switch self {
      case .taken(let route), .missed(let route, _), .refused(let route, _): route
      }
    }
  }

  /// A value that a field must have.
  struct Fixed: Hashable {
    /// Which field.
    var field: ProbeField
    /// What it must be; `nil` is absent.
    var value: String?
  }

  /// The table that the virtual host is in.
  let table: RouteTable
  /// The connection manager in front of it.
  let manager: ConnectionManager
  /// The virtual host's position.
  let host: Int
  /// The conditions of each route.
  let routes: [[ProbeCondition]]
  /// Routes that ask for claims of a token, which no request carries here.
  let needsClaims: [Bool]
  private let start: RequestDraft
  private var values: [ProbeField: [String?]] = [:]
  private var known: [Question: Bool] = [:]
  private var steps = 0
  private var fixed: Fixed?

  private struct Question: Hashable {
    var route: Int
    var condition: Int
    var value: String?
  }

  /// How many assignments are tried for one goal.
  static let stepLimit = 600
  /// How many values of one field are tried.
  static let valueLimit = 400

  /// `authorities`: names that lead to the virtual host, the plainest first.
  init(
    _ host: Int, of table: RouteTable, through manager: ConnectionManager, authorities: [String]
  ) {
    self.table = table
    self.manager = manager
    self.host = host
    let virtualHost = table.configuration.virtualHosts[host]
    let matches = (virtualHost.routes ?? []).map(\.match)
    routes = matches.map { ProbeCondition.all(of: $0, version: table.version) }
    needsClaims = matches.map { match in
      (match.dynamicMetadata ?? []).contains { !($0.invert ?? false) }
    }
    var start = RequestDraft(authority: authorities.first ?? "unknown.invalid")
    if virtualHost.requireTls == .all { start.scheme = "https" }
    self.start = start
    collectValues(authorities)
  }

  private mutating func collectValues(_ authorities: [String]) {
    let ignoresPort = table.configuration.ignorePortInHostMatching ?? false
    values[.authority] =
      authorities
      + (ignoresPort ? authorities.filter { !$0.contains(":") }.prefix(4).map { $0 + ":8" } : [])
    values[.path] = ["/", "/~"]
    for condition in routes.joined() {
      var list = values[condition.field] ?? [condition.field.standard]
      for value in condition.values where list.count < Self.valueLimit && !list.contains(value) {
        if condition.field == .authority, table.virtualHost(for: value ?? "") != host { continue }
        list.append(value)
      }
      values[condition.field] = list
    }
  }

  /// A request for a goal; `nil` where none was found.
  mutating func request(for goal: Goal, with fixed: Fixed? = nil) -> RequestHead? {
    steps = 0
    self.fixed = fixed
    let route = goal.route
    guard !needsClaims[route] || goal != .taken(route) else { return nil }
    guard let first = firstDraft(for: goal, route) else { return nil }
    var tried: Set<RequestDraft> = []
    guard let draft = past(route, first, goal, &tried) else { return nil }
    let head = draft.head
    return reaches(goal, head) ? head : nil
  }

  /// Whether the data plane agrees.
  private func reaches(_ goal: Goal, _ head: RequestHead) -> Bool {
    guard let admitted = manager.admit(head) else { return false }
    let decision = table.route(admitted)
    guard decision.virtualHost == host else { return false }
    switch goal {
    case .taken(let route): return decision.route == route
    case .missed(let route, let condition), .refused(let route, let condition):
      return decision.considered.contains { $0.index == route && !$0.isTaken }
        && !routes[route][condition].holds(admitted)
    }
  }

  /// The wanted values of the route's own fields, with all others at rest.
  private mutating func firstDraft(for goal: Goal, _ route: Int) -> RequestDraft? {
    var draft = start
    for field in fields(of: route) {
      guard let value = allowed(field, goal, route).first else { return nil }
      draft.set(field, to: value)
    }
    return draft
  }

  /// The values of a field that are tried.
  func allValues(_ field: ProbeField) -> [String?] { values[field] ?? [] }

  private func fields(of route: Int) -> [ProbeField] {
    var fields: [ProbeField] = []
    for condition in routes[route] where !fields.contains(condition.field) {
      fields.append(condition.field)
    }
    return fields
  }

  /// The values of a field under which the goal's own conditions are as wanted.
  private mutating func allowed(
    _ field: ProbeField, _ goal: Goal, _ route: Int
  ) -> [String?] {
    let all = values[field] ?? [field.standard]
    let own = routes[route].flatMap { $0.field == field ? $0.values : [] }
    // The route's own values first: nobody else asks for them.
    let ordered = own.filter { all.contains($0) } + all.filter { !own.contains($0) }
    return ordered.filter { value in
      if let fixed, fixed.field == field, fixed.value != value { return false }
      return routes[route].indices.allSatisfy { index in
        guard routes[route][index].field == field else { return true }
        guard let wanted = isWanted(index, goal) else { return true }
        return holds(route, index, value) == wanted
      }
    }
  }

  /// What a condition must be; `nil` is either.
  private func isWanted(_ condition: Int, _ goal: Goal) -> Bool? {
    switch goal {
    case .taken: true
    case .missed(_, let missed): condition != missed
    case .refused(_, let refused): condition > refused ? nil : condition < refused
    }
  }

  /// Whether a condition of a route holds where its field has a value.
  mutating func holds(_ route: Int, _ index: Int, _ value: String?) -> Bool {
    let question = Question(route: route, condition: index, value: value)
    if let answer = known[question] { return answer }
    let condition = routes[route][index]
    var draft = start
    draft.set(condition.field, to: value)
    let answer = manager.admit(draft.head).map(condition.holds) ?? false
    known[question] = answer
    return answer
  }

  /// Changes the draft until no route before `route` takes it.
  private mutating func past(
    _ route: Int, _ draft: RequestDraft, _ goal: Goal, _ tried: inout Set<RequestDraft>
  ) -> RequestDraft? {
    guard steps < Self.stepLimit, tried.insert(draft).inserted else { return nil }
    steps += 1
    guard let admitted = manager.admit(draft.head) else { return nil }
    let decision = table.route(admitted)
    guard let taker = decision.route, taker < route else { return draft }
    let isOwn = fields(of: route)
    for index in routes[taker].indices {
      let field = routes[taker][index].field
      let candidates =
        isOwn.contains(field) ? allowed(field, goal, route) : values[field] ?? []
      for value in candidates where !holds(taker, index, value) {
        var changed = draft
        changed.set(field, to: value)
        if let found = past(route, changed, goal, &tried) { return found }
        if steps >= Self.stepLimit { return nil }
      }
    }
    return nil
  }
}

extension HostSearch {
  /// Why a condition holds for every request that gets to the virtual host.
  func alwaysHolds(_ route: Int, _ index: Int) -> String? {
    routes[route][index].alwaysHolds
      ?? (names.map { $0.allSatisfy(routes[route][index].holds) } ?? false
        && routes[route][index].field == .authority ? "all names of the host match" : nil)
  }

  /// Why a condition holds for no request that gets to the virtual host.
  func neverHolds(_ route: Int, _ index: Int) -> String? {
    routes[route][index].neverHolds
      ?? (names.map { !$0.contains(where: routes[route][index].holds) } ?? false
        && routes[route][index].field == .authority ? "no name of the host matches" : nil)
  }

  /// Requests by every name of the virtual host, where there are so many and no wildcard: with the
  /// ports that conditions name, where ports do not count.
  private var names: [RequestHead]? {
    let domains = table.configuration.virtualHosts[host].domains
    guard !domains.contains(where: { $0.hasPrefix("*") || $0.hasSuffix("*") }) else { return nil }
    return (allValues(.authority) + domains).compactMap { name in
      guard let name, table.virtualHost(for: name) == host else { return nil }
      return RequestHead(authority: name, path: "/")
    }
  }

  /// The earlier route that takes everything which this one would take, where that is plain: it has
  /// no condition, or the same ones.
  func shadow(of route: Int) -> Int? {
    let matches = (table.configuration.virtualHosts[host].routes ?? []).map(\.match)
    return (0..<route).first { earlier in
      guard !needsClaims[earlier] else { return false }
      let conditions = routes[earlier].indices.filter { alwaysHolds(earlier, $0) == nil }
      return conditions.isEmpty || matches[earlier] == matches[route]
        || Self.isWider(matches[earlier], than: matches[route])
    }
  }

  /// Whether an earlier match asks for a part of what a later one asks for.
  private static func isWider(_ earlier: RouteMatch, than later: RouteMatch) -> Bool {
    let headers = later.headers ?? []
    let query = later.queryParameters ?? []
    guard (earlier.headers ?? []).allSatisfy({ headers.contains($0) }),
      (earlier.queryParameters ?? []).allSatisfy({ query.contains($0) })
    else { return false }
    var path = earlier
    path.headers = nil
    path.queryParameters = nil
    var other = later
    other.headers = nil
    other.queryParameters = nil
    if path == other { return true }
    guard let prefix = earlier.prefix, earlier.caseSensitive ?? true, later.caseSensitive ?? true
    else { return false }
    guard later.safeRegex == nil else { return prefix == "/" }
    return (later.path ?? later.pathSeparatedPrefix ?? later.prefix ?? "/").hasPrefix(prefix)
  }
}
