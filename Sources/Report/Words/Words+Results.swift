internal import Notebook
internal import ProxyConfig
internal import Simulator

/// Outcomes, figures and traces in words.
extension Words {
  /// An outcome in a few of the field's words: `503 UO by the proxy of nginx.default`.
  func outcome(_ outcome: Outcome) -> String {
    if outcome.hopLimitReached { return pick("did not return", "돌아오지 않음") }
    var text: String
    if let status = outcome.status {
      text = "\(status)"
      let flags = outcome.shownFlags
      if !flags.isEmpty { text += " \(flags)" }
    } else {
      text = pick("no response, curl exit \(outcome.curlExit)", "응답 없음, curl \(outcome.curlExit)")
    }
    if let workload = outcome.workloadOwner ?? outcome.workload {
      text += pick(" from \(workload)", " · 응답 \(workload)")
    } else if let proxy = outcome.decidedBy {
      text += pick(" by the proxy of \(proxy)", " · \(proxy)의 프록시")
    }
    if !outcome.mirroredTo.isEmpty {
      let hosts = outcome.mirroredTo.map { ClusterName.host(of: $0) }.joined(separator: ", ")
      text += pick(", copied to \(hosts)", ", \(hosts)(으)로 복제")
    }
    return text
  }

  func kind(_ kind: OutcomeKind) -> String {
    switch kind {
    case .answered: pick("answered", "응답")
    case .clientError: pick("client error (4xx)", "클라이언트 오류(4xx)")
    case .refused: pick("refused by a proxy", "프록시가 거절")
    case .serverError: pick("server error (5xx)", "서버 오류(5xx)")
    case .noResponse: pick("no response", "응답 없음")
    }
  }

  var outcomesCaption: String {
    pick(
      "Outcomes of each client under each rule version, over all runs",
      "규칙 버전별 클라이언트 결과(모든 실행 합계)")
  }
  var attemptsCaption: String {
    pick(
      "What clients saw (effective) and what their proxies sent (actual)",
      "클라이언트가 본 것(유효)과 프록시가 실제로 보낸 것(실제)")
  }
  /// The least and the greatest mean of attempts a request.
  func attemptRange(_ least: String, _ most: String) -> String {
    if least == most {
      return pick(
        "Attempts of the callers' proxies: \(least) a request, for every client",
        "호출자 프록시의 시도: 모든 클라이언트에서 요청당 \(least)회")
    }
    return pick(
      "Attempts of the callers' proxies: \(least) to \(most) a request, by client and rule version",
      "호출자 프록시의 시도: 클라이언트와 규칙 버전에 따라 요청당 \(least)–\(most)회")
  }
  var client: String { pick("Client", "클라이언트") }
  var outcomeColumn: String { pick("Outcome", "결과") }
  var requests: String { pick("Requests", "요청") }
  var effectiveSuccess: String { pick("Succeeded", "성공") }
  var attempts: String { pick("Attempts", "시도") }
  var actualSuccess: String { pick("Attempts that succeeded", "성공한 시도") }
  var attemptsPerRequest: String { pick("Attempts a request", "요청당 시도") }
  var none: String { pick("none", "없음") }

  var dataTable: String { pick("Table of the data", "데이터 표") }
  /// The link to a figure's data.
  var dataFile: String { pick("Save as CSV", "CSV로 저장") }
  /// Behind the caption of a table that is shown in part.
  func rowsShown(_ shown: Int, of total: Int) -> String {
    pick(
      " (the first \(shown) of \(total) rows; all of them are in the CSV file)",
      " (전체 \(total)행 중 처음 \(shown)행, 나머지는 CSV 파일에 있음)")
  }
  var otherVersions: String { pick("Under the other rule versions", "다른 규칙 버전에서는") }

  // Trace
  func traceOf(_ client: String, number: Int) -> String {
    pick("Request \(number + 1) of \(client)", "\(client)의 요청 \(number + 1)")
  }
  func under(_ versions: String) -> String { pick("Under \(versions)", "\(versions)") }
  func proxy(_ pod: String) -> String { pick("Proxy of \(pod)", "\(pod)의 프록시") }
  func listener(_ name: String) -> String { pick("listener ", "리스너 ") }
  var virtualHost: String { pick("virtual host ", "버추얼 호스트 ") }
  var noVirtualHost: String { pick("no virtual host matched", "일치하는 버추얼 호스트 없음") }
  var routeTaken: String { pick("route taken", "선택된 라우트") }
  var routePassed: String { pick("route passed over ", "건너뛴 라우트 ") }
  var cluster: String { pick("cluster ", "클러스터 ") }
  func attempt(_ number: Int) -> String { pick("attempt \(number)", "시도 \(number)") }
  var limit: String { pick("limit ", "제한 ") }
  var answered: String { pick("answered ", "응답 ") }
  var application: String { pick("application of ", "애플리케이션 ") }
  var received: String { pick(" received ", " 받음: ") }
  func moreHops(_ count: Int) -> String {
    pick("\(count) more proxies, going the same rounds", "같은 길을 도는 프록시 \(count)개 더")
  }
  func moreRoutes(_ count: Int) -> String {
    pick("\(count) more routes passed over", "건너뛴 라우트 \(count)개 더")
  }
  /// What stands before the reason of a remark.
  var why: String { pick("why", "이유") }
  /// What stands before what a remark advises.
  var fix: String { pick("fix", "해결") }
  /// Says how many remarks stand further up the page.
  func remarksAbove(_ count: Int) -> String {
    pick(
      count == 1
        ? "One more remark, which stands above." : "\(count) more remarks, which stand above.",
      "위와 같은 설명 \(count)개.")
  }
  func at(_ time: String) -> String { pick("at \(time)", "\(time) 시점") }
  func after(_ time: String) -> String { pick("after \(time)", "\(time) 뒤") }
  var noTrace: String { pick("No request was traced.", "추적한 요청이 없다.") }

  // Changes
  var noChange: String {
    pick(
      "Every request ends alike under all rule versions.",
      "모든 규칙 버전에서 모든 요청의 결과가 같다.")
  }
  var sameVerdicts: String {
    pick("no verdict changes, though some requests end otherwise", "판정은 같으나 일부 요청의 결과가 다름")
  }
  func firstDifference(request: String, proxy: String) -> String {
    let place = proxy.isEmpty ? "" : pick(" at the proxy of \(proxy)", ", \(proxy)의 프록시")
    return pick(
      "The first decision that differs (\(request)\(place)):",
      "처음으로 갈라지는 결정(\(request)\(place)):")
  }
  var ruleSwitch: String { pick("Because of the switch", "원인이 되는 스위치") }

  // Repeating
  var repeatLead: String {
    pick(
      "The same inputs and seed give the same bytes. From the project's folder:",
      "입력과 시드가 같으면 결과도 바이트까지 같다. 프로젝트 폴더에서:")
  }
  var provenanceCaption: String { pick("What this page was made from", "이 페이지의 재료") }
  var digestsCaption: String { pick("SHA-256 of every input", "모든 입력의 SHA-256") }
  var digests: String { pick("Digests of every input", "모든 입력의 다이제스트") }
  var item: String { pick("Item", "항목") }
  var value: String { pick("Value", "값") }
  var file: String { pick("File", "파일") }
  var seed: String { pick("Seed", "시드") }
  var replications: String { pick("Independent runs", "독립 실행 횟수") }
  var engine: String { pick("Engine", "엔진") }
  var version: String { pick("labbook", "labbook") }
  var predictionsDigest: String {
    pick("Predictions, fixed before the run", "실행 전에 고정한 예측")
  }
}
