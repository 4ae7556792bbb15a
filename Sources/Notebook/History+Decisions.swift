internal import Diagnostics
internal import Simulator

extension History {
  /// The decision that made a request end as it did, and where it is written; `nil` where nothing
  /// of it is known.
  func decision(on position: Int) -> LocalizedText? {
    let request = requests[position]
    let client = SentenceNumbers.name(clients[request.client])
    if let origin = outcomes[request.outcome].origin {
      return LocalizedText([
        "en": "request \(request.number + 1) of \(client) was decided by \(origin)",
        "ko": "\(client)의 \(request.number + 1)번째 요청을 결정한 곳: \(origin)",
      ])
    }
    guard let hop = trace(of: request)?.hops.first(where: { $0.routes.contains(where: \.taken) }),
      let route = hop.routes.first(where: \.taken)
    else { return nil }
    let place = route.origin.map { " (\($0))" } ?? ""
    return LocalizedText([
      "en": "request \(request.number + 1) of \(client) took route \(route.index) at the proxy of "
        + "\(hop.proxy)\(place): \(route.why)",
      "ko": "\(client)의 \(request.number + 1)번째 요청은 \(hop.proxy)의 프록시에서 라우트 "
        + "\(route.index)번으로 갔다\(place): \(route.why)",
    ])
  }

  /// The trace of the first request of the same client that ended alike.
  func trace(of request: RequestRecord) -> RequestTrace? {
    let outcome = outcomes[request.outcome]
    return traces.first { trace in
      guard let index = trace.request, requests.indices.contains(index) else { return false }
      return requests[index].client == request.client && trace.outcome == outcome
    }
  }
}
