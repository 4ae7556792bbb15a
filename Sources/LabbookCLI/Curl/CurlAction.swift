import ControlPlane
import Diagnostics
import Simulator

/// `labbook curl`: one request through the mesh, and every decision on its way.
struct CurlAction {
  let options: CurlOptions
  let session: Session

  init(_ options: CurlOptions, _ session: Session) {
    self.options = options
    self.session = session
  }

  func run() throws(UsageError) -> ExitStatus {
    let console = session.console
    guard let book = session.loadBook(session.nearestProject) else { return .badInput }
    var version = RuleVersionBook.newest
    if let name = options.rules {
      guard let named = book.named(name) else {
        console.report([book.unknown(name, at: nil)])
        return .badInput
      }
      version = named
    }
    let input = try MeshInput(
      files: options.files, versions: [version], allowsUnmodelled: options.allowsUnmodelled,
      directory: session.directory)
    console.report(input.diagnostics)
    guard input.isAnswerable, let mesh = input.compilations.first?.mesh else { return .badInput }
    let client = ClientPlan(
      id: "curl", pod: options.from, request: options.request,
      traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
    let scenario = Scenario(mesh: mesh, clients: [client], seed: 1)
    let problems = Simulation.problems(in: scenario)
    console.report(problems)
    guard !problems.hasErrors else { return .badInput }
    let trace = Simulation.ask(options.request, from: options.from, in: scenario)
    show(trace, version)
    return input.status
  }

  private func show(_ trace: RequestTrace, _ version: RuleVersion) {
    let console = session.console
    switch options.form {
    case .json:
      console.print(TraceJSON.value(of: trace, ruleVersion: version.name).text(indentation: 2))
    case .silent: printAnswer(trace)
    case .explained:
      let text = TraceText(isVerbose: options.isVerbose)
      for line in text.lines(of: trace, ruleVersion: version.name) { console.print(line) }
      if options.includesHead || !trace.outcome.body.isEmpty { console.print("") }
      printAnswer(trace)
    }
  }

  private func printAnswer(_ trace: RequestTrace) {
    if options.includesHead, let status = trace.outcome.status {
      session.console.print("HTTP/1.1 \(status)")
      for header in trace.responseHeaders {
        session.console.print("\(header.name): \(header.value)".singleLine)
      }
      session.console.print("")
    }
    session.console.printExactly(trace.outcome.body)
  }
}
