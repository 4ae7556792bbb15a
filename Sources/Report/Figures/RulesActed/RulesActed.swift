internal import CommonMark
internal import Diagnostics
internal import Notebook
internal import Simulator

/// Which rule acted in which proxy: the caller's, the receiver's.
struct RulesActed: ReportFigure {
  /// One rule in one proxy.
  struct Rule: Hashable {
    enum Part: Hashable {
      /// It chose the route, it shaped the cluster, it refused.
      case route, cluster, filter, limit
    }

    var part: Part
    var origin: Origin
  }

  /// A proxy and what acted in it.
  struct Actor: Hashable {
    var proxy: String
    /// How many proxies a request passes before it.
    var place: Int
    var rules: [Rule]
  }

  private static let shownPlaces = 3
  var actors: [Actor] = []

  init(_ history: History) {
    for trace in history.traces {
      for (place, hop) in trace.hops.enumerated() {
        // A proxy of a client stands at the caller's side, also where the request began elsewhere.
        let place = place == 0 && hop.proxy != trace.from ? 1 : place
        guard place < Self.shownPlaces else { continue }
        for rule in Self.rules(hop) { note(rule, proxy: hop.proxy, place: place) }
        if Self.rules(hop).isEmpty { note(nil, proxy: hop.proxy, place: place) }
      }
    }
    actors = actors.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }
    .map(\.element)
  }

  private static func rules(_ hop: RequestTrace.Hop) -> [Rule] {
    var rules: [Rule] = []
    rules += hop.routes.filter(\.taken).compactMap { route in
      route.origin.flatMap { rule(.route, $0) }
    }
    rules += hop.actions.compactMap { action in
      action.origin.map { Rule(part: .filter, origin: $0) }
    }
    if let rule = hop.clusterOrigin.flatMap({ rule(.cluster, $0) }) { rules.append(rule) }
    rules += hop.attempts.compactMap { attempt in
      attempt.limitOrigin.map { Rule(part: .limit, origin: $0) }
    }
    return rules
  }

  /// A default route or cluster comes from a Service, which is no rule.
  private static func rule(_ part: Rule.Part, _ origin: Origin) -> Rule? {
    origin.resource.kind == "Service" ? nil : Rule(part: part, origin: origin)
  }

  private mutating func note(_ rule: Rule?, proxy: String, place: Int) {
    let index: Int
    if let known = actors.firstIndex(where: { $0.proxy == proxy }) {
      index = known
    } else {
      actors.append(Actor(proxy: proxy, place: place, rules: []))
      index = actors.count - 1
    }
    guard let rule, !actors[index].rules.contains(rule) else { return }
    actors[index].rules.append(rule)
  }

  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let versions = scope.versions
    let sentences = actors.map { actor in
      let rules = actor.rules.map { "\(words.part($0.part)): \($0.origin)" }
      let list = rules.isEmpty ? words.none : rules.joined(separator: ", ")
      return "\(words.proxy(actor.proxy)): \(list)"
    }
    return Picture(
      id: id, title: words.rulesTitle(versions), description: sentences.joined(separator: "; "),
      drawing: drawing(words), caption: [.text(words.rulesCaption(versions) + words.scope(scope))],
      table: table(id: id, versions: versions, words: words))
  }

  private func table(id: String, versions: String, words: Words) -> Table {
    let rows = actors.flatMap { actor -> [[Table.Cell]] in
      guard !actor.rules.isEmpty else {
        return [
          [.init([.text(words.proxy(actor.proxy))]), .init([.text(words.none)]), .init(["–"])]
        ]
      }
      return actor.rules.map { rule in
        let place = rule.origin.location.map { "\($0.file):\($0.line)" } ?? "–"
        return [
          .init([.text(words.proxy(actor.proxy))]),
          .init([
            .text("\(words.part(rule.part)): \(rule.origin.resource) "),
            .code(rule.origin.fieldPath),
          ]), .init([.code(place)]),
        ]
      }
    }
    return Table(
      id: "data-\(id)", caption: [.text(words.rulesTitle(versions))],
      header: [words.proxyColumn, words.rule, words.writtenAt].map { .init([.text($0)]) },
      rows: rows)
  }
}
