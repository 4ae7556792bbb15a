/// Looks for what acts in a picture of markup (SVG 2): a page that shows it runs nothing of it, and
/// a reader who opens it alone must be as safe.
struct SVGReview {
  private var rest: Substring

  /// Whether text is an SVG: its first element is called so.
  static func isSVG(_ bytes: [UInt8]) -> Bool {
    var review = SVGReview(rest: String(decoding: bytes.prefix(1 << 16), as: UTF8.self)[...])
    while let tag = review.nextTag() {
      if case .element(let name, _) = tag { return name == "svg" }
    }
    return false
  }

  /// What must not be published of an SVG, in words; `nil` where there is nothing.
  static func objection(to text: String) -> String? {
    var review = SVGReview(rest: text[...])
    while let tag = review.nextTag() {
      switch tag {
      case .element(let name, let attributes):
        if let found = objection(to: name, attributes) { return found }
        if name == "style", let found = objection(toStyle: review.rest.prefix { $0 != "<" }) {
          return found
        }
      case .instruction(let text):
        if !text.hasPrefix("xml ") { return "a processing instruction" }
      case .declaration(let text):
        if text.contains("[") || text.lowercased().contains("entity") {
          return "entities of its own"
        }
      case .characters: return "a CDATA section"
      case .broken: return "markup that does not end"
      }
    }
    return nil
  }

  private enum Tag {
    case element(name: String, [(name: String, value: String)])
    case instruction(String)
    case declaration(String)
    case characters
    case broken
  }

  private static let acting: Set<String> = [
    "script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video",
    "link", "meta",
  ]

  private static func objection(
    to name: String, _ attributes: [(name: String, value: String)]
  ) -> String? {
    if acting.contains(name) { return "the element \(name), which may act on its reader" }
    for (attribute, value) in attributes {
      if attribute.hasPrefix("on") { return "the attribute \(attribute), which runs a script" }
      if attribute == "href" || attribute == "src", !isOwn(value) {
        return "a reference to something outside of it"
      }
      if attribute == "attributename" {
        let target = local(value.lowercased())
        if target == "href" || target.hasPrefix("on") { return "an animation of \(target)" }
      }
      if attribute != "href", let found = objection(toStyle: value[...]) { return found }
    }
    return nil
  }

  /// Whether an address leads to a part of the picture, or holds a picture itself.
  private static func isOwn(_ address: String) -> Bool {
    let address = address.filter { !$0.isWhitespace }.lowercased()
    return address.hasPrefix("#")
      || ["png", "jpeg", "jpg", "gif", "webp"].contains { address.hasPrefix("data:image/\($0);") }
  }

  private static func objection(toStyle style: Substring) -> String? {
    let text = style.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    guard !text.contains("@import"), !text.contains("\\") else { return "a style of elsewhere" }
    var rest = text[...]
    while let found = rest.firstRange(of: "url(") {
      rest = rest[found.upperBound...]
      guard isOwn(String(rest.prefix { $0 != ")" })) else {
        return "a reference to something outside of it"
      }
    }
    return nil
  }

  /// A name without the prefix of its namespace.
  private static func local(_ name: String) -> String {
    name.split(separator: ":").last.map(String.init) ?? ""
  }
}

extension SVGReview {
  /// The next tag behind text and comments; `nil` at the end.
  private mutating func nextTag() -> Tag? {
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      if rest.hasPrefix("!--") {
        guard take(through: "-->") != nil else { return .broken }
      } else if rest.hasPrefix("![") {
        return .characters
      } else if rest.first == "!" {
        return take(through: ">").map(Tag.declaration) ?? .broken
      } else if rest.first == "?" {
        return take(through: "?>").map { .instruction(String($0.dropFirst())) } ?? .broken
      } else if rest.first == "/" {
        guard take(through: ">") != nil else { return .broken }
      } else {
        return element()
      }
    }
    return nil
  }

  private mutating func take(through end: String) -> String? {
    guard let found = rest.firstRange(of: end) else { return nil }
    defer { rest = rest[found.upperBound...] }
    return String(rest[..<found.lowerBound])
  }

  private mutating func element() -> Tag {
    let name = takeName()
    guard !name.isEmpty else { return .broken }
    var attributes: [(name: String, value: String)] = []
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "/" }
      guard let first = rest.first else { return .broken }
      if first == ">" {
        rest = rest.dropFirst()
        return .element(name: name, attributes)
      }
      let attribute = takeName()
      rest = rest.drop { $0.isWhitespace }
      guard !attribute.isEmpty, rest.first == "=" else { return .broken }
      rest = rest.dropFirst().drop { $0.isWhitespace }
      guard let quote = rest.first, quote == "\"" || quote == "'" else { return .broken }
      rest = rest.dropFirst()
      guard let value = take(through: String(quote)) else { return .broken }
      // Namespaces are named by addresses that nobody follows.
      if attribute != "xmlns", !attribute.hasPrefix("xmlns:") {
        attributes.append((Self.local(attribute), Self.unescaped(value)))
      }
    }
  }

  /// A name in lower case; an element's is without its prefix.
  private mutating func takeName() -> String {
    let name = rest.prefix { !$0.isWhitespace && !"/>=<\"'".contains($0) }
    rest = rest[name.endIndex...]
    let lower = name.lowercased()
    return lower.hasPrefix("xmlns") ? lower : Self.local(lower)
  }

  /// Character references as the characters that they stand for.
  private static func unescaped(_ value: String) -> String {
    guard value.contains("&") else { return value }
    var result = ""
    var rest = value[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      let reference = rest[start...].dropFirst().prefix { $0 != ";" }
      rest = rest[reference.endIndex...].dropFirst()
      let isHexadecimal = reference.hasPrefix("#x") || reference.hasPrefix("#X")
      let digits = reference.dropFirst(isHexadecimal ? 2 : 1)
      if reference.hasPrefix("#"), let number = Int(digits, radix: isHexadecimal ? 16 : 10),
        let scalar = UInt32(exactly: number).flatMap(Unicode.Scalar.init)
      {
        result.unicodeScalars.append(scalar)
      } else {
        let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
        result += named[String(reference)] ?? "&"
      }
    }
    return result + rest
  }
}
