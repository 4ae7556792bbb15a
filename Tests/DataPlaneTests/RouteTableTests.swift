import DataPlane
import ProxyConfig
import Testing

@Suite struct RouteTableTests {
  private static let version = EnvoyVersion(minor: 38)

  private static func table(
    _ hosts: [(name: String, domains: [String])], ignoresPort: Bool = true
  ) -> RouteTable {
    let virtualHosts = hosts.map { host in
      VirtualHost(
        name: host.name, domains: host.domains,
        routes: [Route(match: RouteMatch(prefix: "/"))])
    }
    return RouteTable(
      RouteConfiguration(
        name: "80", virtualHosts: virtualHosts, ignorePortInHostMatching: ignoresPort ? true : nil),
      version: version)
  }

  /// Measured with all of these domains in one configuration.
  @Test(arguments: [
    ("a.foo.com", "exact"), ("A.FOO.COM", "exact"), ("a.foo.com:5000", "exact"),
    ("x-bar.foo.com", "*-bar.foo.com"), ("b.foo.com", "*.foo.com"), ("a.b.foo.com", "*.foo.com"),
    ("foo.com", "*.com"), (".foo.com", "*.com"), ("b.com", "*.com"), ("a.foo.org", "a.foo.*"),
    ("a.bar.org", "a.*"), ("a.foo.com.", "a.foo.*"), ("b.org", "*"), ("", "*"),
    ("p.foo.com:5000", "*.foo.com"), ("[::1]:80", "[::1]"),
  ])
  func findsVirtualHosts(authority: String, expected: String) {
    let table = Self.table([
      ("exact", ["a.foo.com"]), ("*.com", ["*.com"]), ("*.foo.com", ["*.foo.com"]),
      ("*-bar.foo.com", ["*-bar.foo.com"]), ("a.*", ["a.*"]), ("a.foo.*", ["a.foo.*"]),
      ("p", ["p.foo.com:5000"]), ("[::1]", ["[::1]"]), ("*", ["*"]),
    ])
    let decision = table.route(RequestHead(authority: authority, path: "/"))
    #expect(decision.virtualHostName == expected)
    #expect(decision.route == 0)
  }

  @Test func keepsThePortWhereItCounts() {
    let table = Self.table([("a", ["a.foo.com"]), ("p", ["a.foo.com:5000"])], ignoresPort: false)
    #expect(table.virtualHost(for: "a.foo.com:5000") == 1)
    #expect(table.virtualHost(for: "a.foo.com:6000") == nil)
  }

  @Test func triesNoSecondVirtualHost() {
    var match = RouteMatch()
    match.path = "/only"
    let configuration = RouteConfiguration(
      name: "80",
      virtualHosts: [
        VirtualHost(name: "a", domains: ["a"], routes: [Route(match: match)]),
        VirtualHost(name: "*", domains: ["*"], routes: [Route(match: RouteMatch(prefix: "/"))]),
      ])
    let table = RouteTable(configuration, version: Self.version)
    let decision = table.route(RequestHead(authority: "a", path: "/other"))
    #expect(decision.virtualHostName == "a")
    #expect(decision.route == nil)
    #expect(decision.considered.map(\.why) == ["path /other is not /only"])
  }

  /// One route with one condition; the reason why it passes a request over, `nil` where it takes it.
  private static func reason(
    _ request: RequestHead, minor: Int = 38, _ change: (inout RouteMatch) -> Void
  ) -> String? {
    var match = RouteMatch()
    change(&match)
    let host = VirtualHost(name: "h", domains: ["*"], routes: [Route(match: match)])
    let table = RouteTable(
      RouteConfiguration(name: "80", virtualHosts: [host]), version: EnvoyVersion(minor: minor))
    let decision = table.route(request)
    return decision.route == nil ? decision.considered.last?.why : nil
  }

  @Test(arguments: [
    ("/exact", nil), ("/exact?x=1", nil), ("/exact/", "path /exact/ is not /exact"),
    ("/EXACT", "path /EXACT is not /exact"), ("//exact", "path //exact is not /exact"),
  ])
  func matchesWholePaths(path: String, reason: String?) {
    let found = Self.reason(RequestHead(authority: "a", path: path)) { $0.path = "/exact" }
    #expect(found == reason)
  }

