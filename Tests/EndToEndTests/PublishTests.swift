import Foundation
import Testing

/// `labbook publish`, of recorded runs alone.
@Suite struct PublishTests {
  private static let site = """
    apiVersion: labbook/v1
    kind: Site
    name: Notes <script>alert(1)</script> & more
    baseURL: https://example.org/notes
    author: A <b>
    repository: https://github.com/example/notes
    aliases: {first: one}

    """

  /// A notebook whose runs are recorded, in a repository of its own.
  private func recorded(_ names: [String] = ["one", "two"]) throws -> Notebook {
    let notebook = try Notebook(small: names)
    let result = try Program.run(["run"], in: notebook.root)
    try #require(result.status == 0, "\(result.errors)")
    return notebook
  }

  private func commit(_ notebook: Notebook) throws {
    let result = try Program.shell(
      "git init -q . && git add Experiments && git -c user.name=a -c user.email=a@b.c commit -qm a",
      in: notebook.root)
    try #require(result.status == 0, "\(result.errors)")
  }

  @Test func aSiteIsWholeAndItsTextsAreEscaped() throws {
    let notebook = try recorded()
    try notebook.write(Self.site, to: "labbook.yaml")
    try commit(notebook)
    let result = try Program.run(["publish"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    let files = try notebook.files(below: "site")
    for path in [
      ".nojekyll", "404.html", "favicon.svg", "feed.xml", "robots.txt", "sitemap.xml",
      "labbook.css",
      "search/index.html", "search/ko/index.html", "codes/LB0105.html", "first/index.html",
      "one/index.html", "one/ko/index.html", "one/card.svg", "one/run.json", "one/manifests.yaml",
      "one/verdicts.csv", "one/outcomes.csv", "compare/index.html", "labbook-files.json",
    ] { #expect(files[path] != nil, "\(path)") }
    for (path, data) in files where path.hasSuffix(".html") {
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains("<script>alert"), "\(path)")
      let scripts = text.components(separatedBy: "<script").count - 1
      #expect(scripts == (path.hasPrefix("search/") ? 2 : 0), "\(path)")
      #expect(text.contains("script-src") == path.hasPrefix("search/"), "\(path)")
    }
    let page = try notebook.read("site/one/index.html")
    #expect(page.contains("<link rel=\"canonical\" href=\"https://example.org/notes/one/\">"))
    #expect(
      page.contains("https://github.com/example/notes/edit/main/Experiments/one/experiment.yaml"))
    #expect(page.contains("Notes &lt;script&gt;alert(1)&lt;/script&gt; &amp; more</a>"))
    #expect(try notebook.read("site/404.html").contains("href=\"/notes/labbook.css\""))
    #expect(try notebook.read("site/first/index.html").contains("url=../one/index.html"))
    let xml = try Program.shell(
      "python3 -c \"import xml.dom.minidom as m; [m.parse(f) for f in ('feed.xml','sitemap.xml','one/card.svg')]\"",
      in: notebook.root + "/site")
    #expect(xml.status == 0, "\(xml.errors)")
    #expect(try notebook.read("site/one/run.json") == notebook.read("output/one/run.json"))
  }

  @Test func publishingAgainGivesTheSameBytes() throws {
    let notebook = try recorded()
    #expect(try Program.run(["publish"], in: notebook.root).status == 0)
    let before = try notebook.files(below: "site")
    #expect(try Program.run(["publish"], in: notebook.root).status == 0)
    #expect(try notebook.files(below: "site") == before)
    #expect(try Program.run(["publish", "--output", "other"], in: notebook.root).status == 0)
    #expect(try notebook.files(below: "other") == before)
    // An experiment that is gone takes its pages along.
    try FileManager.default.removeItem(atPath: notebook.root + "/Experiments/two")
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    #expect(try Program.run(["publish"], in: notebook.root).status == 0)
    #expect(try notebook.files(below: "site").keys.allSatisfy { !$0.hasPrefix("two/") })
  }

  @Test(arguments: [
    ("Experiments/one/manifests/mesh.yaml", "\n# changed\n", "another manifests/mesh.yaml"),
    ("Experiments/one/experiment.yaml", "\nseed: 7\n", "another experiment.yaml"),
  ])
  func aRunOfOtherFilesIsNotPublished(file: String, added: String, words: String) throws {
    let notebook = try recorded()
    try notebook.write(try notebook.read(file) + added, to: file)
    let result = try Program.run(["publish"], in: notebook.root)
    #expect(result.status == 1)
    #expect(result.errors.contains("error[LB0311]: one has \(words)"), "\(result.errors)")
    #expect(result.errors.contains("hint: labbook run one"))
    #expect(!result.errors.contains("LB0311]: two"))
    #expect(!FileManager.default.fileExists(atPath: notebook.root + "/site"))
  }

  @Test func withoutARunNothingIsPublished() throws {
    let notebook = try Notebook(small: ["one", "two"])
    let result = try Program.run(["publish"], in: notebook.root)
    #expect(result.status == 1)
    #expect(result.errors.components(separatedBy: "LB0311").count == 3, "\(result.errors)")
    try notebook.write("cut", to: "output/one/run.json")
    #expect(try Program.run(["publish"], in: notebook.root).errors.contains("cannot be read"))
  }

  @Test(arguments: [
    ("baseURL: nowhere", "labbook.yaml:4:10: error[LB0310]"),
    ("aliases: {one: two}", "labbook.yaml:4:11: error[LB0312]"),
    ("aliases: {\"../x\": one}", "labbook.yaml:4:11: error[LB0310]"),
    ("aliases: {old: tow}", "did you mean “two”?"), ("aliases: {search: one}", "error[LB0312]"),
    ("logo: missing.svg", "labbook.yaml:4:1: error[LB0001]"),
  ])
  func badSettingsAreToldAndNothingIsWritten(line: String, words: String) throws {
    let notebook = try recorded()
    try notebook.write(
      "apiVersion: labbook/v1\nkind: Site\nname: Notes\n\(line)\n", to: "labbook.yaml")
    let result = try Program.run(["publish"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: notebook.root + "/site"))
  }

  @Test(arguments: [
    ("<svg onload=\"x()\"/>", 65), ("<svg><script/></svg>", 65), ("GIF89a", 65), ("<svg/>", 0),
  ])
  func aLogoHasNoScript(text: String, status: Int32) throws {
    let notebook = try recorded(["one"])
    try notebook.write(
      "apiVersion: labbook/v1\nkind: Site\nname: Notes\nlogo: logo.svg\n", to: "labbook.yaml")
    try notebook.write(text, to: "logo.svg")
    #expect(try Program.run(["publish"], in: notebook.root).status == status)
    #expect(
      FileManager.default.fileExists(atPath: notebook.root + "/site/logo.svg") == (status == 0))
  }

