internal import Diagnostics
internal import Explanations
internal import Testing

/// Each lesson is given where somebody meets it, once a rule, and not elsewhere.
@Suite struct LessonTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var manifests: String
    var url = "http://web:8080/"
    var method = "GET"
    /// The codes of the lessons, in order.
    var codes: [String]
  }

  @Test(arguments: cases)
  func lessonsAreGiven(_ testCase: Case) throws {
    let answer = try AskedMesh(testCase.manifests, testCase.url, method: testCase.method)
    let lessons = answer.notes.filter { $0.kind == .lesson }
    #expect(lessons.map { $0.code?.rawValue } == testCase.codes)
  }

  static func rule(_ http: String) -> String { AnswerNoteTests.rule(http) }

  static func policy(_ policy: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: web, namespace: shop}
    spec: {host: web, trafficPolicy: {\(policy)}}

    """
  }

  static let to = "route: [{destination: {host: web}}]"

  static let cases: [Case] = [
    Case(testDescription: "no rule, no lesson", manifests: "", codes: []),
    Case(
      testDescription: "an injected fault",
      manifests: rule(
        "{fault: {abort: {httpStatus: 503, percentage: {value: 100}}}, retries: {attempts: 2}, \(to)}"
      ), codes: ["LB0155"]),
    Case(
      testDescription: "a share of less than one host",
      manifests: policy("outlierDetection: {consecutive5xxErrors: 1}"), codes: ["LB0158"]),
    Case(
      testDescription: "a share of one host",
      manifests: policy("outlierDetection: {consecutive5xxErrors: 1, maxEjectionPercent: 50}"),
      codes: []),
    Case(
      testDescription: "a prefix without slash",
      manifests: rule("{match: [{uri: {prefix: /test}}], \(to)}"),
      url: "http://web:8080/test2", codes: ["LB0161"]),
    Case(
      testDescription: "a prefix and a slash",
      manifests: rule("{match: [{uri: {prefix: /test}}], \(to)}"),
      url: "http://web:8080/test/2", codes: []),
    Case(
      testDescription: "a doubled slash",
      manifests: rule("{match: [{uri: {prefix: /a}}], rewrite: {uri: /}, \(to)}"),
      url: "http://web:8080/a/b", codes: ["LB0162"]),
    Case(
      testDescription: "a mirror of the same cluster",
      manifests: rule("{mirror: {host: web}, \(to)}"), codes: ["LB0163"]),
    Case(
      testDescription: "a limit of HTTP/1.1",
      manifests: policy("connectionPool: {http: {http2MaxRequests: 9}}"),
      codes: ["LB0164"]),
  ]
}
