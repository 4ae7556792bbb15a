import CommonMark
import Testing

/// Both forms of a document, as text.
func rendered(
  _ blocks: [Block] = [], prose: String? = nil,
  placeholders: (Document.Placeholder) -> [Block] = { _ in [] }
) -> (html: String, markdown: String) {
  var document = prose.map { Document(parsing: $0) } ?? Document()
  document.replacePlaceholders(named: "labbook", with: placeholders)
  document.append(blocks)
  let rendered = document.rendered()
  return (
    String(decoding: rendered.html, as: UTF8.self),
    String(decoding: rendered.markdown, as: UTF8.self)
  )
}

@Suite struct ProseTests {
  @Test(arguments: [
    ("../a/index.html", "../a/index.md"), ("a.html#b", "a.md#b"), ("a.yaml", "a.yaml"),
    ("https://example.com/a.html", "https://example.com/a.html"),
  ])
  func pagesBesideLinkToTheirOwnForm(address: String, inMarkdown: String) {
    let rendered = Document([.paragraph([.link(destination: address, ["a"])])]).rendered()
    #expect(String(decoding: rendered.html, as: UTF8.self).contains("href=\"\(address)\""))
    #expect(String(decoding: rendered.markdown, as: UTF8.self) == "[a](\(inMarkdown))\n")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var prose: String
    var html: String
    var markdown: String
  }

  static let cases: [Case] = [
    Case(
      testDescription: "raw HTML blocks are shown as code",
      prose: "<script>alert(1)</script>\n",
      html: "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt;\n</code></pre>\n",
      markdown: "``` \n<script>alert(1)</script>\n```\n"),
    Case(
      testDescription: "raw inline HTML is shown as code",
      prose: "a <b onclick=\"x\">b",
      html: "<p>a <code>&lt;b onclick=&quot;x&quot;&gt;</code>b</p>\n",
      markdown: "a `<b onclick=\"x\">`b\n"),
    Case(
      testDescription: "comments go", prose: "a<!-- b --> c\n\n<!-- d -->\n",
      html: "<p>a c</p>\n", markdown: "a c\n"),
    Case(
      testDescription: "unsafe links leave their text",
      prose: "[a](javascript:x) [b](&#106;avascript:x) [c](JaVaScRiPt:x) [d](data:text/html,x)",
      html: "<p>a b c d</p>\n", markdown: "a b c d\n"),
    Case(
      testDescription: "safe links stay",
      prose: "[a](https://example.org/x) [b](run.json) [c](mailto:x@y)",
      html: "<p><a href=\"https://example.org/x\">a</a> <a href=\"run.json\">b</a> "
        + "<a href=\"mailto:x@y\">c</a></p>\n",
      markdown: "[a](https://example.org/x) [b](run.json) [c](mailto:x@y)\n"),
    Case(
      testDescription: "pictures of other hosts become links, paths upwards go",
      prose: "![a](https://example.org/x.png) ![b](../../etc/passwd) ![c](figures/x.svg)",
      html: "<p><a href=\"https://example.org/x.png\">a</a> b "
        + "<img src=\"figures/x.svg\" alt=\"c\" /></p>\n",
      markdown: "[a](https://example.org/x.png) b ![c](figures/x.svg)\n"),
    Case(
      testDescription: "headings begin at h2, skip no level and have anchors",
      prose: "# One {#first}\n\n### Two: 둘!\n\n# One\n",
      html: """
        <h2 id="first"><a class="anchor" href="#first">
        One
        </a></h2>
        <h3 id="two-둘"><a class="anchor" href="#two-둘">
        Two: 둘!
        </a></h3>
        <h2 id="one"><a class="anchor" href="#one">
        One
        </a></h2>

        """, markdown: "## One\n\n### Two: 둘\\!\n\n## One\n"),
    Case(
      testDescription: "control characters and direction overrides are shown",
      prose: "a\u{1B}[31mb\u{202E}c\u{0}d",
      html: "<p>a␛[31mb⟨U+202E⟩c␀d</p>\n", markdown: "a␛\\[31mb⟨U+202E⟩c␀d\n"),
  ]

  @Test(arguments: cases) func `prose is cleaned in the tree`(_ given: Case) {
    let page = rendered(prose: given.prose)
    #expect(page.html == given.html)
    #expect(page.markdown == given.markdown)
  }

  @Test func `a fenced block is replaced where it stands, and knows its line`() {
    var seen: [Document.Placeholder] = []
    let page = rendered(
      prose: "a\n\n> - b\n>\n>   ```labbook  table=outcomes\n>   ```\n\n```labbookish\n```\n"
    ) { placeholder in
      seen.append(placeholder)
      return [.paragraph(["here"])]
    }
    #expect(seen.map(\.arguments) == ["table=outcomes"])
    #expect(seen.map(\.line) == [5])
    #expect(page.markdown == "a\n\n>   - b\n>     \n>     here\n\n``` labbookish\n```\n")
  }
}

