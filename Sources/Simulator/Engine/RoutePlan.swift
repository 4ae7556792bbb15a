internal import DataPlane
internal import ProxyConfig

/// A share that a random number decides: its remainder by `parts` is below `numerator`.
struct Share {
  var parts: UInt64
  var numerator: UInt64

  init(_ percent: FractionalPercent) {
    parts = percent.parts
    numerator = UInt64(percent.numerator ?? 0)
  }

  func contains(_ draw: UInt64) -> Bool { draw % parts < numerator }

  /// Neither never nor always.
  var isUndecided: Bool { numerator > 0 && numerator < parts }
}

/// What chance decides about one form of request at one entry; each way has a plan of its own.
struct RouteFork {
  /// The sums of the weights up to each cluster; empty where there is no choice.
  var weightSums: [UInt64] = []
  var mirrors: [Share] = []
  var delay: Share?
  var abort: Share?
  /// The plan where chance has no say; -1 before it was made, or where it has.
  var only: Int32 = -1
  var variants: [UInt64: Int32] = [:]

  /// Whether any draw could lead to another plan.
  var isUndecided = false

  /// A choice by weight alone.
  init(weights: [UInt64]) {
    guard weights.count(where: { $0 > 0 }) > 1 else { return }
    var sum: UInt64 = 0
    for weight in weights {
      sum += weight
      weightSums.append(sum)
    }
    isUndecided = true
  }

  init(_ route: Route?, host: VirtualHost?) {
    let weights = (route?.route?.weightedClusters?.clusters ?? []).map { UInt64($0.weight ?? 0) }
    self.init(weights: weights)
    guard let route else { return }
    mirrors = (route.route?.requestMirrorPolicies ?? []).compactMap {
      $0.runtimeFraction?.defaultValue.map { Share($0) }
    }.filter(\.isUndecided)
    let fault = route.typedPerFilterConfig?.fault ?? host?.typedPerFilterConfig?.fault
    delay = fault?.delay?.percentage.map { Share($0) }
    abort = fault?.abort?.percentage.map { Share($0) }
    isUndecided =
      isUndecided || !mirrors.isEmpty || (delay?.isUndecided ?? false)
      || (abort?.isUndecided ?? false)
  }

  /// The way that draws lead to.
  func variant(_ draws: RequestDraws) -> UInt64 {
    var code: UInt64 = 0
    if let total = weightSums.last {
      let left = draws.stream % total
      code = UInt64(weightSums.firstIndex { left < $0 } ?? 0)
    }
    for mirror in mirrors { code = code << 1 | (mirror.contains(draws.stream) ? 1 : 0) }
    if let delay { code = code << 1 | (delay.contains(draws.faultDelay) ? 1 : 0) }
    if let abort { code = code << 1 | (abort.contains(draws.faultAbort) ? 1 : 0) }
    return code
  }
}

/// What a proxy does with one form of request at one entry: the data plane's decisions, in numbers
/// for the run and in full for the trace.
struct RoutePlan {
  /// What happens.
  enum Action: UInt8 {
    case route
    /// The proxy answers by itself.
    case reply
    /// Bytes are sent on.
    case tunnel
  }

  /// A copy of the request.
  struct Copy {
    var cluster: Int32
    var form: Int32
  }

  var action: Action
  var entry: Int32
  var form: Int32
  /// The position in the engine's clusters; -1 for none.
  var cluster: Int32 = -1
  /// What the first attempt sends.
  var firstForm: Int32 = -1
  var delay: Int64 = 0
  var timeout: Int64 = 0
  var perTryTimeout: Int64 = 0
  var retries: Int32 = 0
  /// Whether anything is ever tried again.
  var hasRetryPolicy = false
  /// Whether attempts carry their number.
  var countsAttempts = false
  /// Whether the host's name replaces the authority.
  var rewritesHost = false
  var copies: [Copy] = []
  /// How an attempt's end is covered by the retry policy, by its ending or reset.
  var coverage: [Int64: Coverage] = [:]
  var request: RequestPlan?

  /// Whether the retry policy covers an end.
  struct Coverage {
    /// Why it is covered; `nil` where it is not.
    var reason: String?
    /// The bounds of the back-offs, one a retry.
    var backOffBounds: [Int64]
  }

  init(_ action: Action, entry: Int32, form: Int32) {
    self.action = action
    self.entry = entry
    self.form = form
  }
}

/// What a plan sends at a further attempt.
struct AttemptForm: Hashable {
  var plan: Int32
  var ordinal: Int32
  /// The host's name, where it replaces the authority.
  var host: Int32
}

/// A proxy's configuration, made ready as it is needed.
struct ProxyState {
  let configuration: ProxyConfiguration
  /// Clusters and endpoints by name, made at the first look.
  private(set) lazy var tables = ProxyTables(configuration, version: version)
  private let version: EnvoyVersion
  /// Positions in the engine's clusters, by name; -1 where there is no such cluster.
  var clusterPositions: [String: Int32] = [:]
  /// Positions in the engine's route tables, by name.
  var tablePositions: [String: Int32] = [:]

  init(_ configuration: ProxyConfiguration, version: EnvoyVersion) {
    self.configuration = configuration
    self.version = version
  }
}

/// A route table and the connection manager before it.
struct TableState {
  let table: RouteTable
  let manager: ConnectionManager
}
