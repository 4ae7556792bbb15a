internal import Diagnostics
internal import Limits
internal import Notebook
internal import Simulator

/// How a Deployment or pod, named `NAMESPACE/NAME`, behaves.
func decodeWorkload(_ name: String, _ fields: Fields) -> WorkloadBehaviour {
  var workload = WorkloadBehaviour(workload: name)
  if name.split(separator: "/", omittingEmptySubsequences: false).count != 2 {
    fields.findings.report(
      .invalidValue,
      "a workload is named NAMESPACE/NAME, and this is “\(name.quotedForDiagnostics)”",
      at: fields.node, hint: name.contains("/") ? nil : "write default/\(name)")
  }
  workload.serviceTime = fields.distribution("serviceTime") ?? workload.serviceTime
  workload.concurrency = fields.integer("concurrency", .concurrency).map { Int($0) }
  workload.respond = fields.object("respond", decodeResponse) ?? workload.respond
  workload.respondFirst = fields.list("respondFirst", decodeResponse)
  workload.resets = fields.boolean("resets") ?? false
  return workload
}

/// A host outside the mesh.
func decodeExternal(_ name: String, _ fields: Fields) -> ExternalHost {
  var host = ExternalHost(host: name)
  host.serviceTime = fields.distribution("serviceTime") ?? host.serviceTime
  host.respond = fields.object("respond", decodeResponse) ?? host.respond
  return host
}

/// How long the way between two pods takes, and what proxies take.
func decodeNetwork(_ fields: Fields) -> NetworkModel {
  var network = NetworkModel.standard
  network.roundTrip = fields.distribution("roundTrip") ?? network.roundTrip
  network.proxyTime = fields.distribution("proxyTime") ?? network.proxyTime
  return network
}

private func decodeResponse(_ fields: Fields) -> Response {
  var response = Response()
  response.status = fields.integer("status", .responseStatus).map { Int($0) } ?? 200
  response.body = fields.string("body") ?? ""
  response.headers = decodeHeaders(fields)
  return response
}

private func decodeHeaders(_ fields: Fields) -> [Response.Header] {
  guard let headers = fields.fields("headers") else { return [] }
  return headers.keys.compactMap { name in
    headers.string(name).map { Response.Header(name: name, value: $0) }
  }
}

/// A client with its traffic.
func decodeClient(_ fields: Fields) -> ClientPlan {
  let id = fields.required("id") { fields.string($0) } ?? ""
  let pod = fields.required("pod") { fields.string($0) } ?? ""
  let (request, traffic) = decodeTraffic(fields)
  var client = ClientPlan(id: id, pod: pod, request: request, traffic: traffic)
  client.start = fields.simulationTime("start") ?? client.start
  client.stop = fields.simulationTime("stop") ?? client.stop
  if let node = fields.value("stop"), client.stop <= client.start {
    fields.findings.report(
      .invalidValue, "\(fields.path).stop must lie after its start", at: node)
  }
  return client
}

private func decodeTraffic(_ fields: Fields) -> (RequestTemplate, ClientPlan.Traffic) {
  let nothing = ClientPlan.Traffic.loop(pause: .constant(.zero), reuseConnection: false)
  guard let kind = fields.only(of: ["loop", "open", "rounds"]) else {
    fields.findings.report(
      .missingField, "\(fields.path) sends nothing: it needs loop, open or rounds",
      at: fields.node)
    return (RequestTemplate(url: ""), nothing)
  }
  let traffic = fields.object(kind) { fields in
    let request = decodeRequest(fields)
    switch kind {
    case "loop": return (request, decodeLoop(fields))
    case "open": return (request, decodeOpen(fields))
    default: return (request, decodeRounds(fields))
    }
  }
  return traffic ?? (RequestTemplate(url: ""), nothing)
}

private func decodeRequest(_ fields: Fields) -> RequestTemplate {
  var request = RequestTemplate(url: fields.required("url") { fields.string($0) } ?? "")
  request.method = fields.string("method") ?? request.method
  request.body = fields.string("body") ?? ""
  request.headers = decodeHeaders(fields)
  request.connectTo = fields.string("connectTo")
  guard let node = fields.value("url"), !request.url.isEmpty else { return request }
  let limit = ReadingLimits.standard.urlByteCount
  if request.url.utf8.count > limit {
    fields.findings.report(
      .limitExceeded,
      "\(fields.pathTo("url")) has \(request.url.utf8.count) bytes, and at most \(limit) are sent",
      at: node)
  }
  do throws(RequestURL.Problem) {
    _ = try RequestURL(request.url)
  } catch {
    fields.findings.report(
      .invalidURL,
      "the URL “\(request.url.quotedForDiagnostics)” \(error.description.quotedForDiagnostics)",
      at: node, hint: error == .noScheme ? "write http://\(request.url.quotedForDiagnostics)" : nil)
  }
  return request
}

