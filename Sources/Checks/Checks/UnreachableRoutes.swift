internal import ControlPlane
internal import Diagnostics

extension Check {
  /// A route that no request reaches.
  static let unreachableRoutes = Check(
    .routeNeverReached, istio: ["IST0130", "IST0131"], "a route that no request reaches",
    meaning: "Of the routes of a host the first whose conditions all hold takes the request. One "
      + "before this takes every request that could reach it.",
    fix: "Move it before the one that hides it, or take it out.",
    source: "(source/common/router/config_impl.cc@1.38.0, getRouteFromEntries)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http:
        - {match: [{uri: {prefix: /api}}], route: [{destination: {host: web}}]}
        - {match: [{uri: {prefix: /api/v1}}], route: [{destination: {host: web}}]}
      """
  ) { context in
    context.facts.routeLists.flatMap { list in Check.hidden(in: list.routes) }
  }

  private static func hidden(in routes: [MeshFacts.RouteFact]) -> [Diagnostic] {
    routes.enumerated().compactMap { position, route in
      guard position > 0 else { return nil }
      let cover = RouteCover(route.match)
      let winner = routes[..<position].first { earlier in
        earlier.audience.covers(route.audience) && cover.isCovered(by: earlier.match)
      }
      guard let winner else { return nil }
      return Diagnostic(
        .warning, .routeNeverReached,
        "\(route.origin.fieldPath) of \(route.origin.resource) is never reached",
        at: route.origin.location,
        why: "\(winner.origin.fieldPath) before it takes every request that it could take",
        hint: "move it before that one, or take it out",
        notes: [Diagnostic.Note("the one that takes them", at: winner.origin.location)])
    }
  }
}
