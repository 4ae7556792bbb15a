internal import DataPlane
internal import Diagnostics
package import Manifests
internal import ProxyConfig
internal import Resources

/// Holds tests against what the mesh does with their requests.
package struct RouteTestJudge {
  /// The mesh.
  package let mesh: TestMesh

  package init(mesh: TestMesh) { self.mesh = mesh }

  /// How a test ended.
  package struct Outcome {
    /// The test.
    package var test: RouteTest
    /// Requests that did otherwise, each with why.
    package var failures: [(request: RouteTest.Request, reasons: [String])]
  }

  /// Sends a test's requests.
  ///
  /// `coverage`: notes what the requests exercise.
  package func outcome(of test: RouteTest, _ coverage: inout RuleCoverage) -> Outcome {
    var outcome = Outcome(test: test, failures: [])
    for request in test.requests {
      let taken = mesh.take(request)
      if let taken { coverage.exercise(taken) }
      let reasons = failures(test, taken)
      if !reasons.isEmpty { outcome.failures.append((request, reasons)) }
    }
    return outcome
  }

  /// Why a request does not do what a test expects, a line each; none where it does.
  package func failures(_ test: RouteTest, _ taken: TestMesh.Taken?) -> [String] {
    switch test.check {
    case .rule(let expected, let isWanted):
      expected.compactMap { failure($0, isWanted: isWanted, taken) }
    case .router(let texts, let request, let response):
      router(texts, taken)
        + headers(request, taken?.answer.sent.first?.head.headers ?? HeaderMap(), "request")
        + headers(response, taken?.answer.head.headers ?? HeaderMap(), "response")
    }
  }

  // MARK: istio-config-validator

  private func failure(
    _ expected: RouteTest.Expected, isWanted: Bool, _ taken: TestMesh.Taken?
  ) -> String? {
    let origin = taken?.entry?.route.origin
    let found: FieldPlaces?
    if expected.field == "delegate" {
      found = delegate(to: origin, expected)
    } else {
      found = origin.flatMap(rule)?.value(at: FieldPath([.key(expected.field)]))
    }
    let isSame = found.map { expected.places.saysTheSame(as: $0) } ?? false
    guard isSame != isWanted else { return nil }
    let by = origin.map { "by \($0)" } ?? "no rule takes the request"
    return isWanted
      ? "\(expected.field) is \(found?.summary ?? "not set"), not \(expected.places.summary), \(by)"
      : "\(expected.field) is \(expected.places.summary), and must not be, \(by)"
  }

  /// The rule behind an origin, as written.
  private func rule(_ origin: Origin) -> FieldPlaces? {
    let service = mesh.virtualServices.last { $0.metadata.identifier == origin.resource }
    return service?.metadata.places.value(at: Self.path(origin.fieldPath))
  }

  /// `spec.http[2]` as steps.
  private static func path(_ text: String) -> FieldPath {
    var path = FieldPath()
    for part in text.split(separator: ".") {
      let pieces = part.split(separator: "[")
      if let name = pieces.first { path = path.key(String(name)) }
      for index in pieces.dropFirst() { path = path.index(Int(String(index.dropLast())) ?? 0) }
    }
    return path
  }

  /// The field `delegate` of a root's rule that hands over to the VirtualService of an origin.
  private func delegate(to origin: Origin?, _ expected: RouteTest.Expected) -> FieldPlaces? {
    guard let origin else { return nil }
    var found: FieldPlaces?
    for service in mesh.virtualServices {
      for (position, rule) in service.http.enumerated() {
        guard let delegate = rule.delegate, delegate.name == origin.resource.name else { continue }
        let namespace = delegate.namespace.isEmpty ? service.metadata.namespace : delegate.namespace
        guard namespace == origin.resource.namespace else { continue }
        let path = FieldPath("spec.http").index(position).key("delegate")
        let places = service.metadata.places.value(at: path)
        if let places, expected.places.saysTheSame(as: places) { return places }
        found = found ?? places
      }
    }
    return found
  }

  // MARK: Envoy's router check tool

  private func router(_ texts: [String: String], _ taken: TestMesh.Taken?) -> [String] {
    texts.sorted { $0.key < $1.key }.compactMap { name, wanted in
      let found = value(name, taken) ?? ""
      return found == wanted ? nil : "\(name) is “\(found)”, not “\(wanted)”"
    }
  }

  private func value(_ name: String, _ taken: TestMesh.Taken?) -> String? {
    guard let taken, let entry = taken.entry else { return nil }
    let plan = taken.answer.plan
    switch name {
    case "clusterName":
      if let action = entry.route.route, let weighted = plan.weightedCluster {
        return action.weightedClusters?.clusters[weighted].name
      }
      return plan.cluster ?? entry.route.route?.cluster
    case "virtualHostName": return entry.host.name
    case "hostRewrite": return plan.upstream?.authority
    case "pathRewrite": return plan.upstream?.path
    case "pathRedirect": return taken.answer.head.headers["location"]
    default: return nil
    }
  }

  private func headers(
    _ expectations: [RouteTest.HeaderExpectation], _ headers: HeaderMap, _ side: String
  ) -> [String] {
    expectations.compactMap { expectation in
      let head = RequestHead(
        authority: "x", path: "/",
        headers: headers.values(expectation.name.lowercased()).map {
          HeaderField("x-value", $0)
        })
      guard Self.table(expectation).route(head).route == nil else { return nil }
      let values = headers.values(expectation.name.lowercased())
      let found = values.isEmpty ? "is missing" : "is “\(values.joined(separator: ","))”"
      return "the \(side)'s header \(expectation.name) \(found), which is not as expected"
    }
  }

  /// The expectation as a table of one route, so that the data plane's matcher decides.
  private static func table(_ expectation: RouteTest.HeaderExpectation) -> DataPlane.RouteTable {
    var header = HeaderMatcher(name: "x-value")
    var text = StringMatcher()
    switch expectation.comparison {
    case .exact(let value): text.exact = value
    case .prefix(let value): text.prefix = value
    case .suffix(let value): text.suffix = value
    case .contains(let value): text.contains = value
    case .regex(let value): text.safeRegex = RegexMatcher(regex: value)
    case .present(let isPresent): header.presentMatch = isPresent
    }
    if header.presentMatch == nil { header.stringMatch = text }
    header.invertMatch = expectation.inverts
    var match = RouteMatch(prefix: "/")
    match.headers = [header]
    let host = VirtualHost(name: "*", domains: ["*"], routes: [Route(match: match)])
    return DataPlane.RouteTable(
      RouteConfiguration(name: "", virtualHosts: [host]), version: EnvoyVersion(minor: 38))
  }
}
