/// Completion for zsh.
enum ZshCompletion {
  /// A function as `fpath` has it.
  static var script: String {
    var lines = ["#compdef labbook", "# zsh completion for labbook", "_labbook() {"]
    lines += ["  local -a commands", "  commands=("]
    lines += Completion.firstWords.map { word in
      let summary =
        Completion.commands.first { $0.name.rawValue == word }?.summary
        ?? "has \(Completion.secondWords(of: word).joined(separator: ", "))"
      return "    \(quoted("\(word):\(summary)"))"
    }
    lines += [
      "  )", "  if (( CURRENT == 2 )); then", "    _describe command commands", "    return",
      "  fi", "  local command=$words[2]",
      "  shift words; (( CURRENT-- ))",
      "  case $command in",
    ]
    for word in Completion.firstWords {
      let second = Completion.secondWords(of: word)
      lines.append("    \(word))")
      if second.isEmpty {
        if let command = Completion.commands.first(where: { $0.name.rawValue == word }) {
          lines += arguments(command, indent: "      ")
        }
      } else {
        lines += [
          "      if (( CURRENT == 2 )); then", "        compadd \(second.joined(separator: " "))",
          "        return", "      fi", "      local second=$words[2]",
          "      shift words; (( CURRENT-- ))", "      case $second in",
        ]
        for name in second {
          guard
            let command = Completion.commands.first(where: { $0.name.rawValue == "\(word) \(name)" }
            )
          else { continue }
          lines.append("        \(name))")
          lines += arguments(command, indent: "          ") + ["          ;;"]
        }
        lines.append("      esac")
      }
      lines.append("      ;;")
    }
    return (lines + ["  esac", "}", "_labbook \"$@\""]).joined(separator: "\n") + "\n"
  }

  private static func arguments(_ command: CommandSpecification, indent: String) -> [String] {
    var parts = (command.options + CommandRegister.common).flatMap { option -> [String] in
      let repeats = option.repeats ? "*" : ""
      let summary = option.summary.replacing("[", with: "(").replacing("]", with: ")")
      let value =
        option.value.map { value in
          let action = Completion.takesFiles(option) ? "_files" : " "
          return ":\(value.replacing(":", with: "")):\(action)"
        } ?? ""
      let names = ["--\(option.name)"] + (option.letter.map { ["-\($0)"] } ?? [])
      return names.map { quoted("\(repeats)\($0)[\(summary.replacing(":", with: "\\:"))]\(value)") }
    }
    if Completion.takesExperiments(command) {
      parts.append("'*:experiment:($(labbook list 2>/dev/null | cut -d\" \" -f1))'")
    } else if command.name == .completions {
      parts.append("'1:shell:(bash zsh fish)'")
    } else if !command.arguments.isEmpty {
      parts.append("'*:argument:_files'")
    }
    return ["\(indent)_arguments \\"]
      + parts.enumerated().map { index, part in
        "\(indent)  \(part)\(index == parts.count - 1 ? "" : " \\")"
      }
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: "'\\''"))'"
  }
}
