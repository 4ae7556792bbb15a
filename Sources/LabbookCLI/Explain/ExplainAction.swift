import Commands
import Diagnostics
import Explanations
import Forms

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
    for line in ExplanationText.lines(of: explanation) { console.print(line) }
    return .success
  }

  /// By a code of labbook's, or by one of `istioctl analyze`.
  private func explanation(of code: String) -> CodeExplanation? {
    if let own = DiagnosticCode(rawValue: code) { return CodeRegister.explanation(of: own) }
    return CodeRegister.all.first { $0.istioCodes.contains(code) }
  }
}
