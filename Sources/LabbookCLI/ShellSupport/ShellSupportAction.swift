import Commands
import Diagnostics

/// `labbook completions SHELL` and `labbook man`.
struct ShellSupportAction {
  /// What is asked for.
  let invocation: Invocation
  /// Where the program writes.
  let console: Console

  init(_ invocation: Invocation, console: Console) {
    self.invocation = invocation
    self.console = console
  }

  /// Prints the script or the page.
  func run(_ name: CommandName) -> ExitStatus {
    guard name == .completions else {
      console.print(lines: ManualPage.text(version: Labbook.version))
      return .success
    }
    let shell = invocation.arguments.first ?? ""
    guard let completion = Completion(rawValue: shell) else {
      let known = Completion.allCases.map(\.rawValue)
      console.report([
        Diagnostic(
          .usage, "there is no completion for “\(shell.quotedForDiagnostics)”",
          hint: known.nearest(to: shell).map { "did you mean “\($0)”?" }
            ?? "there are \(known.joined(separator: ", "))")
      ])
      return .usage
    }
    console.print(lines: completion.script)
    return .success
  }
}
