public import Diagnostics

/// What `labbook.yaml` says of the site that a notebook is published as.
public struct SiteDescription: Hashable, Sendable {
  /// An experiment's earlier name, whose address leads to the experiment.
  public struct Alias: Hashable, Sendable {
    /// The name that it had.
    public var name: String
    /// The name that it has.
    public var experiment: String

    /// Takes each part as it is.
    public init(name: String, experiment: String) {
      self.name = name
      self.experiment = experiment
    }
  }

  /// What the site is called.
  public var name: LocalizedText
  /// What it is about, in a sentence; absent where nothing is said.
  public var summary: LocalizedText?
  /// Where it will be; without it nothing is written that needs whole addresses.
  public var address: SiteAddress?
  /// Who writes it.
  public var author: String?
  /// Tags of the languages that it has pages in; absent for all that the experiments are given in.
  public var languages: [String]?
  /// The file of its logo, below the project.
  public var logo: String?
  /// Where its sources are, such as a page of GitHub's.
  public var repository: String?
  /// The address at which a file is edited, with `{path}` for its path; absent where nothing says.
  public var editAddress: String?
  /// Earlier names of experiments, in the file's order.
  public var aliases: [Alias]
  /// Where each field is written.
  public var places: FieldPlaces

  /// Takes each part as it is.
  public init(
    name: LocalizedText = LocalizedText("labbook"), places: FieldPlaces = FieldPlaces(file: "")
  ) {
    self.name = name
    self.places = places
    aliases = []
  }

  /// Whether pages in a language are published.
  public func has(language: String) -> Bool { languages?.contains(language) ?? true }
}

extension LocalizedText {
  /// The text in some languages alone.
  ///
  /// `languages` is their tags; `nil` for all.
  public func restricted(to languages: [String]?) -> LocalizedText {
    guard let languages else { return self }
    let kept = texts.filter { languages.contains($0.key) }
    return kept.isEmpty ? LocalizedText(text(in: "en")) : LocalizedText(kept)
  }
}
