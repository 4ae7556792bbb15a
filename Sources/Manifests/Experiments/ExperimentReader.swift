public import Diagnostics
internal import Limits
public import Notebook
internal import Simulator

/// Reads `experiment.yaml`.
public enum ExperimentReader {
  /// The version of the format.
  public static let apiVersion = "labbook/v1"

  /// The experiment, and everything that is wrong with its file.
  ///
  /// - `source`: the file.
  /// - `name`: the folder's name.
  /// - Returns: no experiment where the file cannot be read at all; else what could be read, which
  ///   must not be run where a finding is an error.
  public static func read(
    _ source: ManifestSource, name: String, limits: ReadingLimits = .standard
  ) -> (experiment: Experiment?, diagnostics: [Diagnostic]) {
    let (documents, problems) = YAMLReader.documents(of: source, limits: limits)
    let findings = Findings(file: source.name)
    for problem in problems { findings.report(problem) }
    guard let document = documents.first else {
      if problems.isEmpty {
        findings.report(
          Diagnostic(
            .missingField, "the experiment is empty",
            at: SourceLocation(file: source.name, line: 1, column: 1)))
      }
      return (nil, findings.diagnostics)
    }
    if documents.count > 1 {
      findings.report(
        .invalidValue, "an experiment is one document, and this is a second one",
        at: documents[1])
    }
    guard let fields = Fields(document, path: "", findings) else {
      return (nil, findings.diagnostics)
    }
    let experiment = fields.closed { decodeExperiment($0, name: name) }
    return (experiment, findings.diagnostics)
  }

  /// By the path of each mapping of an experiment, the fields that it may have.
  static func knownFields(in source: ManifestSource) -> [String: Set<String>] {
    let findings = Findings(file: source.name)
    findings.knownKeys = [:]
    let document = YAMLReader.documents(of: source).documents.first
    _ = document.flatMap { Fields($0, path: "", findings) }?
      .closed { decodeExperiment($0, name: "") }
    return findings.knownKeys ?? [:]
  }
}

private func decodeExperiment(_ fields: Fields, name: String) -> Experiment {
  var experiment = Experiment(name: name)
  experiment.places = fields.node.places
  checkVersion(fields)
  experiment.title = fields.required("title") { fields.localizedText($0) } ?? LocalizedText(name)
  experiment.question =
    fields.required("question") { fields.localizedText($0) } ?? LocalizedText("")
  experiment.seed = fields.uint64("seed") ?? experiment.seed
  if let count = fields.integer("replications", .replications) {
    experiment.replications = Int(count)
  }
  experiment.rules = fields.strings("rules")
  if experiment.rules.isEmpty, fields.value("rules") == nil {
    fields.findings.report(.missingField, "the experiment names no rules", at: fields.node)
  }
  decodeManifestPaths(fields, into: &experiment)
  experiment.gateways = fields.strings("gateways")
  if let limit = fields.integer("workLimit", .workLimit) { experiment.workLimit = Int(limit) }
  experiment.workloads = fields.namedObjects("workloads", decodeWorkload)
  experiment.external = fields.namedObjects("external", decodeExternal)
  if let network = fields.object("network", decodeNetwork) { experiment.network = network }
  experiment.clients = fields.list("clients", decodeClient)
  experiment.hypotheses = fields.list("hypotheses", decodeHypothesis)
  experiment.answer = fields.object("answer", decodeAnswer)
  experiment.discriminates = fields.strings("discriminates")
  checkCounts(fields)
  checkIdentifiers(fields, "clients")
  checkIdentifiers(fields, "hypotheses")
  checkReferences(fields, experiment)
  return experiment
}

/// The answer in its author's words, and the verdicts that it was written for.
private func decodeAnswer(_ fields: Fields) -> AuthoredAnswer {
  AuthoredAnswer(
    text: fields.required("text") { fields.localizedText($0) } ?? LocalizedText(""),
    verdicts: fields.string("verdicts") ?? "")
}

/// More than anybody can read in a report is refused.
private func checkCounts(_ fields: Fields) {
  let limits = ReadingLimits.standard
  for (key, limit) in [
    ("clients", limits.clientCount), ("hypotheses", limits.hypothesisCount),
    ("rules", limits.ruleVersionCount), ("workloads", limits.behaviourCount),
    ("external", limits.behaviourCount), ("gateways", limits.behaviourCount),
  ] {
    guard let node = fields.value(key) else { continue }
    let count =
      switch node.content {
      case .sequence(let items): items.count
      case .mapping(let entries): entries.count
      case .scalar: 0
      }
    if count > limit {
      fields.findings.report(
        .limitExceeded, "\(fields.pathTo(key)) has \(count) entries, and at most \(limit) are run",
        at: node)
    }
  }
}