  @Test func aLogoLiesInTheProject() throws {
    let notebook = try recorded(["one"])
    try notebook.write(
      "apiVersion: labbook/v1\nkind: Site\nname: Notes\nlogo: logo.svg\n", to: "labbook.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: notebook.root + "/logo.svg", withDestinationPath: "/etc/hostname")
    let result = try Program.run(["publish"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("LB0201"), "\(result.errors)")
  }

  @Test(arguments: ["Experiments", "Experiments/site", "."])
  func aSiteDoesNotMixWithWhatIsRead(folder: String) throws {
    let notebook = try recorded(["one"])
    let result = try Program.run(["publish", "--output", folder], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("LB0303"), "\(result.errors)")
  }

  @Test func onlyTheSitesLanguagesArePublished() throws {
    let notebook = try recorded(["one"])
    try notebook.write(
      "apiVersion: labbook/v1\nkind: Site\nname: Notes\nlanguages: [en]\n", to: "labbook.yaml")
    #expect(try Program.run(["publish"], in: notebook.root).status == 0)
    #expect(try notebook.files(below: "site").keys.allSatisfy { !$0.contains("ko/") })
  }

  @Test func anExperimentCannotTakeTheSitesNames() throws {
    let notebook = try recorded(["one", "search"])
    let result = try Program.run(["publish"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("Experiments/search/experiment.yaml:1:1: error[LB0312]"))
  }
}
