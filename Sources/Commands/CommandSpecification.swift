/// One option of a command.
package struct OptionSpecification: Hashable, Sendable {
  /// The name without its two dashes.
  package var name: String
  /// The one-letter form, if there is one.
  package var letter: Character?
  /// What stands for its value in a synopsis; `nil` for a flag.
  package var value: String?
  /// Whether it may be given several times.
  package var repeats = false
  /// One line without a full stop.
  package var summary: String
}

/// One command, as `labbook --help` shows it.
///
/// This table drives parsing, help and the documentation; a command does nothing but what its
/// action does.
package struct CommandSpecification: Hashable, Sendable {
  /// The words by which it is called.
  package var name: CommandName
  /// Names of the positional arguments, such as `[NAME…]`.
  package var arguments: String
  /// How many positional arguments are taken.
  package var argumentCount: ClosedRange<Int>
  /// One line for the overview.
  package var summary: String
  /// A paragraph, or empty.
  package var discussion = ""
  /// Its own options; the common ones come on top.
  package var options: [OptionSpecification]
  /// Commands one would type.
  package var examples: [String] = []
}

/// The commands by the words one types.
package enum CommandName: String, Hashable, Sendable, CaseIterable {
  /// Prints the blocks that place results in prose.
  case blocks = "blocks"
  /// Runs experiments and writes reports.
  case run = "run"
  /// Tells what changes between two rule versions.
  case compare = "compare"
  /// Tells how verdicts changed from commit to commit.
  case history = "history"
  /// Runs tests of routes.
  case test = "test"
  /// Derives the requests that tell a mesh's configurations apart.
  case probes = "probes"
  /// Tells what an upgrade changes, release by release.
  case upgrade = "upgrade"
  /// Makes the site that the notebook is published as.
  case publish = "publish"
  /// Writes an experiment's page as one file.
  case export = "export"
  /// Makes a notebook.
  case initialize = "init"
  /// Prints a script by which a shell completes command lines.
  case completions = "completions"
  /// Prints the manual page.
  case man = "man"
  /// Shows the notebook in a browser while one writes.
  case serve = "serve"
  /// Lists the experiments.
  case list = "list"
  /// Makes an experiment that runs as it is.
  case new = "new"
  /// Lists the rule versions.
  case rulesList = "rules list"
  /// Prints every switch of a rule version.
  case rulesShow = "rules show"
  /// Prints what differs between two rule versions.
  case rulesDiff = "rules diff"
  /// Prints what is modelled.
  case rulesSupport = "rules support"
  /// Finds mistakes without a request.
  case check = "check"
  /// Says what a finding means.
  case explain = "explain"
  /// Sends one request, or many, through a mesh.
  case curl = "curl"
  /// Prints a proxy's listeners.
  case proxyConfigListeners = "proxy-config listeners"
  /// Prints a proxy's route configurations.
  case proxyConfigRoutes = "proxy-config routes"
  /// Prints a proxy's clusters.
  case proxyConfigClusters = "proxy-config clusters"
  /// Prints a proxy's endpoints.
  case proxyConfigEndpoints = "proxy-config endpoints"
  /// Prints a whole mesh under several rule versions.
  case proxyConfigAll = "proxy-config all"
  /// Prints the JSON Schema of `experiment.yaml`.
  case schema = "schema"

  /// The words one by one.
  package var words: [String] { rawValue.split(separator: " ").map(String.init) }
}
