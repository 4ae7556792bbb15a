/// A piece of running text that a program wrote.
public indirect enum Inline: Hashable, Sendable {
  /// Plain text; nothing in it is markup.
  case text(String)
  /// A code span.
  case code(String)
  /// Emphasis: usually italics.
  case emphasis([Inline])
  /// Strong emphasis: usually bold.
  case strong([Inline])
  /// An address outside the page: `http`, `https`, or a file beside it.
  case link(destination: String, [Inline])
  /// A picture beside the page.
  case image(file: String, alternative: String)
  /// A place in the same page, by its id; in Markdown the text alone.
  case reference(id: String, [Inline])
  /// Text with a class for the stylesheet; in Markdown the text alone.
  case span(style: String, [Inline])
  /// Text in another language than the page's, by its tag; in Markdown the text alone.
  case foreign(language: String, [Inline])
  /// A small picture or mark that repeats what the text beside it says: a whole element in HTML,
  /// nothing in Markdown. Trusted: markup that is taken as it is.
  case graphic(svg: String)
  /// A line break in HTML, `; ` in Markdown, whose table cells have one line.
  case lineBreak
}

extension Inline: ExpressibleByStringLiteral {
  /// Plain text.
  public init(stringLiteral value: String) { self = .text(value) }
}

extension Inline {
  /// The text without markup.
  public var plainText: String {
    switch self {
    case .text(let text), .code(let text): text
    case .emphasis(let content), .strong(let content), .span(_, let content),
      .link(_, let content), .reference(_, let content), .foreign(_, let content):
      content.map(\.plainText).joined()
    case .image(_, let alternative): alternative
    case .graphic: ""
    case .lineBreak: " "
    }
  }

  /// Whether the text or anything within it is a link.
  var hasLink: Bool {
    switch self {
    case .link, .reference: true
    case .emphasis(let content), .strong(let content), .span(_, let content),
      .foreign(_, let content):
      content.contains(where: \.hasLink)
    case .text, .code, .image, .graphic, .lineBreak: false
    }
  }
}