private func decodeLoop(_ fields: Fields) -> ClientPlan.Traffic {
  .loop(
    pause: fields.distribution("pause") ?? .constant(.zero),
    reuseConnection: fields.boolean("reuseConnection") ?? false)
}

private func decodeOpen(_ fields: Fields) -> ClientPlan.Traffic {
  let rate = fields.required("rate") { fields.number($0) } ?? 1
  let limits = NumberRange.requestRate.range
  let per1000Seconds = Int64(saturating: (rate * 1_000).rounded())
  if let node = fields.value("rate"), !limits.contains(per1000Seconds) {
    fields.findings.report(
      .invalidValue,
      "\(fields.path).rate must lie between 0.001 and 1000000 requests per second", at: node)
  }
  let arrivals = fields.enumeration("arrivals", ["poisson", "constant"])
  return .open(
    requestsPer1000Seconds: min(max(per1000Seconds, limits.lowerBound), limits.upperBound),
    poisson: arrivals != "constant")
}

private func decodeRounds(_ fields: Fields) -> ClientPlan.Traffic {
  let count = fields.required("n") { fields.integer($0, .roundCount) } ?? 1
  let every = fields.required("every") { fields.simulationDuration($0) }
  let concurrent = fields.integer("concurrent", .concurrentRequests) ?? 1
  if let node = fields.value("every"), let every, every == .zero {
    fields.findings.report(
      .invalidValue, "\(fields.path).every must be longer than nothing", at: node)
  }
  return .rounds(
    count: Int(count), every: every ?? .seconds(1), concurrent: Int(concurrent))
}

extension Fields {
  /// How a time is drawn: a length of time, or one of constant, uniform, exponential, quantiles.
  func distribution(_ key: String) -> Distribution? {
    guard let node = value(key) else { return nil }
    if case .scalar = node.content { return simulationDuration(key).map { .constant($0) } }
    return object(key) { $0.drawn() } ?? nil
  }

  private func drawn() -> Distribution? {
    let names = ["constant", "uniform", "exponential", "quantiles"]
    guard let kind = only(of: names) else {
      findings.report(
        .missingField,
        "\(path) must be a length of time or one of \(names.joined(separator: ", "))",
        at: node)
      return nil
    }
    switch kind {
    case "constant": return simulationDuration(kind).map { .constant($0) }
    case "exponential": return simulationDuration(kind).map { .exponential(mean: $0) }
    case "uniform": return uniform()
    default: return quantiles()
    }
  }

  private func uniform() -> Distribution? {
    guard let ends = simulationDurations("uniform"), let node = value("uniform") else {
      return nil
    }
    guard ends.count == 2, ends[0] <= ends[1] else {
      findings.report(
        .invalidValue, "\(path).uniform must be the least and the greatest length of time",
        at: node)
      return nil
    }
    return .uniform(from: ends[0], to: ends[1])
  }

  /// A mapping from shares such as `p50` or `0.5` to lengths of time.
  private func quantiles() -> Distribution? {
    guard let fields = fields("quantiles") else { return nil }
    var points: [Distribution.Quantile] = []
    for name in fields.keys {
      guard let share = millionths(ofQuantile: name) else {
        findings.report(
          .invalidValue,
          "\(fields.path) has the quantile “\(name.quotedForDiagnostics)”, and a quantile is "
            + "written as p50 or 0.5", at: fields.node)
        continue
      }
      guard let value = fields.simulationDuration(name) else { continue }
      points.append(Distribution.Quantile(millionths: share, value: value))
    }
    points.sort { ($0.millionths, $0.value) < ($1.millionths, $1.value) }
    let isRising = zip(points, points.dropFirst()).allSatisfy {
      $0.millionths < $1.millionths && $0.value <= $1.value
    }
    guard points.count >= 2, isRising else {
      findings.report(
        .invalidValue, "\(fields.path) needs two quantiles at least, and rising ones",
        at: fields.node)
      return nil
    }
    return .quantiles(points)
  }
}

/// `p99.9` and `0.999` as millionths.
func millionths(ofQuantile text: String) -> Int64? {
  let isPercent = text.hasPrefix("p")
  guard let number = Double(isPercent ? String(text.dropFirst()) : text),
    number >= 0, number <= (isPercent ? 100 : 1)
  else { return nil }
  return Int64((number * (isPercent ? 10_000 : 1_000_000)).rounded())
}
