import CommonMark
import Diagnostics
import Foundation
import Notebook
import Simulator
import Testing

@testable import Report

extension Report.Rendering {
  /// A file's text by its path.
  func text(_ path: String) throws -> String {
    let file = try #require(files.first { $0.path == path }, "\(files.map(\.path))")
    return file.text
  }
}

extension OutputFile {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// A file of the site, named by its path in the results of tests.
struct SiteFile: Sendable, CustomTestStringConvertible {
  var path: String
  var text: String
  var testDescription: String { path }

  init(_ file: OutputFile) {
    path = file.path
    text = file.text
  }

  /// The path that an address on this page leads to, below the output folder.
  func target(of address: String) -> String {
    let folder = URL(fileURLWithPath: "/\(path)").deletingLastPathComponent()
    return String(folder.appendingPathComponent(address).standardized.path.dropFirst())
  }
}

@Suite struct PageTests {
  static let pages = Report.files(for: Fixture.record)
  static let index = Report.index(of: [Fixture.record])
  static let comparisons = Report.comparisons(
    [], titles: [Fixture.record.title], labbookVersion: "0.1.0")
  static let site = pages.files + index.files + comparisons.files
  static let htmlPages = site.filter { $0.path.hasSuffix(".html") }.map(SiteFile.init)
  static let markdownPages = site.filter { $0.path.hasSuffix(".md") }.map(SiteFile.init)

  /// Writes pages to the folder that `LABBOOK_SHOW_PAGES` names, to look at them: the fixture's, or
  /// those of the `run.json` files of an output folder, `LABBOOK_SHOW_RECORDS`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["LABBOOK_SHOW_PAGES"] != nil))
  func `pages to look at`() throws {
    let environment = ProcessInfo.processInfo.environment
    let folder = try #require(environment["LABBOOK_SHOW_PAGES"])
    var records = [Fixture.record]
    if let output = environment["LABBOOK_SHOW_RECORDS"] {
      let names = try FileManager.default.contentsOfDirectory(atPath: output).sorted()
      records = try names.compactMap { name in
        guard let data = FileManager.default.contents(atPath: "\(output)/\(name)/run.json") else {
          return nil
        }
        return try JSONDecoder().decode(RunRecord.self, from: data)
      }
    }
    let site = records.flatMap { Report.files(for: $0).files } + Report.index(of: records).files
    for file in site {
      let url = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: url)
    }
  }

  @Test func `the same record gives the same bytes`() {
    #expect(Report.files(for: Fixture.record) == Self.pages)
    #expect(Report.index(of: [Fixture.record]) == Self.index)
  }

  @Test func `nothing is wrong with what labbook brings along`() {
    #expect(Self.pages.diagnostics == [] && Self.index.diagnostics == [])
    #expect(Set(Self.site.map(\.path)).count == Self.site.count)
  }

