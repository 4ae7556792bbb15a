import Diagnostics
import Manifests
import Notebook
import Testing

/// What stands at the head of a notebook.
@Suite struct FrontMatterTests {
  private static func read(
    _ text: String, language: String = "en"
  ) -> (notebook: NotebookText, diagnostics: [String]) {
    let source = ManifestSource(name: "notebook.md", bytes: Array(text.utf8))
    let (notebook, diagnostics) = FrontMatterReader.read(source, language: language)
    return (notebook, diagnostics.map(\.description))
  }

  @Test func everyField() {
    let (notebook, findings) = Self.read(
      """
      ---
      title: "A title"
      date: 2024-02-28
      author: [Ada, Bob]
      tags: [mesh, retries]
      lang: en
      draft: true
      order: 3
      ---
      # Prose
      """)
    #expect(findings.isEmpty)
    #expect(notebook.title == "A title")
    #expect(notebook.frontMatter.date == "2024-02-28")
    #expect(notebook.frontMatter.authors == ["Ada", "Bob"])
    #expect(notebook.frontMatter.tags == ["mesh", "retries"])
    #expect(notebook.frontMatter.order == 3 && notebook.frontMatter.draft == true)
    #expect(notebook.draftLine == 7)
    #expect(notebook.body == String(repeating: "\n", count: 9) + "# Prose")
  }

  @Test(arguments: [
    "# Prose\n", "---\n\nA rule, and no second one.\n", "", "--- \ntext", "----\na: b\n----\n",
  ])
  func proseAlone(text: String) {
    let (notebook, findings) = Self.read(text)
    #expect(notebook.body == text && notebook.frontMatter.isEmpty && findings.isEmpty)
  }

  @Test func lineEndsDoNotMatter() {
    let (notebook, findings) = Self.read("\u{FEFF}---\r\nauthor: Ada\r\n---\r\ntext\r\n")
    #expect(findings.isEmpty)
    #expect(notebook.frontMatter.authors == ["Ada"])
    #expect(notebook.body == "\n\n\ntext\n")
  }

  @Test(arguments: [
    ("---\na: [1\n---\n", "notebook.md:", "error[LB00"),
    ("---\njust text\n---\n", "notebook.md:2:1: ", "must be a mapping, and this is a text"),
    ("---\ntitel: a\n---\n", "notebook.md:2:1: ", "has no field “titel”"),
    ("---\ndate: soon\n---\n", "notebook.md:2:7: ", "date must be a day"),
    ("---\ndate: 2023-02-29\n---\n", "notebook.md:2:7: ", "date must be a day"),
    ("---\n\norder: first\n---\n", "notebook.md:3:8: ", "order must be a whole number"),
    ("---\ndraft: maybe\n---\n", "notebook.md:2:8: ", "draft must be true or false"),
    ("---\nlang: ko\n---\n", "notebook.md:2:7: ", "the file's name says “en”"),
    ("---\ntags: {a: b}\n---\n", "notebook.md:2:7: ", "tags must be a text"),
  ])
  func mistakes(text: String, place: String, words: String) {
    let findings = Self.read(text).diagnostics
    #expect(
      findings.contains { $0.hasPrefix(place) && $0.contains(words) }, "\(findings)")
  }

  @Test func theDigestIsThatOfTheProse() {
    let (plain, _) = Self.read("One.\n")
    let (headed, _) = Self.read("---\norder: 1\n---\n\nOne.\n\n")
    #expect(plain.digest == headed.digest && plain.digest.count == 12)
    #expect(Self.read("Two.\n").notebook.digest != plain.digest)
  }
}
