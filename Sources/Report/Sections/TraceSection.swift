internal import CommonMark
internal import Diagnostics
internal import Notebook
internal import Simulator

extension PageContext {
  /// How many proxies and routes of a trace are shown before it is summed up.
  private static let shownHops = 6
  private static let shownRoutes = 6

  /// The most telling requests: the first of each distinct outcome under the leading rule version,
  /// then under other versions where decisions differ.
  func traces() -> [Block] {
    guard let leading = record.leadingResult else { return [.paragraph([.text(words.noTrace)])] }
    let groups = VersionGroup.merged(record.results) { result in
      telling(result).map { TraceShape(result.history.traces[$0], notes: notes($0, of: result)) }
    }
    guard let shown = groups.first(where: { $0.range.contains(leading) }) else { return [] }
    var told: Set<AnswerNote> = []
    let first = traceBlocks(record.results[leading], prefix: "trace", &told)
    guard !first.isEmpty else { return [.paragraph([.text(words.noTrace)])] }
    var blocks = first
    for group in groups where group.range != shown.range {
      let result = record.results[group.range.upperBound - 1]
      let prefix = "trace-\(HeadingSlug.slug(result.ruleVersion))"
      blocks.append(
        .disclosure(
          summary: [.strong([.text(words.under(record.versionNames(group.range)))])],
          style: "others", traceBlocks(result, prefix: prefix, &told)))
    }
    return [.disclosure(summary: [.text(traceScope(leading))], style: "data", blocks)]
  }

  /// Of which run and clients the traces are, and how many outcomes they leave out.
  private func traceScope(_ leading: Int) -> String {
    let result = record.results[leading]
    let shown = telling(result)
    let outcomes = Set(result.history.traces.map { words.outcome($0.outcome) })
    var clients: [String] = []
    for trace in shown.map({ result.history.traces[$0] }) {
      guard let client = client(of: trace, in: result.history), !clients.contains(client) else {
        continue
      }
      clients.append(client)
    }
    return words.tracesShown(shown.count, of: outcomes.count)
      + words.scope(FigureScope(record, leading..<leading + 1), showing: clients)
  }

  private func client(of trace: RequestTrace, in history: History) -> String? {
    guard let request = trace.request, history.requests.indices.contains(request) else {
      return nil
    }
    return history.clients[history.requests[request].client]
  }

  /// One telling request under one rule version.
  ///
  /// - Returns: `nil` where there is no such rule version or request.
  func trace(_ number: Int, rules: String?) -> [Block]? {
    let index =
      rules.map { rules in
        record.results.firstIndex { $0.ruleVersion == rules || $0.requestedName == rules }
      } ?? record.leadingResult
    guard let index else { return nil }
    let result = record.results[index]
    let places = telling(result)
    guard places.indices.contains(number - 1) else { return nil }
    var told: Set<AnswerNote> = []
    return traceBlocks(places[number - 1], of: result, &told)
  }

  /// The positions of the first trace of each outcome, by its words, at most four.
  private func telling(_ result: RuleVersionResult) -> [Int] {
    let traces = result.history.traces
    var seen: Set<String> = []
    let first = traces.indices.filter { seen.insert(words.outcome(traces[$0].outcome)).inserted }
    return Array(first.prefix(4))
  }

  private func notes(_ place: Int, of result: RuleVersionResult) -> [AnswerNote] {
    record.notes(on: place, of: result)
  }

  /// `told`: the remarks that stand above.
  private func traceBlocks(
    _ result: RuleVersionResult, prefix: String, _ told: inout Set<AnswerNote>
  ) -> [Block] {
    var blocks: [Block] = []
    for (index, place) in telling(result).enumerated() {
      let title = traceTitle(result.history.traces[place], in: result.history)
      blocks.append(
        .section(
          id: "\(prefix)-\(index + 1)", style: "traced",
          [.disclosure(summary: title, traceBlocks(place, of: result, &told))]))
    }
    return blocks
  }

  /// The decisions, then what they do not say by themselves.
  private func traceBlocks(
    _ place: Int, of result: RuleVersionResult, _ told: inout Set<AnswerNote>
  ) -> [Block] {
    [traceList(result.history.traces[place])] + remarks(notes(place, of: result), &told)
  }

  private func traceTitle(_ trace: RequestTrace, in history: History) -> [Inline] {
    let kind = OutcomeKind(trace.outcome)
    let outcome = Inline.span(
      style: "outcome \(kind.style)", [.text("\(kind.symbol) \(words.outcome(trace.outcome))")])
    guard let request = trace.request, history.requests.indices.contains(request) else {
      return [.text("\(trace.method) \(trace.url): "), outcome]
    }
    let asked = history.requests[request]
    let client = history.clients[asked.client]
    return [.text("\(words.traceOf(client, number: asked.number)): "), outcome]
  }

