internal import Diagnostics
internal import ControlPlane
internal import ProxyConfig
internal import Simulator

/// The rules for what was called that do not act at the proxies on the way.
enum IgnoredRules {
  /// The remarks, proxy by proxy.
  static func notes(
    on trace: RequestTrace, to request: RequestTemplate, _ hops: [HopContext],
    in compilation: Compilation
  ) -> [AnswerNote] {
    guard let url = try? RequestURL(trace.url) else { return [] }
    let header = request.headers.last { $0.name.lowercased() == "host" }?.value
    var proxies = hops.filter(\.isOutbound).map(\.hop.proxy)
    if !proxies.contains(trace.from) { proxies.insert(trace.from, at: 0) }
    return proxies.enumerated().flatMap { position, proxy -> [AnswerNote] in
      let hop = hops.first { $0.hop.proxy == proxy && $0.isOutbound }
      let isWaypoint = hop?.hop.direction == "waypoint"
      var names = [url.host, header.map(withoutPort) ?? ""]
      if let hop { names.append(withoutPort(hop.authority)) }
      let question = RuleQuestion(
        called: compilation.called(names, by: trace.from),
        destinations: Set(hop.map(destinations) ?? []),
        port: position == 0 || isWaypoint ? url.port : nil)
      return compilation.notes(at: proxy, about: question).map { AnswerNote($0, at: proxy) }
    }
  }

  /// The hosts that the route sends to.
  private static func destinations(of hop: HopContext) -> [String] {
    (hop.route?.clusterNames ?? [hop.hop.cluster].compactMap(\.self)).map {
      ClusterName.host(of: $0)
    }
  }

  private static func withoutPort(_ authority: String) -> String {
    guard let colon = authority.lastIndex(of: ":"),
      authority[authority.index(after: colon)...].allSatisfy(\.isNumber)
    else { return authority }
    return String(authority[..<colon])
  }
}

extension Route {
  /// The clusters that the route sends to, mirrors not among them.
  package var clusterNames: [String] {
    guard let route else { return [] }
    return [route.cluster].compactMap(\.self)
      + (route.weightedClusters?.clusters.map(\.name) ?? [])
  }
}