@Suite struct BlockTests {
  static let table = Table(
    id: "t", caption: ["What | it is"],
    header: [.init(["Name"]), .init(["Value"], columns: 2)],
    rows: [[.init([.code("outbound|80||x")]), .init(["<b>"]), .init(["a", .lineBreak, "*b*"])]])

  @Test func `a table has caption, scopes and spans in HTML`() {
    #expect(
      rendered([.table(Self.table)]).html == """
        <div class="scroll" tabindex="0" role="region" aria-labelledby="t-caption"><table id="t">
        <caption id="t-caption">
        What | it is
        </caption>
        <thead><tr>
        <th scope="col">Name</th><th scope="col" colspan="2">Value</th>
        </tr></thead><tbody>
        <tr>
        <th scope="row"><code>outbound|80||x</code></th><td>&lt;b&gt;</td><td>a<br>*b*</td>
        </tr>
        </tbody></table></div>

        """)
  }

  @Test func `a table is a pipe table in Markdown, within a quote too`() {
    let expected = """
      *What | it is*

      | Name | Value | Value |
      | --- | --- | --- |
      | `outbound\\|80\\|\\|x` | \\<b\\> | a; \\*b\\* |

      """
    #expect(rendered([.table(Self.table)]).markdown == expected)
    let quoted = expected.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "> " : "> \($0)" }.joined(separator: "\n")
    #expect(rendered([.quote([.table(Self.table)])]).markdown == quoted + "\n")
  }

  @Test func `a figure is inline in HTML and a file in Markdown`() {
    let figure = Figure(
      id: "f", alternative: "A [graph]", svg: "<svg/>", file: "figures/f.svg",
      caption: ["Caption"], tableSummary: ["Data"], table: Self.table)
    let page = rendered([.figure(figure)])
    #expect(page.html.contains("<figure id=\"f\">"))
    #expect(page.html.contains("<svg/>"))
    #expect(page.html.contains("<summary>\nData\n</summary>"))
    let folded = "<details>\n<summary>Data</summary>\n\n*What | it is*"
    #expect(
      page.markdown.hasPrefix("![A \\[graph\\]](figures/f.svg)\n\nCaption\n\n\(folded)"))
    #expect(!page.markdown.contains("svg/>"))
  }

  @Test func `code keeps its lines, numbered in HTML`() {
    let code = Code("a: <1>\n```\nb\n", info: "yaml", label: "x.yaml", lineAnchorPrefix: "x")
    let page = rendered([.code(code)])
    #expect(
      page.html.contains(
        "<span class=\"line\" id=\"x-L1\"><span class=\"a\">a</span>: &lt;1&gt;\n</span>"))
    #expect(page.markdown == "```` yaml\na: <1>\n```\nb\n````\n")
  }

  static let hostile = [
    "<script>alert(1)</script>", "[a](javascript:x)", "![x](y)", "# no heading", "- no list",
    "1. no list", "1) no list", "> no quote", "```\nno fence", "~~~", "~~~ ~", "---", "===", "***",
    "a|b",
    "\\", "`", "a\u{1B}[2Jb", "&lt;", "&#60;", "*a*", "_a_", "a_b_c", "<https://a.b>", "in  side",
    "\"'><svg onload=x>", "{{title}}", "```labbook verdicts", "+ a", "a\n\n    b", "| a |\n| - |",
    "<!-- x", "]]>", "http://a.b/c", "~", "a\\\nb", "[x]: /y", "한글 *강조*",
  ]

  // A bare address is a link to every reader of GitHub's Markdown, whoever wrote it.
  @Test(arguments: hostile.filter { $0 != "http://a.b/c" })
  func `any text reads back as itself`(_ text: String) {
    let page = rendered([.paragraph([.text(text)]), .paragraph([.code("x")])])
    let again = rendered(prose: page.markdown)
    #expect(again.html == page.html, "\(page.markdown)")
    #expect(again.markdown == page.markdown)
  }

  @Test(arguments: hostile) func `attributes keep within their quotes`(_ text: String) {
    let page = rendered([
      .section(id: text, style: text, [.heading(level: 2, id: text, [.text(text)])]),
      .code(Code(text, info: "", label: text)),
    ])
    #expect(!page.html.contains("<script") && !page.html.contains("<svg"))
  }

  @Test func `the same blocks give the same bytes`() {
    let blocks: [Block] = [.heading(level: 2, id: "a", ["A"]), .table(Self.table)]
    #expect(rendered(blocks).html == rendered(blocks).html)
  }
}
