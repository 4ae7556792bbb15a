public import Diagnostics
public import ProxyConfig

extension RouteConfiguration {
  /// What of the routes can change an outcome and is not modelled, at the rule's place.
  ///
  /// `retriable-headers` is named because istiod writes no headers for it; priorities that a retry
  /// passes over are chosen anew, as without `previous_priorities`.
  public var findings: [Diagnostic] {
    virtualHosts.flatMap { host in
      (host.routes ?? []).flatMap { route in
        Self.gaps(route).map { gap in
          Diagnostic(
            .error, .notModelled,
            "\(gap) of route \(route.name ?? "") in \(host.name) is not modelled",
            at: route.origin?.location ?? host.origin?.location)
        }
      }
    }
  }

  private static func gaps(_ route: Route) -> [String] {
    var gaps = formatCommands(route).map { "the value %\($0)%" }
    let stream = route.route?.maxStreamDuration
    if stream?.maxStreamDuration ?? .zero != .zero { gaps.append("max_stream_duration") }
    let retryOn = RetryConditions(words: route.route?.retryPolicy?.retryOn ?? "")
    if retryOn.contains(.retriableHeaders) { gaps.append("retry_on retriable-headers") }
    return gaps
  }

  private static func formatCommands(_ route: Route) -> [String] {
    let weighted = route.route?.weightedClusters?.clusters ?? []
    let options =
      [route.requestHeadersToAdd, route.responseHeadersToAdd]
      + weighted.flatMap { [$0.requestHeadersToAdd, $0.responseHeadersToAdd] }
    return options.compactMap(\.self).joined().flatMap {
      HeaderFormat($0.header.value ?? "").unknownCommands
    }
  }
}
