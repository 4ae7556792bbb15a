import ProxyConfig

extension Route {
  /// Adds a fault delay.
  mutating func delay(milliseconds: Int64, percent: UInt32) {
    var delay = HTTPFault.Delay()
    delay.fixedDelay = ProtoDuration(nanoseconds: milliseconds * 1_000_000)
    delay.percentage = FractionalPercent(numerator: percent)
    change { $0.delay = delay }
  }

  /// Adds a fault abort.
  mutating func abort(status: UInt32, percent: UInt32) {
    var abort = HTTPFault.Abort()
    abort.httpStatus = status
    abort.percentage = FractionalPercent(numerator: percent)
    change { $0.abort = abort }
  }

  private mutating func change(_ body: (inout HTTPFault) -> Void) {
    var filters = typedPerFilterConfig ?? PerFilterConfig()
    var fault = filters.fault ?? HTTPFault()
    body(&fault)
    filters.fault = fault
    typedPerFilterConfig = filters
  }
}
