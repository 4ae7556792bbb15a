/// Figures in words.
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

  func terminalsTitle(_ versions: String) -> String {
    pick("The terminals under \(versions)", "\(versions)의 터미널")
  }
  func terminalsCaption(_ versions: String, isCut: Bool, runsTogether: Bool) -> String {
    let cut = isCut ? pick(", from shortly before the first failure", "(첫 실패 직전부터)") : ""
    let streaks =
      runsTogether
      ? pick(
        " Envoy's own messages end without a new line, so they run together.",
        " Envoy의 메시지는 줄바꿈 없이 끝나므로 서로 이어진다.") : ""
    return pick(
      "What curl printed under \(versions)\(cut); in the margin, seconds since the start.\(streaks)",
      "\(versions)에서 curl이 출력한 내용\(cut). 왼쪽은 시작 후 초.\(streaks)")
  }
  func terminalSentence(_ client: String, _ answers: [String]) -> String {
    let list = answers.isEmpty ? none : answers.joined(separator: " | ")
    return pick("\(client) begins with: \(list).", "\(client)의 처음: \(list).")
  }
  var time: String { pick("Time", "시각") }
  var count: String { pick("Times", "횟수") }
  var printed: String { pick("Printed", "출력") }

  func rulesTitle(_ versions: String) -> String {
    pick("Where each rule acted under \(versions)", "\(versions)에서 규칙이 작동한 곳")
  }
  func rulesCaption(_ versions: String) -> String {
    pick(
      "The rules that decided the traced requests under \(versions), in the proxy where each acted.",
      "\(versions)에서 추적한 요청을 결정한 규칙과, 그 규칙이 작동한 프록시.")
  }
  func part(_ part: RulesActed.Rule.Part) -> String {
    switch part {
    case .route: pick("routed by", "라우팅")
    case .cluster: pick("cluster shaped by", "클러스터 설정")
    case .filter: pick("filtered by", "필터")
    case .limit: pick("refused by", "거절")
    }
  }
  var callerSide: String { pick("Where traffic leaves", "트래픽이 나가는 곳") }
  var receiverSide: String { pick("Where traffic arrives", "트래픽이 도착하는 곳") }
  var noRule: String { pick("no rule acted here", "작동한 규칙 없음") }
  var proxyColumn: String { pick("Proxy", "프록시") }
  var rule: String { pick("Rule", "규칙") }
  var writtenAt: String { pick("Written at", "위치") }
}
