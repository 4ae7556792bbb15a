internal import Diagnostics
internal import Simulator

/// What happened to the requests under rule versions that agree.
enum AnswerEvidence: Hashable {
  /// Proxies refused, each client at least and at most such a share; where the rule is written.
  case refused(by: [String], share: String, Clients, places: [String])
  /// Every request was answered, those of each client by one workload.
  case answered([Answerer])
  /// Every request was answered.
  case allAnswered
  /// No request came back.
  case noneReturned
  /// Each client had an answer to at least and at most such a share of its requests.
  case partly(share: String, Clients)

  /// Of which clients something is said.
  enum Clients: Hashable {
    /// The experiment has no other.
    case only
    /// Every one of several.
    case all
    /// These, of so many.
    case some([String], of: Int)
  }

  /// Who answered a client's requests.
  struct Answerer: Hashable {
    /// Its identifier.
    var client: String
    /// Without the namespace `default`.
    var workload: String
  }

  /// - Returns: `nil` where no request was made.
  init?(_ results: [RuleVersionResult], _ record: RunRecord) {
    let counts = results.flatMap(\.outcomes)
    let clients = Self.clients(counts, record)
    guard !clients.isEmpty else { return nil }
    let refusals = counts.filter { $0.outcome.isRefusal }
    if !refusals.isEmpty {
      self = .refused(
        by: Self.distinct(refusals.compactMap { $0.outcome.decidedBy.map(Self.short) }),
        share: Self.shares(results) { $0.isRefusal },
        Self.named(Self.clients(refusals, record), of: clients),
        places: Self.distinct(refusals.compactMap { Self.place($0.outcome.origin) }))
    } else if counts.allSatisfy(\.outcome.hopLimitReached) {
      self = .noneReturned
    } else if counts.allSatisfy(\.outcome.isAnswered) {
      let answerers = Self.answerers(counts, clients)
      self = answerers.map { .answered($0) } ?? .allAnswered
    } else {
      self = .partly(
        share: Self.shares(results) { $0.isAnswered }, Self.named(clients, of: clients))
    }
  }

  /// Clients that outcomes were counted of, in the record's order.
  private static func clients(
    _ counts: [RuleVersionResult.OutcomeCount], _ record: RunRecord
  ) -> [String] {
    let counted = Set(counts.map(\.client))
    let known = record.clients.map(\.id).filter(counted.contains)
    return known + distinct(counts.map(\.client).filter { !known.contains($0) })
  }

  private static func named(_ clients: [String], of all: [String]) -> Clients {
    guard clients.count == all.count else { return .some(clients, of: all.count) }
    return all.count == 1 ? .only : .all
  }

  /// One workload for each client, or nothing where a client has several.
  private static func answerers(
    _ counts: [RuleVersionResult.OutcomeCount], _ clients: [String]
  ) -> [Answerer]? {
    var answerers: [Answerer] = []
    for client in clients {
      let workloads = distinct(
        counts.filter { $0.client == client }
          .compactMap { ($0.outcome.workloadOwner ?? $0.outcome.workload).map(short) })
      guard let workload = workloads.first, workloads.count == 1 else { return nil }
      answerers.append(Answerer(client: client, workload: workload))
    }
    return answerers
  }

  /// The least and the greatest share of any client's requests under any of the rule versions that
  /// met such an outcome at all.
  private static func shares(
    _ results: [RuleVersionResult], of isMeant: (Outcome) -> Bool
  ) -> String {
    var least: (share: Double, text: String)?
    var greatest: (share: Double, text: String)?
    for result in results {
      for client in distinct(result.outcomes.map(\.client)) {
        let counts = result.outcomes.filter { $0.client == client }
        let total = counts.reduce(0) { $0 + $1.count }
        let count = counts.reduce(0) { $0 + (isMeant($1.outcome) ? $1.count : 0) }
        guard count > 0, total > 0 else { continue }
        let share = Double(count) / Double(total)
        let text = percent(count, of: total)
        if share < least?.share ?? 2 { least = (share, text) }
        if share > greatest?.share ?? -1 { greatest = (share, text) }
      }
    }
    let (low, high) = (least?.text ?? "0", greatest?.text ?? "0")
    return low == high ? "\(high) %" : "\(low)–\(high) %"
  }

  /// Whole per cent, with one place below 10; never 100 for less than all.
  private static func percent(_ count: Int, of total: Int) -> String {
    let share = Double(count) * 100 / Double(total)
    if count < total, share > 99.4 {
      return share > 99.9 ? "99.9" : FixedPoint.text(share, places: 1)
    }
    return FixedPoint.shortest(share, places: share < 10 ? 1 : 0)
  }

  private static func place(_ origin: Origin?) -> String? {
    guard let location = origin?.location else { return nil }
    let file = location.file.split(separator: "/").last.map(String.init) ?? location.file
    return "\(file):\(location.line)"
  }

  /// A pod or workload without the namespace that goes without saying.
  private static func short(_ name: String) -> String {
    name.hasSuffix(".default") ? String(name.dropLast(8)) : name
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

extension Outcome {
  /// Whether a proxy answered with an error of its own making.
  fileprivate var isRefusal: Bool { decidedBy != nil && (status ?? 0) >= 400 }

  /// Whether an answer came that is no error.
  fileprivate var isAnswered: Bool {
    guard !hopLimitReached, let status else { return false }
    return status < 400
  }
}
