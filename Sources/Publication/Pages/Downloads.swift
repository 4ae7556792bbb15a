internal import Notebook

/// What a page offers to take away, and where its source can be changed.
struct Downloads {
  /// A file or address, and what it is called.
  struct Item: Hashable {
    /// Relative to the page, or whole.
    var address: String
    /// The link's text.
    var title: String
  }

  /// In the order of the page.
  var items: [Item] = []
  /// The figures, which are folded.
  var figures: [Item] = []

  /// The section at the end of the page's main part; empty where there is nothing to offer.
  func markup(_ words: SiteWords) -> String {
    guard !items.isEmpty else { return "" }
    let fold =
      figures.isEmpty
      ? ""
      : "<details><summary>\(Markup.escaped(words.figures))</summary>\(list(figures))</details>"
    let title = Markup.escaped(words.downloads)
    return "<section class=\"downloads\" aria-labelledby=\"downloads\">"
      + "<h2 id=\"downloads\">\(title)</h2>\n\(list(items))\(fold)</section>\n"
  }

  private func list(_ items: [Item]) -> String {
    let links = items.map { item in
      "<li><a href=\"\(Markup.escaped(item.address))\">\(Markup.escaped(item.title))</a></li>"
    }
    return "<ul>\(links.joined())</ul>"
  }

  /// The items that lead to files of the site.
  var links: [String] { (items + figures).map(\.address) }

  /// What the page of an experiment offers.
  ///
  /// `folder` is the way from the page to the experiment's folder: empty, or `../`.
  /// `files` is the experiment's files below its folder.
  init(
    of experiment: String, files: [String], folder: String, _ site: PublishedSite,
    _ words: SiteWords
  ) {
    let known: [(String, String)] = [
      ("manifests.yaml", words.manifests), ("run.json", words.record),
      (CSVTable.verdictsFile, words.verdicts), (CSVTable.outcomesFile, words.outcomes),
    ]
    for (file, title) in known where files.contains(file) {
      items.append(Item(address: folder + file, title: title))
    }
    items.append(Item(address: "index.md", title: words.markdown))
    for figure in files.filter({ $0.hasPrefix("figures/") && $0.hasSuffix(".svg") }).sorted() {
      let name = figure.dropFirst("figures/".count).dropLast(".svg".count)
      figures.append(Item(address: folder + Markup.address(figure), title: "\(name).svg"))
    }
    addSources(site, words, edit: site.editAddress(of: experiment))
  }

  /// What any other page offers.
  ///
  /// `files` is all files in the page's own folder, by their last names.
  init(page path: String, files: Set<String>, _ site: PublishedSite, _ words: SiteWords) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let markdown = name.replacing(".html", with: ".md")
    if files.contains(markdown) {
      items.append(Item(address: Markup.address(markdown), title: words.markdown))
    }
    if path.hasPrefix("compare/") {
      let up = Markup.root(of: String(path.dropFirst("compare/".count)))
      items.append(Item(address: "\(up)compare.json", title: words.comparisons))
    }
    addSources(site, words, edit: nil)
  }

  private mutating func addSources(_ site: PublishedSite, _ words: SiteWords, edit: String?) {
    if let edit { items.append(Item(address: edit, title: words.edit)) }
    if let repository = site.description.repository {
      items.append(Item(address: repository, title: words.repository))
    }
  }
}
