import Forms
import Testing

internal import Notebook
internal import Simulator

/// The table of a run takes the width of the terminal.
@Suite struct VerdictTableTests {
  @Test(arguments: [40, 80, 120]) func theAnswerIsBrokenAtTheLastColumn(_ columns: Int) {
    var record = RunRecord(experiment: "x")
    let answer = Array(repeating: "word", count: 60).joined(separator: " ")
    record.answer = Answer(text: LocalizedText(answer), isAuthored: false)
    let lines = VerdictTable.lines(of: record, columns: columns).dropFirst().filter {
      $0.contains("word")
    }
    #expect(lines.allSatisfy { $0.count <= columns })
    #expect(lines.dropLast().allSatisfy { $0.count + 5 > columns })
    #expect(lines.joined(separator: " ").split(separator: " ").count == 60)
  }

  @Test func theLegendHasTheSignsOfVerdicts() {
    #expect(VerdictTable.legend == "✓ supported   ✕ refuted   ? undecided   ! not as expected")
  }
}
