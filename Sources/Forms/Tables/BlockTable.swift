internal import Diagnostics
internal import Report

/// The blocks that place results in prose, a line each.
package enum BlockTable {
  /// Form and options, then what is placed.
  package static var lines: [String] {
    let forms = Report.resultBlocks.map { block in
      ([block.form] + block.options.map { "[\($0)]" }).joined(separator: " ")
    }
    let width = forms.map(\.count).max() ?? 0
    return zip(forms, Report.resultBlocks).map { form, block in
      "\(form.padded(to: width + 2))\(block.summary)"
    }
  }
}
