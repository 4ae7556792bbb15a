public import Diagnostics

/// Reads files of istio-config-validator (`testCases`, github.com/getyourguide/istio-config-validator
/// docs/test-cases.md) and of Envoy's router check tool (`tests`,
/// test/tools/router_check/validation.proto).
public enum RouteTestReader {
  /// Checks of the router that compare texts.
  static let routerChecks = [
    "clusterName", "virtualHostName", "hostRewrite", "pathRewrite", "pathRedirect",
  ]
  /// Fields of a rule that can be compared.
  static let ruleFields = ["route", "redirect", "rewrite", "fault", "headers", "delegate"]
  /// How many requests the lists of one test may stand for.
  private static let requestLimit = 10_000

  /// The tests of a file, and everything that is wrong with it.
  public static func read(
    _ source: ManifestSource, limits: ReadingLimits = .standard
  ) -> (tests: [RouteTest], diagnostics: [Diagnostic]) {
    let (documents, problems) = YAMLReader.documents(of: source, limits: limits)
    let findings = Findings(file: source.name)
    for problem in problems { findings.report(problem) }
    var tests: [RouteTest] = []
    for document in documents {
      guard let fields = Fields(document, path: "", findings) else { continue }
      tests += fields.closed { fields in
        fields.list("testCases") { ruleTest($0) } + fields.list("tests") { routerTest($0) }
      }
    }
    if tests.isEmpty, findings.diagnostics.isEmpty {
      findings.report(
        Diagnostic(
          .missingField, "the file holds no tests: neither testCases nor tests",
          at: SourceLocation(file: source.name, line: 1, column: 1)))
    }
    return (tests, findings.diagnostics)
  }

  private static func ruleTest(_ fields: Fields) -> RouteTest {
    let findings = fields.findings
    let name = fields.string("description") ?? ""
    let isWanted = fields.boolean("wantMatch") ?? false
    var requests: [RouteTest.Request] = []
    if let request = fields.fields("request") {
      requests = request.closed { combinations($0) }
    } else {
      findings.report(.missingField, "the test has no request", at: fields.node)
    }
    let expected = ruleFields.compactMap { field in
      fields.value(field).map { RouteTest.Expected(field: field, places: $0.places) }
    }
    return RouteTest(
      name: name, location: fields.node.location(in: findings.file), requests: requests,
      check: .rule(expected, isWanted: isWanted))
  }

  /// Every authority with every method and every URI.
  private static func combinations(_ fields: Fields) -> [RouteTest.Request] {
    let lists = ["authority", "method", "uri"].map { fields.strings($0) }
    let headers = fields.stringMap("headers").sorted { $0.key < $1.key }
      .map { RouteTest.Header(name: $0.key, value: $0.value) }
    for (name, list) in zip(["authority", "method", "uri"], lists) where list.isEmpty {
      fields.findings.report(
        .missingField, "the request needs at least one \(name)", at: fields.node)
    }
    let count = lists.reduce(1) { $0.multipliedReportingOverflow(by: $1.count).partialValue }
    guard count <= requestLimit else {
      fields.findings.report(
        .limitExceeded, "the lists stand for \(count) requests, and the limit is \(requestLimit)",
        at: fields.node)
      return []
    }
    guard let authorities = lists.first, lists.count == 3 else { return [] }
    return lists[2].flatMap { uri in
      authorities.flatMap { authority in
        lists[1].map { method in
          RouteTest.Request(authority: authority, method: method, path: uri, headers: headers)
        }
      }
    }
  }

  private static func routerTest(_ fields: Fields) -> RouteTest {
    let findings = fields.findings
    var request = RouteTest.Request(authority: "", method: "GET", path: "/", headers: [])
    if let input = fields.fields("input") {
      request = input.closed { decodeInput($0) }
    } else {
      findings.report(.missingField, "the test has no input", at: fields.node)
    }
    var check = RouteTest.Check.router([:], request: [], response: [])
    if let validate = fields.fields("validate") {
      check = validate.closed { decodeChecks($0) }
    } else {
      findings.report(.missingField, "the test has no validate", at: fields.node)
    }
    return RouteTest(
      name: fields.string("testName") ?? "", location: fields.node.location(in: findings.file),
      requests: [request], check: check)
  }

  private static func decodeInput(_ fields: Fields) -> RouteTest.Request {
    var request = RouteTest.Request(
      authority: fields.string("authority") ?? "", method: fields.string("method") ?? "GET",
      path: fields.string("path") ?? "/", headers: [])
    request.isTLS = fields.boolean("ssl") ?? false
    request.draw = fields.uint64("randomValue") ?? 0
    _ = fields.boolean("internal")
    request.headers = fields.list("additionalRequestHeaders") { header in
      RouteTest.Header(name: header.string("key") ?? "", value: header.string("value") ?? "")
    }
    _ = fields.list("additionalResponseHeaders") { header in
      RouteTest.Header(name: header.string("key") ?? "", value: header.string("value") ?? "")
    }
    if request.authority.isEmpty {
      fields.findings.report(.missingField, "the input has no authority", at: fields.node)
    }
    return request
  }

  private static func decodeChecks(_ fields: Fields) -> RouteTest.Check {
    var texts: [String: String] = [:]
    for name in routerChecks { texts[name] = fields.string(name) }
    if let node = fields.value("virtualClusterName"),
      let name = fields.string("virtualClusterName"),
      !name.isEmpty, name != "other"
    {
      fields.findings.report(
        .invalidValue, "istiod writes no virtual clusters, so that none can be expected", at: node)
    }
    return .router(
      texts, request: fields.list("requestHeaderMatches") { header($0) },
      response: fields.list("responseHeaderMatches") { header($0) })
  }

  private static func header(_ fields: Fields) -> RouteTest.HeaderExpectation {
    var comparison = RouteTest.HeaderExpectation.Comparison.present(true)
    if let isPresent = fields.boolean("presentMatch") { comparison = .present(isPresent) }
    if let text = fields.string("exactMatch") { comparison = .exact(text) }
    if let text = fields.string("prefixMatch") { comparison = .prefix(text) }
    if let text = fields.string("suffixMatch") { comparison = .suffix(text) }
    if let text = fields.string("containsMatch") { comparison = .contains(text) }
    if let matcher = fields.fields("stringMatch") {
      matcher.closed { matcher in
        if let text = matcher.string("exact") { comparison = .exact(text) }
        if let text = matcher.string("prefix") { comparison = .prefix(text) }
        if let text = matcher.string("suffix") { comparison = .suffix(text) }
        if let text = matcher.string("contains") { comparison = .contains(text) }
        if let regex = matcher.fields("safeRegex") {
          regex.closed { if let text = $0.string("regex") { comparison = .regex(text) } }
        }
      }
    }
    return RouteTest.HeaderExpectation(
      name: fields.string("name") ?? "", comparison: comparison,
      inverts: fields.boolean("invertMatch") ?? false)
  }
}
