internal import CommonMark
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
    let groups = VersionGroup.merged(record.results) { telling($0).map(TraceShape.init) }
    guard let shown = groups.first(where: { $0.range.contains(leading) }) else { return [] }
    var blocks = traceBlocks(record.results[leading], prefix: "trace", level: 3)
    if blocks.isEmpty { blocks = [.paragraph([.text(words.noTrace)])] }
    for group in groups where group.range != shown.range {
      let result = record.results[group.range.upperBound - 1]
      let prefix = "trace-\(HeadingSlug.slug(result.ruleVersion))"
      blocks.append(
        .disclosure(
          summary: [.strong([.text(words.under(record.versionNames(group.range)))])],
          style: "others", traceBlocks(result, prefix: prefix, level: 4)))
    }
    return blocks
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
    let traces = telling(record.results[index])
    guard traces.indices.contains(number - 1) else { return nil }
    return [traceList(traces[number - 1])]
  }

  /// The first trace of each outcome, by its words, at most four.
  private func telling(_ result: RuleVersionResult) -> [RequestTrace] {
    var seen: Set<String> = []
    let traces = result.history.traces.filter { seen.insert(words.outcome($0.outcome)).inserted }
    return Array(traces.prefix(4))
  }

  private func traceBlocks(_ result: RuleVersionResult, prefix: String, level: Int) -> [Block] {
    telling(result).enumerated().flatMap { index, trace in
      let heading = Block.heading(
        level: level, id: "\(prefix)-\(index + 1)", traceTitle(trace, in: result.history))
      return [heading, traceList(trace)]
    }
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
    var decisions: [[Inline]] = [[.text(words.listener(hop.listener)), .code(hop.listener)]]
    if let host = hop.virtualHost {
      decisions.append([.text(words.virtualHost), .code(host)] + origin(hop.virtualHostOrigin))
    } else if hop.routes.isEmpty, hop.cluster == nil {
      decisions.append([.text(words.noVirtualHost)])
    }
    decisions += routes(hop.routes)
    decisions += hop.actions.map { [.text($0.text)] + origin($0.origin) }
    if let cluster = hop.cluster {
      decisions.append([.text(words.cluster), .code(cluster)] + origin(hop.clusterOrigin))
    }
    for (index, attempt) in hop.attempts.enumerated() {
      decisions.append(attemptLine(attempt, number: index + 1, since: trace.start))
    }
    let answer = [hop.status.map { "\($0)" }, hop.flags, hop.details].compactMap { $0 }
      .filter { !$0.isEmpty }
    if !answer.isEmpty {
      decisions.append([.text(words.answered), .code(answer.joined(separator: " "))])
    }
    return [
      .paragraph([.strong([.text(words.proxy(hop.proxy))])]),
      .list(items: decisions.map { [.paragraph($0)] }),
    ]
  }

  private func routes(_ routes: [RequestTrace.RouteConsideration]) -> [[Inline]] {
    let passed = routes.filter { !$0.taken }
    let shown = passed.prefix(Self.shownRoutes)
    var lines = shown.map { route in
      [.text(words.routePassed)] + name(route) + [.text(": \(route.why)")] + origin(route.origin)
    }
    if passed.count > shown.count {
      lines.append([.emphasis([.text(words.moreRoutes(passed.count - shown.count))])])
    }
    lines += routes.filter(\.taken).map { route in
      [.strong([.text(words.routeTaken)]), " "] + name(route) + [.text(": \(route.why)")]
        + origin(route.origin)
    }
    return lines
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
    if let decision = attempt.decision, !isAnswer { line.append(.text("; \(decision)")) }
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

  init(_ trace: RequestTrace) {
    url = trace.url
    steps = DecisionStep.steps(of: trace)
    end = trace.outcome
  }
}
