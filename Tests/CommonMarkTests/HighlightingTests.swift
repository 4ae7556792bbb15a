import CommonMark
import Testing

/// Code in colours: a letter a class, escaped, no element over the end of a line.
@Suite struct HighlightingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var language: String
    var code: String
    /// Each token as `letter(text)`.
    var shown: String
    var testDescription: String { "\(language): \(code)" }

    init(_ language: String, _ code: String, _ shown: String) {
      self.language = language
      self.code = code
      self.shown = shown
    }
  }

  static let cases = [
    Case("yaml", "a: b # c", "a(a): b c(# c)"),
    Case("yaml", "- name: 'x: y'", "- a(name): s('x: y')"),
    Case("yaml", "a: {b: 1, c: [true, x#y]}", "a(a): {a(b): n(1), a(c): [n(true), x#y]}"),
    Case("yaml", "a: |\n  b: c\n\n  # d\ne: 2", "a(a): |\ns(  b: c)\n\ns(  # d)\na(e): n(2)"),
    Case("yaml", "---\nurl: http://a:80/b", "m(---)\na(url): http://a:80/b"),
    Case("yaml", "a: &x !t\n\"q\": *x", "a(a): k(&x !t)\na(\"q\"): k(*x)"),
    Case("yml", "a: \"b\\\"c\" # d", "a(a): s(\"b\\\"c\") c(# d)"),
    Case(
      "sh", "if [ \"$a\" ]; then # b\n  echo ${c} $d x#y; fi",
      "k(if) [ s(\"$a\") ]; k(then) c(# b)\n  echo n(${c}) n($d) x#y; k(fi)"),
    Case("bash", "echo 'a\nb'", "echo s('a)\ns(b')"),
    Case(
      "json", "{\"a\": \"b\", \"c\": [1.5, null]}",
      "{a(\"a\"): s(\"b\"), a(\"c\"): [n(1.5), n(null)]}"),
    Case(
      "swift", "let x = \"a\\\"b\" // c\n/* d\n*/ return 0x1F",
      "k(let) x = s(\"a\\\"b\") c(// c)\nc(/* d)\nc(*/) k(return) n(0x1F)"),
    Case(
      "go", "func f(s string) { return `a\nb`, nil }",
      "k(func) f(s string) { k(return) s(`a)\ns(b`), n(nil) }"),
    Case(
      "python", "def f(x):\n  \"\"\"a\n  b\"\"\"\n  return None # c",
      "k(def) f(x):\n  s(\"\"\"a)\ns(  b\"\"\")\n  k(return) n(None) c(# c)"),
    Case(
      "http", "GET /a HTTP/1.1\nHost: b\n\n{\"c\": 1}",
      "k(GET) /a HTTP/1.1\na(Host): b\n\ns({\"c\": 1})"),
    Case(
      "diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z",
      "m(--- a)\nm(+++ b)\nm(@@ -1 +1 @@)\nd(-x)\ni(+y)\n z"),
    Case("json", "\"never ends", "s(\"never ends)"),
    Case("yaml", "a: '", "a(a): s(')"),
    Case("swift", "a && b < c", "a && b < c"),
  ]

  @Test(arguments: cases) func tokens(_ given: Case) throws {
    let html = rendered(prose: "```\(given.language)\n\(given.code)\n```\n").html
    let inner = try #require(html.firstMatch(of: #/<pre><code[^>]*>([\s\S]*)<\/code><\/pre>/#))
      .output.1
    var shown = String(inner).replacing(#/<span class="(.)">/#) { "\($0.output.1)(" }
      .replacing("</span>", with: ")")
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
      shown = shown.replacing(entity, with: character)
    }
    #expect(shown == given.shown + "\n")
  }

  @Test func otherLanguagesStayPlainAndMarkdownKeepsEveryWord() {
    let page = rendered(prose: "```mermaid\nif a\n```\n\n```swift title=x\nlet a = 1\n```\n")
    #expect(page.html.contains("<pre><code class=\"language-mermaid\">if a\n</code></pre>"))
    #expect(page.markdown == "``` mermaid\nif a\n```\n\n``` swift title=x\nlet a = 1\n```\n")
  }

  @Test func linesThatActedStandOut() {
    let code = Code(
      "a: 1\nb: |\n  c\n", info: "yaml", label: "x", lineAnchorPrefix: "x", markedLines: [3])
    let html = rendered([.code(code)]).html
    #expect(html.contains("<span class=\"line\" id=\"x-L1\"><span class=\"a\">a</span>: "))
    #expect(
      html.contains("<span class=\"line acted\" id=\"x-L3\"><span class=\"s\">  c</span>\n</span>"))
  }

  /// However code is cut short, every element is closed on its line and nothing is lost.
  @Test(arguments: ["yaml", "sh", "json", "swift", "go", "python", "http", "diff"])
  func anyCodeIsShownWhole(language: String) {
    let marks = [
      "\"", "'", "\"\"\"", "\\", "\n", " ", "#", "//", "/*", "*/", "a", "1", ": ", "- ", "|", "$",
      "{",
      "}", "<", "&", "`", "é", "\t", "if",
    ]
    var state: UInt64 = 88172645463325252
    for _ in 0..<200 {
      var code = ""
      for _ in 0..<20 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        code += marks[Int(state % UInt64(marks.count))]
      }
      let html = rendered([.code(Code(code, info: language, label: "x"))]).html
      let inner = html.split(separator: "<pre>")[1]
      for line in inner.split(separator: "\n")
      where !line.contains("<code") && !line.contains("</code") {
        #expect(line.matches(of: #/<span/#).count == line.matches(of: #/<\/span>/#).count)
      }
      var text = inner.replacing(#/<[^>]*>/#, with: "")
      for (entity, character) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
      ] {
        text = text.replacing(entity, with: character)
      }
      #expect(text == code + "\n" || text == code, "\(code)")
    }
  }
}
