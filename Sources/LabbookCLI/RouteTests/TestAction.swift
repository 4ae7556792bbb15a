import ControlPlane
import DataPlane
import Diagnostics
import EnvoyMessages
import Laboratory
import Manifests
import ProjectFiles
import ProxyConfig
import Resources

/// `labbook test`: tests of routes, in the files of two tools.
struct TestAction {
  /// The arguments.
  let invocation: Invocation
  /// The program around it.
  let session: Session

  /// How a test ended.
  private struct Outcome {
    var test: RouteTest
    /// Requests that did otherwise, each with why.
    var failures: [(request: RouteTest.Request, reasons: [String])]
  }

  /// Runs the tests and prints their outcome and what they exercised.
  func run() throws(UsageError) -> ExitStatus {
    let console = session.console
    let manifests = try ManifestSelection(invocation)
    let least = try failUnder()
    let isJSON = try invocation.wantsJSON
    guard let version = session.ruleVersion(invocation.value("rules")) else { return .badInput }
    guard let tests = readTests() else { return .badInput }
    let input = try MeshInput(
      manifests, versions: [version], allowsUnmodelled: true, directory: session.directory,
      proxies: invocation.value("from").map(ProxyNames.candidates) ?? [])
    console.report(input.diagnostics.filter { $0.code != .notModelled && $0.code != .noProxies })
    guard input.isAnswerable, let compiled = input.compilations.first?.mesh else {
      return .badInput
    }
    var pod: String?
    if let name = invocation.value("from") {
      let (proxy, problem) = ProxyNames.proxy(named: name, in: compiled)
      if let problem { console.report([problem]) }
      guard let proxy else { return .badInput }
      pod = proxy.proxy
    }
    guard let mesh = TestMesh(input.reading.resources, under: version, at: pod) else {
      return .badInput
    }
    var coverage = RuleCoverage(mesh.virtualServices)
    let outcomes = tests.map { judge($0, mesh, &coverage) }
    isJSON ? showJSON(outcomes, coverage) : show(outcomes, coverage)
    guard outcomes.allSatisfy(\.failures.isEmpty) else { return .unexpected }
    guard coverage.percent >= least else {
      console.note(
        "The tests exercise \(coverage.percent) % of the rules, and \(least) % are asked")
      return .unexpected
    }
    return input.status
  }

  private func failUnder() throws(UsageError) -> Int {
    guard let text = invocation.value("fail-under") else { return 0 }
    guard let number = Int(text), (0...100).contains(number) else {
      throw .invalidValue(option: "--fail-under", value: text, expected: "per cent, from 0 to 100")
    }
    return number
  }

  private func readTests() -> [RouteTest]? {
    var input = InputFiles(.commandLine)
    for file in invocation.arguments {
      input.add(file, at: Project.absolute(file, from: session.directory))
    }
    var findings = input.diagnostics
    var tests: [RouteTest] = []
    for source in input.sources {
      let (read, problems) = RouteTestReader.read(source)
      tests += read
      findings += problems
    }
    session.console.report(findings)
    return findings.hasErrors ? nil : tests
  }

  private func judge(
    _ test: RouteTest, _ mesh: TestMesh, _ coverage: inout RuleCoverage
  ) -> Outcome {
    let judge = RouteTestJudge(mesh: mesh)
    var outcome = Outcome(test: test, failures: [])
    for request in test.requests {
      let taken = mesh.take(request)
      if let taken { coverage.exercise(taken) }
      let reasons = judge.failures(test, taken)
      if !reasons.isEmpty { outcome.failures.append((request, reasons)) }
    }
    return outcome
  }

  private func show(_ outcomes: [Outcome], _ coverage: RuleCoverage) {
    let console = session.console
    for outcome in outcomes {
      let mark = outcome.failures.isEmpty ? "✓" : "✗"
      let count = outcome.test.requests.count
      console.print("\(mark) \(outcome.test.name) (\(count) request\(count == 1 ? "" : "s"))")
      for (request, reasons) in outcome.failures {
        console.print("    \(request.method) \(request.authority)\(request.path)")
        for reason in reasons {
          for line in Help.wrapped(reason, indent: 6, hanging: 8) { console.print(line) }
        }
        console.print(
          "      expected at \(outcome.test.location.file):\(outcome.test.location.line)")
      }
    }
    let passed = outcomes.count(where: \.failures.isEmpty)
    console.print("\(passed) of \(outcomes.count) tests pass")
    let kinds = RuleCoverage.Kind.allCases.compactMap { kind -> String? in
      let (exercised, all) = coverage.tally(kind)
      return all == 0 ? nil : "\(kind.rawValue) \(exercised) of \(all)"
    }
    console.print("Exercised: \(coverage.percent) % of the rules: \(kinds.joined(separator: ", "))")
    for part in coverage.parts where !part.isExercised {
      console.print("  not exercised: \(part.origin)")
    }
  }

  private func showJSON(_ outcomes: [Outcome], _ coverage: RuleCoverage) {
    let tests = outcomes.map { outcome -> JSONValue in
      [
        "name": .string(outcome.test.name), "passes": .boolean(outcome.failures.isEmpty),
        "requests": .number(Double(outcome.test.requests.count)),
        "failures": .array(
          outcome.failures.map { request, reasons in
            [
              "request": .string("\(request.method) \(request.authority)\(request.path)"),
              "reasons": .array(reasons.map { .string($0) }),
            ]
          }),
      ]
    }
    let kinds = RuleCoverage.Kind.allCases.map { kind -> JSONValue.Member in
      let (exercised, all) = coverage.tally(kind)
      return JSONValue.Member(
        kind.rawValue,
        ["exercised": .number(Double(exercised)), "all": .number(Double(all))])
    }
    let value: JSONValue = [
      "schema": "labbook.test/v1", "tests": .array(tests),
      "coverage": .object(of: kinds), "percent": .number(Double(coverage.percent)),
      "notExercised": .array(
        coverage.parts.filter { !$0.isExercised }.map { .string($0.origin.description) }),
    ]
    session.console.print(json: value.text(indentation: 2))
  }
}
