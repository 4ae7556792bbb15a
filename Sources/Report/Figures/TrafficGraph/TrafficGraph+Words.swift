/// The traffic graph in words.
extension Words {
  func graphTitle(_ versions: String) -> String {
    pick("Traffic graph under \(versions)", "\(versions)의 트래픽 그래프")
  }
  func graphCaption(_ versions: String, seconds: String, hasFailures: Bool) -> String {
    let failures =
      hasFailures
      ? pick(
        " A cross marks the proxy that refused; on dashed lines requests fail.",
        " 가위표는 거절한 프록시, 점선은 실패가 있는 구간.") : ""
    return pick(
      "Traffic under \(versions): averages over the run of \(seconds) s.\(failures)",
      "\(versions)의 트래픽: \(seconds)초 실행 전체의 평균.\(failures)")
  }
  func edge(_ edge: String, rate: String, time: String) -> String {
    pick("\(edge): \(rate) a second, \(time)", "\(edge): 초당 \(rate)건, \(time)")
  }
  func copied(_ to: String) -> String { pick("\(to) (copies)", "\(to)(복제)") }
  func copies(_ rate: String) -> String { pick("copy · \(rate)/s", "복제 · \(rate)/s") }
  func failed(_ share: String) -> String { pick("\(share) failed", "\(share) 실패") }
  var from: String { pick("From", "보낸 곳") }
  var to: String { pick("To", "받은 곳") }
  var rate: String { pick("Rate a second", "초당 요청") }
  var meanTime: String { pick("Mean response time", "평균 응답 시간") }
  var failedColumn: String { pick("Failed", "실패") }
  var refusedBy: String { pick("Refused by", "거절한 곳") }
  var service: String { pick("Service", "서비스") }
  var workloadNode: String { pick("Workload", "워크로드") }
  func proxyOf(_ pod: String) -> String { pick("proxy of \(pod)", "\(pod)의 프록시") }
}
