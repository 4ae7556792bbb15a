import Diagnostics
import Foundation
import Notebook
import Testing

@testable import Report

@Suite struct TemplateTests {
  @Test(arguments: Templates.names)
  func `the embedded template is the file's`(_ name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Templates/\(name)")
    let text = try String(contentsOf: file, encoding: .utf8)
    let replaced = try #require(
      Templates.builtIn.replacing(name, file: "Templates/\(name)", text: text))
    #expect(replaced == Templates.builtIn, "\(name) was not embedded anew")
  }

  @Test func `only templates can be replaced`() {
    #expect(Templates.builtIn.replacing("page.html", file: "page.html", text: "") == nil)
  }

  @Test func `an unknown slot is a finding at its place`() throws {
    let templates = try #require(
      Templates.builtIn.replacing(
        "shell.html", file: "Templates/shell.html",
        text: "<title>{{title}}</title>\n  한 {{sidebar}} {{content}}{{"))
    let rendering = Report.files(for: Fixture.record, templates: templates)
    #expect(rendering.diagnostics.count == 1)
    let finding = try #require(rendering.diagnostics.first)
    #expect(
      finding.description.hasPrefix(
        "Templates/shell.html:2:5: error[LB0214]: no slot is called 'sidebar'"))
    let page = try rendering.text("max-connection-dr/index.html")
    #expect(page.hasPrefix("<title>One request at a time, and two terminals</title>\n"))
    #expect(page.hasSuffix("{{"))
  }

  @Test(arguments: [
    "figure=traffic-grph", "table=", "verdict", "figure=timeline rules=istio-9", "", "rules=naive",
    "verdicts rules=naive", "question=x", "trace=9", "trace=x", "trace=1 rules=x",
    "manifest=x.yaml",
  ])
  func `an unknown figure is a finding at its line`(_ arguments: String) throws {
    let prose = Report.Prose(
      file: "x/notebook.md", text: "# A\n\ntext\n\n```labbook \(arguments)\n```\n")
    let findings =
      Report.files(for: Fixture.record, notebook: ["en": prose, "ko": prose]).diagnostics
    #expect(findings.map(\.code) == [.unknownFigure])
    let place = Diagnostics.SourceLocation(file: "x/notebook.md", line: 5, column: 1)
    #expect(findings.map(\.location) == [place])
  }

  @Test func `an unknown hypothesis is a finding that names the nearest`() throws {
    let prose = Report.Prose(
      file: "x/notebook.md", text: "# A\n\n```labbook hypothesis=alne\n```\n")
    let findings = Report.files(for: Fixture.record, notebook: ["en": prose]).diagnostics
      .filter { $0.severity == .error }
    #expect(findings.map(\.code) == [.unknownHypothesis])
    #expect(findings.map(\.location?.line) == [3])
    #expect(findings.map(\.hint) == ["did you mean 'alone'?"])
  }

  @Test(arguments: [
    ("hypothesis=alone", "### As long as the first terminal is alone"),
    ("manifest=manifests/60-limit.yaml", "<summary>manifests/60-limit.yaml"),
    ("trace=2", "attempt 1: **overflow**"),
    ("trace=1 rules=naive", "more proxies, going the same rounds"),
    ("figure=rules rules=blog-2024-02", "figures/rules-blog-2024-02.svg"),
  ])
  func `one thing can be placed by its name`(_ arguments: String, _ shown: String) throws {
    let prose = Report.Prose(file: "notebook.md", text: "```labbook \(arguments)\n```\n")
    let rendering = Report.files(for: Fixture.record, notebook: ["en": prose, "ko": prose])
    #expect(rendering.diagnostics == [])
    #expect(try rendering.text("max-connection-dr/index.md").contains(shown))
  }

  @Test func `prose is kept around results, and the page is whole without its help`() throws {
    let prose = Report.Prose(
      file: "notebook.md",
      text:
        "# My story {#story}\n\nBefore.\n\n```labbook figure=timeline rules=naive\n```\n\nAfter.")
    var record = Fixture.record
    record.notices = ["EnvoyFilter x is not modelled"]
    let page = try Report.files(for: record, notebook: ["en": prose])
      .text("max-connection-dr/index.md")
    let order = [
      "# One request at a time, and two terminals", "EnvoyFilter x is not modelled",
      "## My story", "Before.", "figures/timeline-naive.svg", "After.", "## Run it again",
      "labbook run max-connection-dr --seed 1",
    ]
    var rest = page[...]
    for part in order {
      let found = try #require(rest.range(of: part), "\(part) is missing or out of order")
      rest = rest[found.upperBound...]
    }
    #expect(!page.contains("{#story}"))
  }
}
