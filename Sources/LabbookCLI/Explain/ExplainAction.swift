import Diagnostics
import Explanations

/// `labbook explain`: what a finding means, an example that produces it, the fix, the source.
struct ExplainAction {
  /// The code as written; `nil` lists all.
  let code: String?
  /// Where the program writes.
  let console: Console

  /// Prints the explanation, or the list of codes.
  func run() -> ExitStatus {
    guard let code else {
      for explanation in CodeRegister.all {
        console.print("\(explanation.code.rawValue)  \(explanation.title)".cut(to: console.columns))
      }
      for retired in CodeRegister.retired {
        console.print("\(retired.code)  (retired) \(retired.meaning)")
      }
      return .success
    }
    guard let explanation = explanation(of: code.uppercased()) else {
      console.report([
        Diagnostic(
          .usage, "there is no code “\(code.quotedForDiagnostics)”",
          hint: DiagnosticCode.allCases.map(\.rawValue).nearest(to: code.uppercased())
            .map { "did you mean \($0)?" } ?? "labbook explain lists the codes")
      ])
      return .usage
    }
    for line in lines(of: explanation) { console.print(line) }
    return .success
  }

  /// By a code of labbook's, or by one of `istioctl analyze`.
  private func explanation(of code: String) -> CodeExplanation? {
    if let own = DiagnosticCode(rawValue: code) { return CodeRegister.explanation(of: own) }
    return CodeRegister.all.first { $0.istioCodes.contains(code) }
  }

  private func lines(of explanation: CodeExplanation) -> [String] {
    let title = explanation.title
    var lines = [
      "\(explanation.code.rawValue): \(title.prefix(1).uppercased() + title.dropFirst())", "",
    ]
    lines += Help.wrapped(explanation.meaning, indent: 0)
    if !explanation.fix.isEmpty {
      lines += ["", "FIX:"] + Help.wrapped(explanation.fix, indent: 2)
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
