public import ProxyConfig

/// What the fault filter does to a request (source/extensions/filters/http/fault/fault_filter.cc).
///
/// The delay is drawn first and passes before the abort is drawn; both come before CORS and the
/// router, so no timeout covers the delay and no retry follows the abort.
public struct FaultDecision: Hashable, Sendable {
  /// How long the request is held.
  public var delay: ProtoDuration?
  /// How the request ends here; `nil` where it goes on.
  public var abort: LocalReplyReason?
  /// Whether a draw decided anything.
  public var consultedChance = false

  /// Nothing is decided yet.
  public init() {}

  /// - `delayDraw`: decides about the delay.
  /// - `abortDraw`: decides about the abort.
  public init(_ fault: HTTPFault, delayDraw: UInt64, abortDraw: UInt64) {
    if let rule = fault.delay, let duration = rule.fixedDelay, let share = rule.percentage {
      consultedChance = share.isUndecided
      if share.contains(delayDraw), duration.nanoseconds > 0 { delay = duration }
    }
    if let rule = fault.abort, let share = rule.percentage {
      consultedChance = consultedChance || share.isUndecided
      if share.contains(abortDraw) { abort = Self.reason(rule) }
    }
  }

  private static func reason(_ rule: HTTPFault.Abort) -> LocalReplyReason? {
    if let status = rule.httpStatus { return .faultAbort(status: Int(status), grpcStatus: nil) }
    guard let status = rule.grpcStatus.map(Int.init) else { return nil }
    return .faultAbort(status: GrpcStatus.httpStatus(status), grpcStatus: status)
  }
}
