package import EnvoyMessages
internal import Diagnostics
package import Simulator

/// The JSON of `labbook curl -o json`.
package enum TraceJSON {
  /// The form's version.
  package static let schema = "labbook.curl/v1"

  /// The whole answer.
  ///
  /// `askedFor`: the rule version as it was asked for; told where another stands for it.
  package static func value(
    of trace: RequestTrace, ruleVersion: String, askedFor: String? = nil
  ) -> JSONValue {
    var value: JSONValue = [
      "schema": .string(schema),
      "ruleVersion": .string(ruleVersion),
      "request": [
        "method": .string(trace.method), "url": .string(trace.url), "from": .string(trace.from),
      ],
      "outcome": outcome(of: trace),
      "hops": .array(trace.hops.map(hop)),
      "received": .array(trace.received.map(received)),
    ]
    if let askedFor, askedFor != ruleVersion { value["askedForRuleVersion"] = .string(askedFor) }
    return value
  }

  private static func outcome(of trace: RequestTrace) -> JSONValue {
    let outcome = trace.outcome
    return [
      "status": outcome.status.map { .number(Double($0)) } ?? .null,
      "flags": .string(outcome.flags),
      "details": .string(outcome.details),
      "body": .string(outcome.body),
      "headers": headers(trace.responseHeaders),
      "curlExit": .number(Double(outcome.curlExit)),
      "didNotReturn": .boolean(outcome.hopLimitReached),
      "workload": outcome.workload.map { .string($0) } ?? .null,
      "decidedBy": outcome.decidedBy.map { .string($0) } ?? .null,
      "origin": origin(outcome.origin),
    ]
  }

  private static func hop(_ hop: RequestTrace.Hop) -> JSONValue {
    var value: JSONValue = [
      "proxy": .string(hop.proxy), "virtualHost": .null, "cluster": .null, "clusterOrigin": .null,
      "sent": .array(hop.sent.map(sent)),
    ]
    var routes: [JSONValue] = []
    var actions: [JSONValue] = []
    var attempts: [JSONValue] = []
    for step in hop.steps {
      switch step {
      case .listener(let name, let filterChain):
        value["listener"] = .string(name)
        value["filterChain"] = .string(filterChain)
      case .virtualHost(let host, _): value["virtualHost"] = host.map { .string($0) } ?? .null
      case .route(let considered): routes.append(route(considered))
      case .action(let action):
        actions.append(["text": .string(action.text), "origin": origin(action.origin)])
      case .cluster(let name, let place):
        value["cluster"] = .string(name)
        value["clusterOrigin"] = origin(place)
      case .attempt(let made, _): attempts.append(attempt(made))
      case .answer(let status, let flags, let details):
        value["status"] = status.map { .number(Double($0)) } ?? .null
        value["flags"] = .string(flags)
        value["details"] = .string(details)
      }
    }
    value["routes"] = .array(routes)
    value["actions"] = .array(actions)
    value["attempts"] = .array(attempts)
    return value
  }

  private static func route(_ route: RequestTrace.RouteConsideration) -> JSONValue {
    [
      "index": .number(Double(route.index)), "name": .string(route.name),
      "taken": .boolean(route.taken), "why": .string(route.why), "origin": origin(route.origin),
    ]
  }

  private static func attempt(_ attempt: RequestTrace.Attempt) -> JSONValue {
    [
      "endpoint": .string(attempt.endpoint),
      "workload": attempt.workload.map { .string($0) } ?? .null,
      "start": .number(seconds(attempt.start)), "end": .number(seconds(attempt.end)),
      "result": .string(attempt.result),
      "limit": attempt.limit.map { .string($0) } ?? .null,
      "limitOrigin": origin(attempt.limitOrigin),
      "decision": attempt.decision.map { .string($0) } ?? .null,
    ]
  }

  private static func sent(_ sent: RequestTrace.Sent) -> JSONValue {
    [
      "cluster": .string(sent.cluster), "method": .string(sent.method),
      "path": .string(sent.path), "authority": .string(sent.authority),
      "headers": headers(sent.headers), "mirror": .boolean(sent.isMirror),
    ]
  }

  private static func received(_ received: RequestTrace.Received) -> JSONValue {
    [
      "workload": .string(received.workload), "authority": .string(received.authority),
      "path": .string(received.path), "headers": headers(received.headers),
    ]
  }

  private static func headers(_ headers: [Response.Header]) -> JSONValue {
    .array(headers.map { .array([.string($0.name), .string($0.value)]) })
  }

  /// Virtual time in seconds since the request began.
  private static func seconds(_ time: SimulationTime) -> Double {
    Double(time.nanoseconds) / 1e9
  }

  private static func origin(_ origin: Origin?) -> JSONValue {
    origin.map(AnswerNoteForm.json) ?? .null
  }
}
