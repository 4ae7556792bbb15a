import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// One element of a page or a figure.
struct Element {
  var name: String
  var attributes: [String: String]
  /// The text directly within it.
  var text = ""
}

/// Reads well-formed markup into its elements, in document order.
final class MarkupReader: NSObject, XMLParserDelegate {
  private var open: [Int] = []
  private(set) var elements: [Element] = []

  /// - Throws: where the markup is not well-formed.
  static func elements(of markup: String) throws -> [Element] {
    let reader = MarkupReader()
    let parser = XMLParser(data: Data(markup.utf8))
    parser.delegate = reader
    let isWellFormed = parser.parse()
    try #require(
      isWellFormed, "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    return reader.elements
  }

  /// A page's elements: HTML's void elements are closed first, so that an XML parser reads it.
  static func elements(ofPage html: String) throws -> [Element] {
    var markup = html.replacingOccurrences(of: "<!DOCTYPE html>", with: "")
    for name in ["meta", "link", "br", "img", "hr"] {
      let pattern = try Regex("<\(name)(?<attributes>(?: [a-z-]+=\"[^\"]*\")*) ?/?>")
      markup = markup.replacing(pattern) { match in
        "<\(name)\(match["attributes"]?.substring ?? "")/>"
      }
    }
    return try elements(of: markup.replacingOccurrences(of: " open>", with: " open=\"\">"))
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }
}
