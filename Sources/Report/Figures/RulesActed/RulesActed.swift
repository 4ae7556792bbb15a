internal import CommonMark
internal import Diagnostics
internal import Notebook
internal import Simulator

/// Which rule acted in which proxy: the caller's, the receiver's.
struct RulesActed: ReportFigure {
  /// One rule in one proxy.
  struct Rule: Hashable {
    enum Part: Hashable {
      /// It chose the route.
      case route
      /// It shaped the cluster.
      case cluster
      /// It filtered.
      case filter
      /// It refused.
      case limit
    }

    /// What it did.
    var part: Part
    /// Where it is written.
    var origin: Origin
    /// The field and its value as they are written, such as `http2MaxRequests: 1`; empty for none.
    var value = ""
  }

  /// A proxy and what acted in it.
  struct Actor: Hashable {
    /// `POD.NAMESPACE`.
    var proxy: String
    /// How many proxies a request passes before it.
    var place: Int
    var rules: [Rule]
  }

  private static let shownPlaces = 3
  var actors: [Actor] = []

  init(_ history: History, manifests: [RunRecord.ManifestFile] = []) {
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
    for actor in actors.indices {
      for rule in actors[actor].rules.indices {
        actors[actor].rules[rule].value = Self.value(of: actors[actor].rules[rule], manifests)
      }
    }
  }

  /// The line that a rule's field is written in, if it holds the field's name and a value.
  private static func value(of rule: Rule, _ manifests: [RunRecord.ManifestFile]) -> String {
    guard let location = rule.origin.location, location.line > 0,
      let name = rule.origin.fieldPath.split(separator: ".").last,
      let manifest = manifests.first(where: {
        $0.path == location.file || location.file.hasSuffix("/\($0.path)")
      })
    else { return "" }
    let lines = manifest.text.split(
      separator: "\n", maxSplits: location.line, omittingEmptySubsequences: false)
    guard lines.indices.contains(location.line - 1) else { return "" }
    let line = lines[location.line - 1].drop { $0 == " " || $0 == "-" }
    return line.hasPrefix("\(name): ") ? String(line) : ""
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

  /// The picture with its caption, which begins with what it shows, and its data.
  func picture(id: String, scope: FigureScope, words: Words) -> Picture {
    let versions = scope.versions
    let sentences = actors.map { actor in
      let rules = actor.rules.map { "\(words.part($0.part)): \($0.origin)" }
      let list = rules.isEmpty ? words.none : rules.joined(separator: ", ")
      return "\(words.proxy(actor.proxy)): \(list)"
    }
    return Picture(
      id: id, title: words.rulesTitle(versions), description: sentences.joined(separator: "; "),
      drawing: drawing(words, .wide),
      caption: [.text(words.rulesCaption(versions) + words.scope(scope))],
      table: table(id: id, versions: versions, words: words), foldsWhenTall: true,
      narrow: drawing(words, .narrow))
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
