import CommonMark
import Foundation
import Testing

/// The inputs of every example of the CommonMark specification 0.31.2, as pages: what is written as
/// Markdown is read as the same page again.
@Suite struct RoundTripTests {
  /// One example.
  struct Example: Sendable {
    /// Its number in the specification.
    var number: Int
    /// Its input.
    var prose: String
  }

  /// All of them; `→` stands for a tabulator, as in the specification.
  static let examples: [Example] = read()

  private static func read() -> [Example] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("commonmark-0.31.2.txt")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    var examples: [Example] = []
    for part in text.components(separatedBy: "%%% ").dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      guard lines.count == 2, let number = Int(lines[0]) else { continue }
      examples.append(Example(number: number, prose: String(lines[1]).replacing("→", with: "\t")))
    }
    return examples
  }

  /// Examples that come back as another page, each with its reason; the list only shrinks.
  static let knownGaps: [Int: String] = [:]

  private static func tree(_ html: String) -> String {
    html.replacing(".md\"", with: ".html\"").replacing(".md#", with: ".html#")
  }

  @Test func everyExampleComesBack() {
    #expect(Self.examples.count == 655)
    var broken: [Int] = []
    for example in Self.examples {
      let (number, prose) = (example.number, example.prose)
      let once = rendered(prose: prose)
      let twice = rendered(prose: once.markdown)
      if Self.tree(twice.html) != Self.tree(once.html) || twice.markdown != once.markdown {
        broken.append(number)
        if Self.knownGaps[number] == nil {
          print(
            "example \(number):", prose, once.markdown, once.html, twice.html, separator: "\n-\n")
        }
      }
    }
    #expect(broken == Self.knownGaps.keys.sorted())
  }
}
