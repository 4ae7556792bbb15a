import Commands
import ControlPlane
import DataPlane
import Diagnostics
import EnvoyMessages
import Forms
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
    let judge = RouteTestJudge(mesh: mesh)
    let outcomes = tests.map { judge.outcome(of: $0, &coverage) }
    let report = RouteTestReport(outcomes: outcomes, coverage: coverage)
    if isJSON {
      console.print(json: report.json.text(indentation: 2))
    } else {
      for line in report.lines { console.print(line) }
    }
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
}
