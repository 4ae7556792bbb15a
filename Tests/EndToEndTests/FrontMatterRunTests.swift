import Foundation
import Testing

/// What the head of a notebook does to pages.
@Suite struct FrontMatterRunTests {
  @Test func orderDraftTitleAndByline() throws {
    let notebook = try Notebook(small: ["one", "three", "two"])
    try notebook.write(
      "---\norder: 2\n---\nProse.\n", to: "Experiments/one/notebook.md")
    try notebook.write(
      "---\ntitle: The first\ndate: 2024-02-28\nauthor: Ada\ntags: [mesh]\norder: 1\n---\nProse.\n",
      to: "Experiments/two/notebook.md")
    try notebook.write("---\ndraft: true\n---\nProse.\n", to: "Experiments/three/notebook.md")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains("Experiments/three/notebook.md:2:1: note[LB0335]"), "\(result.errors)")
    let index = try notebook.read("output/index.md")
    let first = try #require(index.firstRange(of: "[The first](two/index.md)"))
    let second = try #require(index.firstRange(of: "(one/index.md)"))
    #expect(first.lowerBound < second.lowerBound)
    #expect(!index.contains("three/"))
    #expect(try notebook.read("output/three/index.md").contains("This is a draft"))
    let page = try notebook.read("output/two/index.html")
    #expect(page.contains("2024-02-28 · Ada · mesh"))
    #expect(page.contains("rel=\"next\" href=\"../one/index.html\""))
    // Run alone, an experiment keeps its place.
    #expect(try Program.run(["run", "one"], in: notebook.root).status == 0)
    #expect(try notebook.read("output/index.md") == index)
    #expect(try Program.run(["run", "--check"], in: notebook.root).status == 0)
  }

  @Test func aTranslationBehindItsOriginalIsMarked() throws {
    let notebook = try Notebook(small: ["one"])
    let korean = "Experiments/one/notebook.ko.md"
    try notebook.write("One.\n", to: "Experiments/one/notebook.md")
    try notebook.write("---\noriginal: \"000000000000\"\n---\n하나.\n", to: korean)
    let stale = try Program.run(["run"], in: notebook.root)
    #expect(stale.status == 0)
    #expect(stale.errors.contains("\(korean):2:1: warning[LB0334]"), "\(stale.errors)")
    #expect(try notebook.read("output/one/ko/index.md").contains("원문이 바뀌었다"))
    let digest = try #require(stale.errors.firstMatch(of: #/original: "([0-9a-f]{12})"/#)).output.1
    try notebook.write("---\noriginal: \"\(digest)\"\n---\n하나.\n", to: korean)
    let fresh = try Program.run(["run"], in: notebook.root)
    #expect(!fresh.errors.contains("LB0334"))
    #expect(try !notebook.read("output/one/ko/index.md").contains("원문이 바뀌었다"))
  }

  @Test func frontMatterThatIsNoYAMLIsAnErrorAtItsPlace() throws {
    let notebook = try Notebook(small: ["one"])
    try notebook.write("---\ntags: [a\nb: }\n---\nOne.\n", to: "Experiments/one/notebook.md")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("Experiments/one/notebook.md:3:"), "\(result.errors)")
    #expect(try notebook.files(below: "output").isEmpty)
  }
}
