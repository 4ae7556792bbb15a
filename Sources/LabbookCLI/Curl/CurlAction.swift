import Commands
import ControlPlane
import Diagnostics
import EnvoyMessages
import Explanations
import Forms
import Laboratory
import Manifests
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
    guard let version = session.ruleVersion(options.rules) else { return .badInput }
    let input = try MeshInput(
      options.manifests, versions: [version], allowsUnmodelled: options.allowsUnmodelled,
      directory: session.directory, proxies: options.question.isOne ? [] : nil,
      path: RequestPath(), tellsContests: !options.question.isOne)
    console.report(input.diagnostics)
    guard input.isAnswerable, var compilation = input.compilations.first else { return .badInput }
    switch options.question {
    case .one(var request, let from):
      let findings = options.caller.apply(to: &request, in: session.directory)
      console.report(findings)
      guard !findings.hasErrors else { return .badInput }
      var question = RequestQuestion(request, from: from)
      question.gateway = options.gateway
      question.external = options.external
      compilation.translateProxies(meeting: question)
      return answer(question, input, compilation)
    case .lines(let file):
      let status = answerLines(of: file, input, compilation)
      return status == .success ? input.status : status
    }
  }

  private func answer(
    _ question: RequestQuestion, _ input: MeshInput, _ compilation: Compilation
  ) -> ExitStatus {
    let console = session.console
    let mesh = compilation.mesh
    var network = AskedNetwork(mesh, external: options.external)
    let choice = question.entrance(in: mesh, on: network)
    let host = (try? RequestURL(question.request.url))?.host ?? question.request.url
    if let finding = choice.finding(host: host) {
      console.report([finding])
      return .badInput
    }
    var entrance: Entrance?
    if case .found(let found) = choice { entrance = found }
    let scenario = question.scenario(mesh, at: entrance)
    let problems = Simulation.problems(in: scenario).map(\.finding)
    console.report(
      problems.map { $0.allowed(options.allowsUnmodelled) }
        .filter { !input.diagnostics.contains($0) })
    guard !problems.contains(where: { $0.forbids(options.allowsUnmodelled) }) else {
      return .badInput
    }
    let answer = RequestAnswer(scenario, at: choice, on: &network)
    let touching = compilation.unmodelled(on: answer.trace.path(in: mesh))
    console.report(touching.map { $0.allowed(options.allowsUnmodelled) })
    guard options.allowsUnmodelled || touching.isEmpty else { return .badInput }
    let notes = Explanation.notes(on: answer.trace, to: question.request, in: compilation)
    show(
      AnswerForm(
        answer: answer, ruleVersion: mesh.ruleVersion, notes: notes, leftOut: input.leftOut,
        unmodelled: input.unmodelled + problems.filter { $0.forbids(false) } + touching))
    return input.status
  }

  private func answerLines(
    of name: String, _ input: MeshInput, _ compilation: Compilation
  ) -> ExitStatus {
    let console = session.console
    var file = InputFiles(.commandLine)
    file.add(name, at: Project.absolute(name, from: session.directory))
    console.report(file.diagnostics)
    guard let source = file.sources.first, file.diagnostics.isEmpty else { return .badInput }
    var requests = RequestLines(compilation, external: options.external)
    requests.now = CallerOptions.now
    requests.gateway = options.gateway
    requests.allowsUnmodelled = options.allowsUnmodelled
    var answers = RequestLineText(requests, leftOut: input.leftOut, unmodelled: input.unmodelled)
    answers.isExplained = options.isVerbose
    var status = ExitStatus.success
    for (index, bytes) in source.bytes.split(separator: 10, omittingEmptySubsequences: false)
      .enumerated() where bytes.contains(where: { $0 != 32 && $0 != 13 && $0 != 9 })
    {
      do throws(RequestLine.Problem) {
        console.print(json: try answers.answer(Array(bytes), number: index + 1))
      } catch {
        let place = SourceLocation(file: name, line: index + 1, column: 1)
        console.report([Diagnostic(.invalidValue, "the line \(error.words)", at: place)])
        status = .badInput
      }
    }
    return status
  }

  private func show(_ form: AnswerForm) {
    let console = session.console
    let trace = form.answer.trace
    switch options.form {
    case .json: console.print(json: form.json(askedFor: options.rules).text(indentation: 2))
    case .silent: printAnswer(trace)
    case .explained:
      for line in form.lines(isVerbose: options.isVerbose) { console.print(line) }
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

extension Diagnostic {
  /// Whether nothing may be answered because of it.
  fileprivate func forbids(_ allowsUnmodelled: Bool) -> Bool {
    allowed(allowsUnmodelled).severity == .error
  }
}
