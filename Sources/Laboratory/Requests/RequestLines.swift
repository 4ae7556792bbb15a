package import ControlPlane
package import DataPlane
package import Diagnostics
internal import EnvoyMessages
internal import Manifests
package import ProxyConfig
package import Simulator

/// Answers the lines of `labbook curl --requests`, each alone.
package struct RequestLines {
  /// Where the requests are sent.
  package let mesh: MeshConfiguration
  /// The Gateway at which lines from outside enter; `nil` for the one that serves the host.
  package var gateway: String?
  /// Whether lines are answered that something touches which is not modelled.
  package var allowsUnmodelled = false
  /// By when tokens are judged, in seconds since 1970; `nil` where their times count as right.
  package var now: Int64?
  /// What the control plane made of the mesh.
  package let compilation: Compilation
  private let external: [ExternalHost]
  private var network: AskedNetwork
  /// Senders whose own proxy leaves nothing out that forbids an answer.
  private var modelledSenders: Set<String> = []
  /// Positions in the mesh's proxies, by the name that lines give.
  private var positions: [String: Int] = [:]
  private var proxies: [String: ProxyTables] = [:]
  private var tables: [String: DataPlane.RouteTable] = [:]

  /// `external`: what is said to answer outside.
  package init(_ compilation: Compilation, external: [ExternalHost] = []) {
    self.compilation = compilation
    self.external = external
    mesh = compilation.mesh
    network = AskedNetwork(compilation.mesh, external: external)
  }

  /// An answer, and what is not modelled and touches its request: it is given without that.
  package struct Answered {
    /// The answer.
    package var answer: RequestAnswer
    /// What was asked; `nil` of a line that asks a route configuration.
    package var request: RequestTemplate?
    /// What is not modelled; empty unless such lines are answered, too.
    package var unmodelled: [Diagnostic]
  }

  /// Answers a line.
  ///
  /// `number`: the line's, counted from 1; draws depend on it, so that the same request on many
  /// lines meets every choice as often as chance has it.
  ///
  /// - Throws: why there is no answer.
  package mutating func answer(
    _ line: RequestLine, number: Int
  ) throws(RequestLine.Problem) -> Answered {
    let answer = try answerOf(line, number)
    return Answered(
      answer: answer, request: line.template, unmodelled: try touching(answer.trace))
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

  private mutating func answer(
    _ line: RequestLine, _ number: Int, to url: String
  ) throws(RequestLine.Problem) -> RequestAnswer {
    var request = line.template(for: url)
    request.tokens = TokenReading.tokens(in: request, now: now)
    var question = RequestQuestion(request, from: line.from)
    question.gateway = gateway
    question.external = external
    question.seed = UInt64(clamping: number)
    if let script = line.application { question.workloads = behaviours(script) }
    let choice = question.entrance(in: mesh, on: network)
    if let finding = choice.finding(host: request.target?.host ?? url) {
      throw RequestLine.Problem(words: "cannot be answered: \(finding.summary)")
    }
    var entrance: Entrance?
    if case .found(let found) = choice { entrance = found }
    let scenario = question.scenario(mesh, at: entrance)
    var problems = network.problems(in: scenario)
    if problems.isEmpty, !modelledSenders.contains(line.from) {
      problems = network.unmodelled(in: scenario)
    }
    if let problem = problems.map(\.finding)
      .first(where: { $0.allowed(allowsUnmodelled).severity == .error })
    {
      throw RequestLine.Problem(words: "cannot be answered: \(problem.summary)")
    }
    modelledSenders.insert(line.from)
    return RequestAnswer(scenario, at: choice, on: &network)
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

  private mutating func proxy(
    named name: String
  ) throws(RequestLine.Problem) -> ProxyConfiguration {
    if let position = positions[name] { return mesh.proxies[position] }
    let (proxy, problem) = ProxyNames.proxy(named: name, in: mesh)
    guard let proxy else {
      throw RequestLine.Problem(words: "cannot be answered: \(problem?.summary ?? "no proxy")")
    }
    positions[name] = mesh.proxies.firstIndex { $0.proxy == proxy.proxy }
    return proxy
  }

  private mutating func trace(
    _ line: RequestLine, _ number: Int, at name: String, authority: String, path: String
  ) throws(RequestLine.Problem) -> RequestTrace {
    let proxy = try proxy(named: line.from)
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

extension RequestLine {
  /// What is asked; `nil` where a route configuration is.
  fileprivate var template: RequestTemplate? {
    guard case .url(let url) = entry else { return nil }
    return template(for: url)
  }

  fileprivate func template(for url: String) -> RequestTemplate {
    var request = RequestTemplate(url: url)
    request.method = method
    request.headers = headers
    request.body = body
    request.principal = principal
    request.claims = claims
    return request
  }
}

extension RequestTrace {
  /// What one proxy made of a request, as a trace of one hop.
  package init(
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
