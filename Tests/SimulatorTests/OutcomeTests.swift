import ProxyConfig
import Testing

@testable import Simulator

/// How requests end, as real Envoy was measured: status, body, flags, details, attempts and time.
@Suite struct OutcomeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var pods = 1
    var change: @Sendable (inout MeshFixture) -> Void = { _ in }
    var serviceTime: Int64 = 0
    var status = 200
    var respondFirst: [Int] = []
    var resets = false
    var expected: Expected
    var testDescription: String { name }
  }

  /// What the client sees, and what its proxy logs.
  struct Expected: Sendable {
    var status: Int
    var body = "hello"
    var flags = ""
    var details = "via_upstream"
    /// Of the client's proxy.
    var attempts = 1
    /// In milliseconds; `nil` where back-off decides it.
    var time: Int64? = 0
  }

  static let reset = "upstream connect error or disconnect/reset before headers. "

  private static func retry(_ words: String, _ count: UInt32) -> @Sendable (inout Route) -> Void {
    { route in
      route.route?.retryPolicy?.retryOn = words
      route.route?.retryPolicy?.numRetries = count
    }
  }

  private static func timeout(_ milliseconds: Int64) -> ProtoDuration {
    ProtoDuration(nanoseconds: milliseconds * 1_000_000)
  }

  static let cases: [Case] = routing + connecting + timeouts + retries + filters

  static let routing = [
    Case(name: "ok", serviceTime: 75, expected: Expected(status: 200, time: 75)),
    Case(
      name: "no route matches",
      change: { $0.changeRoute = { $0.match = RouteMatch(prefix: "/other") } },
      expected: Expected(
        status: 404, body: "", flags: "NR", details: "route_not_found", attempts: 0)),
    Case(
      name: "cluster is missing", change: { $0.changeRoute = { $0.route?.cluster = "nope" } },
      expected: Expected(
        status: 503, body: "", flags: "NC", details: "cluster_not_found", attempts: 0)),
    Case(
      name: "no endpoints", pods: 0,
      expected: Expected(
        status: 503, body: "no healthy upstream", flags: "UH", details: "no_healthy_upstream")),
    Case(
      name: "direct response",
      change: {
        $0.changeRoute = {
          $0.route = nil
          $0.directResponse = DirectResponseAction(
            status: 418, body: DirectResponseAction.DataSource(inlineString: "teapot"))
        }
      },
      expected: Expected(
        status: 418, body: "teapot", details: "direct_response", attempts: 0)),
    Case(
      name: "redirect",
      change: {
        $0.changeRoute = {
          $0.route = nil
          $0.redirect = RedirectAction()
          $0.redirect?.hostRedirect = "elsewhere"
        }
      },
      expected: Expected(status: 301, body: "", details: "direct_response", attempts: 0)),
  ]

  static let refusedDetails =
    "upstream_reset_before_response_started{remote_connection_failure"
    + "|delayed_connect_error:_Connection_refused}"

  static let connecting = [
    Case(
      name: "connection refused, no retry", pods: 0,
      change: {
        $0.changeRoute = {
          $0.route?.cluster = "PassthroughCluster"
          $0.route?.retryPolicy = nil
        }
      },
      expected: Expected(
        status: 503, body: reset + "reset reason: remote connection failure", flags: "UF",
        details: refusedDetails)),
    Case(
      name: "connection refused, default retries", pods: 0,
      change: { $0.changeRoute = { $0.route?.cluster = "PassthroughCluster" } },
      expected: Expected(
        status: 503,
        body: reset + "retried and the latest reset reason: remote connection failure",
        flags: "URX,UF", details: refusedDetails, attempts: 3, time: nil)),
    Case(
      name: "connect timeout",
      change: {
        $0.changeEndpoints = { $0[0].endpoint.address = Address("10.9.9.9", port: 5000) }
        $0.changeCluster = { $0.connectTimeout = timeout(250) }
        $0.changeRoute = { $0.route?.retryPolicy = nil }
      },
      expected: Expected(
        status: 503, body: reset + "reset reason: connection timeout", flags: "UF",
        details: "upstream_reset_before_response_started{connection_timeout}", time: 250)),
    Case(
      name: "the application closes the connection", resets: true,
      expected: Expected(status: 503, body: reset + "reset reason: connection termination")),
  ]

  static let timeouts = [
    Case(
      name: "route timeout", change: { $0.changeRoute = { $0.route?.timeout = timeout(300) } },
      serviceTime: 1000,
      expected: Expected(
        status: 504, body: "upstream request timeout", flags: "UT", details: "response_timeout",
        time: 300)),
    Case(
      name: "per-try timeout that nothing retries",
      change: { $0.changeRoute = { $0.route?.retryPolicy?.perTryTimeout = timeout(200) } },
      serviceTime: 1000,
      expected: Expected(
        status: 504, body: "upstream request timeout", flags: "UT",
        details: "upstream_per_try_timeout", time: 200)),
    Case(
      name: "per-try timeout, retryOn 5xx",
      change: {
        $0.changeRoute = {
          retry("5xx", 3)(&$0)
          $0.route?.retryPolicy?.perTryTimeout = timeout(200)
        }
      }, serviceTime: 1000,
      expected: Expected(
        status: 504, body: "upstream request timeout", flags: "URX,UT",
        details: "upstream_per_try_timeout", attempts: 4, time: nil)),
    Case(
      name: "the route's timeout ends the tries",
      change: {
        $0.changeRoute = {
          retry("5xx", 3)(&$0)
          $0.route?.retryPolicy?.perTryTimeout = timeout(200)
          $0.route?.timeout = timeout(500)
        }
      }, serviceTime: 1000,
      expected: Expected(
        status: 504, body: "upstream request timeout", flags: "UT", details: "response_timeout",
        attempts: 3, time: 500)),
  ]

  static let retries = [
    Case(name: "503, default retries", status: 503, expected: Expected(status: 503)),
    Case(
      name: "503, retryOn 5xx three times", change: { $0.changeRoute = retry("5xx", 3) },
      status: 503, expected: Expected(status: 503, flags: "URX", attempts: 4, time: nil)),
    Case(
      name: "503, retryOn 5xx once", change: { $0.changeRoute = retry("5xx", 1) }, status: 503,
      expected: Expected(status: 503, flags: "URX", attempts: 2, time: nil)),
    Case(
      name: "503 is a retriable code",
      change: { $0.changeRoute = { $0.route?.retryPolicy?.retriableStatusCodes = [503] } },
      status: 503, expected: Expected(status: 503, flags: "URX", attempts: 3, time: nil)),
    Case(
      name: "500, gateway-error", change: { $0.changeRoute = retry("gateway-error", 2) },
      status: 500, expected: Expected(status: 500)),
    Case(
      name: "502, gateway-error", change: { $0.changeRoute = retry("gateway-error", 2) },
      status: 502, expected: Expected(status: 502, flags: "URX", attempts: 3, time: nil)),
    Case(
      name: "fails twice, then answers", change: { $0.changeRoute = retry("5xx", 3) },
      respondFirst: [503, 503], expected: Expected(status: 200, attempts: 3, time: nil)),
  ]

  static let filters = [
    Case(
      name: "fault delay",
      change: { $0.changeRoute = { $0.delay(milliseconds: 400, percent: 100) } },
      expected: Expected(status: 200, flags: "DI", time: 400)),
    Case(
      name: "the timeout does not cover the delay",
      change: {
        $0.changeRoute = {
          $0.delay(milliseconds: 400, percent: 100)
          $0.route?.timeout = timeout(200)
        }
      }, expected: Expected(status: 200, flags: "DI", time: 400)),
    Case(
      name: "fault abort",
      change: {
        $0.changeRoute = {
          retry("5xx", 3)(&$0)
          $0.abort(status: 418, percent: 100)
        }
      },
      expected: Expected(
        status: 418, body: "fault filter abort", flags: "FI", details: "fault_filter_abort",
        attempts: 0)),
    Case(
      name: "fault delay and abort",
      change: {
        $0.changeRoute = {
          $0.delay(milliseconds: 200, percent: 100)
          $0.abort(status: 503, percent: 100)
        }
      },
      expected: Expected(
        status: 503, body: "fault filter abort", flags: "DI,FI", details: "fault_filter_abort",
        attempts: 0, time: 200)),
  ]

  @Test(arguments: cases)
  func endsAsMeasured(_ example: Case) throws {
    var fixture = MeshFixture()
    fixture.services = [("server", example.pods)]
    example.change(&fixture)
    var scenario = fixture.scenario(
      serviceTime: .constant(.milliseconds(example.serviceTime)), roundTrip: 0,
      respond: Response(status: example.status, body: "hello"), [fixture.rounds(1, of: 1)])
    scenario.workloads[0].respondFirst = example.respondFirst.map { Response(status: $0) }
    scenario.workloads[0].resets = example.resets
    let history = Simulation.run(scenario)
    let request = try #require(history.requests.first)
    let outcome = history.outcomes[request.outcome]
    let expected = example.expected
    #expect(outcome.status == expected.status)
    #expect(outcome.body == expected.body)
    #expect(outcome.flags == expected.flags)
    #expect(outcome.details == expected.details)
    #expect(outcome.path.first?.attempts == expected.attempts)
    if let time = expected.time {
      #expect(request.end.nanoseconds - request.start.nanoseconds == time * 1_000_000)
    }
  }

  /// The server's proxy decides, and the client's sends its 503 on.
  @Test func tellsWhoSawTheConnectionClose() throws {
    let fixture = MeshFixture()
    var scenario = fixture.scenario([fixture.rounds(1, of: 1)])
    scenario.workloads[0].resets = true
    let outcome = try #require(Simulation.run(scenario).outcomes.first)
    #expect(outcome.decidedBy == "server-0.default")
    #expect(outcome.decidingFlags == "UC")
    #expect(outcome.workload == nil)
  }

  struct Unanswered: Sendable, CustomTestStringConvertible {
    var name: String
    var change: @Sendable (inout MeshFixture) -> Void = { _ in }
    var url = "http://server:5000/"
    var resets = false
    var exit: Int
    var testDescription: String { name }
  }

  /// Ends without a status, at a client without a proxy.
  @Test(arguments: [
    Unanswered(name: "unknown host", url: "http://nobody:5000/", exit: 6),
    Unanswered(name: "no pod behind the service", change: { $0.services[0].pods = 0 }, exit: 7),
    Unanswered(name: "a port that no service has", url: "http://server:81/", exit: 28),
    Unanswered(name: "plain text to a strict server", change: { $0.isStrict = true }, exit: 56),
  ])
  func endsWithoutStatus(_ example: Unanswered) throws {
    var fixture = MeshFixture()
    example.change(&fixture)
    var client = fixture.rounds(1, of: 1, from: "outsider")
    client.request = RequestTemplate(url: example.url)
    let outcome = try #require(Simulation.run(fixture.scenario([client])).outcomes.first)
    #expect(outcome.status == nil)
    #expect(outcome.curlExit == example.exit)
  }

  @Test func talksMutualTLSToAStrictServer() throws {
    var fixture = MeshFixture()
    fixture.isStrict = true
    let history = Simulation.run(fixture.scenario([fixture.rounds(1, of: 1)]))
    #expect(history.outcomes.first?.status == 200)
  }

  /// max_retries 1: the flag is UO on a 503 that came from the application.
  @Test func limitsRetries() {
    var fixture = MeshFixture()
    fixture.clientLimits.maxRetries = 1
    fixture.changeRoute = Self.retry("5xx", 3)
    let history = Simulation.run(
      fixture.scenario(
        serviceTime: .constant(.zero), respond: Response(status: 503), [fixture.rounds(6, of: 3)]))
    let flags = history.requests.map { history.outcomes[$0.outcome].flags }
    #expect(flags.allSatisfy { $0 == "UO" || $0 == "URX" })
    #expect(flags.count { $0 == "UO" } >= 12)
  }
}
