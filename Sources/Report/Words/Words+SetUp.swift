internal import Notebook
internal import Simulator

/// The set-up in words.
extension Words {
  func client(_ plan: ClientPlan) -> String {
    let place =
      plan.pod == "outside"
      ? pick("outside the mesh", "메시 바깥") : pick("in pod \(plan.pod)", "\(plan.pod) Pod")
    let start = duration(plan.start.nanoseconds)
    let stop = duration(plan.stop.nanoseconds)
    return pick(
      "\(place), from \(start) to \(stop): \(traffic(plan.traffic))",
      "\(place), \(start)부터 \(stop)까지: \(traffic(plan.traffic))")
  }

  private func traffic(_ traffic: ClientPlan.Traffic) -> String {
    switch traffic {
    case .loop(let pause, let reuse):
      let connection =
        reuse
        ? pick("over one connection", "연결 하나를 계속 사용")
        : pick("over a new connection each time", "매번 새 연결")
      guard pause != .constant(.zero) else {
        return pick("one request after another, \(connection)", "요청을 연달아, \(connection)")
      }
      return pick(
        "one request after another with a pause of \(distribution(pause)), \(connection)",
        "요청을 연달아, 사이에 \(distribution(pause)) 쉼, \(connection)")
    case .open(let rate, let poisson):
      let perSecond = FixedPoint.shortest(Double(rate) / 1000, places: 3)
      let arrival =
        poisson
        ? pick("at random (Poisson)", "무작위(푸아송)") : pick("evenly", "일정한 간격")
      return pick(
        "\(perSecond) requests a second, arriving \(arrival)",
        "초당 요청 \(perSecond)건, 도착은 \(arrival)")
    case .rounds(let count, let every, let concurrent):
      let every = duration(every.nanoseconds)
      return pick(
        "\(count) rounds, one every \(every), of \(concurrent) requests at once",
        "\(every)마다 한 번씩 \(count)회, 한 번에 동시 요청 \(concurrent)건")
    }
  }

  func workload(_ workload: WorkloadBehaviour) -> String {
    var text =
      workload.resets
      ? pick("closes the connection", "연결을 끊음")
      : answer(workload.respond.status, workload.serviceTime)
    if let concurrency = workload.concurrency {
      text += pick(", \(concurrency) at a time", ", 동시에 \(concurrency)건씩")
    }
    if !workload.respondFirst.isEmpty {
      let first = workload.respondFirst.map { "\($0.status)" }.joined(separator: ", ")
      text += pick("; the first answers are \(first)", "; 처음 응답은 \(first)")
    }
    return text
  }

  func external(_ host: ExternalHost) -> String {
    pick("outside the mesh, ", "메시 바깥, ") + answer(host.respond.status, host.serviceTime)
  }

  private func answer(_ status: Int, _ time: Distribution) -> String {
    guard time != .constant(.zero) else {
      return pick("answers \(status) at once", "바로 \(status) 응답")
    }
    return pick(
      "answers \(status) after \(distribution(time))", "\(distribution(time)) 뒤 \(status) 응답")
  }

  func network(_ network: NetworkModel) -> String {
    let time = distribution(network.roundTrip)
    let trip = pick(
      "a round trip between two pods takes \(time)", "두 Pod 사이의 왕복 시간은 \(time)")
    guard network.proxyTime != .constant(.zero) else { return trip }
    let proxy = distribution(network.proxyTime)
    return trip
      + pick(", a proxy takes \(proxy) each way", ", 프록시가 요청과 응답에 각각 쓰는 시간은 \(proxy)")
  }

  /// What is said where limits refused calls of a loop.
  var sharesDependOnProxyTime: String {
    pick(
      "; limits refused calls of a loop, and their share depends on what proxies take (proxyTime)",
      "; 제한이 루프의 호출을 거절했으며, 그 비율은 프록시가 쓰는 시간(proxyTime)에 따라 달라진다")
  }

  func distribution(_ distribution: Distribution) -> String {
    switch distribution {
    case .constant(let value): return duration(value.nanoseconds)
    case .uniform(let low, let high):
      let (low, high) = (duration(low.nanoseconds), duration(high.nanoseconds))
      return pick("\(low) to \(high) (uniform)", "\(low)–\(high)(균등)")
    case .exponential(let mean):
      let mean = duration(mean.nanoseconds)
      return pick("\(mean) on average (exponential)", "평균 \(mean)(지수)")
    case .quantiles(let quantiles):
      let points = quantiles.map { point in
        let share = FixedPoint.shortest(Double(point.millionths) / 10_000)
        return "\(share) %: \(duration(point.value.nanoseconds))"
      }
      return points.joined(separator: ", ")
    }
  }

  func duration(_ nanoseconds: Int64) -> String {
    FixedPoint.duration(nanoseconds: Double(nanoseconds))
  }

  /// How much there is of a set-up, such as `8 clients, 4 workloads, the network`.
  func setUpSummary(clients: Int, workloads: Int, hosts: Int) -> String {
    func counted(_ count: Int, _ one: String, _ many: String, _ korean: String) -> String? {
      count == 0 ? nil : pick("\(count) \(count == 1 ? one : many)", "\(korean) \(count)개")
    }
    let parts = [
      counted(clients, "client", "clients", "클라이언트"),
      counted(workloads, "workload", "workloads", "워크로드"),
      counted(hosts, "host outside the mesh", "hosts outside the mesh", "메시 바깥의 호스트"),
      clients > 0 ? pick("the network", "네트워크") : nil,
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
  var clients: String { pick("Clients", "클라이언트") }
  var workloads: String { pick("Workloads", "워크로드") }
  var networkLabel: String { pick("Network", "네트워크") }
  func lines(_ count: Int) -> String {
    pick(count == 1 ? "1 line" : "\(count) lines", "\(count)줄")
  }
  /// How many lines of a manifest acted, which are marked.
  func actedLines(_ count: Int) -> String {
    pick(count == 1 ? "▸ 1 acted" : "▸ \(count) acted", "▸ 작동한 \(count)줄")
  }
  var allManifests: String {
    pick("All of them in one file, for kubectl apply:", "kubectl apply로 한 번에 적용할 파일:")
  }
}
