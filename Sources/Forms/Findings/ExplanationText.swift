package import Diagnostics

/// What a code means, as text for a terminal.
package enum ExplanationText {
  /// The explanation, a line each.
  package static func lines(of explanation: CodeExplanation) -> [String] {
    let title = explanation.title
    var lines = [
      "\(explanation.code.rawValue): \(title.prefix(1).uppercased() + title.dropFirst())", "",
    ]
    lines += TextLayout.wrapped(explanation.meaning, indent: 0)
    if !explanation.fix.isEmpty {
      lines += ["", "FIX:"] + TextLayout.wrapped(explanation.fix, indent: 2)
    }
    if !explanation.example.isEmpty {
      lines += ["", "EXAMPLE, beside a Service web of namespace shop on port 8080:"]
      lines += explanation.example.split(separator: "\n", omittingEmptySubsequences: false)
        .map { "  \($0)" }
      if let request = explanation.request {
        lines.append("  asked by: labbook curl --from \(request.client) \(request.url)")
      }
    }
    if !explanation.istioCodes.isEmpty {
      let codes = explanation.istioCodes.joined(separator: ", ")
      lines += ["", "istioctl analyze: \(codes)"]
    }
    return lines + ["", "SOURCE: \(explanation.source)"]
  }
}
