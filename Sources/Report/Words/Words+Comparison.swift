internal import Notebook

/// Words of pages that compare rule versions.
extension Words {
  var comparisonsTitle: String { pick("From release to release", "릴리스에서 릴리스로") }
  var comparisonsLead: String {
    pick(
      "What changes for the experiments of this notebook from one release of Istio to the next.",
      "이 노트북의 실험이 Istio의 한 릴리스에서 다음 릴리스로 갈 때 무엇이 달라지는가.")
  }
  func comparison(_ before: String, _ after: String) -> String {
    pick(
      "From \(before) to \(after)", "\(before)에서 \(KoreanParticle.euroRo.after(after))")
  }
  func summary(of comparison: Comparison) -> String {
    if comparison.changesVerdicts {
      return pick("Verdicts change between these releases.", "두 릴리스 사이에서 판정이 달라진다.")
    }
    if comparison.changesOutcomes {
      return pick(
        "No verdict changes, though some requests end otherwise.",
        "판정은 그대로지만 다르게 끝나는 요청이 있다.")
    }
    return pick(
      "Nothing changes: every request ends as before.", "아무것도 달라지지 않는다. 모든 요청이 전과 같이 끝난다.")
  }
  func direction(_ direction: ExperimentComparison.Direction) -> String {
    switch direction {
    case .introduced: pick("Introduced", "새로 성립하지 않음")
    case .fixed: pick("Fixed", "새로 성립함")
    case .unchanged: pick("Unchanged", "그대로")
    }
  }
  func meaning(_ direction: ExperimentComparison.Direction) -> String {
    switch direction {
    case .introduced: pick("Claims that ceased to hold.", "더는 성립하지 않는 주장.")
    case .fixed: pick("Claims that came to hold.", "새로 성립하게 된 주장.")
    case .unchanged: pick("Claims whose verdict is the same.", "판정이 같은 주장.")
    }
  }
  /// Says of how many hypotheses the verdict stays.
  func sameVerdicts(_ count: Int) -> String {
    pick(
      count == 1 ? "One verdict is the same" : "\(count) verdicts are the same",
      "판정 \(count)개가 같음")
  }
  var experimentColumn: String { pick("Experiment", "실험") }
  var claimColumn: String { pick("Claim", "주장") }
  var releasesColumn: String { pick("Releases", "릴리스") }
  var verdictsThatChange: String { pick("Verdicts that change", "달라지는 판정") }
  func parting(number: Int, client: String) -> String {
    pick(
      "The first request that ends otherwise is number \(number) of \(client).",
      "다르게 끝나는 첫 요청은 \(client)의 \(number)번째 요청이다.")
  }
  var beforeWord: String { pick("before ", "이전: ") }
  var afterWord: String { pick("after ", "이후: ") }
  var causeWord: String { pick("Set alone, this rule does it: ", "이 규칙 하나만 바꾸어도 그렇게 된다: ") }
  var sourceWord: String { pick("source ", "출처: ") }
  var sharesCaption: String {
    pick("Outcomes of each client before and after", "클라이언트별 결과의 전과 후")
  }
  func share(_ count: Int, of total: Int) -> String {
    pick("\(count) of \(total)", "\(total) 중 \(count)")
  }
}
