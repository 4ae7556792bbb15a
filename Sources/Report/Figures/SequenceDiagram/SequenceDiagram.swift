internal import Notebook
internal import Simulator

/// One telling request as it went between client, proxies and applications, time downwards.
struct SequenceDiagram: ReportFigure {
  /// Who takes part, from left to right.
  struct Lifeline: Hashable {
    /// What stands there.
    enum Role: Hashable {
      /// Where the request began.
      case client
      /// A pod's proxy.
      case proxy
      /// What answers behind a proxy, or outside.
      case application
    }

    /// What it is.
    var role: Role
    /// `POD.NAMESPACE`, or a host.
    var name: String
  }

  /// Something that happened, in its order.
  struct Event: Hashable {
    /// What it was.
    enum Kind: Hashable {
      /// A message; an answer is drawn dashed.
      case message(from: Int, to: Int, isAnswer: Bool)
      /// A proxy refused.
      case refusal(at: Int)
      /// A proxy did something by itself.
      case note(at: Int)
    }

    /// Since the request began.
    var nanoseconds: Int64
    /// What it was.
    var kind: Kind
    /// A few of the field's words, such as `503 UO`; empty for none.
    var text: String
    /// Whether it belongs to a failure.
    var isBad: Bool
  }

  private static let shownEvents = 22
  private static let shownLifelines = 7

  /// From left to right, in the order of first appearance.
  private(set) var lifelines: [Lifeline] = []
  /// In their order.
  private(set) var events: [Event] = []
  /// How many events are left out.
  private(set) var left = 0
  /// Whose request it is.
  let client: String
  /// Counted from 0 within the client.
  let number: Int
  /// How it ended.
  let outcome: Outcome

  /// - Returns: `nil` where no request was traced.
  init?(_ history: History) {
    guard let trace = Self.telling(history) else { return nil }
    outcome = trace.outcome
    let asked = trace.request.flatMap {
      history.requests.indices.contains($0) ? history.requests[$0] : nil
    }
    client = asked.map { history.clients[$0.client] } ?? trace.from
    number = asked?.number ?? 0
    var walk = SequenceWalk(trace, client: client)
    walk.run()
    lifelines = Array(walk.lifelines.prefix(Self.shownLifelines))
    let drawable = walk.events.filter { $0.places.allSatisfy { $0 < Self.shownLifelines } }
    events = Array(drawable.prefix(Self.shownEvents))
    left = walk.events.count - events.count
  }

  /// The first request that a proxy refused, else the first that failed, else the one that passed
  /// most proxies.
  private static func telling(_ history: History) -> RequestTrace? {
    let kinds = history.traces.map { OutcomeKind($0.outcome) }
    if let refused = kinds.firstIndex(of: .refused) { return history.traces[refused] }
    if let failed = kinds.firstIndex(where: { !$0.isSuccess }) { return history.traces[failed] }
    var most: RequestTrace?
    for trace in history.traces where trace.hops.count > most?.hops.count ?? -1 { most = trace }
    return most
  }
}

extension SequenceDiagram.Event {
  /// The lifelines that it touches.
  var places: [Int] {
    switch kind {
    case .message(let from, let to, _): [from, to]
    case .refusal(let place), .note(let place): [place]
    }
  }
}