  @Test(arguments: htmlPages) func `links and anchors resolve`(_ page: SiteFile) throws {
    let elements = try MarkupReader.elements(ofPage: page.text)
    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count, "an id is given twice")
    for element in elements {
      for id in (element.attributes["aria-labelledby"] ?? "").split(separator: " ") {
        #expect(ids.contains(String(id)), "\(id)")
      }
      for name in ["href", "src"] {
        guard let address = element.attributes[name], !address.hasPrefix("http") else { continue }
        if address.hasPrefix("#") {
          #expect(ids.contains(String(address.dropFirst())), "\(address)")
        } else {
          let target = page.target(of: address)
          #expect(Self.site.contains { $0.path == target }, "\(address)")
        }
      }
    }
  }

  @Test(arguments: htmlPages) func `a page is ordered, named and asks for nothing`(
    _ page: SiteFile
  ) throws {
    let elements = try MarkupReader.elements(ofPage: page.text)
    let levels = elements.compactMap { element -> Int? in
      element.name.count == 2 && element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
    }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    let count = { (name: String) in elements.count { $0.name == name } }
    #expect(count("table") == count("caption") && count("table") > 0)
    #expect(elements.filter { $0.name == "th" }.allSatisfy { $0.attributes["scope"] != nil })
    #expect(elements.allSatisfy { $0.attributes["style"] == nil && $0.name != "script" })
    let scrolling = elements.filter { $0.attributes["tabindex"] == "0" }
    #expect(scrolling.allSatisfy { $0.attributes["role"] == "region" })
    #expect(elements.allSatisfy { $0.attributes["src"]?.contains(":") != true })
  }

  @Test(arguments: markdownPages)
  func `Markdown links resolve and Markdown reads back`(_ page: SiteFile) throws {
    for match in page.text.matches(of: #/\]\((?<address>[^)]+)\)/#) {
      let address = String(match.output.address)
      if address.hasPrefix("http") { continue }
      let target = page.target(of: address)
      #expect(Self.site.contains { $0.path == target }, "\(address)")
    }
    let rendered = Document(parsing: page.text).rendered()
    let again = Self.comparable(String(decoding: rendered.markdown, as: UTF8.self))
    let lines = zip(again, Self.comparable(page.text))
    #expect(lines.allSatisfy { $0 == $1 }, "\(lines.first { $0 != $1 } ?? ("", ""))")
    #expect(again.count == Self.comparable(page.text).count)
  }

  /// A page's lines without what reading prose changes on purpose: headings go a level down,
  /// pictures of other folders leave their text, and a parser without tables takes a table's
  /// escaped pipe for a pipe.
  private static func comparable(_ markdown: String) -> [String] {
    markdown.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let line = line.replacing(#/!\[(.*)\]\(\.\.\/[^)]*\)/#) { $0.output.1 }
      let text = line.drop { $0 == "#" }
      return (text.count < line.count ? "#\(text)" : String(line)).replacing("\\|", with: "|")
    }
  }

  @Test func `Korean pages are Korean and lead to English ones`() throws {
    let page = try Self.pages.text("max-connection-dr/ko/index.html")
    #expect(page.contains("<html lang=\"ko\">"))
    #expect(page.contains("href=\"../index.html\" hreflang=\"en\""))
    #expect(page.contains("✓ 지지됨"))
    #expect(try Self.pages.text("max-connection-dr/ko/index.md").contains("](figures/"))
    var english = Fixture.record
    english.title = LocalizedText("x")
    english.question = LocalizedText("y")
    #expect(!Report.files(for: english).files.contains { $0.path.contains("/ko/") })
  }

  @Test func `traces have their remarks, each in full once, in English marked as such`() throws {
    var record = Fixture.record
    let note = AnswerNote(
      .lesson, .lessonRequestLimitOfHTTP1, at: "nginx.default", "a limit of requests",
      why: "it is so", fix: "mind it", origins: [Fixture.limit])
    record.keep(record.results.map { $0.history.traces.map { _ in [note] } })
    let pages = Report.files(for: record)
    let english = try pages.text("max-connection-dr/index.html")
    #expect(english.contains("<strong>Good to know</strong>"))
    #expect(english.components(separatedBy: "a limit of requests").count == 2)
    #expect(english.contains("One more remark, which stands above."))
    let korean = try pages.text("max-connection-dr/ko/index.html")
    #expect(korean.contains("<strong>알아 두면 좋은 것</strong>"))
    #expect(korean.contains("<span lang=\"en\">a limit of requests</span>"))
    #expect(korean.contains("<span lang=\"en\">prefix / matches</span>"))
    #expect(korean.contains("<span lang=\"en\">all 120 requests</span>"))
    #expect(!english.contains("<span lang"))
    #expect(try pages.text("max-connection-dr/index.md").contains("why: it is so; fix: mind it"))
  }

  @Test func `a missing translation is listed, and English stands in`() throws {
    var record = Fixture.record
    record.hypotheses[1].claim = LocalizedText("Only in English")
    let prose = Report.Prose(file: "notebook.md", text: "Text")
    let rendering = Report.files(for: record, notebook: ["en": prose])
    let finding = try #require(rendering.diagnostics.first)
    #expect(rendering.diagnostics.count == 1 && !rendering.diagnostics.hasErrors)
    #expect(
      finding.description == """
        warning[LB0215]: max-connection-dr has pages in 'ko' and lacks some texts
          note: missing: the claim of refused-by-the-caller
          note: missing: notebook.ko.md
        """)
    #expect(try rendering.text("max-connection-dr/ko/index.md").contains("Only in English"))
  }

  @Test func `a manifest's line is a place that decisions lead to`() throws {
    let page = try Self.pages.text("max-connection-dr/index.html")
    #expect(page.contains("<a href=\"#manifests-60-limit.yaml-L10\">"))
    #expect(
      page.contains(
        "<span class=\"line acted\" id=\"manifests-60-limit.yaml-L10\">        "
          + "<span class=\"a\">http2MaxRequests</span>: <span class=\"n\">1</span>\n</span>"))
  }

  @Test func `an address in a question becomes a link`() throws {
    let address = "https://bluehorn07.github.io/2024/02/28/istio-circular-virtual-service"
    #expect(
      PageContext.linked("After (\(address)).")
        == ["After (", .link(destination: address, [.text(address)]), ")."])
    #expect(PageContext.linked("how http:x") == ["how http:x"])
  }

  @Test func `verdicts and outcomes read well in Markdown`() throws {
    let prose = Report.Prose(
      file: "notebook.md",
      text: """
        # What this is about

        ```labbook verdicts
        ```

        ```labbook changes
        ```

        ```labbook table=outcomes
        ```

        ```labbook table=attempts
        ```

        """)
    let rendering = Report.files(for: Fixture.record, notebook: ["en": prose, "ko": prose])
    #expect(rendering.diagnostics == [])
    try expectSnapshot(try rendering.text("max-connection-dr/index.md"), "verdicts.md")
    try expectSnapshot(try Self.index.text("index.md"), "index.md")
  }
}
