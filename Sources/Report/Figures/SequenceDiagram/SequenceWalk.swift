internal import Simulator

/// Walks a trace in the order of its calls and answers: each attempt, what it led to, its end.
struct SequenceWalk {
  private let trace: RequestTrace
  /// Those met so far.
  private(set) var lifelines: [SequenceDiagram.Lifeline]
  /// What has happened so far.
  private(set) var events: [SequenceDiagram.Event] = []
  /// Positions of hops that no attempt has led to yet.
  private var waiting: [Int]

  init(_ trace: RequestTrace, client: String) {
    self.trace = trace
    lifelines = [.init(role: .client, name: client)]
    waiting = Array(trace.hops.indices)
  }

  /// Walks the whole trace.
  mutating func run() {
    let asked = "\(trace.method) \(Self.path(of: trace.url))"
    guard let first = waiting.first else {
      let target = place(.application, trace.outcome.workload ?? trace.outcome.requestedHost)
      add(trace.start, .message(from: 0, to: target, isAnswer: false), asked)
      add(trace.end, .message(from: target, to: 0, isAnswer: true), answer, isBad: isFailure)
      return
    }
    waiting.removeFirst()
    let proxy = place(.proxy, trace.hops[first].proxy)
    add(trace.start, .message(from: 0, to: proxy, isAnswer: false), asked)
    follow(first, at: proxy)
    guard !trace.outcome.hopLimitReached else { return }
    add(trace.end, .message(from: proxy, to: 0, isAnswer: true), answer, isBad: isFailure)
  }

  private var isFailure: Bool { !OutcomeKind(trace.outcome).isSuccess }

  private var answer: String {
    guard let status = trace.outcome.status else { return "curl exit \(trace.outcome.curlExit)" }
    let flags = trace.outcome.flags
    return flags.isEmpty ? "\(status)" : "\(status) \(flags)"
  }

  private mutating func follow(_ hop: Int, at proxy: Int) {
    let attempts = trace.hops[hop].attempts
    for (index, attempt) in attempts.enumerated() {
      let isBad = !["2", "3"].contains(attempt.result.prefix(1))
      guard attempt.limit == nil, !attempt.endpoint.isEmpty else {
        let limit = attempt.limit.map { ": \($0)" } ?? ""
        add(attempt.end, .refusal(at: proxy), attempt.result + limit, isBad: true)
        continue
      }
      let behind = nextHop(attempt, of: hop)
      let target =
        behind.map { place(.proxy, trace.hops[$0].proxy) }
        ?? place(.application, attempt.workload ?? attempt.endpoint)
      let label = attempts.count > 1 ? "attempt \(index + 1)" : ""
      add(attempt.start, .message(from: proxy, to: target, isAnswer: false), label)
      if let behind { follow(behind, at: target) }
      let ended = trace.outcome.hopLimitReached && isBad
      if !ended {
        add(
          attempt.end, .message(from: target, to: proxy, isAnswer: true), attempt.result,
          isBad: isBad)
      }
      if let decision = attempt.decision, decision.hasPrefix("retry") {
        add(attempt.end, .note(at: proxy), decision)
      }
    }
  }

  /// The hop that an attempt led to: the next one of the proxy that it reached.
  private mutating func nextHop(_ attempt: RequestTrace.Attempt, of hop: Int) -> Int? {
    guard let next = waiting.first, trace.hops[next].proxy == attempt.workload,
      trace.hops[next].proxy != trace.hops[hop].proxy
    else { return nil }
    waiting.removeFirst()
    return next
  }

  private mutating func place(_ role: SequenceDiagram.Lifeline.Role, _ name: String) -> Int {
    let lifeline = SequenceDiagram.Lifeline(role: role, name: name)
    if let known = lifelines.firstIndex(of: lifeline) { return known }
    lifelines.append(lifeline)
    return lifelines.count - 1
  }

  private mutating func add(
    _ time: SimulationTime, _ kind: SequenceDiagram.Event.Kind, _ text: String, isBad: Bool = false
  ) {
    events.append(
      .init(
        nanoseconds: time.nanoseconds - trace.start.nanoseconds, kind: kind, text: text,
        isBad: isBad))
  }

  /// What stands behind the host of an address.
  private static func path(of url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
  }
}
