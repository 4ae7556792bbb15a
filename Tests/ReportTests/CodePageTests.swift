import Diagnostics
import Testing

@testable import Report

/// The pages of codes: all that is said of one, in its order.
@Suite struct CodePageTests {
  static let whole = CodeEntry(
    CodeExplanation(
      .unresolvedHost, istioCodes: ["IST0101"], title: "a destination <that> is no service",
      meaning: "A rule sends to nobody.", fix: "Write the full name.",
      source: "(pilot/pkg/model/config.go@1.30.3)", example: "kind: VirtualService\n"),
    printed: ["error[LB0106]: nobody", "  why: no cluster"])
  static let asked = CodeEntry(
    CodeExplanation(
      .lessonPostIsRetried, title: "POST is retried", meaning: "It is.", source: "labbook",
      example: "kind: VirtualService",
      request: CodeExplanation.Request("http://web:8080/", method: "POST")))
  static let bare = CodeEntry(
    CodeExplanation(.unreadableFile, title: "a file", meaning: "A file.", source: "labbook"))

  @Test func aCodesPageSaysAllOfIt() throws {
    let rendering = Report.codes(
      [Self.whole], retired: [RetiredCode("LB0999", meaning: "nothing")], labbookVersion: "1.0")
    #expect(rendering.diagnostics.isEmpty)
    #expect(
      rendering.files.map(\.path) == [
        "codes/LB0106.html", "codes/LB0106.md", "codes/index.html", "codes/index.md",
      ])
    let page = try rendering.text("codes/LB0106.md")
    let order = [
      "# `LB0106` A destination", "A rule sends to nobody.", "IST0101", "## An example",
      "index.md#mesh", "kind: VirtualService", "`labbook check` prints", "why: no cluster",
      "## Fix", "Write the full name.", "## Source", "config.go@1.30.3",
    ]
    var rest = page[...]
    for part in order {
      let found = rest.firstRange(of: part)
      #expect(found != nil, "\(part) in its order in \(page)")
      if let found { rest = rest[found.upperBound...] }
    }
    let html = try rendering.text("codes/LB0106.html")
    #expect(html.contains("&lt;that&gt;") && !html.contains("<that>"))
    #expect(html.contains("href=\"../labbook.css\"") && html.contains("index.html#mesh"))
    let list = try rendering.text("codes/index.md")
    #expect(list.contains("[LB0106](LB0106.md)") && list.contains("LB0999"))
  }

  @Test func anExampleThatIsAskedNamesItsCommand() throws {
    let page = try Report.codes([Self.asked], labbookVersion: "1.0").text(
      "codes/LB0166.md")
    #expect(page.contains("`labbook curl --from caller.shop -X POST http://web:8080/`"))
    #expect(!page.contains("labbook check") && !page.contains("## Fix"))
  }

  @Test func aCodeWithoutExampleHasNone() throws {
    let page = try Report.codes([Self.bare], labbookVersion: "1.0").text(
      "codes/\(DiagnosticCode.unreadableFile.rawValue).md")
    #expect(!page.contains("## An example") && page.contains("## Source"))
  }
}
