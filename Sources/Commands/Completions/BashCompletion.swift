/// Completion for bash.
enum BashCompletion {
  /// A function and its registration.
  static var script: String {
    let groups = Completion.firstWords.filter { !Completion.secondWords(of: $0).isEmpty }
    var lines = [
      "# bash completion for labbook; source it, or put it where bash-completion looks.",
      "_labbook() {",
      "  local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"",
      "  local command=\"${COMP_WORDS[1]}\" words=''",
      "  COMPREPLY=()",
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then",
      "    words='\(Completion.firstWords.joined(separator: " ")) help --help --version --limits'",
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))",
      "    return",
      "  fi",
    ]
    if !groups.isEmpty {
      lines.append("  case \"$command\" in")
      for group in groups {
        let words = Completion.secondWords(of: group).joined(separator: " ")
        lines += [
          "    \(group))", "      if [ \"$COMP_CWORD\" -eq 2 ]; then",
          "        COMPREPLY=($(compgen -W '\(words)' -- \"$word\"))", "        return",
          "      fi", "      command=\"$command ${COMP_WORDS[2]}\" ;;",
        ]
      }
      lines.append("  esac")
    }
    lines += valueCases + ["  case \"$command\" in"]
    for command in Completion.commands {
      let words = Completion.words(command).joined(separator: " ")
      lines.append("    '\(command.name.rawValue)') words='\(words)' ;;")
    }
    lines += [
      "  esac", "  if [[ \"$word\" == -* ]]; then",
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))", "    return", "  fi",
      "  case \"$command\" in",
    ]
    let names = Completion.commands.filter(Completion.takesExperiments)
      .map { "'\($0.name.rawValue)'" }
    lines += [
      "    \(names.joined(separator: "|")))",
      "      COMPREPLY=($(compgen -W \"$(labbook list 2>/dev/null | cut -d' ' -f1)\" -- \"$word\")) ;;",
      "    completions) COMPREPLY=($(compgen -W 'bash zsh fish' -- \"$word\")) ;;",
      "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;", "  esac", "}",
      "complete -o filenames -F _labbook labbook",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Files behind options that take them.
  private static var valueCases: [String] {
    var names: Set<String> = []
    for command in Completion.commands {
      for option in command.options + CommandRegister.common where Completion.takesFiles(option) {
        names.insert("--\(option.name)")
        if let letter = option.letter { names.insert("-\(letter)") }
      }
    }
    // `-o` stands for a form elsewhere.
    names.remove("-o")
    return [
      "  case \"$before\" in", "    \(names.sorted().joined(separator: "|")))",
      "      COMPREPLY=($(compgen -f -- \"$word\"))", "      return ;;", "  esac",
    ]
  }
}
