import DataPlane
import ProxyConfig
import Testing

/// One proxy, one route, an application that follows a script; outcomes as measured.
@Suite struct AnswerTests {
  @Test(arguments: [
    // retry_on, retries, per try, timeout (ms), application, status, flags, details, attempts
    AnswerCase(retryOn: nil, .fails(503), 503, "", "via_upstream", 1),
    AnswerCase(retryOn: "5xx", retries: 3, .fails(503), 503, "URX", "via_upstream", 4),
    AnswerCase(retryOn: "5xx", retries: 1, .fails(503), 503, "URX", "via_upstream", 2),
    AnswerCase(retryOn: "gateway-error", retries: 2, .fails(500), 500, "", "via_upstream", 1),
    AnswerCase(retryOn: "gateway-error", retries: 2, .fails(502), 502, "URX", "via_upstream", 3),
    AnswerCase(retryOn: nil, timeout: 300, .isSlow(5000), 504, "UT", "response_timeout", 1),
    AnswerCase(
      retryOn: "connect-failure", retries: 3, perTry: 200, .isSlow(5000), 504, "UT",
      "upstream_per_try_timeout", 1),
    AnswerCase(
      retryOn: "5xx", retries: 3, perTry: 200, .isSlow(5000), 504, "URX,UT",
      "upstream_per_try_timeout", 4),
    AnswerCase(
      retryOn: "5xx", retries: 3, perTry: 200, timeout: 500, .isSlow(5000), 504, "UT",
      "response_timeout", 3),
    AnswerCase(
      retryOn: "5xx", retries: 3, perTry: 500, timeout: 500, .isSlow(5000), 504, "UT",
      "response_timeout", 1),
    AnswerCase(
      retryOn: "reset", retries: 1, .resets, 503, "URX,UC",
      "upstream_reset_before_response_started{connection_termination}", 2),
    AnswerCase(retryOn: "5xx", retries: 3, .fails(200), 200, "", "via_upstream", 1),
  ])
  func runsAttemptsToTheirEnd(item: AnswerCase) {
    let answer = item.answer()
    #expect(answer.head.status == item.status)
    #expect(answer.flags.description == item.flags)
    #expect(answer.details == item.details)
    #expect(answer.attempts == item.attempts)
    #expect(answer.sent.count == item.attempts)
    #expect(
      answer.sent.map { $0.head.headers["x-envoy-attempt-count"] }
        == (1...item.attempts).map { String($0) })
  }

  @Test func findsNoHost() {
    var item = AnswerCase(retryOn: "5xx", .fails(200), 503, "UH", "no_healthy_upstream", 1)
    item.hasHost = false
    let answer = item.answer()
    #expect(answer.head.status == 503)
    #expect(answer.body == "no healthy upstream")
    #expect(answer.flags.description == "UH")
    #expect(answer.attempts == 1)
    #expect(answer.sent.isEmpty)
  }
}

/// A route's policy, what the application does, and what comes of it.
struct AnswerCase: Sendable {
  enum Application: Sendable {
    case fails(Int)
    case isSlow(Int64)
    case resets
  }

  var retryOn: String?
  var retries: UInt32
  var perTry: Int64
  var timeout: Int64
  var application: Application
  var status: Int
  var flags: String
  var details: String
  var attempts: Int
  var hasHost = true

  init(
    retryOn: String?, retries: UInt32 = 2, perTry: Int64 = 0, timeout: Int64 = 0,
    _ application: Application, _ status: Int, _ flags: String, _ details: String, _ attempts: Int
  ) {
    self.retryOn = retryOn
    self.retries = retries
    self.perTry = perTry
    self.timeout = timeout
    self.application = application
    self.status = status
    self.flags = flags
    self.details = details
    self.attempts = attempts
  }

  func answer() -> ProxyAnswer {
    let route = PlanTests.route {
      $0.route = RouteAction()
      $0.route?.cluster = "c"
      $0.route?.timeout = ProtoDuration(nanoseconds: timeout * 1_000_000)
      guard let retryOn else { return }
      var policy = RetryPolicy()
      policy.retryOn = retryOn
      policy.numRetries = retries
      policy.perTryTimeout = perTry == 0 ? nil : ProtoDuration(nanoseconds: perTry * 1_000_000)
      $0.route?.retryPolicy = policy
    }
    var proxy = ProxyConfiguration(proxy: "p.default", address: "10.1.0.1", namespace: "default")
    var cluster = Cluster(name: "c")
    cluster.type = .endpointDiscovery
    proxy.clusters = [cluster]
    let endpoints = hasHost ? [LbEndpoint(Address("10.1.0.2", port: 80))] : []
    proxy.endpoints = [
      ClusterLoadAssignment(
        clusterName: "c", endpoints: [LocalityLbEndpoints(lbEndpoints: endpoints)])
    ]
    return DataPlane.answer(
      RequestHead(authority: "a", path: "/"), at: PlanTests.table(route, counts: true),
      of: ProxyTables(proxy, version: EnvoyVersion(minor: 38)), application: script,
      draws: RequestDraws(stream: 0, faultDelay: 0, faultAbort: 0), backOffDraw: { _ in 24 })
  }

  private var script: ApplicationScript {
    switch application {
    case .fails(let status): ApplicationScript(status: status)
    case .isSlow(let milliseconds):
      ApplicationScript(delay: ProtoDuration(nanoseconds: milliseconds * 1_000_000))
    case .resets: ApplicationScript(resets: true)
    }
  }
}
