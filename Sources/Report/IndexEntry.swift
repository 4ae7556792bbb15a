internal import CommonMark
public import Notebook
internal import Simulator

/// What the index needs of an experiment: small, however many requests its runs made.
public struct IndexEntry: Sendable {
  /// The record without its runs: words, verdicts, and nothing of single requests.
  public let record: RunRecord
  /// The traffic graph of the leading rule version, which the experiment's page has drawn.
  private let pictureID: String?
  /// Its title by language tag.
  private let pictureTitles: [String: String]

  /// What the index shows of a run.
  public init(_ record: RunRecord) {
    var titles: [String: String] = [:]
    var id: String?
    for language in Language.allCases {
      guard
        let picture = PageContext(record: record, language: language).leadingPicture
      else { continue }
      id = picture.id
      titles[language.tag] = picture.title
    }
    pictureID = id
    pictureTitles = titles
    var kept = record.withoutRuns
    kept.answer = record.givenAnswer
    self.record = kept
  }

  /// The picture as a part of a card.
  ///
  /// `folder`: the way to the experiment's folder, with a slash at the end.
  func picture(in language: Language, folder: String) -> Block? {
    guard let pictureID, let title = pictureTitles[language.tag] else { return nil }
    let page = record.languages.contains(language) ? language.folder : ""
    return .paragraph([.image(file: "\(folder)\(page)figures/\(pictureID).svg", alternative: title)]
    )
  }
}

extension RunRecord {
  /// The record with its words and verdicts alone.
  public var withoutRuns: RunRecord {
    var record = self
    record.manifests = []
    record.clients = []
    record.workloads = []
    record.external = []
    record.changes = nil
    for index in record.results.indices {
      record.results[index].history = History(clients: [])
      record.results[index].outcomes = []
    }
    return record
  }
}
