internal import DataPlane

/// What a proxy does with one form of request at one station: the data plane's decisions, with the
/// engine's own positions.
struct RoutePlan {
  /// What happens.
  enum Action: UInt8 {
    /// A router reads the request.
    case http
    /// Bytes are sent on.
    case tunnel
  }

  /// A copy of the request.
  struct Copy {
    var cluster: Position<ClusterState>
    var form: Position<RequestHead>
  }

  var action: Action
  /// What the data plane decided; nothing but the head where bytes are sent on.
  let request: RequestPlan
  /// A stream as each request begins it, and what it asks for first: they are the plan's alone.
  let start: RouterStream
  let firstStep: RouterStream.Next
  var station: Position<Station>
  var cluster = Position<ClusterState>.none
  /// What the first attempt sends.
  var firstForm = Position<RequestHead>.none
  /// In nanoseconds; 0 is none.
  var timeout: Int64 = 0
  /// In nanoseconds; 0 is none.
  var perTryTimeout: Int64 = 0
  var copies: [Copy] = []
  /// Why the retry policy covers an end; `nil` where it does not.
  private var coverage: [CoverageKey: String?] = [:]
  private var lastAsked: (key: CoverageKey, reason: String?)?

  /// An end as far as a retry policy tells it from others.
  private struct CoverageKey: Hashable {
    var result: Position<Ending>
    var fate: AttemptFate
    var requestSent: Bool
  }

  init(_ action: Action, _ request: RequestPlan, station: Position<Station>) {
    self.action = action
    self.request = request
    self.station = station
    var stream = RouterStream(request)
    firstStep = stream.resume(request)
    start = stream
  }

  /// Why the retry policy covers an end, asked once for each distinct one.
  mutating func coverage(
    of fate: AttemptFate, result: Position<Ending>, requestSent: Bool, end: () -> AttemptEnd
  ) -> String? {
    let key = CoverageKey(
      result: fate == .open ? result : .none, fate: fate, requestSent: requestSent)
    if let lastAsked, lastAsked.key == key { return lastAsked.reason }
    guard let rules = request.retry else { return nil }
    let reason = coverage[key] ?? rules.coverage(of: end())
    coverage[key] = .some(reason)
    lastAsked = (key, reason)
    return reason
  }
}

/// What a plan sends at a further attempt.
struct AttemptForm: Hashable {
  var plan: Position<RoutePlan>
  var ordinal: Int32
  /// The host whose name replaces the authority; none where it stays.
  var host: Position<HostState>
}
