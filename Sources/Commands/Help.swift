internal import Diagnostics

/// What `--help` prints, made from the table of commands; 80 columns wide.
package enum Help {
  /// What `labbook --help` prints.
  package static var overview: String {
    var lines = [
      "labbook: an experiment notebook for service-mesh traffic rules", "",
      "USAGE: labbook COMMAND [options]", "", "COMMANDS:",
    ]
    let width = CommandRegister.commands.map(\.name.rawValue.count).max() ?? 0
    for command in CommandRegister.commands {
      lines += entry(command.name.rawValue, command.summary, width: width)
    }
    lines += ["", "OPTIONS:"]
    lines += options(CommandRegister.common + CommandRegister.alone)
    lines += [
      "", "EXIT STATUS:",
      "  0 all as expected; 1 a verdict or a report is not as expected; 2 undecided",
      "  where a verdict was expected; 64 usage; 65 bad input; 70 labbook's own fault", "",
      "labbook help COMMAND explains a command.",
    ]
    return lines.joined(separator: "\n")
  }

  /// What `labbook COMMAND --help` prints.
  package static func text(of command: CommandSpecification) -> String {
    var lines = [command.summary, ""]
    let arguments = command.arguments.isEmpty ? "" : " \(command.arguments)"
    lines.append("USAGE: labbook \(command.name.rawValue)\(arguments) [options]")
    if !command.discussion.isEmpty {
      lines += [""] + TextLayout.wrapped(command.discussion, indent: 0)
    }
    lines += ["", "OPTIONS:"]
    lines += options(command.options + CommandRegister.common)
    if !command.examples.isEmpty {
      lines += ["", "EXAMPLES:"] + command.examples.map { "  \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  /// What `labbook GROUP` prints: the commands that begin with the word.
  package static func text(ofGroup word: String) -> String {
    let commands = CommandRegister.commands.filter { $0.name.words.first == word }
    let width = commands.map(\.name.rawValue.count).max() ?? 0
    return
      (["USAGE: labbook \(word) COMMAND [options]", "", "COMMANDS:"]
      + commands.flatMap { entry($0.name.rawValue, $0.summary, width: width) }
      + ["", "labbook help \(word) COMMAND explains a command."]).joined(separator: "\n")
  }

  private static func options(_ options: [OptionSpecification]) -> [String] {
    let names = options.map { option in
      let letter = option.letter.map { "-\($0), " } ?? "    "
      return letter + "--\(option.name)" + (option.value.map { " \($0)" } ?? "")
    }
    let width = names.map(\.count).max() ?? 0
    return zip(names, options).flatMap { entry($0, $1.summary, width: width) }
  }

  private static func entry(_ name: String, _ summary: String, width: Int) -> [String] {
    let head = "  " + name + String(repeating: " ", count: width - name.count + 2)
    let lines = TextLayout.wrapped(summary, indent: head.count)
    return [head + lines[0].dropFirst(head.count)] + lines.dropFirst()
  }
}
