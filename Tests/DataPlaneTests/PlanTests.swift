import DataPlane
import ProxyConfig
import Testing

/// What filters and router make of a request at one route.
@Suite struct PlanTests {
  private static let version = EnvoyVersion(minor: 38)

  static func table(_ route: Route, counts: Bool = false) -> RouteTable {
    var host = VirtualHost(name: "h", domains: ["*"], routes: [route])
    host.includeRequestAttemptCount = counts
    return RouteTable(RouteConfiguration(name: "80", virtualHosts: [host]), version: version)
  }

  static func route(_ change: (inout Route) -> Void) -> Route {
    var route = Route(match: RouteMatch(prefix: "/"))
    change(&route)
    return route
  }

  static func plan(
    _ request: RequestHead, _ route: Route,
    _ draws: RequestDraws = RequestDraws(stream: 0, faultDelay: 0, faultAbort: 0)
  ) -> RequestPlan {
    table(route).plan(request, through: ConnectionManager(nil), draws: draws) { $0 != "missing" }
  }

  @Test(arguments: [
    // The measured redirects, then each part alone.
    (
      RedirectCase("newratings.default.svc.cluster.local", "/v1/bookRatings"), "/old?x=1",
      "http://newratings.default.svc.cluster.local/v1/bookRatings?x=1"
    ),
    (RedirectCase(prefix: "/new", scheme: "https", port: 8443), "/a?b=c", "https://a:8443/new?b=c"),
    (RedirectCase(scheme: "https"), "/x", "https://a/x"),
    (RedirectCase("b"), "/x?y", "http://b/x?y"),
    (RedirectCase(nil, "/z?own"), "/x?y", "http://a/z?own"),
    (RedirectCase(nil, "z"), "/x", "http://a/z"),
  ])
  func redirects(redirect: RedirectCase, path: String, location: String) {
    let route = Self.route {
      $0.redirect = redirect.action
      if redirect.action.prefixRewrite != nil { $0.match = RouteMatch(prefix: "/a") }
    }
    let plan = Self.plan(RequestHead(authority: "a", path: path), route)
    guard case .localReply(let reply) = plan.answer else {
      Issue.record("no reply")
      return
    }
    #expect(reply.headers == [HeaderField("location", location)])
    #expect(reply.status == 301)
  }

  struct RedirectCase: Sendable {
    var action = RedirectAction()

    init(
      _ host: String? = nil, _ path: String? = nil, prefix: String? = nil, scheme: String? = nil,
      port: UInt32? = nil
    ) {
      action.hostRedirect = host
      action.pathRedirect = path
      action.prefixRewrite = prefix
      action.schemeRedirect = scheme
      action.portRedirect = port
    }
  }

  @Test(
    arguments: [
      ("a:80", "https", "https://a/x"), ("a:81", "https", "https://a:81/x"),
      ("a:80", nil, "http://a:80/x"),
    ] as [(String, String?, String)])
  func leavesTheDefaultPortOfAnotherScheme(authority: String, scheme: String?, location: String) {
    let route = Self.route { $0.redirect = RedirectCase(scheme: scheme).action }
    let plan = Self.plan(RequestHead(authority: authority, path: "/x"), route)
    guard case .localReply(let reply) = plan.answer else {
      Issue.record("no reply")
      return
    }
    #expect(reply.headers.first?.value == location)
  }

  @Test(arguments: [
    ("/api/", "/", "/api/v1", "/v1"), ("/api", "/", "/apiv1", "/v1"),
    ("/api", "/", "/api?x=1", "/?x=1"),
    ("/", "/new", "/a", "/newa"),
  ])
  func rewritesPrefixes(prefix: String, rewrite: String, path: String, expected: String) {
    let route = Self.route {
      $0.match = RouteMatch(prefix: prefix)
      $0.route = RouteAction()
      $0.route?.cluster = "c"
      $0.route?.prefixRewrite = rewrite
    }
    let plan = Self.plan(RequestHead(authority: "a", path: path), route)
    #expect(plan.upstream?.path == expected)
    #expect(plan.upstream?.headers["x-envoy-original-path"] == path)
  }

