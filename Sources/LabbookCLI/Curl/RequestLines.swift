import ControlPlane
import DataPlane
import Diagnostics
import EnvoyMessages
import Laboratory
import Manifests
import ProxyConfig
import Simulator

/// Answers the lines of `labbook curl --requests`, each alone.
struct RequestLines {
  let mesh: MeshConfiguration
  /// The Gateway at which lines from outside enter; `nil` for the one that serves the host.
  var gateway: String?
  /// Whether lines are answered that something touches which is not modelled.
  var allowsUnmodelled = false
  /// Resources that play no part in the answers.
  var leftOut: [LeftOut] = []
  /// What is not modelled and touches every answer.
  var unmodelled: [Diagnostic] = []
  private let compilation: Compilation
  private let external: [ExternalHost]
  private var proxies: [String: ProxyTables] = [:]
  private var tables: [String: DataPlane.RouteTable] = [:]

  /// - Parameter external: what is said to answer outside.
  init(_ compilation: Compilation, external: [ExternalHost] = []) {
    self.compilation = compilation
    self.external = external
    mesh = compilation.mesh
  }

  /// The answer's object, or why there is none.
  ///
  /// - Parameter number: the line's, counted from 1; draws depend on it, so that the same request
  ///   on many lines meets every choice as often as chance has it.
  mutating func answer(
    _ line: RequestLine, number: Int
  ) -> Result<JSONValue, RequestLine.Problem> {
    do throws(RequestLine.Problem) {
      let answer = try self.answerOf(line, number)
      let touching = try touching(answer.trace)
      var object = AnswerForm(
        answer: answer, ruleVersion: mesh.ruleVersion, unmodelled: unmodelled + touching
      ).json()
      object["id"] = line.id
      if !leftOut.isEmpty { object["leftOut"] = .array(leftOut.map(\.json)) }
      return .success(object)
    } catch {
      return .failure(error)
    }
  }

  /// What is not modelled and touches one request; it forbids that request's answer alone.
  private func touching(_ trace: RequestTrace) throws(RequestLine.Problem) -> [Diagnostic] {
    guard !compilation.unmodelled.isEmpty else { return [] }
    let found = compilation.unmodelled(on: trace.path(in: mesh))
    guard let first = found.first, !allowsUnmodelled else { return found }
    let place = first.location.map { " (\($0))" } ?? ""
    throw RequestLine.Problem(words: "cannot be answered: \(first.summary)\(place)")
  }

  private mutating func answerOf(
    _ line: RequestLine, _ number: Int
  ) throws(RequestLine.Problem) -> RequestAnswer {
    switch line.entry {
    case .url(let url): return try answer(line, number, to: url)
    case .configuration(let name, let authority, let path):
      return RequestAnswer(
        try trace(line, number, at: name, authority: authority, path: path))
    }
  }

  private func answer(
    _ line: RequestLine, _ number: Int, to url: String
  ) throws(RequestLine.Problem) -> RequestAnswer {
    var request = RequestTemplate(url: url)
    request.method = line.method
    request.headers = line.headers
    request.body = line.body
    var question = RequestQuestion(request, from: line.from)
    question.gateway = gateway
    question.external = external
    question.seed = UInt64(clamping: number)
    if let script = line.application { question.workloads = behaviours(script) }
    let choice = question.entrance(in: mesh)
    if let finding = EntranceWords.finding(choice, host: url) {
      throw RequestLine.Problem(words: "cannot be answered: \(finding.summary)")
    }
    var entrance: Entrance?
    if case .found(let found) = choice { entrance = found }
    let scenario = question.scenario(mesh, at: entrance)
    if let problem = Simulation.problems(in: scenario).map(\.finding)
      .first(where: { $0.allowed(allowsUnmodelled).severity == .error })
    {
      throw RequestLine.Problem(words: "cannot be answered: \(problem.summary)")
    }
    return RequestAnswer(scenario, at: choice)
  }

  /// Every pod behaves as the script says.
  private func behaviours(_ script: ApplicationScript) -> [WorkloadBehaviour] {
    mesh.workloads.map { workload in
      var behaviour = WorkloadBehaviour(workload: "\(workload.namespace)/\(workload.podName)")
      behaviour.serviceTime = .constant(SimulationDuration(nanoseconds: script.delay.nanoseconds))
      behaviour.respond = Response(
        status: script.status, body: script.body,
        headers: script.headers.map { Response.Header(name: $0.name, value: $0.value) })
      behaviour.resets = script.resets
      return behaviour
    }
  }

