/// One option of a command.
struct OptionSpecification: Hashable, Sendable {
  /// The name without its two dashes.
  var name: String
  /// The one-letter form, if there is one.
  var letter: Character?
  /// What stands for its value in a synopsis; `nil` for a flag.
  var value: String?
  /// Whether it may be given several times.
  var repeats = false
  /// One line without a full stop.
  var summary: String
}

/// One command, as `labbook --help` shows it.
///
/// This table drives parsing, help and the documentation; a command does nothing but what its
/// action does.
struct CommandSpecification: Hashable, Sendable {
  var name: CommandName
  /// Names of the positional arguments, such as `[NAME…]`.
  var arguments: String
  /// How many positional arguments are taken.
  var argumentCount: ClosedRange<Int>
  var summary: String
  /// A paragraph, or empty.
  var discussion = ""
  var options: [OptionSpecification]
  /// Commands one would type.
  var examples: [String] = []
}

/// The commands by the words one types.
enum CommandName: String, Hashable, Sendable, CaseIterable {
  case run = "run"
  case compare = "compare"
  case list = "list"
  case new = "new"
  case rulesList = "rules list"
  case rulesShow = "rules show"
  case rulesDiff = "rules diff"
  case rulesSupport = "rules support"
  case curl = "curl"
  case proxyConfigListeners = "proxy-config listeners"
  case proxyConfigRoutes = "proxy-config routes"
  case proxyConfigClusters = "proxy-config clusters"
  case proxyConfigEndpoints = "proxy-config endpoints"
  case proxyConfigAll = "proxy-config all"
  case schema = "schema"

  var words: [String] { rawValue.split(separator: " ").map(String.init) }
}
