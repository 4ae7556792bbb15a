internal import Diagnostics

/// Takes what was typed apart.
///
/// Options may stand before and after arguments; `--name value`, `--name=value`, `-n value`,
/// `-nvalue`; letters of flags may be joined; `--` ends the options.
package struct ArgumentParser {
  private var rest: ArraySlice<String>
  private var invocation: Invocation
  private var options: [OptionSpecification]

  /// `arguments`: without the program's own name.
  ///
  /// - Throws: the first mistake.
  package static func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
    if let group = bareGroup(in: arguments) { return Invocation(request: .group(group)) }
    let (name, rest) = try command(in: arguments)
    guard let name else { return try withoutCommand(rest) }
    guard let specification = CommandRegister.specification(of: name) else {
      throw .unknownCommand(name.rawValue, near: nil)
    }
    var parser = ArgumentParser(
      rest: rest[...], invocation: Invocation(request: .command(name)),
      options: specification.options + CommandRegister.common)
    try parser.run()
    if parser.invocation.has("help") { return Invocation(request: .help(name)) }
    let count = parser.invocation.arguments.count
    guard specification.argumentCount.contains(count) else {
      throw .argumentCount(name, given: count)
    }
    return parser.invocation
  }

  /// The first word of commands with two, where nothing but options follows, or `help` stands before.
  private static func bareGroup(in arguments: [String]) -> String? {
    var words = arguments.filter { !$0.hasPrefix("-") }
    if words.first == "help" { words.removeFirst() }
    guard words.count == 1, let word = words.first, CommandName(rawValue: word) == nil,
      CommandName.allCases.contains(where: { $0.words.first == word })
    else { return nil }
    return word
  }

  /// The command's words are the first ones that are no option.
  private static func command(
    in arguments: [String]
  ) throws(UsageError) -> (CommandName?, rest: [String]) {
    guard let first = firstWord(of: arguments) else { return (nil, arguments) }
    let word = arguments[first]
    if word == "help" {
      let topic = arguments[(first + 1)...].joined(separator: " ")
      guard !topic.isEmpty else { return (nil, ["--help"]) }
      guard let name = CommandName(rawValue: topic) else {
        throw .unknownCommand(topic, near: nearest(to: topic))
      }
      return (name, ["--help"])
    }
    var rest = arguments
    rest.remove(at: first)
    if let name = CommandName(rawValue: word) { return (name, rest) }
    let family = CommandName.allCases.filter { $0.words.first == word }
    guard !family.isEmpty else { throw .unknownCommand(word, near: nearest(to: word)) }
    guard first < rest.count, let name = CommandName(rawValue: "\(word) \(rest[first])") else {
      if arguments.contains("--help") || arguments.contains("-h") { return (nil, ["--help"]) }
      let typed = first < rest.count ? "\(word) \(rest[first])" : word
      throw .unknownCommand(typed, near: nearest(to: typed))
    }
    rest.remove(at: first)
    return (name, rest)
  }

  /// The position of the first word that is neither an option nor its value.
  private static func firstWord(of arguments: [String]) -> Int? {
    var position = 0
    while position < arguments.count, arguments[position].hasPrefix("-") {
      let takesValue = CommandRegister.common.contains {
        $0.value != nil && arguments[position] == "--\($0.name)"
      }
      position += takesValue ? 2 : 1
    }
    return position < arguments.count ? position : nil
  }

  private static func nearest(to typed: String) -> String? {
    CommandRegister.commands.map(\.name.rawValue).nearest(to: typed)
  }

  private static func withoutCommand(_ arguments: [String]) throws(UsageError) -> Invocation {
    var parser = ArgumentParser(
      rest: arguments[...], invocation: Invocation(request: .help(nil)),
      options: CommandRegister.common + CommandRegister.alone)
    if arguments == ["--help"] { return parser.invocation }
    try parser.run()
    if parser.invocation.has("version") { return Invocation(request: .version) }
    if parser.invocation.has("limits") { return Invocation(request: .limits) }
    guard parser.invocation.has("help") else { throw .noCommand }
    return Invocation(request: .help(nil))
  }

  private mutating func run() throws(UsageError) {
    while let word = rest.popFirst() {
      if word == "--" {
        invocation.arguments += rest
        return
      }
      if word.hasPrefix("--") {
        try long(word.dropFirst(2))
      } else if word.hasPrefix("-"), word != "-" {
        try letters(word.dropFirst())
      } else {
        invocation.arguments.append(word)
      }
    }
  }

  private mutating func long(_ word: Substring) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = options.first(where: { $0.name == name }) else {
      throw .unknownOption(
        "--\(name)", near: options.map(\.name).nearest(to: name).map { "--\($0)" })
    }
    if option.value == nil, parts.count > 1 { throw .unexpectedValue("--\(name)") }
    try note(option, "--\(name)", parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func letters(_ word: Substring) throws(UsageError) {
    var word = word
    while let letter = word.popFirst() {
      guard let option = options.first(where: { $0.letter == letter }) else {
        throw .unknownOption("-\(letter)", near: nil)
      }
      if option.value != nil, !word.isEmpty {
        if word.hasPrefix("=") { word = word.dropFirst() }
        try note(option, "-\(letter)", String(word))
        return
      }
      try note(option, "-\(letter)", nil)
    }
  }

  private mutating func note(
    _ option: OptionSpecification, _ typed: String, _ given: String?
  ) throws(UsageError) {
    var value = given ?? ""
    if option.value != nil, given == nil {
      guard let next = rest.popFirst() else { throw .missingValue(typed) }
      value = next
    }
    if option.name == "format", value == "md" { value = "markdown" }
    if invocation.has(option.name), !option.repeats, option.value != nil {
      throw .repeated(typed)
    }
    invocation.values[option.name, default: []].append(value)
  }
}