  private mutating func trace(
    _ line: RequestLine, _ number: Int, at name: String, authority: String, path: String
  ) throws(RequestLine.Problem) -> RequestTrace {
    let (proxy, problem) = ProxyNames.proxy(named: line.from, in: mesh)
    guard let proxy else {
      throw RequestLine.Problem(words: "cannot be answered: \(problem?.summary ?? "no proxy")")
    }
    let ready =
      proxies[proxy.proxy]
      ?? ProxyTables(proxy, version: EnvoyVersion(minor: mesh.envoyMinor))
    proxies[proxy.proxy] = ready
    let key = "\(proxy.proxy) \(name)"
    guard let table = tables[key] ?? ready.routeTable(name) else {
      throw RequestLine.Problem(
        words: "names the route configuration “\(name.quotedForDiagnostics)”, and the proxy of "
          + "\(proxy.proxy) has none of that name")
    }
    tables[key] = table
    let request = RequestHead(
      method: line.method, authority: authority, path: path,
      headers: line.headers.map { HeaderField($0.name, $0.value) })
    let script = line.application ?? ApplicationScript()
    let answer = DataPlane.answer(
      request, at: table, of: ready, application: script,
      draws: RequestDraws(
        stream: Self.draw(number, 0), faultDelay: Self.draw(number, 1),
        faultAbort: Self.draw(number, 2)),
      backOffDraw: { Self.draw(number, 2 + $0) })
    return RequestTrace(answer, to: request, at: table, of: proxy.proxy, script)
  }
}

extension RequestLines {
  /// A number for one purpose of one line: SplitMix64's finaliser over both.
  private static func draw(_ line: Int, _ purpose: Int) -> UInt64 {
    var value = UInt64(line) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(purpose) &* 0xD1B5_4A32_D192_ED03
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

extension RequestTrace {
  /// What one proxy made of a request, as a trace of one hop.
  init(
    _ answer: ProxyAnswer, to request: RequestHead, at table: DataPlane.RouteTable,
    of proxy: String, _ script: ApplicationScript
  ) {
    var outcome = Outcome(requestedHost: request.authority)
    outcome.status = answer.head.status == 0 ? nil : answer.head.status
    outcome.flags = answer.flags.description
    outcome.details = answer.details
    outcome.body = answer.body
    outcome.attempts = answer.attempts
    outcome.curlExit = outcome.status == nil ? 52 : 0
    self.init(
      method: request.method, url: "http://\(request.authority)\(request.path)", from: proxy,
      outcome: outcome)
    responseHeaders = answer.head.headers.fields.map {
      Response.Header(name: $0.name, value: $0.value)
    }
    hops = [Hop(answer, at: table, of: proxy, script)]
  }
}

extension RequestTrace.Hop {
  fileprivate init(
    _ answer: ProxyAnswer, at table: DataPlane.RouteTable, of proxy: String,
    _ script: ApplicationScript
  ) {
    self.init(proxy: proxy, listener: "")
    let plan = answer.plan
    virtualHost = plan.routing.virtualHostName
    virtualHostOrigin = plan.routing.virtualHostOrigin
    routes = plan.routing.considered.map {
      RequestTrace.RouteConsideration(
        index: $0.index, name: $0.name, taken: $0.isTaken, why: $0.why, origin: $0.origin)
    }
    actions = plan.actions.map { RequestTrace.Action(text: $0.words, origin: $0.origin) }
    cluster = plan.cluster
    clusterOrigin = table.entry(plan.routing)?.route.origin
    attempts = (0..<answer.attempts).map { index in
      var attempt = RequestTrace.Attempt(endpoint: "", start: .zero)
      let hasEnded = index < answer.decisions.count
      attempt.decision = hasEnded ? answer.decisions[index] : nil
      attempt.result = hasEnded ? script.result : answer.details
      return attempt
    }
    let sentAttempts = answer.details == "no_healthy_upstream" ? 0 : answer.attempts
    sent = answer.sent.enumerated().map { position, sent in
      RequestTrace.Sent(
        cluster: sent.cluster, method: sent.head.method, path: sent.head.path,
        authority: sent.head.authority,
        headers: sent.head.headers.fields.map { Response.Header(name: $0.name, value: $0.value) },
        isMirror: position >= sentAttempts)
    }
    status = answer.head.status == 0 ? nil : answer.head.status
    flags = answer.flags.description
    details = answer.details
  }
}

extension ApplicationScript {
  /// How an attempt ends that no timer ends first.
  fileprivate var result: String { resets ? "connection termination" : "\(status)" }
}
