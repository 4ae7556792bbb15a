internal import Diagnostics
internal import CommonMark

/// An SVG under construction: shapes with classes, whole coordinates, escaped text.
struct Drawing {
  let width: Int
  let height: Int
  private(set) var body = ""

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Where a text is held.
  enum Anchor: String {
    case start, middle, end
  }

  mutating func rectangle(
    x: Int, y: Int, width: Int, height: Int, radius: Int = 0, style: String
  ) {
    let corner = radius > 0 ? " rx=\"\(radius)\"" : ""
    body +=
      "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"\(corner) "
      + "class=\"\(style)\"/>\n"
  }

  mutating func path(_ data: String, style: String) {
    body += "<path d=\"\(data)\" class=\"\(style)\"/>\n"
  }

  mutating func circle(x: Int, y: Int, radius: Int, style: String) {
    body += "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\" class=\"\(style)\"/>\n"
  }

  /// A line of text on its base line, shortened in the middle to fit a width.
  mutating func text(
    _ text: String, x: Int, y: Int, style: String, anchor: Anchor = .start, fitting width: Int,
    size: TextSize = .body
  ) {
    let shown = size.fitted(VisibleText.line(text), width: width)
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    body +=
      "<text x=\"\(x)\" y=\"\(y)\"\(place) class=\"\(size.style) \(style)\">"
      + "\(MarkupEscape.text(shown))</text>\n"
  }

  /// A cross that marks a refusal.
  mutating func cross(x: Int, y: Int, radius: Int, style: String) {
    path(Self.cross(x: x, y: y, radius: radius), style: style)
  }

  /// The outline of a cross.
  static func cross(x: Int, y: Int, radius: Int) -> String {
    "M\(x - radius) \(y - radius)l\(2 * radius) \(2 * radius)"
      + "m0 \(-2 * radius)l\(-2 * radius) \(2 * radius)"
  }

  /// Shapes that were written elsewhere.
  mutating func append(_ markup: String) { body += markup }
}

/// How large a text is drawn, and about how wide its letters are.
enum TextSize: String {
  case title, body, small, terminal

  var style: String { "t-\(rawValue)" }

  /// Tenths of a pixel that an average Latin letter takes.
  private var letter: Int {
    switch self {
    case .title: 88
    case .body: 70
    case .small: 64
    case .terminal: 66
    }
  }

  /// About how wide a text is, in pixels; wide letters of East Asian scripts count double.
  func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 * letter : letter) } / 10
  }

  /// The text, or its beginning and end with an ellipsis between, so that it fits.
  func fitted(_ text: String, width limit: Int) -> String {
    guard width(text) > limit else { return text }
    // In tenths of a pixel: what the ellipsis leaves, and what is left of it as the text grows from
    // both ends, its beginning first.
    func tenths(_ part: Character) -> Int {
      part.unicodeScalars.reduce(0) { $0 + ($1.isWide ? 2 * letter : letter) }
    }
    var left = 10 * limit + 9 - letter
    guard left >= 0 else { return "" }
    // No more of a long text than could fit is looked at.
    let most = left / max(letter, 1) + 1
    let head = Array(text.prefix(most))
    let tail = Array(text.suffix(most))
    var (headCount, tailCount) = (0, 0)
    while true {
      let takesTail = tailCount < headCount
      let place = takesTail ? tail.count - 1 - tailCount : headCount
      let source = takesTail ? tail : head
      guard source.indices.contains(place) else { break }
      left -= tenths(source[place])
      guard left >= 0 else { break }
      if takesTail { tailCount += 1 } else { headCount += 1 }
    }
    return String(head.prefix(headCount)) + "…" + String(tail.suffix(tailCount))
  }
}

extension Unicode.Scalar {
  /// Whether East Asian typography gives it the width of two Latin letters; the blocks that matter
  /// here (Unicode Standard Annex 11).
  var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF:
      true
    default: false
    }
  }
}
