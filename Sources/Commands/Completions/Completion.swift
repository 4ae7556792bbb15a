/// What a shell needs to complete labbook's command lines, made from the table of commands.
package enum Completion: String, CaseIterable, Sendable {
  /// GNU's shell.
  case bash
  /// The Z shell.
  case zsh
  /// The friendly interactive shell.
  case fish

  /// The script.
  package var script: String {
    switch self {
    case .bash: BashCompletion.script
    case .zsh: ZshCompletion.script
    case .fish: FishCompletion.script
    }
  }

  /// Every command and option by the words that are typed before it.
  static var commands: [CommandSpecification] { CommandRegister.commands }

  /// The options of a command as they are typed: `--name` and `-n`.
  static func words(_ command: CommandSpecification) -> [String] {
    (command.options + CommandRegister.common).flatMap { option in
      ["--\(option.name)"] + (option.letter.map { ["-\($0)"] } ?? [])
    }
  }

  /// The first words of commands, each once, in the order of the help.
  static var firstWords: [String] {
    var words: [String] = []
    for command in commands {
      if let word = command.name.words.first, !words.contains(word) { words.append(word) }
    }
    return words
  }

  /// The second words of commands that begin with a word.
  static func secondWords(of first: String) -> [String] {
    commands.compactMap { command in
      let words = command.name.words
      return words.count > 1 && words.first == first ? words.last : nil
    }
  }

  /// Whether an argument or an option's value is a file.
  static func takesFiles(_ option: OptionSpecification) -> Bool {
    guard let value = option.value else { return false }
    return ["FILE", "DIR", "REV"].contains(value)
  }

  /// Whether a command's arguments are experiments' names.
  static func takesExperiments(_ command: CommandSpecification) -> Bool {
    ["[NAME…]", "[A B] [NAME…]"].contains(command.arguments) || command.name == .export
  }
}
