internal import Notebook

/// The list of pages for searchers (sitemaps.org 0.9), each with its translations.
struct Sitemap {
  /// One page.
  struct Entry: Hashable {
    /// Below the site's top.
    var path: String
    /// Its languages and their pages' paths, its own among them; empty where there is one alone.
    var alternates: [Alternate] = []
    /// Its last change; `nil` where nothing dates it.
    var updated: String?
  }

  /// The same page in a language.
  struct Alternate: Hashable {
    /// The language's tag.
    var language: String
    /// Below the site's top.
    var path: String
  }

  /// In the order in which they are listed.
  var entries: [Entry] = []

  /// The file.
  func text(_ address: SiteAddress) -> String {
    func whole(_ path: String) -> String {
      Markup.escaped(address.address(SitePath.clean(path)))
    }
    let urls = entries.map { entry in
      var lines = ["<url>", "<loc>\(whole(entry.path))</loc>"]
      if let updated = entry.updated {
        lines.append("<lastmod>\(Markup.escaped(updated))</lastmod>")
      }
      lines += entry.alternates.map {
        "<xhtml:link rel=\"alternate\" hreflang=\"\(Markup.escaped($0.language))\" "
          + "href=\"\(whole($0.path))\"/>"
      }
      return (lines + ["</url>"]).joined(separator: "\n")
    }
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      + "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
      + urls.joined(separator: "\n") + "\n</urlset>\n"
  }
}
