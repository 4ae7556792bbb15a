import DataPlane
import ProxyConfig
import Testing

@testable import Probes

/// Requests made from route tables.
@Suite struct TableProbeTests {
  private static let version = EnvoyVersion(minor: 38)

  private func probes(_ matches: [RouteMatch], domains: [String] = ["web", "web:80"]) -> TableProbes
  {
    let host = VirtualHost(
      name: "web:80", domains: domains,
      routes: matches.map { match in
        var route = Route(match: match)
        route.directResponse = DirectResponseAction(status: 200)
        return route
      })
    let table = RouteTable(
      RouteConfiguration(name: "80", virtualHosts: [host]), version: Self.version)
    return TableProbes(table, through: ConnectionManager(nil))
  }

  private func header(_ name: String, _ matcher: StringMatcher?, inverts: Bool = false)
    -> RouteMatch
  {
    var header = HeaderMatcher(name: name)
    header.stringMatch = matcher
    if matcher == nil { header.presentMatch = true }
    if inverts { header.invertMatch = true }
    var match = RouteMatch(prefix: "/")
    match.headers = [header]
    return match
  }

  /// Every side of every condition of a table is reached.
  private func expectWhole(_ probes: TableProbes, sides: Int, _ comment: Comment? = nil) {
    let coverage = probes.coverage
    #expect(coverage.hosts.reached == coverage.hosts.reachable, comment)
    #expect(coverage.routes.reached == coverage.routes.reachable, comment)
    #expect(coverage.sides.reached == sides, "\(coverage.gaps)")
    #expect(coverage.sides.reachable == sides, "\(coverage.gaps)")
  }

  @Test func aPrefixIsAskedAtItsBorders() {
    let found = probes([RouteMatch(prefix: "/api"), RouteMatch(prefix: "/")])
    let paths = found.probes.map(\.request.path)
    for path in ["/api", "/api/x", "/apix", "/ap", "/"] {
      #expect(paths.contains(path), "\(paths)")
    }
    expectWhole(found, sides: 2)
  }

  @Test func headersAreAskedThereAbsentAndNearly() {
    let found = probes([header("end-user", StringMatcher(exact: "jason")), RouteMatch(prefix: "/")])
    let values = found.probes.map { $0.request.headers["end-user"] }
    for value in ["jason", "jasonx", nil] { #expect(values.contains(value), "\(values)") }
    expectWhole(found, sides: 2)
  }

  @Test(arguments: [
    ("end-user", StringMatcher(regex: "^ja(s|z)on.*"), false), ("end-user", nil, false),
    ("end-user", nil, true), (":method", StringMatcher(exact: "POST"), false),
    (":authority", StringMatcher(exact: "web:80"), false),
    (":scheme", StringMatcher(exact: "https"), false),
    ("end-user", StringMatcher(prefix: "ja"), true),
  ])
  func bothSidesOfAHeader(name: String, matcher: StringMatcher?, inverts: Bool) {
    expectWhole(
      probes([header(name, matcher, inverts: inverts), RouteMatch(prefix: "/")]), sides: 2,
      "\(name)")
  }

  @Test func queryParametersAreAsked() {
    var match = RouteMatch(prefix: "/")
    var query = QueryParameterMatcher(name: "debug")
    query.stringMatch = StringMatcher(exact: "1")
    match.queryParameters = [query]
    let found = probes([match, RouteMatch(prefix: "/")])
    #expect(found.probes.contains { $0.request.path == "/?debug=1" })
    expectWhole(found, sides: 2)
  }

  @Test func laterRoutesAreReachedPastEarlierOnes() {
    var match = header("x-tier", StringMatcher(exact: "gold"))
    match.prefix = "/shop"
    let found = probes([
      header("x-tier", StringMatcher(exact: "gold")), RouteMatch(prefix: "/shop/cart"),
      RouteMatch(prefix: "/shop"), match, RouteMatch(prefix: "/"),
    ])
    // The fourth asks for more than the first two that it follows.
    #expect(found.coverage.routes.unreachable == 1)
    #expect(found.coverage.routes.reached == 4)
    #expect(found.coverage.gaps.contains { $0.reason == "route 0 takes all its requests" })
  }

  @Test func whatIsHiddenIsSaidToBe() {
    let found = probes([RouteMatch(prefix: "/"), RouteMatch(prefix: "/api")])
    #expect(found.coverage.routes.unreachable == 1)
    #expect(found.coverage.routes.reachable == 1)
  }

  @Test(arguments: [["*"], ["*.example.com"], ["example.*"], ["Web.Shop", "10.0.0.1"]])
  func everyKindOfDomainIsCalled(domains: [String]) {
    let found = probes([RouteMatch(prefix: "/")], domains: domains)
    #expect(found.coverage.hosts.reached == 1)
  }

  @Test func theSameTableGivesTheSameRequests() {
    let matches = [header("a", StringMatcher(regex: "[a-z]+")), RouteMatch(prefix: "/x")]
    #expect(probes(matches).probes == probes(matches).probes)
  }
}