  @Test(arguments: [
    ("/sep", nil), ("/sep/x", nil), ("/sep?x", nil),
    ("/sepx", "path /sepx is not /sep or below it"),
  ])
  func matchesSeparatedPrefixes(path: String, reason: String?) {
    let found = Self.reason(RequestHead(authority: "a", path: path)) {
      $0.pathSeparatedPrefix = "/sep"
    }
    #expect(found == reason)
  }

  @Test(arguments: [
    ("/v1/a", nil), ("/v1/a?q", nil), ("/x/v1/a", "path /x/v1/a does not match /v[0-9]+/.*"),
  ])
  func matchesWholePathsByPattern(path: String, reason: String?) {
    let found = Self.reason(RequestHead(authority: "a", path: path)) {
      $0.safeRegex = RegexMatcher(regex: "/v[0-9]+/.*")
    }
    #expect(found == reason)
  }

  @Test(arguments: [("/PREfix", true), ("/other", false)])
  func ignoresCaseOfPaths(path: String, isTaken: Bool) {
    let found = Self.reason(RequestHead(authority: "a", path: path)) {
      $0.prefix = "/pre"
      $0.caseSensitive = false
    }
    #expect((found == nil) == isTaken)
  }

  /// Measured: up to Envoy 1.38 several values are joined with a comma before they are compared.
  @Test(arguments: [
    (["jason"], 38, true), (["jason", "bob"], 38, false), (["bob", "jason"], 38, false),
    (["jason", "bob"], 39, true), (["bob", "jason"], 39, true), (["jason,bob"], 39, false),
    (["JASON"], 38, false), ([" jason "], 38, true), ([], 38, false),
  ])
  func matchesHeaders(values: [String], minor: Int, isTaken: Bool) {
    let request = RequestHead(
      authority: "a", path: "/", headers: values.map { HeaderField("END-USER", $0) })
    let found = Self.reason(request, minor: minor) {
      $0.headers = [Self.matcher("end-user") { $0.stringMatch = StringMatcher(exact: "jason") }]
    }
    #expect((found == nil) == isTaken)
  }

  @Test(
    arguments: [
      // inverted, missing as empty, value, why not
      (true, false, nil, "header x is missing"), (true, true, nil, nil),
      (true, true, "v", "header x is v"),
      (true, false, "w", nil), (false, true, nil, "header x is not v"),
      (false, false, nil, "header x is missing"),
    ] as [(Bool, Bool, String?, String?)])
  func invertsHeaders(inverts: Bool, asEmpty: Bool, value: String?, reason: String?) {
    let request = RequestHead(
      authority: "a", path: "/", headers: value.map { [HeaderField("x", $0)] } ?? [])
    let found = Self.reason(request) {
      $0.headers = [
        Self.matcher("x") {
          $0.stringMatch = StringMatcher(exact: "v")
          $0.invertMatch = inverts
          $0.treatMissingHeaderAsEmpty = asEmpty
        }
      ]
    }
    #expect(found == reason)
  }

  @Test(
    arguments: [
      (":method", "PUT", "method is not PUT"), (":authority", "b", "authority is not b"),
      (":scheme", "https", "scheme is not https"), (":method", "GET", nil),
    ] as [(String, String, String?)])
  func matchesPseudoHeaders(name: String, value: String, reason: String?) {
    let found = Self.reason(RequestHead(authority: "a", path: "/")) {
      $0.headers = [Self.matcher(name) { $0.stringMatch = StringMatcher(exact: value) }]
    }
    #expect(found == reason)
  }

  @Test(
    arguments: [
      ("/?v=2", nil), ("/?w=1&v=2", nil), ("/?v=2&v=3", nil), ("/", "query parameter v is missing"),
      ("/?v", "query parameter v is not 2"), ("/?v=3&v=2", "query parameter v is not 2"),
      ("/?v=%32", "query parameter v is not 2"),
    ] as [(String, String?)])
  func matchesQueryParameters(path: String, reason: String?) {
    let found = Self.reason(RequestHead(authority: "a", path: path)) {
      var matcher = QueryParameterMatcher(name: "v")
      matcher.stringMatch = StringMatcher(exact: "2")
      $0.queryParameters = [matcher]
    }
    #expect(found == reason)
  }

  private static func matcher(
    _ name: String, _ change: (inout HeaderMatcher) -> Void
  ) -> HeaderMatcher {
    var matcher = HeaderMatcher(name: name)
    change(&matcher)
    return matcher
  }
}
