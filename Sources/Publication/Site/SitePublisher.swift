public import Notebook
public import Report

/// Makes a published site of a notebook's pages, experiment by experiment: what is kept of each is
/// what search, feed, sitemap and the check of links need.
public struct SitePublisher: Sendable {
  /// What all pages share.
  let site: PublishedSite
  /// The shell of pages of the site's own.
  let templates: Templates
  /// Every page with what it points to.
  var ledger: LinkLedger
  /// By language.
  var indices: [String: SearchIndex] = [:]
  /// The experiments' entries.
  var feed: AtomFeed
  /// The pages that searchers list.
  var sitemap = Sitemap()
  /// Those that there are pages in.
  var languages: Set<String> = ["en"]
  /// Experiments that have pages, with their titles.
  var titles: [String: LocalizedText] = [:]

  /// Takes each part as it is.
  public init(_ site: PublishedSite, templates: Templates = .builtIn) {
    self.site = site
    self.templates = templates
    ledger = LinkLedger(base: site.base)
    feed = AtomFeed(site: site)
  }

  /// An experiment's card, which a program may turn into pixels.
  public struct CardPicture: Hashable, Sendable {
    /// The PNG's file below the site's top.
    public var path: String
    /// The same picture as SVG.
    public var svg: String
  }

  /// The pages of an experiment.
  ///
  /// `files` is as its report has them: pages, figures, record.
  /// It gives the site's files, and cards of which pictures are to be made where the site has
  ///   such.
  public mutating func add(
    _ record: RunRecord, _ files: [OutputFile]
  ) -> (files: [OutputFile], cards: [CardPicture]) {
    titles[record.experiment] = record.title
    let folder = record.experiment + "/"
    let tables = [
      OutputFile(path: folder + CSVTable.verdictsFile, bytes: CSVTable.verdicts(of: record)),
      OutputFile(path: folder + CSVTable.outcomesFile, bytes: CSVTable.outcomes(of: record)),
    ]
    let below = (files + tables).map { String($0.path.dropFirst(folder.count)) }
    var cards: [CardPicture] = []
    var made: [OutputFile] = tables
    for file in files {
      guard file.path.hasSuffix(".html") else {
        made.append(file)
        continue
      }
      let anatomy = PageAnatomy(file.bytes)
      let words = SiteWords(anatomy.language)
      let card = "\(folder)\(words.folder)card"
      let drawing = Card(
        record, siteName: site.name(in: anatomy.language), language: anatomy.language
      ).svg
      made.append(OutputFile(path: "\(card).svg", bytes: Array(drawing.utf8)))
      cards.append(CardPicture(path: "\(card).png", svg: drawing))
      let downloads = Downloads(
        of: record.experiment, files: below, folder: words.folder.isEmpty ? "" : "../", site, words)
      made.append(decorated(file, anatomy, downloads, card: "\(card).png"))
    }
    for file in made { ledger.add(file: file.path) }
    if site.hasCardPictures { for card in cards { ledger.add(file: card.path) } }
    if let updated = site.dates[record.experiment] {
      feed.entries.append(
        AtomFeed.Entry(
          experiment: record.experiment, title: record.title.text(in: "en"),
          summary: record.shownAnswer.text(in: "en"), updated: updated))
    }
    return (made, cards)
  }

  /// Any other pages and files, such as the index and the comparisons of releases.
  public mutating func add(_ files: [OutputFile]) -> [OutputFile] {
    let names = Dictionary(grouping: files.map(\.path)) { path in
      String(path.prefix(upTo: path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex))
    }
    return files.map { file in
      guard file.path.hasSuffix(".html") else {
        ledger.add(file: file.path)
        guard file.path == "labbook.css" else { return file }
        return OutputFile(path: file.path, bytes: file.bytes + PackageResources.site_css)
      }
      let anatomy = PageAnatomy(file.bytes)
      let folder = String(
        file.path.prefix(
          upTo: file.path.lastIndex(of: "/").map(file.path.index(after:)) ?? file.path.startIndex))
      let beside = Set((names[folder] ?? []).map { String($0.dropFirst(folder.count)) })
      let downloads = Downloads(
        page: file.path, files: beside, site, SiteWords(anatomy.language))
      return decorated(file, anatomy, downloads, card: nil)
    }
  }

  private mutating func decorated(
    _ file: OutputFile, _ anatomy: PageAnatomy, _ downloads: Downloads, card: String?
  ) -> OutputFile {
    languages.insert(anatomy.language)
    indices[anatomy.language, default: SearchIndex()].add(
      SearchIndex.Page(path: file.path, title: anatomy.title, summary: anatomy.summary),
      text: anatomy.text)
    let experiment = file.path.split(separator: "/").first.map(String.init) ?? ""
    sitemap.entries.append(
      Sitemap.Entry(
        path: file.path,
        alternates: anatomy.alternates.compactMap { language, address in
          SitePath.target(address, from: file.path, base: site.base)
            .map { Sitemap.Alternate(language: language, path: $0.path) }
        }, updated: site.dates[experiment]))
    var decoration = PageDecoration(site: site, path: file.path, anatomy: anatomy)
    decoration.card = card
    decoration.ending = downloads.markup(SiteWords(anatomy.language))
    ledger.add(
      page: file.path, anchors: anatomy.anchors,
      links: anatomy.links.map(\.address) + downloads.links + decoration.links)
    return OutputFile(path: file.path, bytes: decoration.applied(to: file.bytes))
  }
}
