import Foundation
import Testing

/// `labbook export`, `labbook init`.
@Suite struct ExportTests {
  private func recorded() throws -> Notebook {
    let notebook = try Notebook(small: ["one"])
    let result = try Program.run(["run"], in: notebook.root)
    try #require(result.status == 0, "\(result.errors)")
    return notebook
  }

  @Test func aPageInOneFileNeedsNoOther() throws {
    let notebook = try recorded()
    let page = try Program.run(["export", "one"], in: notebook.root)
    #expect(page.status == 0, "\(page.errors)")
    #expect(!page.output.contains("<link"))
    #expect(page.output.contains("<style>"))
    #expect(page.output.contains("style-src 'sha256-"))
    #expect(!page.output.contains("href=\"../"))
    #expect(!page.output.contains("src=\"figures"))
    let korean = try Program.run(["export", "one", "--lang", "ko"], in: notebook.root)
    #expect(korean.output.contains("<html lang=\"ko\">"))
    #expect(try Program.run(["export", "one", "--lang", "fr"], in: notebook.root).status == 65)
  }

  @Test(arguments: [
    ("hugo", "slug: \"one\""), ("docusaurus", "format: md"), ("mkdocs", "description: "),
  ])
  func frontMatterIsTheGenerators(generator: String, line: String) throws {
    let notebook = try recorded()
    let page = try Program.run(["export", "one", "--for", generator], in: notebook.root)
    #expect(page.status == 0)
    #expect(page.output.hasPrefix("---\n"))
    #expect(page.output.contains("title: \"A caller and a server\"\n"))
    #expect(page.output.contains(line))
    #expect(!page.output.contains("\n# A caller"))
    #expect(!page.output.contains("](figures/"))
  }

  /// Hugo renders what is exported for it; where it is not installed there is nothing to try.
  @Test func hugoTakesWhatIsExportedForIt() throws {
    let notebook = try recorded()
    let result = try Program.shell(
      """
      command -v hugo >/dev/null || { echo absent; exit 0; }
      mkdir -p hugo/content hugo/layouts/_default
      printf 'baseURL: https://example.org/\\ntitle: t\\n' > hugo/config.yaml
      echo '<h1>{{ .Title }}</h1>{{ .Content }}' > hugo/layouts/_default/single.html
      labbook export one --for hugo --output hugo/content/one.md && cd hugo && hugo --quiet && cat public/one/index.html
      """, in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    if !result.output.hasPrefix("absent") {
      #expect(result.output.contains("<h1>A caller and a server</h1>"))
      #expect(result.output.contains("src=\"data:image/svg"), "\(result.output.prefix(3000))")
      #expect(!result.output.contains("raw HTML omitted"))
    }
  }

  @Test func aFileThatIsThereStays() throws {
    let notebook = try recorded()
    try notebook.write("mine", to: "page.md")
    let arguments = ["export", "one", "--format", "md", "--output", "page.md"]
    let refused = try Program.run(arguments, in: notebook.root)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("LB0304"))
    #expect(try notebook.read("page.md") == "mine")
    #expect(try Program.run(arguments + ["--overwrite"], in: notebook.root).status == 0)
    #expect(try notebook.read("page.md").hasPrefix("# A caller"))
    let nowhere = try Program.run(
      ["export", "one", "--output", "missing/page.html"], in: notebook.root)
    #expect(nowhere.status == 74)
  }

  @Test(
    arguments: [
      (["one", "--format", "pdf"], 64), (["one", "--format", "odt"], 64),
      (["one", "--for", "x"], 64),
      (["one", "--for", "hugo", "--format", "html"], 64), (["two"], 65), ([], 64),
    ] as [([String], Int32)])
  func badRequestsAreRefused(arguments: [String], status: Int32) throws {
    let notebook = try recorded()
    #expect(try Program.run(["export"] + arguments, in: notebook.root).status == status)
  }

  @Test func withoutChromiumAPDFSaysSo() throws {
    let notebook = try recorded()
    let result = try Program.shell(
      "PATH=/nowhere labbook export one --format pdf --output x.pdf", in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("error[LB0314]"), "\(result.errors)")
  }

  @Test func aNotebookBeginsFromManifests() throws {
    let notebook = try Notebook(small: ["one"])
    let result = try Program.run(
      ["init", "fresh", "--from-manifests", "Experiments/one/manifests"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("fresh/Experiments/first/manifests/01-mesh.yaml"))
    let fresh = notebook.root + "/fresh"
    let experiment = try notebook.read("fresh/Experiments/first/experiment.yaml")
    #expect(experiment.hasPrefix("# yaml-language-server: $schema=../experiment.schema.json\n"))
    #expect(experiment.contains("http://server.default.svc.cluster.local:5000/"))
    let run = try Program.run(["run"], in: fresh)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("to-server-answered"))
    #expect(try Program.run(["publish"], in: fresh).status == 0)
    // Nothing is made where a notebook is.
    #expect(try Program.run(["init"], in: fresh).status == 65)
    #expect(try Program.run(["init", "a", "--from-manifests", "nothing"], in: fresh).status == 65)
  }

  @Test func aNotebookWithoutManifestsRunsAsItIs() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try Program.run(["init"], in: folder).status == 0)
    #expect(try Program.run(["list"], in: folder).output.hasPrefix("first"))
    let json = try Program.shell("labbook list -o json | python3 -m json.tool", in: folder)
    #expect(json.status == 0, "\(json.errors)")
  }
}
