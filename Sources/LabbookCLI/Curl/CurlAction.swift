import EnvoyMessages
import ControlPlane
import Diagnostics
import Explanations
import Manifests
import Laboratory
import ProjectFiles
import ProxyConfig
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
      if let finding = book.nearest(named, to: name, at: nil) { console.report([finding]) }
    }
    let input = try MeshInput(
      options.manifests, versions: [version], allowsUnmodelled: options.allowsUnmodelled,
      directory: session.directory, path: options.question.isOne ? RequestPath() : nil,
      tellsContests: !options.question.isOne)
    console.report(input.diagnostics)
    guard input.isAnswerable, let compilation = input.compilations.first else { return .badInput }
    let mesh = compilation.mesh
    switch options.question {
    case .one(let request, let from):
      let client = ClientPlan(
        id: "curl", pod: from, request: request,
        traffic: .rounds(count: 1, every: .seconds(1), concurrent: 1))
      let scenario = Scenario(mesh: mesh, clients: [client], seed: 1)
      let problems = Simulation.problems(in: scenario).map {
        $0.finding.allowed(options.allowsUnmodelled)
      }
      console.report(problems.filter { !input.diagnostics.contains($0) })
      guard !problems.hasErrors else { return .badInput }
      let trace = Simulation.ask(request, from: from, in: scenario)
      let path = trace.path(in: mesh)
      let touching = compilation.unmodelled.filter { $0.reach?.meets(path) ?? false }
        .map { $0.diagnostic.allowed(options.allowsUnmodelled) }
      console.report(touching)
      guard !touching.hasErrors else { return .badInput }
      let notes = Explanation.notes(on: trace, to: request, in: compilation)
      show(trace, notes, version, input.leftOut)
      return input.status
    case .lines(let file):
      let status = answerLines(of: file, in: mesh, input.leftOut)
      return status == .success ? input.status : status
    }
  }

  private func answerLines(
    of name: String, in mesh: MeshConfiguration, _ leftOut: [LeftOut]
  ) -> ExitStatus {
    let console = session.console
    var input = InputFiles(.commandLine)
    input.add(name, at: Project.absolute(name, from: session.directory))
    console.report(input.diagnostics)
    guard let source = input.sources.first, input.diagnostics.isEmpty else { return .badInput }
    var answers = RequestLines(mesh: mesh)
    var status = ExitStatus.success
    for (index, bytes) in source.bytes.split(separator: 10, omittingEmptySubsequences: false)
      .enumerated() where bytes.contains(where: { $0 != 32 && $0 != 13 && $0 != 9 })
    {
      switch Self.line(Array(bytes)).flatMap({ answers.answer($0, number: index + 1) }) {
      case .success(var value):
        if !leftOut.isEmpty { value["leftOut"] = .array(leftOut.map(\.json)) }
        console.print(json: value.text)
      case .failure(let problem):
        let place = SourceLocation(file: name, line: index + 1, column: 1)
        console.report([Diagnostic(.invalidValue, "the line \(problem.words)", at: place)])
        status = .badInput
      }
    }
    return status
  }

  private static func line(_ bytes: [UInt8]) -> Result<RequestLine, RequestLine.Problem> {
    guard let value = try? JSONValue(reading: bytes) else {
      return .failure(RequestLine.Problem(words: "is no JSON"))
    }
    do throws(RequestLine.Problem) {
      return .success(try RequestLine(value))
    } catch {
      return .failure(error)
    }
  }

  private func show(
    _ trace: RequestTrace, _ notes: [AnswerNote], _ version: RuleVersion, _ leftOut: [LeftOut]
  ) {
    let console = session.console
    switch options.form {
    case .json:
      var value = TraceJSON.value(
        of: trace, ruleVersion: version.name, askedFor: options.rules)
      value["leftOut"] = .array(leftOut.map(\.json))
      value["notes"] = .array(notes.map(AnswerNoteForm.json))
      console.print(json: value.text(indentation: 2))
    case .silent: printAnswer(trace)
    case .explained:
      let text = TraceText(isVerbose: options.isVerbose)
      for line in text.lines(of: trace, notes, ruleVersion: version.name) { console.print(line) }
      for resource in leftOut { console.print(resource.line) }
      if options.includesHead || !trace.outcome.body.isEmpty { console.print("") }
      printAnswer(trace)
    }
  }

  private func printAnswer(_ trace: RequestTrace) {
    if options.includesHead, let status = trace.outcome.status {
      session.console.print("HTTP/1.1 \(status)")
      for header in trace.responseHeaders {
        session.console.print("\(header.name): \(header.value)")
      }
      session.console.print("")
    }
    session.console.print(lines: trace.outcome.body)
  }
}
