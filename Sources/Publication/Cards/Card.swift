internal import Diagnostics
internal import Notebook
internal import Simulator

/// The picture that stands for an experiment where a link to it is shown: its title, its answer
/// and how many claims hold, as SVG.
struct Card {
  /// In pixels, as social networks show it.
  static let width = 1200
  /// In pixels.
  static let height = 630

  /// What the site is called.
  var siteName: String
  /// The experiment's title.
  var title: String
  /// What its runs answer.
  var answer: String
  /// By claim: how it fares under the newest release that the experiment was run under.
  var verdicts: [Verdict]
  /// That release; `nil` where the experiment has theories alone.
  var release: String?

  init(_ record: RunRecord, siteName: String, language: String) {
    self.siteName = siteName
    title = record.title.text(in: language)
    answer = record.shownAnswer.text(in: language)
    let newest = record.results.last { !$0.isTheory } ?? record.results.last
    verdicts = newest?.judgements.map(\.verdict) ?? []
    release = newest?.ruleVersion
  }

  private static let fonts =
    "&#39;Noto Sans CJK KR&#39;, &#39;Noto Sans KR&#39;, &#39;Noto Sans&#39;, &#39;DejaVu Sans&#39;, sans-serif"

  /// The picture; the same for the same texts.
  var svg: String {
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Self.width)\" height=\"\(Self.height)\" "
        + "viewBox=\"0 0 \(Self.width) \(Self.height)\" font-family=\"\(Self.fonts)\">",
      "<rect width=\"1200\" height=\"630\" fill=\"#ffffff\"/>",
      "<rect width=\"16\" height=\"630\" fill=\"#0a5fb4\"/>",
      text(siteName, x: 72, y: 88, size: 28, weight: 600, colour: "#57606a"),
    ]
    var y = 168
    for line in CardLines.broken(title, size: 56, width: 1056, limit: 3) {
      parts.append(text(line, x: 72, y: y, size: 56, weight: 700, colour: "#1b1f24"))
      y += 70
    }
    y += 4
    let room = max(1, (548 - y) / 46)
    for line in CardLines.broken(answer, size: 32, width: 1056, limit: room) {
      parts.append(text(line, x: 72, y: y, size: 32, weight: 400, colour: "#1b1f24"))
      y += 46
    }
    return (parts + verdictLine + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// A sign for each claim, then the release.
  private var verdictLine: [String] {
    var parts: [String] = []
    var x = 72
    for verdict in verdicts.prefix(12) {
      let colour =
        switch verdict {
        case .supported: "#176f31"
        case .refuted: "#b81f29"
        case .undecided: "#7a5200"
        }
      parts.append(text(verdict.symbol, x: x, y: 588, size: 36, weight: 700, colour: colour))
      x += 48
    }
    if let release {
      parts.append(text(release, x: x + 8, y: 586, size: 28, weight: 400, colour: "#57606a"))
    }
    return parts
  }

  private func text(
    _ text: String, x: Int, y: Int, size: Int, weight: Int, colour: String
  ) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" font-size=\"\(size)\" font-weight=\"\(weight)\" fill=\"\(colour)\">"
      + "\(Markup.escaped(text))</text>"
  }
}

extension RunRecord {
  /// The answer as its pages show it.
  var shownAnswer: LocalizedText { (answer ?? Answer(to: self)).text }
}

/// Breaks texts by the widths that common fonts give their characters.
enum CardLines {
  /// Lines of at most so many pixels; what is left over ends in an ellipsis.
  ///
  /// `size` is of the font, in pixels.
  /// `width` is of a line, in pixels.
  /// `limit` is how many lines there may be.
  static func broken(_ text: String, size: Int, width: Int, limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in VisibleText.line(text).split(separator: " ").map(String.init) {
      for piece in pieces(of: word, size: size, width: width) {
        let longer = line.isEmpty ? piece : "\(line) \(piece)"
        if !line.isEmpty, self.width(of: longer, size: size) > width {
          lines.append(line)
          line = piece
        } else {
          line = longer
        }
      }
    }
    if !line.isEmpty { lines.append(line) }
    guard lines.count > limit else { return lines }
    var kept = Array(lines.prefix(limit))
    if var last = kept.popLast() {
      while !last.isEmpty, self.width(of: last + " …", size: size) > width { last.removeLast() }
      kept.append(last + " …")
    }
    return kept
  }

  /// A word, in parts where it is wider than a line.
  private static func pieces(of word: String, size: Int, width: Int) -> [String] {
    guard self.width(of: word, size: size) > width else { return [word] }
    var pieces: [String] = []
    var piece = ""
    for character in word {
      if self.width(of: piece + String(character), size: size) > width {
        pieces.append(piece)
        piece = ""
      }
      piece.append(character)
    }
    return pieces + [piece]
  }

  /// In pixels, rather too wide than too narrow.
  static func width(of text: String, size: Int) -> Int {
    let thousandths = text.unicodeScalars.reduce(0) { sum, scalar in
      sum
        + (scalar.value >= 0x1100
          ? 1000
          : "il.,:;'|!jtf()[] ".unicodeScalars.contains(scalar)
            ? 330
            : ("A"..."Z").contains(scalar) || "mwMW@%".unicodeScalars.contains(scalar)
              ? 780 : 590)
    }
    return thousandths * size / 1000
  }
}
