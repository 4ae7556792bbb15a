/// Which pages of one language hold which terms.
struct SearchIndex {
  /// A page as results show it.
  struct Page: Hashable {
    /// Below the site's top.
    var path: String
    /// Its title.
    var title: String
    /// What it says of itself.
    var summary: String
  }

  /// In the order in which they were added.
  private(set) var pages: [Page] = []
  private var postings: [String: [Int32]] = [:]

  /// Adds a page with its words.
  mutating func add(_ page: Page, text: String) {
    let number = Int32(clamping: pages.count)
    pages.append(page)
    for term in SearchTerms.of("\(page.title) \(page.summary) \(text)") {
      postings[term, default: []].append(number)
    }
  }

  /// The index for `search.js`: pages, terms in order, and for each term the pages that hold it as
  /// distances in base 36.
  ///
  /// `root` is the way from the page of results to the site's top.
  func json(root: String) -> String {
    // JavaScript compares units of UTF-16.
    let terms = postings.keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
    let pages = pages.map { page in
      let address = root + Markup.address(page.path)
      return "[\(Markup.json(address)),\(Markup.json(page.title)),\(Markup.json(page.summary))]"
    }
    let lists = terms.map { term in
      var last: Int32 = 0
      let steps = (postings[term] ?? []).map { number in
        defer { last = number }
        return String(number - last, radix: 36)
      }
      return "\"\(steps.joined(separator: " "))\""
    }
    return "{\"pages\":[\(pages.joined(separator: ","))],"
      + "\"terms\":[\(terms.map(Markup.json).joined(separator: ","))],"
      + "\"postings\":[\(lists.joined(separator: ","))]}"
  }
}
