public import Notebook

/// What all pages of one published site share.
public struct PublishedSite: Sendable {
  /// What `labbook.yaml` says.
  public var description: SiteDescription
  /// labbook's own version.
  public var labbookVersion: String
  /// The experiments' last changes as RFC 3339 has them, by name; empty where nothing dates them.
  public var dates: [String: String]
  /// The project's folder within its repository, with a slash at the end where it is not empty.
  public var repositoryFolder: String
  /// Whether cards are pictures of pixels, which social networks show.
  public var hasCardPictures: Bool

  /// Takes each part as it is.
  public init(_ description: SiteDescription, labbookVersion: String) {
    self.description = description
    self.labbookVersion = labbookVersion
    dates = [:]
    repositoryFolder = ""
    hasCardPictures = false
  }

  /// Names at the site's top that no experiment can have.
  public static let ownNames = [
    "search", "codes", "feed.xml", "sitemap.xml", "robots.txt", "404.html", "favicon.svg",
    "logo.svg", "logo.png", ".nojekyll", "index.html", "index.md", "labbook.css", "compare", "ko",
  ]

  /// The page that lists the codes of findings.
  static let codeList = "codes/index.html"

  /// The site's name in a language.
  func name(in language: String) -> String { description.name.text(in: language) }

  /// The path of the site's top on its host.
  var base: String { description.address?.path ?? "/" }

  /// Whether there is a feed: it needs whole addresses and dates.
  var hasFeed: Bool { description.address != nil && !dates.isEmpty }

  /// The file of the logo at the site's top; `nil` for none.
  var logoFile: String? {
    description.logo.map { $0.lowercased().hasSuffix(".png") ? "logo.png" : "logo.svg" }
  }

  /// Where an experiment's source can be changed; `nil` where nothing says.
  func editAddress(of experiment: String) -> String? {
    let path = Markup.address("\(repositoryFolder)Experiments/\(experiment)/experiment.yaml")
    return description.editAddress?.replacing("{path}", with: path)
  }
}
