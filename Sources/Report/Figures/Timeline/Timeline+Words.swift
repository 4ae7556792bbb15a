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
  func timelineRun(_ client: String, _ from: String, _ to: String, _ kind: OutcomeKind?) -> String {
    let what = kind.map { self.kind($0) } ?? noRequest
    return pick("\(client), \(from) to \(to) s: \(what)", "\(client), \(from)–\(to)초: \(what)")
  }
  var interval: String { pick("Interval", "구간") }
  var worst: String { pick("Worst outcome", "가장 나쁜 결과") }
  var noRequest: String { pick("no request", "요청 없음") }
}
