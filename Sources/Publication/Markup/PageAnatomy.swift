/// What a page says of itself, what it points to, and where things can be added to it.
struct PageAnatomy {
  /// An address that the page points to.
  struct Link: Hashable {
    /// As the browser reads it.
    var address: String
    /// Where it stands between quotes.
    var range: Range<Int>
    /// The element that has it, such as `a` or `img`.
    var element: String
  }

  /// The tag of its language; English for one that no page of labbook's is in.
  private(set) var language = "en"
  /// Its title.
  private(set) var title = ""
  /// What it says of itself to searchers.
  private(set) var summary = ""
  /// Where `</head>` begins; `nil` where there is none, as for the others.
  private(set) var headEnd: Int?
  /// Where `</header>` begins.
  private(set) var headerEnd: Int?
  /// Where `</main>` begins.
  private(set) var mainEnd: Int?
  /// The content of its Content-Security-Policy.
  private(set) var policy: Range<Int>?
  /// What stands in the link to the site's top.
  private(set) var home: Range<Int>?
  /// The ids of its elements.
  private(set) var anchors: Set<String> = []
  /// What it points to, in order.
  private(set) var links: [Link] = []
  /// The addresses of the page in each language, itself among them.
  private(set) var alternates: [(language: String, address: String)] = []
  /// The words of its main part, without figures and code.
  private(set) var text = ""

  private var depth = (main: 0, passedOver: 0)
  private var isTitle = false
  private var homeStart: Int?

  init(_ bytes: [UInt8]) {
    var scanner = MarkupScanner(bytes)
    while let event = scanner.next() {
      switch event {
      case .open(let tag, let name): open(tag, name, bytes)
      case .close(let tag, let name): close(tag, name)
      case .text(let range): take(range, bytes)
      }
    }
  }

  private mutating func open(_ tag: Range<Int>, _ name: String, _ bytes: [UInt8]) {
    if name == "main" { depth.main += 1 }
    if ["svg", "pre", "script", "style"].contains(name) { depth.passedOver += 1 }
    isTitle = name == "title" && depth.main == 0 && title.isEmpty
    if depth.passedOver > 0, name != "svg" { return noteAnchor(tag, bytes) }
    guard tag.count > name.utf8.count + 2 else { return space(after: name) }
    let attributes = MarkupAttribute.all(in: tag, of: bytes)
    if let id = attributes["id"] { anchors.insert(id) }
    for attribute in attributes where ["href", "src", "action"].contains(attribute.name) {
      links.append(Link(address: attribute.value, range: attribute.range, element: name))
    }
    switch name {
    case "html":
      if let tag = attributes["lang"], SiteWords.languages.contains(tag) { language = tag }
    case "meta": note(meta: attributes)
    case "a" where attributes["class"] == "home": homeStart = tag.upperBound
    case "link" where attributes["rel"] == "alternate":
      if let language = attributes["hreflang"], let address = attributes["href"] {
        alternates.append((language, address))
      }
    default: break
    }
    space(after: name)
  }

  /// Lines of code have anchors, which references lead to.
  private mutating func noteAnchor(_ tag: Range<Int>, _ bytes: [UInt8]) {
    guard tag.count > 8 else { return }
    if let id = MarkupAttribute.all(in: tag, of: bytes)["id"] { anchors.insert(id) }
  }

  private mutating func note(meta attributes: [MarkupAttribute]) {
    if attributes["name"] == "description" { summary = attributes["content"] ?? "" }
    if attributes["http-equiv"]?.lowercased() == "content-security-policy" {
      policy = attributes.first { $0.name == "content" }?.range
    }
  }

  /// Elements within a line of text part no words.
  private static let inline: Set<String> = [
    "a", "abbr", "b", "code", "em", "i", "kbd", "mark", "span", "strong", "sub", "sup",
  ]

  private mutating func space(after name: String) {
    if depth.main > 0, !Self.inline.contains(name), text.last != " " { text += " " }
  }

  private mutating func close(_ tag: Range<Int>, _ name: String) {
    switch name {
    case "head": headEnd = headEnd ?? tag.lowerBound
    case "header": headerEnd = headerEnd ?? tag.lowerBound
    case "main":
      depth.main -= 1
      mainEnd = tag.lowerBound
    case "svg", "pre", "script", "style": depth.passedOver = max(0, depth.passedOver - 1)
    case "title": isTitle = false
    case "a":
      if let start = homeStart { home = start..<tag.lowerBound }
      homeStart = nil
    default: break
    }
    space(after: name)
  }

  private mutating func take(_ range: Range<Int>, _ bytes: [UInt8]) {
    if isTitle {
      title = String(decoding: bytes[range], as: UTF8.self).resolvingReferences
    } else if depth.main > 0, depth.passedOver == 0 {
      text += String(decoding: bytes[range], as: UTF8.self).resolvingReferences
    }
  }
}
