internal import Notebook

/// The site's feed (RFC 4287): an entry for each experiment, the newest first.
struct AtomFeed {
  /// One experiment.
  struct Entry: Hashable {
    /// Its name.
    var experiment: String
    /// Its title in English, or the language that it has.
    var title: String
    /// What it answers.
    var summary: String
    /// Its last change, as RFC 3339 has it.
    var updated: String
  }

  /// What all pages share.
  let site: PublishedSite
  /// In any order.
  var entries: [Entry] = []

  /// The feed; `nil` where the site's address is not known or nothing is dated.
  var text: String? {
    guard let address = site.description.address, !entries.isEmpty else { return nil }
    let ordered = entries.sorted { ($1.updated, $0.experiment) < ($0.updated, $1.experiment) }
    let author = site.description.author ?? site.name(in: "en")
    let home = Markup.escaped(address.text)
    let lines = [
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">",
      "<title>\(Markup.escaped(site.name(in: "en")))</title>", "<id>\(home)</id>",
      "<link href=\"\(home)\"/>",
      "<link rel=\"self\" type=\"application/atom+xml\" href=\"\(home)feed.xml\"/>",
      "<updated>\(Markup.escaped(ordered.first?.updated ?? ""))</updated>",
      "<author><name>\(Markup.escaped(author))</name></author>",
      "<generator version=\"\(Markup.escaped(site.labbookVersion))\">labbook</generator>",
    ]
    let entries = ordered.map { entry in
      let own = Markup.escaped(address.address("\(Markup.address(entry.experiment))/"))
      return "<entry>\n<title>\(Markup.escaped(entry.title))</title>\n<id>\(own)</id>\n"
        + "<link href=\"\(own)\"/>\n<updated>\(Markup.escaped(entry.updated))</updated>\n"
        + "<summary>\(Markup.escaped(entry.summary))</summary>\n</entry>"
    }
    return (lines + entries + ["</feed>"]).joined(separator: "\n") + "\n"
  }
}
