internal import Diagnostics
internal import Report

/// The blocks that place results in prose, and the values that stand in its sentences.
package enum BlockTable {
  /// Form, what is placed, and options; within 80 columns.
  package static var lines: [String] {
    let blocks = Report.resultBlocks.filter { !$0.isSpan }
    let spans = Report.resultBlocks.filter(\.isSpan)
    return ["Fenced blocks, such as ```labbook figure=timeline", ""] + table(blocks)
      + ["", "Code spans, such as `labbook value=share client=one status=503`", ""] + table(spans)
  }

  private static func table(_ blocks: [Report.ResultBlock]) -> [String] {
    let indent = 2 + (blocks.map(\.form.count).max() ?? 0) + 2
    return blocks.flatMap { block -> [String] in
      let options = block.options.map { "[\($0)]" }.joined(separator: " ")
      let rest =
        TextLayout.wrapped(block.summary, indent: indent)
        + (options.isEmpty ? [] : TextLayout.wrapped(options, indent: indent))
      return rest.enumerated().map { index, line in
        index == 0 ? "  \(block.form)".padded(to: indent) + line.dropFirst(indent) : line
      }
    }
  }
}
