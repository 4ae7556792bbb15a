internal import CommonMark
internal import Notebook

/// Every sentence that labbook itself puts on a page, in each language.
struct Words: Hashable {
  let language: Language

  func pick(_ english: String, _ korean: String) -> String {
    switch language {
    case .english: english
    case .korean: korean
    }
  }

  func text(_ localized: LocalizedText) -> String { localized.text(in: language.tag) }

  // The page
  var notebook: String { pick("labbook", "labbook") }
  var skip: String { pick("Skip to the content", "본문으로 건너뛰기") }
  var navigation: String { pick("Pages", "페이지") }
  var indexTitle: String { pick("Experiments", "실험") }
  var indexLead: String {
    pick(
      "Each experiment asks one question of a service mesh, predicts before it runs, and is judged "
        + "under several versions of the rules.",
      "실험마다 서비스 메시에 질문 하나를 던지고, 실행 전에 결과를 예측하며, 여러 규칙 버전에서 판정한다.")
  }
  var comparisons: String { pick("From release to release", "릴리스 비교") }
  var verdictsChange: String { pick("verdicts change", "판정이 달라짐") }
  var nothingChanges: String { pick("nothing changes", "달라지는 것 없음") }
  /// What stands above an alert in prose.
  func alert(_ alert: Alert) -> String {
    switch alert {
    case .note: pick("Note", "참고")
    case .tip: pick("Tip", "도움말")
    case .important: pick("Important", "중요")
    case .warning: pick("Warning", "경고")
    case .caution: pick("Caution", "주의")
    }
  }

  func footer(version: String) -> String {
    let version = version.isEmpty ? "" : " \(version)"
    return pick(
      "Written by labbook\(version) from a simulation; same inputs and seed, same page.",
      "labbook\(version)이 시뮬레이션 결과로 작성. 입력과 시드가 같으면 페이지도 같다.")
  }
  /// What stands before the answer.
  var answer: String { pick("Answer", "답") }
  /// The title of the table of contents.
  var contents: String { pick("On this page", "이 페이지의 차례") }
  /// The link to the list of experiments.
  var experiments: String { pick("Experiments", "실험") }
  /// The link to the comparisons of releases.
  var releases: String { pick("Releases", "릴리스") }
  /// What stands before the title of the experiment before this one.
  var previous: String { pick("Previous", "이전") }
  /// What stands before the title of the experiment behind this one.
  var next: String { pick("Next", "다음") }
  /// Names the links to the experiments beside this one.
  var otherExperiments: String { pick("Other experiments", "다른 실험") }
  /// The heading above the verdicts on the index.
  var verdictsByRelease: String { pick("Verdicts by rule version", "규칙 버전별 판정") }
  /// The caption of the index.
  var experimentsCaption: String {
    let signs = Verdict.allCases.map { "\($0.symbol) \(verdict($0))" }.joined(separator: ", ")
    return pick(
      "Every experiment with its answer, and a sign for each claim: \(signs)",
      "실험마다 답과, 주장마다의 표시: \(signs)")
  }
  var notices: String { pick("Mind", "주의") }

  /// Said above a translation that is behind its original.
  var outdated: String {
    pick(
      "The text that this one was translated from has changed since.",
      "이 글은 번역된 뒤에 원문이 바뀌었다.")
  }
  /// Said above what is not finished.
  var draft: String {
    pick(
      "This is a draft, which the list of experiments leaves out.",
      "아직 초안이며, 실험 목록에는 나오지 않는다.")
  }

  // Headings
  var verdicts: String { pick("Verdicts", "판정") }
  var setUp: String { pick("Set-up", "구성") }
  var hypotheses: String { pick("Hypotheses", "가설") }
  var results: String { pick("What happened", "결과") }
  var trace: String { pick("One request, step by step", "요청 하나를 따라가기") }
  var rulesActed: String { pick("Where the rules acted", "규칙이 작동한 곳") }
  var repeatRun: String { pick("Run it again", "다시 실행하기") }
  var manifests: String { pick("Manifests", "매니페스트") }
  var changes: String { pick("What changes between rule versions", "규칙 버전에 따라 달라지는 것") }

  // Verdicts
  func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .supported: pick("supported", "지지됨")
    case .refuted: pick("refuted", "반박됨")
    case .undecided: pick("undecided", "미결")
    }
  }
  var verdictsCaption: String {
    pick("Verdict on each hypothesis under each rule version", "규칙 버전별 가설 판정")
  }
  var hypothesis: String { pick("Hypothesis", "가설") }
  var ruleVersion: String { pick("Rule version", "규칙 버전") }
  var theory: String { pick("theory", "이론") }
  var verdictColumn: String { pick("Verdict", "판정") }
  var observed: String { pick("Observed", "관찰") }
  var predicted: String { pick("Predicted before the run", "실행 전 예측") }
  func expected(_ verdict: String) -> String { pick("expected: \(verdict)", "예상: \(verdict)") }
  func judgedCaption(_ id: String) -> String {
    pick("Verdict and observation for \(id)", "\(id)의 판정과 관찰")
  }
}
