import Diagnostics
import Testing

/// Text in the columns of a terminal.
@Suite struct TextLayoutTests {
  /// A text, its indentation, and the lines that come of it.
  static let texts: [(text: String, indent: Int, hanging: Int?, lines: [String])] = [
    ("", 0, nil, [""]),
    ("one two", 2, nil, ["  one two"]),
    (
      String(repeating: "word ", count: 17), 0, nil,
      [String(repeating: "word ", count: 16).trimmedEnd, "word"]
    ),
    (
      String(repeating: "a", count: 90) + " b", 1, 3,
      [" " + String(repeating: "a", count: 90), "   b"]
    ),
    (
      String(repeating: "x", count: 78) + " y", 2, 4,
      ["  " + String(repeating: "x", count: 78), "    y"]
    ),
  ]

  @Test(arguments: texts.indices) func linesBreakBetweenWords(_ index: Int) {
    let given = Self.texts[index]
    #expect(
      TextLayout.wrapped(given.text, indent: given.indent, hanging: given.hanging) == given.lines)
  }

  @Test func columnsAreFilledAndCut() {
    #expect("ab".padded(to: 4) == "ab  ")
    #expect("abcde".padded(to: 4) == "abcde")
    #expect("abcde".cut(to: 4) == "abc…")
    #expect("abcd".cut(to: 4) == "abcd")
    #expect("abcd".cut(to: 0) == "…")
    #expect("ab  ".trimmedEnd == "ab")
    #expect("  ".trimmedEnd == "")
    #expect("ab\n\n".trimmedLineEnd == "ab\n")
    #expect("ab".trimmedLineEnd == "ab")
  }
}
