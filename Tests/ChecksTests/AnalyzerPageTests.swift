internal import Checks
internal import Diagnostics
internal import Foundation
internal import Testing

/// The table of istioctl's codes is whole, and its page is what the table says.
@Suite struct AnalyzerPageTests {
  @Test func everyCodeHasACounterpartOrAReason() {
    for code in AnalyzerCode.all {
      #expect((code.reason == nil) == !code.counterparts.isEmpty, "\(code.code)")
    }
    #expect(Set(AnalyzerCode.all.map(\.code)).count == AnalyzerCode.all.count)
    #expect(AnalyzerCode.all.count == 67)
  }

  @Test func checksNameCodesThatThereAre() {
    // IST0177 came with 1.31.
    let known = Set(AnalyzerCode.all.map(\.code)).union(["IST0177"])
    for check in Check.all {
      #expect(known.isSuperset(of: check.explanation.istioCodes), "\(check.code)")
    }
  }

  @Test func thePageIsThatOfTheTables() throws {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Documentation/istioctl-analyze.md").standardized
    if ProcessInfo.processInfo.environment["LABBOOK_UPDATE_SNAPSHOTS"] == "1" {
      try AnalyzerPage.text.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == AnalyzerPage.text)
  }
}
