import Diagnostics
import Testing

@testable import Commands

@Suite struct CompletionTests {
  @Test(arguments: Completion.allCases)
  func everyCommandAndOptionIsInEachScript(shell: Completion) {
    let script = shell.script
    for command in CommandRegister.commands {
      for word in command.name.words { #expect(script.contains(word), "\(word)") }
      for option in command.options {
        let form = shell == .fish ? "-l \(option.name)" : "--\(option.name)"
        #expect(script.contains(form), "\(command.name.rawValue) \(option.name)")
      }
    }
  }

  @Test func theManualPageHasEveryCommandAndEscapesDashes() {
    let page = ManualPage.text(version: "1.2.3")
    for command in CommandRegister.commands {
      #expect(page.contains("labbook \(ManualPage.escaped(command.name.rawValue))"))
      for option in command.options {
        #expect(page.contains("\\-\\-\(ManualPage.escaped(option.name))"))
      }
    }
    #expect(page.hasPrefix(".TH LABBOOK 1 \"\" \"labbook 1.2.3\""))
  }

  @Test(arguments: [(".x", "\\&.x"), ("'x", "\\&'x"), ("a\\b", "a\\(rsb"), ("a-b…", "a\\-b...")])
  func roffPrintsTextAsItIs(text: String, expected: String) {
    #expect(ManualPage.escaped(text) == expected)
  }

  @Test(
    arguments: [
      ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false),
      (["NO_COLOR": ""], true, true), (["CLICOLOR_FORCE": "1"], false, true),
      (["CLICOLOR_FORCE": "0"], false, false),
      (["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], true, false),
      (["TERM": "dumb"], true, false), (["CLICOLOR": "0"], true, false),
    ] as [([String: String], Bool, Bool)])
  func coloursAreForTerminals(environment: [String: String], isTerminal: Bool, isOn: Bool) {
    let paint = Paint(environment, isTerminal: isTerminal)
    #expect(paint.isOn == isOn)
    #expect(paint.verdicts("a ✓").contains("\u{1B}[32m✓\u{1B}[0m") == isOn)
    let finding = Diagnostic(.usage, "no [error]")
    #expect(
      paint.finding(finding.description, finding).hasPrefix("\u{1B}[31merror[LB0300]") == isOn)
  }

  @Test(arguments: [["rules"], ["rules", "--help"], ["help", "rules"], ["proxy-config"]])
  func aBareGroupHasHelp(arguments: [String]) throws {
    let invocation = try ArgumentParser.parse(arguments)
    let group = arguments.first { $0 != "help" } ?? ""
    #expect(invocation.request == .group(group))
    let text = Help.text(ofGroup: group)
    let commands = CommandRegister.commands.filter { $0.name.words.first == group }
    #expect(commands.count > 1)
    for command in commands { #expect(text.contains("  \(command.name.rawValue)  ")) }
  }

  @Test func mdIsMarkdown() throws {
    #expect(try ArgumentParser.parse(["history", "--format", "md"]).value("format") == "markdown")
  }
}