private func checkVersion(_ fields: Fields) {
  guard let node = fields.value("apiVersion") else {
    fields.findings.report(
      .missingField, "the experiment has no apiVersion", at: fields.node,
      hint: "begin with apiVersion: \(ExperimentReader.apiVersion)")
    return
  }
  let text = fields.string("apiVersion") ?? ""
  guard !text.isEmpty, text != ExperimentReader.apiVersion else { return }
  fields.findings.report(
    .unknownVersion, "experiments have no apiVersion “\(text.quotedForDiagnostics)”", at: node,
    hint: "use \(ExperimentReader.apiVersion)")
}

private func decodeManifestPaths(_ fields: Fields, into experiment: inout Experiment) {
  guard fields.value("manifests") != nil else { return }
  experiment.manifests = []
  for (item, path) in fields.items("manifests") {
    guard case .scalar(let text, _) = item.content, !text.isEmpty else {
      fields.findings.report(
        .wrongType, "\(path) must be a path, and this is \(item.kindInWords)", at: item)
      continue
    }
    if text.leavesItsFolder {
      fields.findings.report(
        .pathEscapes,
        "\(path) leaves the experiment's folder: “\(text.quotedForDiagnostics)”", at: item)
    } else {
      experiment.manifests.append(text)
    }
  }
}

extension String {
  /// Whether a path is absolute or climbs out of the folder that it is relative to.
  var leavesItsFolder: Bool {
    guard !hasPrefix("/"), !hasPrefix("~") else { return true }
    var depth = 0
    for part in split(separator: "/") {
      depth += part == ".." ? -1 : part == "." ? 0 : 1
      if depth < 0 { return true }
    }
    return false
  }
}

/// Two clients or hypotheses of one name cannot be told apart in a report.
private func checkIdentifiers(_ fields: Fields, _ key: String) {
  var seen: Set<String> = []
  for (node, path) in fields.items(key) {
    guard case .mapping(let entries) = node.content,
      let entry = entries.first(where: { $0.key == "id" }),
      case .scalar(let id, _) = entry.value.content
    else { continue }
    if !seen.insert(id).inserted {
      fields.findings.report(
        .duplicateIdentifier, "\(path).id “\(id.quotedForDiagnostics)” is given twice",
        at: entry.value)
    }
  }
}

/// What hypotheses name must exist.
private func checkReferences(_ fields: Fields, _ experiment: Experiment) {
  for (index, rule) in experiment.discriminates.enumerated()
  where !experiment.rules.contains(rule) {
    fields.findings.report(
      Diagnostic(
        .unknownRuleVersion,
        "discriminates names “\(rule.quotedForDiagnostics)”, which is not among the experiment's "
          + "rules",
        at: experiment.places.location(of: FieldPath().key("discriminates").index(index)),
        hint: experiment.rules.nearest(to: rule).map { "did you mean “\($0)”?" }))
  }
  for (index, hypothesis) in experiment.hypotheses.enumerated() {
    checkClients(of: hypothesis, at: FieldPath().key("hypotheses").index(index), fields, experiment)
    let path = FieldPath().key("hypotheses").index(index).key("expect")
    for rule in hypothesis.expected.keys.sorted() where !experiment.rules.contains(rule) {
      fields.findings.report(
        Diagnostic(
          .unknownRuleVersion,
          "hypothesis “\(hypothesis.id.quotedForDiagnostics)” expects a verdict under "
            + "“\(rule.quotedForDiagnostics)”, which is not among the experiment's rules",
          at: experiment.places.location(of: path.key(rule)),
          hint: experiment.rules.nearest(to: rule).map { "did you mean “\($0)”?" }))
    }
  }
}

/// Clients that predictions name must exist.
private func checkClients(
  of hypothesis: Hypothesis, at path: FieldPath, _ fields: Fields, _ experiment: Experiment
) {
  let clients = experiment.clients.map(\.id)
  for (index, prediction) in hypothesis.predictions.enumerated() {
    for (field, filter) in prediction.kind.filters {
      guard let client = filter.client, !clients.contains(client) else { continue }
      let place = path.key("predicts").index(index).key(field)
        .key(RequestFilter.Field.client.rawValue)
      fields.findings.report(
        Diagnostic(
          .unknownClient,
          "hypothesis “\(hypothesis.id.quotedForDiagnostics)” speaks of a client "
            + "“\(client.quotedForDiagnostics)”, and there is none",
          at: experiment.places.location(of: place),
          hint: clients.nearest(to: client).map { "did you mean “\($0)”?" }))
    }
  }
}
