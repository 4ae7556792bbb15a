internal import Notebook

/// A page of the notebook with what a published site adds to it.
struct PageDecoration {
  /// What all pages share.
  let site: PublishedSite
  /// The page's path below the site's top.
  let path: String
  /// What the page says of itself.
  let anatomy: PageAnatomy
  /// What stands at the end of its main part.
  var ending = ""
  /// Its own card's path; `nil` for none.
  var card: String?
  /// What its policy allows beside what it says; empty for nothing.
  var policy = ""
  /// Whether searchers should list it.
  var isListed = true

  private var words: SiteWords { SiteWords(anatomy.language) }
  private var root: String { Markup.root(of: path) }

  /// Addresses that the additions point to.
  var links: [String] {
    var links = [root + SearchPage.path(words), root + PublishedSite.codeList, iconAddress]
    if site.hasFeed { links.append("\(root)feed.xml") }
    return links
  }

  /// The page's bytes with the additions.
  func applied(to bytes: [UInt8]) -> [UInt8] {
    var edit = MarkupEdit()
    if let end = anatomy.headEnd { edit.insert(head, at: end) }
    if let end = anatomy.headerEnd { edit.insert(searchField, at: end) }
    if let end = anatomy.mainEnd, !ending.isEmpty { edit.insert(ending, at: end) }
    if let range = anatomy.policy, !policy.isEmpty {
      edit.insert("; \(policy)", at: range.upperBound)
    }
    if let range = anatomy.home { edit.replace(range, with: home) }
    return edit.applied(to: bytes)
  }

  /// The site's name in the place of labbook's, behind its logo.
  private var home: String {
    let name = Markup.escaped(site.name(in: anatomy.language))
    guard let logo = site.logoFile else { return name }
    return "<img src=\"\(root)\(logo)\" alt=\"\">\(name)"
  }

  private var iconAddress: String { "\(root)\(site.logoFile ?? "favicon.svg")" }

  private var head: String {
    let name = Markup.escaped(site.name(in: anatomy.language))
    let isPNG = site.logoFile?.hasSuffix(".png") ?? false
    var lines = [
      "<link rel=\"icon\" href=\"\(iconAddress)\" type=\"image/\(isPNG ? "png" : "svg+xml")\">",
      "<meta property=\"og:type\" content=\"\(card == nil ? "website" : "article")\">",
      "<meta property=\"og:site_name\" content=\"\(name)\">",
      "<meta property=\"og:title\" content=\"\(Markup.escaped(anatomy.title))\">",
      "<meta property=\"og:description\" content=\"\(Markup.escaped(anatomy.summary))\">",
      "<meta property=\"og:locale\" content=\"\(anatomy.language == "ko" ? "ko_KR" : "en_US")\">",
      "<meta name=\"generator\" content=\"labbook \(Markup.escaped(site.labbookVersion))\">",
    ]
    if let author = site.description.author {
      lines.append("<meta name=\"author\" content=\"\(Markup.escaped(author))\">")
    }
    if !isListed { lines.append("<meta name=\"robots\" content=\"noindex\">") }
    if site.hasFeed {
      lines.append(
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"\(name)\" "
          + "href=\"\(root)feed.xml\">")
    }
    return (lines + addressLines).joined(separator: "\n") + "\n"
  }

  /// What needs to know where the site will be.
  private var addressLines: [String] {
    guard let address = site.description.address, isListed else { return [] }
    let own = Markup.escaped(address.address(SitePath.clean(path)))
    var lines = [
      "<link rel=\"canonical\" href=\"\(own)\">",
      "<meta property=\"og:url\" content=\"\(own)\">",
    ]
    if let card, site.hasCardPictures {
      let picture = Markup.escaped(address.address(Markup.address(card)))
      lines += [
        "<meta property=\"og:image\" content=\"\(picture)\">",
        "<meta property=\"og:image:width\" content=\"\(Card.width)\">",
        "<meta property=\"og:image:height\" content=\"\(Card.height)\">",
        "<meta property=\"og:image:alt\" content=\"\(Markup.escaped(anatomy.title))\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
      ]
    }
    return lines
  }

  private var searchField: String {
    let label = Markup.escaped(words.search)
    return "<div class=\"tools\"><form class=\"search\" role=\"search\" "
      + "action=\"\(root)\(SearchPage.path(words))\">"
      + "<label for=\"q\">\(label)</label><input type=\"search\" id=\"q\" name=\"q\" "
      + "autocomplete=\"off\"></form> "
      + "<a href=\"\(root)\(PublishedSite.codeList)\">\(Markup.escaped(words.findings))</a></div>\n"
  }
}
