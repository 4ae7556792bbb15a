public import Notebook

extension Report {
  /// An experiment as another one's page links to it.
  public struct Neighbour: Hashable, Sendable {
    /// The experiment's name.
    public var name: String
    /// The text of the link.
    public var title: LocalizedText
    /// The tags of the languages that it has pages in.
    public var languages: [String]

    /// A neighbour with the languages that a record of the same texts would have pages in.
    public init(name: String, title: LocalizedText, question: LocalizedText) {
      self.name = name
      self.title = title
      var record = RunRecord(experiment: name)
      record.title = title
      record.question = question
      languages = record.languages.map(\.tag)
      folder = record.folder
    }

    /// The folder of its pages.
    let folder: String
  }

  /// The experiments before and behind one in the notebook's order.
  public struct Neighbours: Hashable, Sendable {
    /// `nil` for the first experiment.
    public var previous: Neighbour?
    /// `nil` for the last experiment.
    public var next: Neighbour?

    /// The value of these parts.
    public init(previous: Neighbour? = nil, next: Neighbour? = nil) {
      self.previous = previous
      self.next = next
    }
  }
}
