/// The rules that acted in words.
extension Words {
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
