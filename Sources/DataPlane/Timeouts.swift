internal import Limits
public import ProxyConfig

/// How long a request and each attempt may take (source/common/router/router.cc, finalTimeout).
public struct Timeouts: Hashable, Sendable {
  /// From the end of the request to the response's head, tries and back-off included; zero is none.
  public var route: ProtoDuration
  /// For one attempt; zero is none.
  public var perTry: ProtoDuration

  /// Reads the route's timeouts and what the request's own headers ask for, and removes these.
  init(_ action: RouteAction, _ request: inout RequestHead) {
    route = action.routeTimeout(request)
    perTry = action.retryPolicy?.perTryTimeout ?? .zero
    if let asked = Self.take("x-envoy-upstream-rq-timeout-ms", &request) { route = asked }
    if let asked = Self.take("x-envoy-upstream-rq-per-try-timeout-ms", &request) { perTry = asked }
    if perTry.nanoseconds >= route.nanoseconds, route != .zero { perTry = .zero }
  }

  private static func take(_ name: String, _ request: inout RequestHead) -> ProtoDuration? {
    defer { request.headers.remove(name) }
    guard let text = request.headers[name], let milliseconds = Int64(text), milliseconds >= 0
    else { return nil }
    return ProtoDuration(nanoseconds: milliseconds.multiplied(saturatingBy: 1_000_000))
  }

  /// What the upstream may expect, in whole milliseconds: the attempt's timeout or what remains of
  /// the route's; `nil` where there is none (setTimeoutHeaders).
  public func expected(after elapsed: ProtoDuration) -> Int64? {
    let wanted = perTry == .zero ? route : perTry
    guard wanted.nanoseconds > 0 else { return nil }
    guard route.nanoseconds > 0 else { return wanted.nanoseconds / 1_000_000 }
    let left = (route.nanoseconds - elapsed.nanoseconds) / 1_000_000
    return left <= 0 ? 1 : min(wanted.nanoseconds / 1_000_000, left)
  }
}

extension RouteAction {
  /// The route's timeout: 15 s where none is written.
  ///
  /// A gRPC request brings its own, which `max_grpc_timeout` limits; a route with
  /// `max_stream_duration` has none.
  fileprivate func routeTimeout(_ request: RequestHead) -> ProtoDuration {
    guard maxStreamDuration == nil else { return .zero }
    if request.isGrpc, let limit = maxGrpcTimeout {
      let asked = GrpcStatus.timeout(request.headers["grpc-timeout"]) ?? 0
      let isBeyond = limit != .zero && (asked == 0 || asked > limit.nanoseconds)
      return isBeyond ? limit : ProtoDuration(nanoseconds: asked)
    }
    return timeout ?? ProtoDuration(nanoseconds: 15_000_000_000)
  }
}
