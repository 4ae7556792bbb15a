import Diagnostics
import Notebook
import Simulator

/// A small record made by hand: two terminals of one pod, a limit of one request at a time.
enum Fixture {
  static let folder = "Experiments/max-connection-dr"

  static func milliseconds(_ count: Int64) -> SimulationTime {
    SimulationTime(nanoseconds: count * 1_000_000)
  }

  static func origin(_ kind: String, _ name: String, _ field: String, _ file: String, _ line: Int)
    -> Origin
  {
    Origin(
      resource: ResourceIdentifier(kind: kind, namespace: "default", name: name),
      fieldPath: field,
      location: SourceLocation(file: "\(folder)/manifests/\(file)", line: line, column: 7))
  }

  static let shift = origin(
    "VirtualService", "traffic-shift-v2-to-v1", "spec.http[0]", "50-shift.yaml", 8)
  static let limit = origin(
    "DestinationRule", "helloworld-v1-max-connection",
    "spec.trafficPolicy.connectionPool.http.http2MaxRequests", "60-limit.yaml", 10)

  static let host = "helloworld-v2.default.svc.cluster.local"
  static let outbound = "outbound|5000||helloworld-v1.default.svc.cluster.local"
  static let overflowBody =
    "upstream connect error or disconnect/reset before headers. reset reason: overflow"

  static var answered: Outcome {
    var outcome = Outcome(requestedHost: host)
    outcome.status = 200
    outcome.details = "via_upstream"
    outcome.body = "Hello version: v1, instance: helloworld-v1-0\n"
    outcome.workload = "helloworld-v1-0.default"
    outcome.workloadOwner = "helloworld-v1.default"
    outcome.path = [
      .init(proxy: "nginx.default", direction: "outbound", cluster: outbound, attempts: 1),
      .init(
        proxy: "helloworld-v1-0.default", direction: "inbound", cluster: "inbound|5000||",
        attempts: 1),
    ]
    outcome.attempts = 2
    return outcome
  }

  /// Refused by the caller's proxy, or by the receiver's after two retries.
  static func refused(byCaller: Bool) -> Outcome {
    var outcome = Outcome(requestedHost: host)
    outcome.status = 503
    outcome.flags = byCaller ? "UO" : "URX"
    outcome.decidingFlags = "UO"
    outcome.body = overflowBody
    outcome.decidedBy = byCaller ? "nginx.default" : "helloworld-v1-0.default"
    outcome.origin = limit
    outcome.path = [
      .init(
        proxy: "nginx.default", direction: "outbound", cluster: outbound,
        attempts: byCaller ? 1 : 3)
    ]
    if !byCaller {
      outcome.path.append(
        .init(
          proxy: "helloworld-v1-0.default", direction: "inbound", cluster: "inbound|5000||",
          attempts: 1))
    }
    outcome.attempts = byCaller ? 1 : 6
    return outcome
  }

  static var neverReturned: Outcome {
    var outcome = Outcome(requestedHost: host)
    outcome.hopLimitReached = true
    outcome.curlExit = 28
    outcome.path = (0..<32).flatMap { hop -> [Outcome.Step] in
      let (here, next) = hop % 2 == 0 ? ("v1", "v2") : ("v2", "v1")
      let first =
        hop == 0
        ? [
          Outcome.Step(
            proxy: "nginx.default", direction: "outbound", cluster: outbound, attempts: 1)
        ] : []
      return first + [
        Outcome.Step(
          proxy: "helloworld-\(here)-0.default", direction: "inbound",
          cluster: "outbound|5000||helloworld-\(next).default.svc.cluster.local", attempts: 1)
      ]
    }
    outcome.attempts = 64
    return outcome
  }

  /// Two loops; while both run, every other request meets the second outcome.
  static func history(_ good: Outcome, _ bad: Outcome) -> History {
    var history = History(clients: ["terminal-1", "terminal-2"])
    history.outcomes = [good, bad]
    var requests: [RequestRecord] = []
    for client in 0..<2 {
      var now: Int64 = client == 0 ? 0 : 1000
      var number = 0
      while now < 3000 {
        let fails = now >= 1000 && (number + client) % 5 != 0
        let length: Int64 = fails ? 11 : 90 + Int64(number * 7 % 20)
        requests.append(
          RequestRecord(
            client: client, number: number, start: milliseconds(now),
            end: milliseconds(now + length), outcome: fails ? 1 : 0))
        now += length + 10
        number += 1
      }
    }
    history.requests = requests.sorted { ($0.start, $0.client) < ($1.start, $1.client) }
    history.end = milliseconds(3000)
    history.consultedChance = true
    history.traces = (0..<2).flatMap { client in
      (0..<2).compactMap { outcome in
        history.requests.firstIndex { $0.client == client && $0.outcome == outcome }.map {
          trace(history, request: $0)
        }
      }
    }
    return history
  }

