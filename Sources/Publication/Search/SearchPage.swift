internal import Notebook

/// The one page of a site that has a script: it finds pages in an index that it holds itself, and
/// lists all of them where scripts are off.
enum SearchPage {
  /// The script, as it stands in the page.
  static let script = String(decoding: PackageResources.search_js, as: UTF8.self)

  /// Where the page of a language is.
  static func path(_ words: SiteWords) -> String { "search/\(words.folder)index.html" }

  /// The list of all pages, as prose.
  static func markdown(_ index: SearchIndex, _ words: SiteWords) -> String {
    let root = Markup.root(of: path(words))
    let items = index.pages.map { page in
      "- [\(Prose.escaped(page.title))](\(root)\(Markup.address(page.path)))"
    }
    return "\(Prose.escaped(words.searchLead))\n\n" + items.joined(separator: "\n") + "\n"
  }

  /// What stands at the end of the page's main part: the index, which is data, and the script.
  static func scripts(_ index: SearchIndex, _ words: SiteWords) -> String {
    let data = index.json(root: Markup.root(of: path(words)))
    return "<script type=\"application/json\" id=\"search-index\">\(data)</script>\n"
      + "<script>\(script)</script>\n"
  }

  /// The source of the policy that allows this script and no other.
  static let policySource = "'sha256-\(Base64.text(of: SHA256.bytes(of: Array(script.utf8))))'"
}
