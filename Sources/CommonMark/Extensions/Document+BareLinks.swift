internal import CCMark

/// Addresses that are written without any mark (GitHub Flavored Markdown, §6.9).
extension Document {
  /// Makes links of addresses within pieces of running text, outside links.
  func makeBareLinks(_ parents: [Node]) {
    for parent in parents where !parent.isWithinLink {
      let texts = parent.children.filter { node in
        node.kind == CMARK_NODE_TEXT && node.mayHoldLink
      }
      for text in texts { split(text, BareLink.all(in: text.literal)) }
    }
  }

  private func split(_ text: Node, _ links: [BareLink]) {
    guard !links.isEmpty else { return }
    let literal = text.literal
    var start = literal.startIndex
    for link in links {
      if start < link.range.lowerBound {
        Node(CMARK_NODE_TEXT, literal: String(literal[start..<link.range.lowerBound]))
          .insertBefore(text)
      }
      let node = Node(CMARK_NODE_LINK)
      accepted(cmark_node_set_url(node.pointer, link.address))
      node.append(Node(CMARK_NODE_TEXT, literal: String(literal[link.range])))
      node.insertBefore(text)
      start = link.range.upperBound
    }
    if start < literal.endIndex {
      Node(CMARK_NODE_TEXT, literal: String(literal[start...])).insertBefore(text)
    }
    text.free()
  }
}

extension Node {
  /// Whether the text is worth a search for addresses.
  fileprivate var mayHoldLink: Bool { holds("://") || holds("www.") || holds("@") }
}

/// An address in a text.
struct BareLink: Hashable {
  /// Where it stands.
  var range: Range<String.Index>
  /// Where it leads, with a scheme.
  var address: String

  /// Every address of a text, in order.
  static func all(in text: String) -> [BareLink] {
    var links: [BareLink] = []
    var index = text.startIndex
    var before: Character?
    while index < text.endIndex {
      if let link = link(in: text, at: index, behind: before) {
        links.append(link)
        before = text[text.index(before: link.range.upperBound)]
        index = link.range.upperBound
      } else {
        before = text[index]
        index = text.index(after: index)
      }
    }
    return links
  }

  private static func link(
    in text: String, at start: String.Index, behind before: Character?
  ) -> BareLink? {
    let rest = text[start...]
    let opens = before.map { $0.isWhitespace || "*_~(".contains($0) } ?? true
    if opens {
      for (mark, scheme) in [("https://", ""), ("http://", ""), ("www.", "http://")]
      where rest.lowercased(prefix: mark.count) == mark {
        let host = scheme.isEmpty ? rest.dropFirst(mark.count) : rest
        guard isHost(host.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }) else {
          return nil
        }
        let end = trimmedEnd(of: rest.prefix { !$0.isWhitespace && $0 != "<" })
        return BareLink(range: start..<end, address: scheme + text[start..<end])
      }
    }
    let isWithinName = before.map { isOfName($0) } ?? false
    return isWithinName ? nil : mail(rest)
  }

  /// At least one full stop, and no underscore in the last two parts.
  private static func isHost(_ host: Substring) -> Bool {
    var host = host
    while host.last == "." { host.removeLast() }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { return false }
    return parts.suffix(2).allSatisfy { !$0.contains("_") }
  }

  /// The end without what belongs to the sentence: punctuation, a bracket that opens outside, an
  /// entity.
  private static func trimmedEnd(of link: Substring) -> String.Index {
    var link = link
    while let last = link.last {
      if "?!.,:*_~'\"".contains(last) {
        link.removeLast()
      } else if last == ")", link.count(where: { $0 == ")" }) > link.count(where: { $0 == "(" }) {
        link.removeLast()
      } else if last == ";", let start = link.lastIndex(of: "&"),
        link[start...].dropFirst().dropLast().allSatisfy({ $0.isLetter || $0.isNumber })
      {
        link = link[..<start]
      } else {
        break
      }
    }
    return link.endIndex
  }

  private static func isOfName(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || ".-_+".contains(character))
  }

  private static func mail(_ rest: Substring) -> BareLink? {
    let name = rest.prefix(while: isOfName)
    let behind = rest[name.endIndex...]
    guard !name.isEmpty, behind.first == "@" else { return nil }
    var host = behind.dropFirst().prefix(while: { isOfName($0) && $0 != "+" })
    while host.last == "." { host.removeLast() }
    guard host.contains("."), let last = host.last, last != "-", last != "_" else { return nil }
    let range = rest.startIndex..<host.endIndex
    return BareLink(range: range, address: "mailto:" + rest[range])
  }
}

extension Substring {
  fileprivate func lowercased(prefix count: Int) -> String { String(prefix(count)).lowercased() }
}

extension Node {
  /// Whether the node is a link or an image, or stands within one.
  fileprivate var isWithinLink: Bool {
    var node: Node? = self
    while let current = node {
      if [CMARK_NODE_LINK, CMARK_NODE_IMAGE].contains(current.kind) { return true }
      node = current.parent
    }
    return false
  }
}
