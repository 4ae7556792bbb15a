internal import Simulator

/// The timeline in words.
extension Words {
  func timelineTitle(_ versions: String) -> String {
    pick("Outcomes over time under \(versions)", "\(versions)의 시간에 따른 결과")
  }
  func timelineCaption(_ versions: String) -> String {
    pick(
      "Outcomes under \(versions), by when a request began: each cell is marked by the worst "
        + "of its interval; its green part is the share that was answered. A line: no request.",
      "\(versions)의 결과(요청 시작 시각 기준). 칸의 표시는 그 구간에서 가장 나쁜 결과, 초록 부분은 응답받은 비율. 밑줄만 있는 칸에는 요청이 없었다.")
  }
  /// A client's requests by how they ended: `a: 12 answered, 3 refused by a proxy`.
  func timelineStrip(_ strip: Timeline.Strip) -> String {
    let counts = OutcomeKind.allCases.compactMap { kind -> String? in
      let count = strip.cells.reduce(0) { $0 + $1.counts[kind.rawValue] }
      return count == 0 ? nil : pick("\(count) \(self.kind(kind))", "\(self.kind(kind)) \(count)")
    }
    return "\(strip.client): \(counts.isEmpty ? noRequest : counts.joined(separator: ", "))"
  }
  var interval: String { pick("Interval", "구간") }
  var worst: String { pick("Worst outcome", "가장 나쁜 결과") }
  /// Heads the column that counts intervals in which nothing was asked.
  var silentIntervals: String { pick("Intervals without a request", "요청 없는 구간 수") }
  var noRequest: String { pick("no request", "요청 없음") }

  // Events
  /// What the signs of a row mean.
  func caption(_ lane: Timeline.Lane) -> String {
    switch lane {
    case .hosts:
      pick(
        " ▼: a host is ejected; ▲: it comes back; ◆: the load balancer hears of it.",
        " ▼ 호스트 제외, ▲ 호스트 복귀, ◆ 로드 밸런서에 반영.")
    case .limits:
      pick(
        " A bar of the circuit breaker: a limit refuses.", " 서킷 브레이커의 막대는 제한이 요청을 거절한 동안.")
    }
  }
  /// What a row of events is called.
  func lane(_ lane: Timeline.Lane) -> String {
    switch lane {
    case .hosts: pick("ejected hosts", "호스트 제외")
    case .limits: pick("circuit breaker", "서킷 브레이커")
    }
  }
  /// Heads the events of rule versions.
  func eventsTitle(_ versions: String) -> String {
    pick("Ejections and open circuit breakers under \(versions)", "\(versions)의 호스트 제외와 서킷 브레이커")
  }
  /// What happened, in a few words.
  func event(_ event: ProxyEvent) -> String {
    switch event.kind {
    case .ejection: pick("host ejected", "호스트 제외")
    case .return: pick("host back", "호스트 복귀")
    case .healthUpdate:
      pick(
        "load balancer told: \(event.count) ejected", "로드 밸런서 갱신: 제외된 호스트 \(event.count)개")
    case .overflow:
      pick(
        "circuit breaker open: \(event.count) refused", "서킷 브레이커 열림: \(event.count)건 거절")
    }
  }
  /// Heads the column of what happened.
  var event: String { pick("Event", "사건") }
  /// Heads the column of what it happened to.
  var hostOrCluster: String { pick("Host or cluster", "호스트 또는 클러스터") }
  /// Heads the column of the rules that made it happen.
  var because: String { pick("Because of", "까닭") }
}
