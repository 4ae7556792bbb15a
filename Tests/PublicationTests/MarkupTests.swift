import Testing

@testable import Publication

@Suite struct MarkupTests {
  private func events(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var scanner = MarkupScanner(bytes)
    var found: [String] = []
    while let event = scanner.next() {
      switch event {
      case .open(let range, let name):
        found.append("<\(name)|\(String(decoding: bytes[range], as: UTF8.self))")
      case .close(_, let name): found.append("/\(name)")
      case .text(let range): found.append(String(decoding: bytes[range], as: UTF8.self))
      }
    }
    return found
  }

  @Test(arguments: [
    ("<p>a</p>", ["<p|<p>", "a", "/p"]),
    ("<!DOCTYPE html><!-- <b> --><P>x", ["<p|<P>", "x"]),
    ("<a title=\"1 > 0\">y</a>", ["<a|<a title=\"1 > 0\">", "y", "/a"]),
    ("<title>a <b> & c</title>", ["<title|<title>", "a <b> & c", "/title"]),
    (
      "<script>if (a < b) '<p>'</script>z",
      ["<script|<script>", "if (a < b) '<p>'", "/script", "z"]
    ),
    ("a < b", ["a ", "< b"]), ("<", ["<"]), ("<p", ["<p|<p"]), ("<!--", []), ("</", ["</"]),
    ("<style>x", ["<style|<style>", "x"]),
  ])
  func tagsAndTextsComeInOrder(text: String, expected: [String]) {
    #expect(events(text) == expected)
  }

  @Test func attributesAreRead() {
    let bytes = Array("<a href='x&amp;y' data-a hidden=\"\" id=b>".utf8)
    let attributes = MarkupAttribute.all(in: 0..<bytes.count, of: bytes)
    #expect(attributes.map(\.name) == ["href", "data-a", "hidden", "id"])
    #expect(attributes.map(\.value) == ["x&y", "", "", "b"])
    #expect(attributes["id"] == "b")
    #expect(attributes["class"] == nil)
  }

  @Test(arguments: [
    ("&amp;&lt;&gt;&quot;&apos;", "&<>\"'"), ("&#39;&#x27;&#X41;", "''A"), ("a & b", "a & b"),
    ("&unknown;", "&unknown;"), ("&#xD800;", "&#xD800;"), ("&", "&"), ("&amp", "&amp"),
  ])
  func referencesAreResolved(text: String, expected: String) {
    #expect(text.resolvingReferences == expected)
  }

  @Test func editsAreMadeAtOnce() {
    var edit = MarkupEdit()
    edit.replace(1..<3, with: "xyz")
    edit.insert("!", at: 4)
    edit.insert("^", at: 0)
    edit.replace(2..<4, with: "never")
    #expect(edit.applied(to: Array("abcd".utf8)) == Array("^axyzd!".utf8))
  }

  @Test(arguments: [
    ("<b>\"'&", "&lt;b&gt;&quot;&#39;&amp;"), ("a\nb", "a⏎b"), ("a\u{202E}b", "a⟨U+202E⟩b"),
  ])
  func textIsEscaped(text: String, expected: String) {
    #expect(Markup.escaped(text) == expected)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
  ])
  func base64IsThatOfTheStandard(text: String, expected: String) {
    #expect(Base64.text(of: Array(text.utf8)) == expected)
  }

  @Test func aPageTellsWhatItHolds() {
    let page = """
      <html lang="ko"><head><title>T &amp; t</title><meta name="description" content="D">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
      <link rel="alternate" hreflang="en" href="../index.html"></head><body><header>
      <a class="home" href="index.html">labbook</a></header>
      <main><h1 id="title">One <b>two</b></h1><pre><i id="l1">code</i></pre>
      <svg><title>no</title><text>no</text></svg><img src="a.svg"><p>three</p></main></body></html>
      """
    let anatomy = PageAnatomy(Array(page.utf8))
    #expect(anatomy.language == "ko")
    #expect(anatomy.title == "T & t")
    #expect(anatomy.summary == "D")
    #expect(anatomy.anchors == ["title", "l1"])
    #expect(anatomy.links.map(\.address) == ["../index.html", "index.html", "a.svg"])
    #expect(anatomy.text.split(separator: " ").filter { $0 != "\n" } == ["One", "two", "three"])
    #expect(anatomy.policy != nil && anatomy.headEnd != nil && anatomy.mainEnd != nil)
  }

  /// A shell of one's own may say anything; a language becomes a folder's name.
  @Test(arguments: ["../../etc", "fr", ""])
  func onlyLanguagesOfPagesCount(tag: String) {
    #expect(PageAnatomy(Array("<html lang=\"\(tag)\">".utf8)).language == "en")
  }
}
