internal import Notebook

/// The traffic graph in words.
extension Words {
  /// The figure's name.
  func graphTitle(_ versions: String) -> String {
    pick("Traffic graph under \(versions)", "\(versions)의 트래픽 그래프")
  }
  /// What rates are over, and what a cross means.
  func graphRates(hasRetries: Bool) -> String {
    pick(
      hasRetries
        ? "Rates are over the time in which the clients were at work; behind × stand attempts a request."
        : "Rates are over the time in which the clients were at work.",
      hasRetries
        ? "초당 건수는 클라이언트가 호출하던 시간 기준이다. × 뒤는 요청당 시도 횟수."
        : "초당 건수는 클라이언트가 호출하던 시간 기준이다.")
  }
  /// What the mark of a proxy beside its pod says.
  var proxyBadge: String { pick("proxy", "프록시") }
  /// Proxies refuse.
  func graphRefusals(_ versions: String, _ proxies: [String], _ shares: [String]) -> String {
    let share = shares.count == 1 ? shares.joined() : sharesRange(shares)
    let names = proxies.joined(separator: ", ")
    let who =
      proxies.count > 3
      ? pick("\(proxies.count) proxies", "프록시 \(proxies.count)개")
      : pick(
        proxies.count == 1 ? "the proxy of \(names)" : "the proxies of \(names)",
        "\(names)의 프록시")
    let verb = proxies.count == 1 ? "refuses" : "refuse"
    return pick(
      "Under \(versions): \(who) \(verb) \(share) of what comes to \(proxies.count == 1 ? "it" : "them"). A call that is refused ends at its ✕.",
      "\(versions): \(KoreanParticle.iGa.after(who)) 도착한 요청 중 \(share)를 거절한다. 거절된 요청은 거기서 끝난다.")
  }
  /// The first and the last of several shares, as they are written.
  private func sharesRange(_ shares: [String]) -> String {
    let distinct = shares.filter { share in share != shares.first }
    guard let first = shares.first, let last = distinct.last else { return shares.first ?? "" }
    return pick("\(first) to \(last)", "\(first)–\(last)")
  }
  /// Requests go from workload to workload and fail.
  func graphLoops(_ versions: String) -> String {
    pick(
      "Under \(versions): requests go from proxy to proxy and never come back.",
      "\(versions): 요청이 프록시에서 프록시로 돌기만 하고 돌아오지 않는다.")
  }
  /// Some requests fail, and no limit refuses any.
  func graphFailures(_ versions: String) -> String {
    pick(
      "Under \(versions): on dashed lines requests fail.",
      "\(versions): 점선에서 요청이 실패한다.")
  }
  /// Everything is answered.
  func graphAnswers(_ versions: String) -> String {
    pick("Under \(versions): every request is answered.", "\(versions): 모든 요청이 응답을 받는다.")
  }
  /// What a proxy refused, beside the cross that says so.
  func refusedMark(_ rate: String, _ share: String) -> String { "\(rate)/s (\(share))" }
  /// What a proxy refused, for those who cannot see the cross.
  func refusedRate(_ rate: String, _ share: String) -> String {
    pick("\(rate)/s refused (\(share))", "\(rate)/s 거절(\(share))")
  }
  /// In the column of where requests went: they ended at a proxy.
  func refusedAt(_ proxy: String) -> String { pick("✕ refused by the \(proxy)", "✕ \(proxy)가 거절") }
  /// An edge for those who cannot see it.
  func edge(_ edge: String, rate: String, time: String) -> String {
    pick("\(edge): \(rate) per second, \(time)", "\(edge): 초당 \(rate)건, \(time)")
  }
  /// Copies that went to a host.
  func copied(_ to: String) -> String { pick("\(to) (copies)", "\(to)(복제)") }
  /// The rate of copies.
  func copies(_ rate: String) -> String { pick("copies · \(rate)/s", "복제 · \(rate)/s") }
  /// What share failed.
  func failed(_ share: String) -> String { pick("\(share) failed", "\(share) 실패") }
  /// The column of sources.
  var from: String { pick("From", "보낸 곳") }
  /// The column of targets.
  var to: String { pick("To", "받은 곳") }
  /// The column of rates.
  var rate: String { pick("Per second", "초당 요청") }
  /// The column of response times.
  var meanTime: String { pick("Mean response time", "평균 응답 시간") }
  /// The column of failures.
  var failedColumn: String { pick("Failed", "실패") }
  /// The heading above services.
  var service: String { pick("Service", "서비스") }
  /// The heading above workloads.
  var workloadNode: String { pick("Workload", "워크로드") }
  /// A pod's proxy.
  func proxyOf(_ pod: String) -> String { pick("proxy of \(pod)", "\(pod)의 프록시") }
}
