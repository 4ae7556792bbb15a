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
  var request: RequestPlan
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
  }

  /// Why the retry policy covers an end, asked once for each distinct one.
  mutating func coverage(
    of fate: AttemptFate, result: Position<Ending>, requestSent: Bool, end: () -> AttemptEnd
  ) -> String? {
    guard let rules = request.retry else { return nil }
    let key = CoverageKey(
      result: fate == .open ? result : .none, fate: fate, requestSent: requestSent)
    if let known = coverage[key] { return known }
    let reason = rules.coverage(of: end())
    coverage[key] = .some(reason)
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