  @Test func rewritesByPatternAndKeepsTheQuery() {
    let route = Self.route {
      $0.route = RouteAction()
      $0.route?.cluster = "c"
      $0.route?.regexRewrite = RegexRewrite(pattern: "^/v([0-9]+)/(.*)", substitution: "/\\2/\\1")
    }
    let plan = Self.plan(RequestHead(authority: "a", path: "/v1/x?y=/v2/z"), route)
    #expect(plan.upstream?.path == "/x/1?y=/v2/z")
  }

  @Test func changesHeadersInEnvoysOrder() {
    let route = Self.route {
      $0.requestHeadersToAdd = [
        HeaderValueOption(key: "X-Add", value: "two"),
        HeaderValueOption(key: "x-set", value: "one", appendAction: .overwriteIfExistsOrAdd),
        HeaderValueOption(key: "x-from", value: "%REQ(x-gone)%-%%"),
        HeaderValueOption(key: "x-empty", value: ""),
      ]
      $0.requestHeadersToRemove = ["x-gone"]
      $0.route = RouteAction()
      $0.route?.cluster = "c"
      $0.route?.hostRewriteLiteral = "other"
      $0.route?.timeout = ProtoDuration(nanoseconds: 2_000_000_000)
    }
    let request = RequestHead(
      authority: "a", path: "/",
      headers: [
        HeaderField("x-gone", "old"), HeaderField("x-set", "0"), HeaderField("x-add", "one"),
      ])
    let head = Self.plan(request, route).upstream
    #expect(head?.authority == "other")
    #expect(
      head?.headers.fields == [
        HeaderField("x-add", "one"), HeaderField("x-forwarded-proto", "http"),
        HeaderField("x-envoy-expected-rq-timeout-ms", "2000"), HeaderField("x-set", "one"),
        HeaderField("x-add", "two"), HeaderField("x-from", "old-%"),
        HeaderField("x-envoy-original-host", "a"),
      ])
  }

  /// 0–89 to the first, 90–99 to the second cluster.
  @Test(arguments: [(0, "v1"), (89, "v1"), (90, "v2"), (99, "v2"), (1_089, "v1"), (1_090, "v2")])
  func choosesByWeight(draw: UInt64, expected: String) {
    let route = Self.route {
      $0.route = RouteAction()
      $0.route?.weightedClusters = WeightedClusters(clusters: [
        WeightedClusters.ClusterWeight(name: "v1", weight: 90),
        WeightedClusters.ClusterWeight(name: "v2", weight: 10),
      ])
    }
    let draws = RequestDraws(stream: draw, faultDelay: 0, faultAbort: 0)
    let plan = Self.plan(RequestHead(authority: "a", path: "/"), route, draws)
    #expect(plan.cluster == expected)
    #expect(plan.consultedChance)
  }

  @Test func consultsNoChanceWhereOneClusterHasAllTheWeight() {
    let route = Self.route {
      $0.route = RouteAction()
      $0.route?.weightedClusters = WeightedClusters(clusters: [
        WeightedClusters.ClusterWeight(name: "v1", weight: 100),
        WeightedClusters.ClusterWeight(name: "v2", weight: nil),
      ])
    }
    let draws = RequestDraws(stream: 99, faultDelay: 0, faultAbort: 0)
    let plan = Self.plan(RequestHead(authority: "a", path: "/"), route, draws)
    #expect(plan.cluster == "v1")
    #expect(!plan.consultedChance)
  }

  @Test(
    arguments: [
      // delay draw, abort draw, delays, status of the answer
      (499_999, 99_999, true, 555), (499_999, 100_000, true, nil), (500_000, 99_999, false, 555),
      (500_000, 100_000, false, nil),
    ] as [(UInt64, UInt64, Bool, Int?)])
  func injectsFaults(delay: UInt64, abort: UInt64, delays: Bool, status: Int?) {
    var fault = HTTPFault()
    fault.delay = HTTPFault.Delay()
    fault.delay?.fixedDelay = ProtoDuration(nanoseconds: 2_000_000_000)
    fault.delay?.percentage = FractionalPercent(numerator: 500_000, denominator: .million)
    fault.abort = HTTPFault.Abort()
    fault.abort?.httpStatus = 555
    fault.abort?.percentage = FractionalPercent(numerator: 100_000, denominator: .million)
    let route = Self.route {
      $0.route = RouteAction()
      $0.route?.cluster = "c"
      $0.typedPerFilterConfig = PerFilterConfig()
      $0.typedPerFilterConfig?.fault = fault
    }
    let draws = RequestDraws(stream: 0, faultDelay: delay, faultAbort: abort)
    let plan = Self.plan(RequestHead(authority: "a", path: "/"), route, draws)
    #expect((plan.fault.delay != nil) == delays)
    if case .localReply(let reply) = plan.answer {
      #expect(reply.status == status)
    } else {
      #expect(status == nil)
    }
  }

  @Test(
    arguments: [
      // allowed origin, preflight, forwarding, preflight's answer, response headers
      (true, true, true, 6, 0), (true, false, true, nil, 3), (false, true, true, nil, 0),
      (false, true, false, 4, 0), (false, false, true, nil, 0),
    ] as [(Bool, Bool, Bool, Int?, Int)])
  func answersCors(
    isAllowed: Bool, isPreflight: Bool, forwards: Bool, answer: Int?, headers: Int
  ) {
    var policy = CorsPolicy()
    policy.allowOriginStringMatch = [StringMatcher(exact: "https://example.com")]
    policy.allowMethods = "GET,POST"
    policy.allowHeaders = "x-a"
    policy.exposeHeaders = "x-b"
    policy.maxAge = "86400"
    policy.allowCredentials = true
    policy.forwardNotMatchingPreflights = forwards
    var fields = [HeaderField("Origin", isAllowed ? "https://example.com" : "https://other")]
    if isPreflight { fields.append(HeaderField("Access-Control-Request-Method", "GET")) }
    let request = RequestHead(
      method: isPreflight ? "OPTIONS" : "GET", authority: "a", path: "/", headers: fields)
    let decision = CorsDecision(policy, request)
    #expect(decision.preflightAnswer?.count == answer)
    #expect(decision.responseHeaders.count == headers)
  }

  @Test(arguments: [(nil, "b.c-shadow:80"), (true, "b.c:80")] as [(Bool?, String)])
  func marksCopies(keepsHost: Bool?, authority: String) {
    var policy = RequestMirrorPolicy(cluster: "m")
    policy.disableShadowHostSuffixAppend = keepsHost
    let route = Self.route {
      $0.route = RouteAction()
      $0.route?.cluster = "c"
      $0.route?.requestMirrorPolicies = [policy]
    }
    let plan = Self.plan(RequestHead(authority: "b.c:80", path: "/"), route)
    #expect(plan.mirrors.map(\.head.authority) == [authority])
    #expect(plan.mirrors.first?.head.headers["x-envoy-internal"] == "true")
  }

  @Test func answersGrpcClientsWithAGrpcStatus() {
    let route = Self.route {
      $0.route = RouteAction()
      $0.route?.cluster = "missing"
    }
    let request = RequestHead(
      authority: "a", path: "/", headers: [HeaderField("content-type", "application/grpc")])
    let plan = Self.plan(request, route)
    guard case .localReply(let reply) = plan.answer else {
      Issue.record("no reply")
      return
    }
    let (head, body) = Self.table(route).finish(reply, plan, through: ConnectionManager(nil))
    #expect(head.status == 200)
    #expect(head.headers["grpc-status"] == "14")
    #expect(body.isEmpty)
  }

  @Test func hashesWhatPoliciesName() {
    var header = HashPolicy()
    header.header = HashPolicy.Header(headerName: "x-user")
    var cookie = HashPolicy()
    cookie.cookie = HashPolicy.Cookie(name: "user")
    let request = RequestHead(
      authority: "a", path: "/",
      headers: [HeaderField("x-user", "foo"), HeaderField("cookie", "a=b; user=\"foo\"")])
    func value(_ policies: [HashPolicy], _ request: RequestHead) -> HashValue {
      HashValue(policies, request, source: "10.1.0.1", connection: "10.1.0.1:4000")
    }
    // xxHash64 of "foo", from Envoy's test/common/common/hash_test.cc.
    let foo: UInt64 = 3_728_699_739_546_630_719
    #expect(value([header], request).value == foo)
    #expect(value([cookie], request).value == foo)
    #expect(value([header, cookie], request).value == (foo << 1 | foo >> 63) ^ foo)
    let bare = RequestHead(authority: "a", path: "/")
    #expect(value([header, cookie], bare).value == nil)
    cookie.cookie?.ttl = .zero
    let made = value([cookie], bare)
    #expect(made.value != nil)
    #expect(made.setCookie?.hasSuffix("; HttpOnly") ?? false)
  }
}
