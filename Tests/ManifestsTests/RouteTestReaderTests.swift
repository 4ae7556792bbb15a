import Diagnostics
import Manifests
import Testing

/// Tests of routes as istio-config-validator's and Envoy's router check tool's files have them.
@Suite struct RouteTestReaderTests {
  private static func read(_ text: String) -> (tests: [RouteTest], findings: [String]) {
    let (tests, findings) = RouteTestReader.read(ManifestSource(name: "tests.yaml", text: text))
    return (tests, findings.map { "\($0.location?.line ?? 0) \($0.code.rawValue) \($0.summary)" })
  }

  @Test func everyAuthorityIsAskedWithEveryMethodAndURI() throws {
    let (tests, findings) = Self.read(
      """
      testCases:
        - description: reaches the new version
          wantMatch: true
          request:
            authority: [a.example, b.example]
            method: [GET, POST]
            uri: [/x, /y]
            headers: {x-user: me, a-first: "1"}
          route: [{destination: {host: web}}]
          rewrite: {uri: /}
      """)
    #expect(findings == [])
    let test = try #require(tests.first)
    #expect(test.name == "reaches the new version")
    #expect(test.requests.count == 8)
    #expect(
      test.requests.prefix(3).map { "\($0.method) \($0.authority)\($0.path)" } == [
        "GET a.example/x", "POST a.example/x", "GET b.example/x",
      ])
    #expect(test.requests[0].headers.map(\.name) == ["a-first", "x-user"])
    guard case .rule(let expected, isWanted: true) = test.check else {
      Issue.record("\(test.check)")
      return
    }
    #expect(expected.map(\.field) == ["route", "rewrite"])
  }

  @Test func theRouterSaysMore() throws {
    let (tests, findings) = Self.read(
      """
      tests:
        - test_name: one
          input: {authority: web, path: /a, method: PUT, ssl: true, random_value: 7}
          validate:
            cluster_name: outbound|80||web
            path_rewrite: /b
            request_header_matches:
              - {name: x-a, string_match: {prefix: p}}
              - {name: x-b, present_match: false}
              - {name: x-c, exact_match: "1", invert_match: true}
            response_header_matches: [{name: x-d, string_match: {safe_regex: {regex: "a+"}}}]
      """)
    #expect(findings == [])
    let test = try #require(tests.first)
    let request = try #require(test.requests.first)
    #expect(request.isTLS)
    #expect(request.draw == 7)
    #expect(request.method == "PUT")
    guard case .router(let texts, let asked, let answered) = test.check else {
      Issue.record("\(test.check)")
      return
    }
    #expect(texts == ["clusterName": "outbound|80||web", "pathRewrite": "/b"])
    #expect(asked.map(\.comparison) == [.prefix("p"), .present(false), .exact("1")])
    #expect(asked.map(\.inverts) == [false, false, true])
    #expect(answered.map(\.comparison) == [.regex("a+")])
  }

  /// A file, and what is said of it.
  static let broken: [(text: String, says: [String])] = [
    ("{}\n", ["1 LB0007 the file holds no tests: neither testCases nor tests"]),
    (
      "testCases:\n  - description: a\n",
      ["2 LB0007 the test has no request"]
    ),
    (
      "testCases:\n  - request: {authority: [a], uri: [/]}\n",
      ["2 LB0007 the request needs at least one method"]
    ),
    (
      "testCases:\n  - request: {authority: [a], uri: [/], method: [GET], path: /}\n",
      ["2 LB0005 testCases[0].request has no field “path”"]
    ),
    (
      "tests:\n  - testName: a\n    validate: {}\n",
      ["2 LB0007 the test has no input"]
    ),
    (
      "tests:\n  - input: {authority: a}\n",
      ["2 LB0007 the test has no validate"]
    ),
    (
      "tests:\n  - input: {path: /}\n    validate: {}\n",
      ["2 LB0007 the input has no authority"]
    ),
    (
      "tests:\n  - input: {authority: a}\n    validate: {virtualClusterName: b}\n",
      ["3 LB0008 istiod writes no virtual clusters, so that none can be expected"]
    ),
  ]

  @Test(arguments: broken.indices) func whatIsWrongStandsAtItsPlace(_ index: Int) {
    let (text, says) = Self.broken[index]
    #expect(Self.read(text).findings == says)
  }

  @Test func listsStandForSoManyRequestsAndNoMore() {
    func file(_ count: Int) -> String {
      let names = (0..<count).map { "a\($0)" }.joined(separator: ", ")
      let uris = (0..<100).map { "/\($0)" }.joined(separator: ", ")
      return "testCases:\n  - request: {authority: [\(names)], uri: [\(uris)], method: [GET]}\n"
    }
    #expect(Self.read(file(100)).tests.first?.requests.count == 10_000)
    let (tests, findings) = Self.read(file(101))
    #expect(tests.first?.requests.isEmpty == true)
    #expect(
      findings == ["2 LB0003 the lists stand for 10100 requests, and the limit is 10000"])
  }
}
