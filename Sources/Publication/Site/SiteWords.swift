/// What a published site says in its own words, in each language.
struct SiteWords {
  /// The tags of the languages that there are words in.
  static let languages = ["en", "ko"]

  /// The language's tag.
  let language: String

  init(_ language: String) { self.language = language }

  private func pick(_ english: String, _ korean: String) -> String {
    language == "ko" ? korean : english
  }

  /// The folder of the language's pages.
  var folder: String { language == "en" ? "" : "\(language)/" }
  /// The label of the field in which one writes what is looked for, and the title of its page.
  var search: String { pick("Search", "검색") }
  /// What the page of results says of itself.
  var searchLead: String {
    pick(
      "Every page of this site, and those that hold all the words.",
      "이 사이트의 모든 페이지와, 낱말을 모두 담은 페이지.")
  }
  /// The heading of what can be taken away.
  var downloads: String { pick("Downloads", "내려받기") }
  /// The manifests of an experiment.
  var manifests: String { pick("Manifests (YAML)", "매니페스트 (YAML)") }
  /// The record of a run.
  var record: String { pick("The recorded run (JSON)", "실행 기록 (JSON)") }
  /// The page as Markdown.
  var markdown: String { pick("This page (Markdown)", "이 페이지 (Markdown)") }
  /// Verdicts as a table.
  var verdicts: String { pick("Verdicts (CSV)", "판정 (CSV)") }
  /// Outcomes as a table.
  var outcomes: String { pick("Outcomes (CSV)", "결과 (CSV)") }
  /// Comparisons as values.
  var comparisons: String { pick("The comparisons (JSON)", "비교 (JSON)") }
  /// The figures of an experiment.
  var figures: String { pick("Figures (SVG)", "그림 (SVG)") }
  /// The link to where the experiment's source can be changed.
  var edit: String { pick("Edit this experiment", "이 실험 고치기") }
  /// The link to the sources.
  var repository: String { pick("Sources", "소스") }
  /// The link to the feed.
  var feed: String { pick("Feed (Atom)", "피드 (Atom)") }
  /// The link to the findings' pages.
  var findings: String { pick("Findings", "발견 코드") }
  /// The title of the page for addresses that are none.
  var notFound: String { pick("This page is not here", "페이지가 없다") }
  /// What stands before the title of a page that has moved.
  var moved: String { pick("This page has moved:", "옮긴 페이지:") }
}