  /// Proxies in order, the decisions of each below it.
  private func traceList(_ trace: RequestTrace) -> Block {
    let asked: [Block] = [
      .paragraph([
        .strong([.text(trace.from)]), " ", .code("\(trace.method) \(trace.url)"),
        .text(" (\(words.at(words.duration(trace.start.nanoseconds))))"),
      ])
    ]
    var items = [asked]
    for hop in trace.hops.prefix(Self.shownHops) { items.append(hopItem(hop, of: trace)) }
    let left = trace.hops.count - Self.shownHops
    if left > 0 { items.append([.paragraph([.emphasis([.text(words.moreHops(left))])])]) }
    for received in trace.received.prefix(Self.shownHops) { items.append([receivedItem(received)]) }
    let kind = OutcomeKind(trace.outcome)
    items.append([
      .paragraph([
        .strong([.text(trace.from)]), " ",
        .span(
          style: "outcome \(kind.style)",
          [.text("\(kind.symbol) \(words.outcome(trace.outcome))")]),
        .text(" (\(words.after(since(trace.start, trace.end))))"),
      ])
    ])
    return .section(style: "trace", [.list(items: items, ordered: true)])
  }

  private func hopItem(_ hop: RequestTrace.Hop, of trace: RequestTrace) -> [Block] {
    let passed = hop.routes.count { !$0.taken }
    var shownRoutes = 0
    let decisions = hop.steps.compactMap { step -> [Inline]? in
      if case .route(let route) = step, !route.taken {
        shownRoutes += 1
        if shownRoutes == Self.shownRoutes + 1 {
          return [.emphasis([.text(words.moreRoutes(passed - Self.shownRoutes))])]
        }
        if shownRoutes > Self.shownRoutes { return nil }
      }
      return line(of: step, since: trace.start)
    }
    return [
      .paragraph([.strong([.text(words.proxy(hop.proxy))])]),
      .list(items: decisions.map { [.paragraph($0)] }),
    ]
  }

  /// One decision in a line; `nil` where there is nothing to say.
  private func line(of step: RequestTrace.Step, since start: SimulationTime) -> [Inline]? {
    switch step {
    case .listener(let name, _): return [.text(words.listener(name)), .code(name)]
    case .virtualHost(let host?, let place):
      return [.text(words.virtualHost), .code(host)] + origin(place)
    case .virtualHost(nil, _): return [.text(words.noVirtualHost)]
    case .route(let route):
      let verb: [Inline] =
        route.taken
        ? [.strong([.text(words.routeTaken)]), " "] : [.text(words.routePassed)]
      return verb + name(route) + [": ", english(route.why)] + origin(route.origin)
    case .action(let action): return [english(action.text)] + origin(action.origin)
    case .cluster(let name, let place):
      return [.text(words.cluster), .code(name)] + origin(place)
    case .attempt(let attempt, let number):
      return attemptLine(attempt, number: number, since: start)
    case .answer(let status, let flags, let details):
      let answer = [status.map { "\($0)" }, flags, details].compactMap(\.self)
        .filter { !$0.isEmpty }
      return answer.isEmpty ? nil : [.text(words.answered), .code(answer.joined(separator: " "))]
    }
  }

  private func name(_ route: RequestTrace.RouteConsideration) -> [Inline] {
    route.name.isEmpty
      ? [.text("\(route.index)")] : [.text("\(route.index) "), .code(route.name)]
  }

  private func attemptLine(
    _ attempt: RequestTrace.Attempt, number: Int, since start: SimulationTime
  ) -> [Inline] {
    var line: [Inline] = [.text(words.attempt(number))]
    let place = [attempt.workload ?? "", attempt.endpoint].filter { !$0.isEmpty }
    if !place.isEmpty { line += [" → ", .code(place.joined(separator: " "))] }
    let times = "+\(since(start, attempt.start)) – +\(since(start, attempt.end))"
    line += [.text(": "), .strong([.text(attempt.result)]), .text(" (\(times))")]
    if let limit = attempt.limit {
      line += [.text(", \(words.limit)"), .code(limit)] + origin(attempt.limitOrigin)
    }
    // That an answer was not asked for again goes without saying.
    let isAnswer = attempt.result.hasPrefix("2") || attempt.result.hasPrefix("3")
    if let decision = attempt.decision, !isAnswer { line += ["; ", english(decision)] }
    return line
  }

  private func receivedItem(_ received: RequestTrace.Received) -> Block {
    .paragraph([
      .text(words.application), .strong([.text(received.workload)]), .text(words.received),
      .code("\(received.authority)\(received.path)"),
    ])
  }

  private func since(_ start: SimulationTime, _ time: SimulationTime) -> String {
    words.duration(time.nanoseconds - start.nanoseconds)
  }
}

/// What makes two traces the same to a reader: every decision, without times and addresses.
struct TraceShape: Hashable {
  var url: String
  var steps: [DecisionStep]
  var end: Outcome
  /// What is said of it beside its decisions.
  var notes: [AnswerNote]

  init(_ trace: RequestTrace, notes: [AnswerNote]) {
    self.notes = notes
    url = trace.url
    steps = DecisionStep.steps(of: trace)
    end = trace.outcome
  }
}
