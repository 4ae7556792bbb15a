/// Addresses within a site.
enum SitePath {
  /// A file of the site, and a place on it.
  struct Target: Hashable {
    /// Below the site's top.
    var path: String
    /// The anchor behind `#`; `nil` for none.
    var fragment: String?
  }

  /// Where an address of a page leads; `nil` where it leaves the site.
  ///
  /// `page` is the page's own path.
  /// `base` is the path of the site's top on its host.
  static func target(_ address: String, from page: String, base: String) -> Target? {
    guard !leaves(address) else { return nil }
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let way = (parts.first ?? "").prefix { $0 != "?" }
    let fragment = parts.count > 1 ? decoded(parts[1]) : nil
    if way.isEmpty { return Target(path: page, fragment: fragment) }
    var steps: [String] = []
    var rest = String(way)
    if way.hasPrefix("/") {
      guard way.hasPrefix(base) else { return nil }
      rest = String(way.dropFirst(base.count))
    } else {
      steps = page.split(separator: "/").dropLast().map(String.init)
    }
    for step in rest.split(separator: "/") {
      switch step {
      case ".": continue
      case "..":
        guard steps.popLast() != nil else { return Target(path: "../", fragment: nil) }
      default: steps.append(decoded(step))
      }
    }
    let isFolder = rest.isEmpty || rest.hasSuffix("/") || steps.isEmpty
    let path = (steps + (isFolder ? ["index.html"] : [])).joined(separator: "/")
    return Target(path: path, fragment: fragment)
  }

  private static func leaves(_ address: String) -> Bool {
    if address.hasPrefix("//") { return true }
    guard let colon = address.firstIndex(of: ":") else { return false }
    return !address[..<colon].contains { "/?#".contains($0) }
  }

  private static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = Int(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(UInt8(truncatingIfNeeded: value))
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The address of a page as readers see it: `NAME/` for `NAME/index.html`.
  static func clean(_ path: String) -> String {
    if path == "index.html" { return "" }
    guard path.hasSuffix("/index.html") else { return Markup.address(path) }
    return Markup.address(String(path.dropLast("index.html".count)))
  }
}
