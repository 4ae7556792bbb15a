/// Every command and option of labbook.
package enum CommandRegister {
  /// Every command, in the order of the help.
  package static let commands: [CommandSpecification] = [
    run, publish, serve, export, compare, history, upgrade, test, probes, list, initialize, new,
    rulesList, rulesShow,
    rulesDiff,
    rulesSupport, check, explain, curl,
    proxyConfig(.proxyConfigListeners, "Prints the listeners of a pod's proxy"),
    proxyConfig(.proxyConfigRoutes, "Prints the route tables of a pod's proxy"),
    proxyConfig(.proxyConfigClusters, "Prints the clusters of a pod's proxy"),
    proxyConfig(.proxyConfigEndpoints, "Prints the endpoints of a pod's proxy"),
    proxyConfigAll, schema, blocks, completions, man,
  ]

  /// Options that stand before or after any command.
  package static let common: [OptionSpecification] = [
    OptionSpecification(
      name: "root", value: "DIR",
      summary: "The project; else the nearest folder upwards that holds Experiments/"),
    OptionSpecification(name: "help", letter: "h", summary: "Explains the command"),
  ]

  /// Options that stand alone.
  package static let alone: [OptionSpecification] = [
    OptionSpecification(name: "version", summary: "Prints labbook's version"),
    OptionSpecification(name: "limits", summary: "Prints every limit on what is read and run"),
  ]

  /// What the help and the parser know of a command; `nil` for none.
  package static func specification(of name: CommandName) -> CommandSpecification? {
    commands.first { $0.name == name }
  }

  /// Which manifests are read.
  package static let files = OptionSpecification(
    name: "filename", letter: "f", value: "FILE", repeats: true,
    summary: "Manifests: a file, a folder, git:REV:PATH, or - for standard input")

  /// Where objects are that name no namespace.
  package static let namespace = OptionSpecification(
    name: "namespace", letter: "n", value: "NAMESPACE",
    summary: "Where objects are that name no namespace; else default")

  /// The rule version of a question.
  package static let ruleVersion = OptionSpecification(
    name: "rules", value: "V", summary: "The rule version; else the newest release")

  /// Whether folders below folders are read.
  package static let recursive = OptionSpecification(
    name: "recursive", letter: "R", summary: "Reads the folders below a folder, too")

  /// Gateways of Istio's installation that are added.
  package static let withGateway = OptionSpecification(
    name: "with-gateway", value: "NAME", repeats: true,
    summary: "Adds the gateway NAME of Istio's installation, such as istio-ingressgateway: its "
      + "Deployment and its Service, where the manifests hold neither")

  /// Whether what is not modelled stops nothing.
  package static let allowUnmodelled = OptionSpecification(
    name: "allow-unmodelled",
    summary: "Goes on where something that can change an outcome is not modelled, and says so")

  private static let blocks = CommandSpecification(
    name: .blocks, arguments: "", argumentCount: 0...0,
    summary: "Prints the blocks that place results in notebook.md",
    discussion: "A block is a fenced code block whose info string begins with labbook, such as "
      + "```labbook figure=traffic-graph rules=istio-1.30.",
    options: [])

  private static let run = CommandSpecification(
    name: .run, arguments: "[NAME…]", argumentCount: 0...10_000,
    summary: "Runs experiments, judges their hypotheses and writes the reports",
    discussion: "Without a name all experiments are run. With --rules, --seed or --work-limit the "
      + "verdicts are printed and the reports stay as they are, unless --output names a folder of their own. "
      + "Only files are replaced or removed that labbook wrote, as labbook-files.json lists them. "
      + "The exit status is 1 where a verdict is not the expected one, and 2 where it is undecided "
      + "or a run met a limit.",
    options: [
      OptionSpecification(
        name: "rules", value: "A,B", summary: "Rule versions instead of the experiment's own"),
      OptionSpecification(
        name: "seed", value: "N", summary: "The seed instead of the experiment's own"),
      OptionSpecification(
        name: "work-limit", value: "STEPS",
        summary: "How many steps each experiment may take instead of its own workLimit"),
      OptionSpecification(
        name: "output", value: "DIR", summary: "Where reports go; else output/ of the project"),
      OptionSpecification(
        name: "jobs", letter: "j", value: "N",
        summary: "How many runs go on at once; results do not depend on it"),
      OptionSpecification(
        name: "check",
        summary: "Writes nothing; says which reports are stale, missing or extra, and exits with 1 "
          + "if any is"),
      OptionSpecification(
        name: "overwrite",
        summary: "Replaces files that are in the way, such as reports of a labbook that kept no "
          + "list of them"),
      OptionSpecification(
        name: "force",
        summary: "Runs experiments again although nothing that they depend on has changed"),
      OptionSpecification(
        name: "require-expectations",
        summary: "Exits with 1 where a verdict has no expectation, as where it is not the expected "
          + "one"),
      allowUnmodelled,
    ],
    examples: [
      "labbook run", "labbook run max-connection-dr --rules istio-1.23,istio-1.24",
      "labbook run --check",
    ])

  private static let list = CommandSpecification(
    name: .list, arguments: "", argumentCount: 0...0,
    summary: "Lists the experiments of the project", options: [printsJSON])

  private static let new = CommandSpecification(
    name: .new, arguments: "NAME", argumentCount: 1...1,
    summary: "Makes a new experiment that runs as it is, to start from", options: [])

  private static let schema = CommandSpecification(
    name: .schema, arguments: "", argumentCount: 0...0,
    summary: "Prints the JSON Schema of experiment.yaml, for editors", options: [])

  private static let rulesList = CommandSpecification(
    name: .rulesList, arguments: "", argumentCount: 0...0,
    summary: "Lists the rule versions: theories and releases of Istio", options: [printsJSON])

  private static let rulesShow = CommandSpecification(
    name: .rulesShow, arguments: "VERSION", argumentCount: 1...1,
    summary: "Says what a rule version does, switch by switch, with sources", options: [printsJSON])

  private static let rulesDiff = CommandSpecification(
    name: .rulesDiff, arguments: "A B", argumentCount: 2...2,
    summary: "Says what changes from one rule version to another, and for whom",
    options: [printsJSON],
    examples: ["labbook rules diff istio-1.23 istio-1.24"])

  private static let rulesSupport = CommandSpecification(
    name: .rulesSupport, arguments: "", argumentCount: 0...0,
    summary: "Prints which kinds are modelled, which are not, and which are passed over",
    options: [])

  private static let check = CommandSpecification(
    name: .check, arguments: "", argumentCount: 0...0,
    summary: "Finds what is wrong with manifests without a request",
    discussion: "Admission, references that lead nowhere, rules that nobody reaches or that others "
      + "put aside, policies that act on nobody, kinds that are not modelled, under each rule "
      + "version. A comment “# labbook: ignore LB0123 because …” at the line, or above the first "
      + "line of a document, keeps a finding quiet. The exit status is 1 where a finding is as "
      + "grave as --fail-on says.",
    options: [
      files, namespace, recursive, withGateway,
      OptionSpecification(
        name: "rules", value: "A,B", summary: "Rule versions; else the newest release"),
      OptionSpecification(
        name: "format", value: "FORM", summary: "text (else), json, sarif, junit or github"),
      OptionSpecification(
        name: "fail-on", value: "SEVERITY", summary: "error (else), warning or never"),
      OptionSpecification(name: "only", value: "CODES", summary: "Tells these codes alone"),
      OptionSpecification(name: "skip", value: "CODES", summary: "Tells all codes but these"),
      OptionSpecification(name: "all", summary: "Prints every finding of a long list"),
    ],
    examples: ["labbook check -f manifests/ --rules istio-1.27,istio-1.30 --format sarif"])

  private static let explain = CommandSpecification(
    name: .explain, arguments: "[CODE]", argumentCount: 0...1,
    summary: "Says what a finding means: an example that produces it, the fix, the source",
    discussion: "Without a code all are listed. Codes of istioctl analyze (IST0101) will do.",
    options: [], examples: ["labbook explain LB0105"])

  private static let curl = CommandSpecification(
    name: .curl, arguments: "[URL]", argumentCount: 0...1,
    summary: "Sends one request through the mesh and explains every decision",
    discussion: "From outside, the request enters at the gateway that serves the URL's host, and "
      + "the answer says which. The exit status is 0 whenever an answer was computed, whatever its "
      + "status.",
    options: [
      OptionSpecification(
        name: "from", value: "POD",
        summary: "POD[.NAMESPACE], deploy/NAME[.NAMESPACE], or outside"),
      files, namespace, recursive, withGateway,
      ruleVersion,
      OptionSpecification(
        name: "output", letter: "o", value: "json", summary: "Prints the whole trace as JSON"),
      OptionSpecification(
        name: "request", letter: "X", value: "METHOD", summary: "The method; else GET"),
      OptionSpecification(
        name: "header", letter: "H", value: "LINE", repeats: true, summary: "A request header"),
      OptionSpecification(
        name: "data", letter: "d", value: "TEXT", summary: "The body, and POST as the method"),
      OptionSpecification(
        name: "include", letter: "i", summary: "Prints the response's status and headers too"),
      OptionSpecification(
        name: "verbose", letter: "v",
        summary:
          "Prints routes that were passed over, and why; with --requests, remarks on each answer"),
      OptionSpecification(
        name: "silent", letter: "s", summary: "Prints the body alone, without the decisions"),
      OptionSpecification(
        name: "max-time", letter: "m", value: "SECONDS",
        summary: "Gives up after so many seconds of virtual time, with curl's exit 28"),
      OptionSpecification(
        name: "gateway", value: "NS/NAME",
        summary: "From outside: enters at this Gateway, where several serve the host"),
      OptionSpecification(
        name: "external", value: "NAME[=STATUS]", repeats: true,
        summary: "Says that something outside answers at a name or address, with 200 or STATUS"),
      OptionSpecification(
        name: "insecure", letter: "k",
        summary: "As curl's: certificates are not checked, here never"),
      OptionSpecification(
        name: "as", value: "PRINCIPAL",
        summary: "The name in the caller's certificate, such as cluster.local/ns/shop/sa/web; "
          + "else the pod's service account"),
      OptionSpecification(
        name: "claims", value: "FILE",
        summary: "A token's claims in JSON; its signature and times are taken as right"),
      OptionSpecification(
        name: "requests", value: "FILE",
        summary: "Answers many requests: JSON Lines from a file or -, one object a line out"),
      allowUnmodelled,
    ],
    examples: [
      "labbook curl --from nginx http://helloworld-v2:5000/hello "
        + "-f Experiments/max-connection-dr/manifests",
      "labbook curl --from outside http://shop.example/cart -f mesh.yaml --with-gateway "
        + "istio-ingressgateway",
    ])

  private static func proxyConfig(
    _ name: CommandName, _ summary: String
  ) -> CommandSpecification {
    CommandSpecification(
      name: name, arguments: "POD", argumentCount: 1...1, summary: summary,
      discussion: "What istiod would push, in istioctl's columns.",
      options: [
        files, namespace, recursive, withGateway,
        ruleVersion,
        OptionSpecification(
          name: "output", letter: "o", value: "json",
          summary: "Complete Envoy v3 messages as JSON"),
        OptionSpecification(
          name: "explain", summary: "Adds the manifest line that each entry came from"),
        allowUnmodelled,
      ])
  }

  private static let proxyConfigAll = CommandSpecification(
    name: .proxyConfigAll, arguments: "", argumentCount: 0...0,
    summary: "Prints every proxy's configuration under several rule versions as JSON",
    discussion: "For comparison with istiod's own generator, which reads manifests that no API "
      + "server has completed: a container's port without a protocol has none here, and is TCP for "
      + "every other command.",
    options: [
      files, namespace, recursive, withGateway,
      OptionSpecification(name: "all-proxies", summary: "Every pod's proxy (required)"),
      OptionSpecification(name: "rules", value: "A,B", summary: "Rule versions"),
      OptionSpecification(name: "output", letter: "o", value: "json", summary: "json (required)"),
      allowUnmodelled,
    ])
}
