/// The commands that tell what changes.
extension CommandRegister {
  /// `labbook compare`.
  static let compare = CommandSpecification(
    name: .compare, arguments: "[A B] [NAME…]", argumentCount: 0...10_000,
    summary: "Says what changes: from one rule version or state of a mesh to another",
    discussion: "With -f, --before or --after a mesh is compared: requests that are answered "
      + "otherwise, by cause, each with a command to paste, then properties such as timeouts and "
      + "limits. Without them the project's experiments are run under both rule versions and "
      + "verdicts, outcomes and causes compared. The exit status is 1 where something changes "
      + "that --fail-on names.",
    options: [
      OptionSpecification(
        name: "before", value: "FILE", repeats: true,
        summary: "Manifests of the earlier state; -f names those of both"),
      OptionSpecification(
        name: "after", value: "FILE", repeats: true, summary: "Manifests of the later state"),
      files, namespace, recursive,
      OptionSpecification(
        name: "rules", value: "V", summary: "The rule version of both states; else the newest"),
      OptionSpecification(
        name: "fail-on", value: "WHAT",
        summary: "When to exit with 1: answers (else), properties (these, too), verdicts, never"),
      OptionSpecification(
        name: "format", value: "FORM",
        summary: "text (else), markdown, html, json; of a mesh junit and github, too"),
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

  /// `labbook upgrade`.
  static let upgrade = CommandSpecification(
    name: .upgrade, arguments: "", argumentCount: 0...0,
    summary: "Says what each release on the way of an upgrade changes for a mesh",
    discussion: "For each release: what is answered otherwise and by which rule, findings that are "
      + "new, objects that it refuses, and the changes of the release that do not concern this "
      + "mesh. The exit status is 0 whenever a report could be made.",
    options: [
      OptionSpecification(name: "from", value: "V", summary: "The release that is there"),
      OptionSpecification(name: "to", value: "V", summary: "The release that is to come"),
      files, namespace, recursive,
      OptionSpecification(
        name: "format", value: "FORM", summary: "text (else), markdown, html or json"),
      allowUnmodelled,
    ],
    examples: ["labbook upgrade -f mesh/ --from 1.23 --to 1.30"])

  /// `labbook probes`.
  static let probes = CommandSpecification(
    name: .probes, arguments: "[POD…]", argumentCount: 0...10_000,
    summary: "Prints requests that reach every route, and both sides of every condition",
    discussion: "Derived from the route tables of the mesh's proxies; tables that are alike are "
      + "asked once. Nothing is random.",
    options: [
      files, namespace, recursive,
      OptionSpecification(
        name: "rules", value: "V", summary: "The rule version; else the newest release"),
      OptionSpecification(
        name: "coverage", summary: "Prints what the requests reach, and what they do not, and why"),
      OptionSpecification(name: "output", letter: "o", value: "json", summary: "Prints JSON"),
    ],
    examples: ["labbook probes -f mesh/", "labbook probes -f mesh/ --coverage"])
}
