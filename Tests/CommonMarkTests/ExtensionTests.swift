import CommonMark
import Testing

/// What GitHub adds to CommonMark: how prose comes out in HTML, and as Markdown that GitHub reads
/// the same way.
@Suite struct ExtensionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var prose: String
    var html: String
    /// `nil` where it is the prose itself.
    var markdown: String?

    init(_ name: String, _ prose: String, _ html: String, markdown: String? = nil) {
      testDescription = name
      self.prose = prose
      self.html = html
      self.markdown = markdown
    }
  }

  private static func table(_ label: String, _ content: String) -> String {
    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(label)\"><table>\(content)"
      + "</table></div>"
  }

  static let tables: [Case] = [
    Case(
      "a table of two columns", "| foo | bar |\n| --- | --- |\n| baz | bim |\n",
      table(
        "foo, bar",
        "<thead><tr><th scope=\"col\">foo</th><th scope=\"col\">bar</th></tr></thead><tbody>"
          + "<tr><td>baz</td><td>bim</td></tr></tbody>")),
    Case(
      "cells need not match in width; outer pipes may be absent; columns stand where colons say",
      "| abc | defghi |\n:-: | -----------:\nbar | baz\n",
      table(
        "abc, defghi",
        "<thead><tr><th scope=\"col\" align=\"center\">abc</th>"
          + "<th scope=\"col\" align=\"right\">defghi</th></tr></thead><tbody>"
          + "<tr><td align=\"center\">bar</td><td align=\"right\">baz</td></tr></tbody>"),
      markdown: "| abc | defghi |\n| :---: | ---: |\n| bar | baz |\n"),
    Case(
      "escaped pipes stand in cells, also in code and emphasis",
      "| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |\n",
      table(
        "f|oo",
        "<thead><tr><th scope=\"col\">f|oo</th></tr></thead><tbody>"
          + "<tr><td>b <code>|</code> az</td></tr><tr><td>b <strong>|</strong> im</td></tr></tbody>"
      ),
      markdown: "| f\\|oo |\n| --- |\n| b `\\|` az |\n| b **\\|** im |\n"),
    Case(
      "missing cells are empty and further ones are left out",
      "| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |\n",
      table(
        "abc, def",
        "<thead><tr><th scope=\"col\">abc</th><th scope=\"col\">def</th></tr></thead><tbody>"
          + "<tr><td>bar</td><td></td></tr><tr><td>bar</td><td>baz</td></tr></tbody>"),
      markdown: "| abc | def |\n| --- | --- |\n| bar |  |\n| bar | baz |\n"),
    Case(
      "a table may have no rows", "| abc | def |\n| --- | --- |\n",
      table(
        "abc, def",
        "<thead><tr><th scope=\"col\">abc</th><th scope=\"col\">def</th></tr></thead>")),
    Case(
      "a delimiter row of another number of cells makes no table",
      "| abc | def |\n| --- |\n| bar |\n", "<p>| abc | def |\n| --- |\n| bar |</p>"),
    Case(
      "a quotation ends a table", "| abc |\n| --- |\n| bar |\n\n> bar\n",
      table(
        "abc",
        "<thead><tr><th scope=\"col\">abc</th></tr></thead><tbody><tr><td>bar</td></tr></tbody>")
        + "<blockquote><p>bar</p></blockquote>"),
    Case(
      "lines before the header are a paragraph of their own", "text\n| abc |\n| --- |\n",
      "<p>text</p>"
        + table("abc", "<thead><tr><th scope=\"col\">abc</th></tr></thead>"),
      markdown: "text\n\n| abc |\n| --- |\n"),
    Case(
      "links, code and what would begin a block stand in cells",
      "| # a | [b](c.html) |\n| --- | --- |\n| - x | `y` |\n",
      table(
        "# a, b",
        "<thead><tr><th scope=\"col\"># a</th><th scope=\"col\"><a href=\"c.html\">b</a></th></tr>"
          + "</thead><tbody><tr><td>- x</td><td><code>y</code></td></tr></tbody>"),
      markdown: "| \\# a | [b](c.md) |\n| --- | --- |\n| \\- x | `y` |\n"),
  ]

  static let inlines: [Case] = [
    Case("two tildes strike", "~~Hi~~ Hello\n", "<p><del>Hi</del> Hello</p>"),
    Case(
      "one tilde strikes", "~Hi~ there\n", "<p><del>Hi</del> there</p>", markdown: "~~Hi~~ there\n"),
    Case(
      "three do not", "a ~~~Hi~~~ b\n", "<p>a ~~~Hi~~~ b</p>",
      markdown: "a \\~\\~\\~Hi\\~\\~\\~ b\n"),
    Case(
      "a paragraph's end ends it", "~~Hi\n\nthere~~\n", "<p>~~Hi</p><p>there~~</p>",
      markdown: "\\~\\~Hi\n\nthere\\~\\~\n"),
    Case(
      "emphasis stands within and around", "~~*a* b~~ *c ~~d~~*\n",
      "<p><del><em>a</em> b</del> <em>c <del>d</del></em></p>"),
    Case(
      "an escaped tilde is a tilde, and in code its backslash stays", "\\~~a~~ `\\~`\n",
      "<p>~~a~~ <code>\\~</code></p>", markdown: "\\~\\~a\\~\\~ `\\~`\n"),
    Case(
      "addresses are links", "See https://a.example/b?c=d, and www.b.example.\n",
      "<p>See <a href=\"https://a.example/b?c=d\">https://a.example/b?c=d</a>, and "
        + "<a href=\"http://www.b.example\">www.b.example</a>.</p>",
      markdown: "See <https://a.example/b?c=d>, and [www.b.example](http://www.b.example).\n"),
    Case(
      "a bracket that opens outside is not part of an address",
      "(https://a.example/b_(c)) https://a.example/d&amp;\n",
      "<p>(<a href=\"https://a.example/b_(c)\">https://a.example/b_(c)</a>) "
        + "<a href=\"https://a.example/d&amp;\">https://a.example/d&amp;</a></p>",
      markdown: "(<https://a.example/b_(c)>) <https://a.example/d&>\n"),
    Case(
      "neither code, links nor names without a stop are bare links",
      "`https://a.example` [https://b.example](c) http://localhost\n",
      "<p><code>https://a.example</code> <a href=\"c\">https://b.example</a> http://localhost</p>"),
    Case(
      "mail addresses are links", "Ask foo@bar.example.\n",
      "<p>Ask <a href=\"mailto:foo@bar.example\">foo@bar.example</a>.</p>",
      markdown: "Ask <foo@bar.example>.\n"),
    Case("keys are shown", "Press <kbd>Ctrl</kbd>\n", "<p>Press <kbd>Ctrl</kbd></p>"),
    Case(
      "an element that is not closed, or has attributes, stays text",
      "<kbd>a <sup class=\"x\">b</sup>\n",
      "<p><code>&lt;kbd&gt;</code>a <code>&lt;sup class=&quot;x&quot;&gt;</code>b"
        + "<code>&lt;/sup&gt;</code></p>",
      markdown: "`<kbd>`a `<sup class=\"x\">`b`</sup>`\n"),
  ]

  static let blocks: [Case] = [
    Case(
      "tasks", "  - [ ] foo\n  - [x] bar\n",
      "<ul><li><input type=\"checkbox\" disabled=\"\"> foo</li>"
        + "<li><input type=\"checkbox\" disabled=\"\" checked=\"\"> bar</li></ul>"),
    Case(
      "brackets without a blank behind, or escaped, are no task", "  - [x]foo\n  - \\[ \\] bar\n",
      "<ul><li>[x]foo</li><li>[ ] bar</li></ul>",
      markdown: "  - \\[x\\]foo\n  - \\[ \\] bar\n"),
    Case(
      "footnotes", "a[^n] b[^n] c[^2]\n\n[^n]: The *first*.\n[^2]: The second,\n    continued.\n",
      "<p>a<sup><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup> "
        + "b<sup><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup> "
        + "c<sup><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup></p>"
        + "<section class=\"footnotes\" role=\"doc-endnotes\"><ol>"
        + "<li id=\"fn-1\"><p>The <em>first</em>. <a href=\"#fnref-1\" role=\"doc-backlink\">↩</a> "
        + "<a href=\"#fnref-1-2\" role=\"doc-backlink\">↩</a></p></li>"
        + "<li id=\"fn-2\"><p>The second,\ncontinued. <a href=\"#fnref-2\" role=\"doc-backlink\">↩</a>"
        + "</p></li></ol></section>",
      markdown: "a[^n] b[^n] c[^2]\n\n[^n]: The *first*.\n\n[^2]: The second,\n    continued.\n"),
    Case(
      "a mark without a footnote is text, and so is an escaped one",
      "a[^x] \\[^n]\n\n[^n]: b\n", "<p>a[^x] [^n]</p>", markdown: "a\\[^x\\] \\[^n\\]\n"),
    Case(
      "alerts", "> [!WARNING]\n> Mind *this*.\n",
      "<div class=\"alert alert-warning\" role=\"note\"><p class=\"alert-title\">Warning</p>"
        + "<p>Mind <em>this</em>.</p></div>",
      markdown: "> [!WARNING]\n> \n> Mind *this*.\n"),
    Case(
      "another word is no alert", "> [!SHOUT]\n> a\n",
      "<blockquote><p>[!SHOUT]\na</p></blockquote>", markdown: "> \\[\\!SHOUT\\]\n> a\n"),
    Case(
      "a picture alone is a figure, and its title the caption", "![a graph](g.png \"The rate\")\n",
      "<figure><img src=\"g.png\" alt=\"a graph\" title=\"The rate\" />"
        + "<figcaption>The rate</figcaption></figure>"),
    Case(
      "what is folded away",
      "<details>\n<summary>More &lt;b&gt;</summary>\n\nHidden.\n\n</details>\n",
      "<details><summary>More &lt;b&gt;</summary><p>Hidden.</p></details>"),
    Case(
      "what is not closed stays text", "<details>\n\na\n",
      "<pre><code>&lt;details&gt;</code></pre><p>a</p>", markdown: "``` \n<details>\n```\n\na\n"),
  ]

  private static func normalized(_ html: String) -> String {
    var text = html
    for tag in [
      "p", "ul", "li", "table", "thead", "tbody", "tr", "td", "th", "div", "figure", "details",
    ] {
      text = text.replacing("\n</\(tag)>", with: "</\(tag)>").replacing(
        "<\(tag)>\n", with: "<\(tag)>")
    }
    return text.replacing(">\n<", with: "><").replacing(">\n", with: ">").replacing(
      "\n<", with: "<")
  }

  @Test(arguments: tables + inlines + blocks) func prose(_ given: Case) {
    let page = rendered(prose: given.prose)
    #expect(Self.normalized(page.html) == Self.normalized(given.html))
    #expect(page.markdown == given.markdown ?? given.prose)
  }

  /// What was written is read as the same page again.
  @Test(arguments: tables + inlines + blocks) func roundTrip(_ given: Case) {
    let once = rendered(prose: given.prose)
    let twice = rendered(prose: once.markdown)
    #expect(twice.html.replacing(".md", with: ".html") == once.html)
    #expect(twice.markdown == once.markdown)
  }

  /// However an editor ends its lines, the page is the same.
  @Test(arguments: tables + inlines + blocks) func lineEndsDoNotMatter(_ given: Case) {
    let page = rendered(prose: given.prose)
    let other = rendered(prose: given.prose.replacing("\n", with: "\r\n"))
    #expect(other.html == page.html)
    #expect(other.markdown == page.markdown)
  }

  @Test func alertsHaveTheTitleOfThePagesLanguage() {
    let document = Document(parsing: "> [!NOTE]\n> a\n") { "«\($0.rawValue)»" }
    let html = String(decoding: document.rendered().html, as: UTF8.self)
    #expect(html.contains("«note»"))
  }

  /// Nothing that an author writes into an extension reaches the page as markup.
  @Test(arguments: [
    "| <script>x</script> |\n| --- |\n| <b onclick=x> |\n",
    "a[^<b>]\n\n[^<b>]: <script>x</script>\n",
    "~~<script>x</script>~~\n", "https://a.example/\"onmouseover=x\n",
    "![a](g.png \"<script>x</script>\")\n",
    "<details>\n<summary><script>x</script></summary>\n\n</details>\n",
    "<details onclick=x>\n\n</details>\n", "> [!NOTE]\n> <script>x</script>\n",
    "- [ ] <script>x</script>\n", "<kbd><script>x</script></kbd>\n",
    "| a |\n| --- |\n| [b](javascript:x) |\n",
  ])
  func nothingOfTheAuthorsIsMarkup(prose: String) {
    let html = rendered(prose: prose).html
    for mark in ["<script", "<b ", "onclick=x>", "\"onmouseover", "javascript:"] {
      #expect(!html.contains(mark), "\(html)")
    }
  }

  /// Every mark that extensions look for, in every order: no crash, and a second reading agrees.
  @Test(arguments: 0..<40) func anyOrderOfMarksIsRead(seed: UInt64) {
    let marks = [
      "|", "\n", "-", "---", "~~", "~", "[^a]", "\n[^a]: ", "[ ] ", "- ", "> ", "[!NOTE]", "`", "*",
      "<details>", "</details>", "<kbd>", "</kbd>", "\n\n", "www.a.b", "\\", "\u{10FFFC}", "    ",
    ]
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    var prose = ""
    for _ in 0..<60 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      prose += marks[Int(state % UInt64(marks.count))]
    }
    let once = rendered(prose: prose)
    #expect(!once.html.contains("\u{10FFFC}"))
    #expect(!once.markdown.contains("\u{10FFFC}"))
  }
}