  static func trace(_ history: History, request: Int) -> RequestTrace {
    let asked = history.requests[request]
    let outcome = history.outcomes[asked.outcome]
    var trace = RequestTrace(
      method: "GET", url: "http://\(host):5000/hello", from: "nginx.default", outcome: outcome)
    trace.request = request
    trace.start = asked.start
    trace.end = asked.end
    for (index, step) in outcome.path.enumerated() {
      var hop = RequestTrace.Hop(
        proxy: step.proxy, listener: index == 0 ? "0.0.0.0_5000" : "virtualInbound")
      hop.virtualHost = index == 0 ? "\(host):5000" : "inbound|http|5000"
      hop.routes = [
        .init(
          index: 0, name: index == 0 ? "" : "default", taken: true, why: "prefix / matches",
          origin: index == 0 ? shift : nil)
      ]
      hop.cluster = step.cluster
      hop.clusterOrigin = index == 0 ? limit : nil
      var attempt = RequestTrace.Attempt(endpoint: "10.0.0.3:5000", start: asked.start)
      attempt.workload = "helloworld-v1-0.default"
      attempt.end = asked.end
      attempt.result = outcome.status.map { "\($0)" } ?? "no response"
      if outcome.decidedBy == step.proxy {
        attempt.endpoint = ""
        attempt.workload = nil
        attempt.result = "overflow"
        attempt.limit = "max_requests 1"
        attempt.limitOrigin = limit
      }
      hop.attempts = [attempt]
      hop.status = outcome.status
      hop.flags = outcome.decidedBy == step.proxy ? "UO" : index == 0 ? outcome.flags : ""
      trace.hops.append(hop)
    }
    if outcome.status == 200 {
      trace.received = [
        .init(
          workload: "helloworld-v1-0.default", authority: "\(host):5000", path: "/hello",
          headers: [])
      ]
    }
    return trace
  }

  static func result(
    _ name: String, _ resolved: String, isTheory: Bool = false, _ good: Outcome, _ bad: Outcome,
    verdicts: [Verdict]
  ) -> RuleVersionResult {
    let history = history(good, bad)
    var result = RuleVersionResult(requestedName: name, ruleVersion: resolved, history: history)
    result.isTheory = isTheory
    result.requestCount = history.requests.count
    result.consultedChance = true
    result.ruleVersionDigest = String(repeating: "ab12", count: 16)
    result.judgements = zip(["alone", "refused-by-the-caller"], verdicts).map { id, verdict in
      Judgement(
        hypothesis: id, verdict: verdict,
        findings: [
          .init(
            verdict: verdict,
            observation: LocalizedText([
              "en": "share 0.431 (99 % interval 0.412 to 0.449, 30 runs)",
              "ko": "비율 0.431 (99 % 구간 0.412–0.449, 30회 실행)",
            ])), .init(verdict: verdict, observation: LocalizedText("all 120 requests")),
        ])
    }
    for client in 0..<2 {
      for outcome in 0..<2 {
        let count = history.requests.count { $0.client == client && $0.outcome == outcome }
        guard count > 0 else { continue }
        result.outcomes.append(
          .init(
            client: history.clients[client], outcome: history.outcomes[outcome], count: count))
      }
    }
    return result
  }

