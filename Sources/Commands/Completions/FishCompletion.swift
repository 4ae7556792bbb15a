/// Completion for fish.
enum FishCompletion {
  /// A line for each command and option.
  static var script: String {
    var lines = ["# fish completion for labbook", "complete -c labbook -f"]
    for word in Completion.firstWords {
      let summary = Completion.commands.first { $0.name.rawValue == word }?.summary ?? ""
      lines.append(
        "complete -c labbook -n __fish_use_subcommand -a \(word) -d \(quoted(summary))")
      for second in Completion.secondWords(of: word) {
        let command = Completion.commands.first { $0.name.rawValue == "\(word) \(second)" }
        lines.append(
          "complete -c labbook -n '__fish_seen_subcommand_from \(word)' -a \(second) "
            + "-d \(quoted(command?.summary ?? ""))")
      }
    }
    for command in Completion.commands {
      let condition = command.name.words.map { "__fish_seen_subcommand_from \($0)" }
        .joined(separator: "; and ")
      for option in command.options + CommandRegister.common {
        var line = "complete -c labbook -n '\(condition)' -l \(option.name)"
        if let letter = option.letter { line += " -s \(letter)" }
        if option.value != nil { line += Completion.takesFiles(option) ? " -r -F" : " -x" }
        lines.append("\(line) -d \(quoted(option.summary))")
      }
      if Completion.takesExperiments(command) {
        lines.append(
          "complete -c labbook -n '\(condition)' "
            + "-a '(labbook list 2>/dev/null | string replace -r \" .*\" \"\")'")
      }
    }
    lines.append(
      "complete -c labbook -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }
}
