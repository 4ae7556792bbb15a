/// The commands that tell what changes.
extension CommandRegister {
  /// `--format` of what may become a page.
  private static let pageFormat = OptionSpecification(
    name: "format", value: "FORM", summary: "text (else), markdown, html or json")
  /// `-o json` beside lines for people.
  static let printsJSON = OptionSpecification(
    name: "output", letter: "o", value: "json", summary: "Prints JSON")

  /// `labbook compare`.
  package static let compare = CommandSpecification(
    name: .compare, arguments: "[A B] [NAME…]", argumentCount: 0...10_000,
    summary: "Says what changes: from one rule version or state of a mesh to another",
    discussion: "With -f, --before or --after a mesh is compared: requests that are answered "
      + "otherwise, by cause, each with a command to paste, then properties such as timeouts and "
      + "limits; under two rule versions inside a project, the verdicts of its experiments, too. "
      + "Without them the project's experiments are run under both rule versions and "
      + "verdicts, outcomes and causes compared; with --base, recorded runs with those in output/. "
      + "The exit status is 1 where something changes "
      + "that --fail-on names.",
    options: [
      OptionSpecification(
        name: "before", value: "FILE", repeats: true,
        summary: "Manifests of the earlier state; -f names those of both"),
      OptionSpecification(
        name: "after", value: "FILE", repeats: true, summary: "Manifests of the later state"),
      files, namespace, recursive,
      OptionSpecification(
        name: "base", value: "REV",
        summary: "Recorded runs: a commit, a folder such as output/, or a run.json"),
      OptionSpecification(
        name: "rules", value: "V", summary: "The rule version of both states; else the newest"),
      OptionSpecification(
        name: "fail-on", value: "WHAT",
        summary: "When to exit with 1: answers (else), properties (these, too), verdicts, never"),
      OptionSpecification(
        name: "format", value: "FORM",
        summary: "text (else), markdown, html, json; with -f or --base junit and github, too"),
      OptionSpecification(
        name: "seed", value: "N", summary: "The seed instead of the experiment's own"),
      OptionSpecification(
        name: "jobs", letter: "j", value: "N", summary: "How many runs go on at once"),
      allowUnmodelled,
    ],
    examples: [
      "labbook compare istio-1.23 istio-1.24 default-retries",
      "labbook compare istio-1.23 istio-1.27 -f mesh/",
      "labbook compare --before git:main:mesh --after mesh",
    ])

  /// `labbook history`.
  package static let history = CommandSpecification(
    name: .history, arguments: "[NAME…]", argumentCount: 0...10_000,
    summary: "Says how the verdicts of the recorded runs changed from commit to commit",
    discussion: "Reads output/NAME/run.json in the commits of the git repository around the "
      + "project, the newest first; nothing is changed. Commits that recorded the same verdicts "
      + "as the one before are left out.",
    options: [
      pageFormat
    ],
    examples: ["labbook history default-retries"])

  /// `labbook upgrade`.
  package static let upgrade = CommandSpecification(
    name: .upgrade, arguments: "", argumentCount: 0...0,
    summary: "Says what each release on the way of an upgrade changes for a mesh",
    discussion: "For each release: what is answered otherwise and by which rule, findings that are "
      + "new, objects that it refuses, and the changes of the release that do not concern this "
      + "mesh. The exit status is 0 whenever a report could be made.",
    options: [
      OptionSpecification(name: "from", value: "V", summary: "The release that is there"),
      OptionSpecification(name: "to", value: "V", summary: "The release that is to come"),
      files, namespace, recursive,
      pageFormat,
      allowUnmodelled,
    ],
    examples: ["labbook upgrade -f mesh/ --from 1.23 --to 1.30"])

  /// `labbook test`.
  package static let test = CommandSpecification(
    name: .test, arguments: "FILE…", argumentCount: 1...10_000,
    summary: "Runs tests of routes, and says which parts of the rules they exercise",
    discussion: "The files of istio-config-validator (testCases) and of Envoy's router check tool "
      + "(tests, as YAML or JSON). The rules are those of a client that sees every VirtualService, "
      + "whatever gateway it is for; of a pod of the mesh with --from. The exit status is 1 where a "
      + "test fails, or less is exercised than --fail-under asks.",
    options: [
      files, namespace, recursive,
      ruleVersion,
      OptionSpecification(
        name: "from", value: "POD", summary: "The pod at whose proxy the routes are"),
      OptionSpecification(
        name: "fail-under", value: "N", summary: "The least share of the rules in per cent"),
      printsJSON,
    ],
    examples: ["labbook test tests/*.yaml -f mesh/ --fail-under 80"])

  /// `labbook probes`.
  package static let probes = CommandSpecification(
    name: .probes, arguments: "[POD…]", argumentCount: 0...10_000,
    summary: "Prints requests that reach every route, and both sides of every condition",
    discussion: "Derived from the route tables of the mesh's proxies; tables that are alike are "
      + "asked once. Nothing is random.",
    options: [
      files, namespace, recursive,
      ruleVersion,
      OptionSpecification(
        name: "coverage", summary: "Prints what the requests reach, and what they do not, and why"),
      printsJSON,
    ],
    examples: ["labbook probes -f mesh/", "labbook probes -f mesh/ --coverage"])
}
