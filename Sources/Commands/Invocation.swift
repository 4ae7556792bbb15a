package import Diagnostics

/// What was typed, taken apart by the table of commands.
package struct Invocation: Hashable, Sendable {
  /// What is asked for.
  package enum Request: Hashable, Sendable {
    /// A command is to be performed.
    case command(CommandName)
    /// `--help`, of one command or of all.
    case help(CommandName?)
    /// What the commands are that begin with a word, such as `rules`.
    case group(String)
    /// `--version`.
    case version
    /// `--limits`.
    case limits
  }

  /// What the user wants.
  package var request: Request
  /// Option name → values in order; a flag has one empty value.
  package var values: [String: [String]] = [:]
  /// What is no option, in order.
  package var arguments: [String] = []

  /// Whether an option is given.
  package func has(_ option: String) -> Bool { values[option] != nil }
  /// The value given last, as usual.
  package func value(_ option: String) -> String? { values[option]?.last }
  /// All values of an option that may be repeated, in order.
  package func all(_ option: String) -> [String] { values[option] ?? [] }
  /// A list of names separated by commas.
  package func names(_ option: String) -> [String]? {
    value(option)?.split(separator: ",").map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension Invocation {
  /// The value of an option that takes one of some words; another one where it is not given.
  package func word<Word: RawRepresentable<String> & CaseIterable>(
    _ option: String, else other: Word
  ) throws(UsageError) -> Word {
    guard let text = value(option) else { return other }
    guard let word = Word(rawValue: text) else {
      throw .invalidValue(
        option: "--\(option)", value: text,
        expected: Word.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return word
  }

  /// Whether JSON is asked for, where `-o json` is the only other form.
  package var wantsJSON: Bool {
    get throws(UsageError) {
      guard let form = value("output") else { return false }
      guard form == "json" else {
        throw .invalidValue(option: "-o", value: form, expected: "json")
      }
      return true
    }
  }
}

/// What is wrong with what was typed.
package enum UsageError: Error, Hashable, Sendable {
  /// No command at all.
  case noCommand
  /// A word that is no command, and the command that it resembles.
  case unknownCommand(String, near: String?)
  /// A word that is no option of the command, and the option that it resembles.
  case unknownOption(String, near: String?)
  /// An option that needs a value, at the end or before another option.
  case missingValue(String)
  /// A value for an option that takes none.
  case unexpectedValue(String)
  /// An option that may stand only once.
  case repeated(String)
  /// Too few or too many arguments.
  case argumentCount(CommandName, given: Int)
  /// A value that the option does not take.
  case invalidValue(option: String, value: String, expected: String)
  /// An option that the command needs.
  case missingOption(String)
  /// Options that cannot stand together, and why.
  case contradiction(String)
}

extension UsageError {
  /// The finding, without a place.
  package var diagnostic: Diagnostic {
    switch self {
    case .noCommand:
      Diagnostic(.usage, "no command is given", hint: "labbook --help lists the commands")
    case .unknownCommand(let word, let near):
      Diagnostic(
        .usage, "there is no command “\(word.quotedForDiagnostics)”",
        hint: near.map { "did you mean “\($0)”?" } ?? "labbook --help lists the commands")
    case .unknownOption(let option, let near):
      Diagnostic(
        .usage, "there is no option “\(option.quotedForDiagnostics)” here",
        hint: near.map { "did you mean “\($0)”?" })
    case .missingValue(let option): Diagnostic(.usage, "\(option) needs a value")
    case .unexpectedValue(let option): Diagnostic(.usage, "\(option) takes no value")
    case .repeated(let option): Diagnostic(.usage, "\(option) is given twice")
    case .argumentCount(let name, let given):
      Diagnostic(
        .usage,
        "labbook \(name.rawValue) takes \(CommandRegister.argumentsInWords(of: name)), and "
          + "\(given) \(given == 1 ? "is" : "are") given",
        hint: "labbook \(name.rawValue) --help explains it")
    case .invalidValue(let option, let value, let expected):
      Diagnostic(
        .usage, "\(option) needs \(expected), and this is “\(value.quotedForDiagnostics)”")
    case .missingOption(let option): Diagnostic(.usage, "\(option) is missing")
    case .contradiction(let reason): Diagnostic(.usage, reason)
    }
  }
}

extension CommandRegister {
  /// The arguments that a command takes, for its usage line.
  package static func argumentsInWords(of name: CommandName) -> String {
    guard let specification = specification(of: name) else { return "no arguments" }
    return specification.arguments.isEmpty ? "no arguments" : specification.arguments
  }
}