  static var record: RunRecord {
    var record = RunRecord(experiment: "max-connection-dr")
    record.labbookVersion = "0.1.0"
    record.replications = 30
    record.title = LocalizedText([
      "en": "One request at a time, and two terminals", "ko": "한 번에 요청 하나, 그리고 두 개의 터미널",
    ])
    record.question = LocalizedText([
      "en":
        "A DestinationRule on helloworld-v1 allows one request at a time. Two terminals of one pod "
        + "call helloworld-v2, which a VirtualService turns into helloworld-v1. Who is refused, and "
        + "by whose proxy? After https://bluehorn07.github.io/2024/02/28/istio-circular-virtual-service.",
      "ko":
        "helloworld-v1에 건 DestinationRule은 한 번에 요청 하나만 허용한다. 한 Pod의 터미널 두 개가 helloworld-v2를 "
        + "호출하고, VirtualService는 이를 helloworld-v1로 돌린다. 누가 거절당하고, 거절하는 것은 누구의 프록시일까?",
    ])
    record.predictionsDigest = String(repeating: "0123456789abcdef", count: 4)
    record.digests = [
      .init(path: "experiment.yaml", sha256: String(repeating: "0f", count: 32)),
      .init(path: "manifests/50-shift.yaml", sha256: String(repeating: "1e", count: 32)),
    ]
    record.command = "labbook run max-connection-dr --seed 1"
    record.manifests = manifests
    record.clients = ["terminal-1", "terminal-2"].map { id in
      var client = ClientPlan(
        id: id, pod: "nginx", request: RequestTemplate(url: "http://\(host):5000/hello"),
        traffic: .loop(pause: .constant(.milliseconds(10)), reuseConnection: false))
      client.start = milliseconds(id == "terminal-1" ? 0 : 1000)
      client.stop = milliseconds(3000)
      return client
    }
    var workload = WorkloadBehaviour(workload: "default/helloworld-v1")
    workload.serviceTime = .uniform(from: .milliseconds(80), to: .milliseconds(120))
    record.workloads = [workload]
    record.network = NetworkModel(roundTrip: .constant(.milliseconds(1)))
    record.hypotheses = hypotheses
    record.results = [
      result(
        "naive", "naive", isTheory: true, neverReturned, neverReturned,
        verdicts: [.refuted, .undecided]),
      result(
        "blog-2024-02", "blog-2024-02", isTheory: true, answered, refused(byCaller: false),
        verdicts: [.supported, .refuted]),
      result(
        "istio-1.20", "istio-1.20.2", answered, refused(byCaller: true),
        verdicts: [.supported, .supported]),
      result(
        "istio-1.24", "istio-1.24.0", answered, refused(byCaller: true),
        verdicts: [.supported, .supported]),
      result(
        "istio-1.30", "istio-1.30.3", answered, refused(byCaller: true),
        verdicts: [.supported, .supported]),
    ]
    return record
  }

  private static var hypotheses: [RunRecord.HypothesisRecord] {
    var alone = RunRecord.HypothesisRecord(
      id: "alone",
      claim: LocalizedText([
        "en":
          "As long as the first terminal is alone, all its calls are answered by helloworld-v1.",
        "ko": "첫 번째 터미널만 호출하는 동안에는 모든 호출에 helloworld-v1이 응답한다.",
      ]))
    alone.predictions = [
      LocalizedText("every request of terminal-1 begun from 0 s to 1 s has status 200"),
      LocalizedText("every request of terminal-1 begun from 0 s to 1 s has workload helloworld-v1"),
    ]
    alone.expected = ["naive": .refuted, "blog-2024-02": .supported, "istio-1.20.2": .refuted]
    var caller = RunRecord.HypothesisRecord(
      id: "refused-by-the-caller",
      claim: LocalizedText([
        "en":
          "Both terminals share the proxy of their pod, and that proxy refuses; no refused call "
          + "leaves the pod.",
        "ko": "두 터미널은 같은 Pod의 프록시를 함께 쓰고, 거절하는 것도 그 프록시다.",
      ]))
    caller.predictions = [LocalizedText("every request has refusedBy nginx")]
    return [alone, caller]
  }

  private static var manifests: [RunRecord.ManifestFile] {
    [
      .init(
        path: "manifests/30-services.yaml",
        text: "apiVersion: v1\nkind: Service\nmetadata:\n  name: helloworld-v1\n"),
      .init(
        path: "manifests/50-shift.yaml",
        text: """
          apiVersion: networking.istio.io/v1alpha3
          kind: VirtualService
          metadata:
            name: traffic-shift-v2-to-v1
          spec:
            hosts: ["helloworld-v2.default.svc.cluster.local"]
            http:
              - route:
                  - destination:
                      host: helloworld-v1.default.svc.cluster.local

          """),
      .init(
        path: "manifests/60-limit.yaml",
        text: """
          apiVersion: networking.istio.io/v1alpha3
          kind: DestinationRule
          metadata:
            name: helloworld-v1-max-connection
          spec:
            host: helloworld-v1.default.svc.cluster.local
            trafficPolicy:
              connectionPool:
                http:
                  http2MaxRequests: 1

          """),
    ]
  }
}
