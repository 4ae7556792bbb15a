internal import CCMark

extension Document {
  /// Gives the headings of prose their anchors and levels: the page has one `h1`, so prose begins
  /// at `h2`, and no level is skipped.
  mutating func anchorProseHeadings() {
    var headings: [(node: Node, level: Int?)] = []
    root.walk { node in
      if node.kind == CMARK_NODE_HEADING {
        headings.append((node, nil))
      } else if node.mark > 0, case .heading(let level) = forms[node.mark - 1] {
        headings.append((node, level))
      }
    }
    let top = headings.lazy.filter { $0.level == nil }
      .map { Int(cmark_node_get_heading_level($0.node.pointer)) }.min()
    var previous = 1
    for (node, level) in headings {
      if let level {
        previous = level
        continue
      }
      let written = Int(cmark_node_get_heading_level(node.pointer)) - (top ?? 1) + 2
      previous = max(2, min(written, previous + 1, 6))
      anchor(prose: node, level: previous)
    }
  }

  private mutating func anchor(prose heading: Node, level: Int) {
    let id = unique(takeWrittenID(from: heading) ?? HeadingSlug.slug(heading.plainText))
    var hasLink = false
    var breaks: [Node] = []
    heading.walk { node in
      if node.kind == CMARK_NODE_LINK { hasLink = true }
      if node.kind == CMARK_NODE_SOFTBREAK { breaks.append(node) }
    }
    // A heading of several lines is one of one line in Markdown.
    for node in breaks { node.replace(with: Node(CMARK_NODE_TEXT, literal: " ")) }
    let custom = headingNode(level: level, id: id, isLink: !hasLink)
    heading.moveChildren(to: custom)
    heading.replace(with: custom)
  }

  /// Takes `{#id}` from the end of a heading.
  private func takeWrittenID(from heading: Node) -> String? {
    guard let last = heading.children.last, last.kind == CMARK_NODE_TEXT else { return nil }
    let text = last.literal
    guard text.hasSuffix("}"), let start = text.lastIndex(of: "{") else { return nil }
    let written = text[text.index(after: start)...].dropLast()
    guard written.first == "#" else { return nil }
    let id = HeadingSlug.slug(String(written.dropFirst()))
    var rest = text[..<start]
    while rest.last == " " { rest.removeLast() }
    accepted(cmark_node_set_literal(last.pointer, String(rest)))
    return id
  }

  /// The id, or the id with the first number behind it that makes it unique; it is taken then.
  mutating func unique(_ id: String) -> String {
    if identifiers.insert(id).inserted { return id }
    var number = 2
    while !identifiers.insert("\(id)-\(number)").inserted { number += 1 }
    return "\(id)-\(number)"
  }
}

extension Node {
  /// The text below the node, without markup.
  var plainText: String {
    var text = ""
    walk { node in
      switch node.kind {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += node.literal
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
      default: break
      }
    }
    return text
  }
}

/// Anchors from texts.
public enum HeadingSlug {
  /// Letters and digits of any script in lower case; everything else becomes single hyphens.
  public static func slug(_ text: String) -> String {
    var slug = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber || character == "." || character == "_" {
        slug.append(character)
      } else if !slug.isEmpty, !slug.hasSuffix("-") {
        slug.append("-")
      }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "section" : slug
  }
}
