internal import DataPlane
internal import ProxyConfig

/// What chance decides about one form of request at one station; each way has a plan of its own.
struct RouteFork {
  /// The sums of the weights up to each cluster; empty where there is no choice.
  private var weightSums: [UInt64] = []
  private var mirrors: [FractionalPercent] = []
  private var delay: FractionalPercent?
  private var abort: FractionalPercent?
  private var limits: [FractionalPercent] = []
  /// The plan where chance has no say; none before it was made, or where it has.
  var only = Position<RoutePlan>.none
  /// The plans by the way that draws lead to.
  var variants: [Variant: Position<RoutePlan>] = [:]
  /// Whether any draw could lead to another plan.
  private(set) var isUndecided = false

  /// A way that draws lead to.
  struct Variant: Hashable {
    var cluster = 0
    var mirrors: [Bool] = []
    var isDelayed = false
    var isAborted = false
    var limits: [Bool] = []
  }

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

  /// `limits`: the shares of requests that filters leave to chance.
  init(_ route: Route?, host: VirtualHost?, limits: [FractionalPercent]) {
    let clusters = route?.route?.weightedClusters?.clusters ?? []
    self.init(weights: clusters.map { UInt64($0.weight ?? 0) })  // in range: unsigned
    self.limits = limits
    isUndecided = isUndecided || !limits.isEmpty
    guard let route else { return }
    mirrors = (route.route?.requestMirrorPolicies ?? []).compactMap {
      $0.runtimeFraction?.defaultValue
    }.filter(\.isUndecided)
    let fault = route.typedPerFilterConfig?.fault ?? host?.typedPerFilterConfig?.fault
    delay = fault?.delay?.percentage.flatMap { $0.isUndecided ? $0 : nil }
    abort = fault?.abort?.percentage.flatMap { $0.isUndecided ? $0 : nil }
    isUndecided = isUndecided || !mirrors.isEmpty || delay != nil || abort != nil
  }

  /// The way that draws lead to.
  func variant(_ draws: RequestDraws) -> Variant {
    var variant = Variant()
    if let total = weightSums.last {
      let left = draws.stream % total
      variant.cluster = weightSums.firstIndex { left < $0 } ?? 0
    }
    if !mirrors.isEmpty { variant.mirrors = mirrors.map { $0.contains(draws.stream) } }
    variant.isDelayed = delay?.contains(draws.faultDelay) ?? false
    if !limits.isEmpty {
      variant.limits = limits.flatMap {
        [$0.contains(draws.filters), $0.contains(draws.filters >> 32)]
      }
    }
    variant.isAborted = abort?.contains(draws.faultAbort) ?? false
    return variant
  }
}
