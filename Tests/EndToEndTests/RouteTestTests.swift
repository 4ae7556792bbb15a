import Testing

/// `labbook test`, by the built binary.
@Suite struct RouteTestTests {
  private static let rules = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: example, namespace: example}
    spec:
      hosts: [www.example.com, example.com]
      gateways: [istio-system/public]
      http:
        - match:
            - uri: {regex: /users(/.*)?}
              headers: {x-user-id: {exact: abc123}}
          route: [{destination: {host: users.users.svc.cluster.local, port: {number: 80}}}]
          headers: {request: {set: {x-custom-header: ok}}}
        - match: [{uri: {prefix: /partners}, method: {exact: GET}}]
          route: [{destination: {host: partner.partner.svc.cluster.local}}]
          retries: {attempts: 3}
        - match: [{uri: {exact: /home}}]
          redirect: {uri: /, authority: www.example.com}
        - match: [{uri: {prefix: /reseller}}]
          rewrite: {uri: /partner}
          fault: {abort: {percentage: {value: 100}, httpStatus: 403}}
          route: [{destination: {host: partner.partner.svc.cluster.local}}]
        - match: [{uri: {prefix: /details}}]
          delegate: {name: details, namespace: details}
        - route: [{destination: {host: monolith.monolith.svc.cluster.local}}]
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: details, namespace: details}
    spec:
      http:
        - route: [{destination: {host: details.details.svc.cluster.local}}]

    """

  private static let tests = """
    testCases:
      - description: users
        wantMatch: true
        request:
          authority: ["www.example.com", "example.com"]
          method: ["GET", "POST"]
          uri: ["/users", "/users/"]
          headers: {x-user-id: abc123}
        route: [{destination: {host: users.users.svc.cluster.local, port: {number: 80}}}]
        headers: {request: {set: {x-custom-header: ok}}}
      - description: partners take GET alone
        wantMatch: false
        request: {authority: [example.com], method: [PUT, POST], uri: [/partners, /partners/1]}
        route: [{destination: {host: partner.partner.svc.cluster.local}}]
    ---
    testCases:
      - description: home is redirected
        wantMatch: true
        request: {authority: [www.example.com], method: [GET], uri: [/home]}
        redirect: {uri: "/", authority: www.example.com}
      - description: resellers are partners
        wantMatch: true
        request: {authority: [example.com], method: [PUT], uri: [/reseller]}
        route: [{destination: {host: partner.partner.svc.cluster.local}}]
        rewrite: {uri: /partner}
        fault: {abort: {percentage: {value: 100}, httpStatus: 403}}
      - description: details are handed over
        wantMatch: true
        request: {authority: [example.com], method: [GET], uri: [/details/1]}
        delegate: {name: details, namespace: details}
        route: [{destination: {host: details.details.svc.cluster.local}}]

    """

  private func run(_ tests: String, _ options: [String] = []) throws -> Program.Result {
    let notebook = try Notebook(copying: [])
    try notebook.write(Self.rules, to: "rules.yaml")
    try notebook.write(tests, to: "test.yaml")
    return try Program.run(["test", "test.yaml", "-f", "rules.yaml"] + options, in: notebook.root)
  }

  @Test func testCasesOfTheValidatorRunUnchanged() throws {
    let result = try run(Self.tests)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("✓ users (8 requests)"))
    #expect(result.output.contains("5 of 5 tests pass"))
    #expect(result.output.contains("matches 5 of 6"), "\(result.output)")
    #expect(
      result.output.contains("not exercised: VirtualService example/example spec.http[1].retries"))
  }

  @Test func aTestThatFailsSaysWhichRuleTookTheRequest() throws {
    let result = try run(Self.tests.replacing("host: users.users", with: "host: people.users"))
    #expect(result.status == 1)
    let text = result.output.replacing(/\s+/, with: " ")
    #expect(
      text.contains("by VirtualService example/example spec.http[0] (rules.yaml:8)"), "\(text)")
    #expect(text.contains("expected at test.yaml:2"))
  }

  @Test(arguments: [("50", 0), ("99", 1), ("half", 64)] as [(String, Int32)])
  func enoughMustBeExercised(least: String, status: Int32) throws {
    #expect(try run(Self.tests, ["--fail-under", least]).status == status)
  }

  @Test func testsOfTheRouterCheckToolRun() throws {
    let tests = """
      {"tests": [
        {"test_name": "reseller", "input": {"authority": "example.com", "path": "/users",
          "method": "GET", "additional_request_headers": [{"key": "x-user-id", "value": "abc123"}]},
         "validate": {"cluster_name": "outbound|80||users.users.svc.cluster.local",
           "path_rewrite": "/users", "host_rewrite": "example.com"}},
        {"test_name": "home", "input": {"authority": "www.example.com", "path": "/home"},
         "validate": {"path_redirect": "http://www.example.com/"}}
      ]}
      """
    let result = try run(tests)
    #expect(result.output.contains("✓ home"), "\(result.output)\(result.errors)")
  }

  @Test(arguments: [
    ("testCases: [{description: a, requests: {}}]", "requests"), ("tests: []", "no tests"),
    ("testCases: [", "LB0002"), ("a: 1", "“a”"),
    ("testCases: [{request: {authority: [a], method: [GET]}}]", "needs at least one uri"),
  ])
  func filesThatAreNoneAreRefused(text: String, words: String) throws {
    let result = try run(text)
    #expect(result.status == 65, "\(result.output)\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.contains("test.yaml:"))
    #expect(result.output.isEmpty)
  }
}
