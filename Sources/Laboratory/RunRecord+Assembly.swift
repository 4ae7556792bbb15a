internal import ControlPlane
package import Notebook
package import Simulator

extension RunRecord {
  /// The record of an experiment's runs.
  ///
  /// - `histories`: by rule version and replication.
  /// - `settings`: what the run differed in from what the experiment says.
  /// - `labbookVersion`: labbook's own version.
  package init(
    _ prepared: PreparedExperiment, histories: [[History]], settings: RunSettings,
    labbookVersion: String
  ) {
    self.init(prepared, settings, labbookVersion)
    changes = prepared.versions.indices.dropLast().map {
      RuleChangeSearch.change(of: prepared, after: $0, histories: histories)
    }
    results = zip(prepared.versions, histories).map { Self.result(of: prepared, $0, $1) }
    keep(prepared.versions.indices.map { TraceRemarks.of(prepared, $0, histories[$0]) })
    answer = Answer(to: self, authored: prepared.loaded.experiment.answer)
  }

  /// The same, its parts made side by side.
  init(
    _ prepared: PreparedExperiment, histories: [[History]], settings: RunSettings,
    labbookVersion: String, in slots: WorkSlots
  ) async {
    self.init(prepared, settings, labbookVersion)
    changes = await Array(prepared.versions.indices.dropLast()).map(in: slots) {
      RuleChangeSearch.change(of: prepared, after: $0, histories: histories)
    }
    results = await Array(zip(prepared.versions, histories)).map(in: slots) {
      Self.result(of: prepared, $0, $1)
    }
    keep(
      await Array(prepared.versions.indices).map(in: slots) {
        TraceRemarks.of(prepared, $0, histories[$0])
      })
    answer = Answer(to: self, authored: prepared.loaded.experiment.answer)
  }

  /// Everything that stands before the first run.
  private init(
    _ prepared: PreparedExperiment, _ settings: RunSettings, _ labbookVersion: String
  ) {
    let experiment = prepared.loaded.experiment
    self.init(experiment: experiment.name)
    self.labbookVersion = labbookVersion
    seed = prepared.seed
    replications = experiment.replications
    digests = prepared.loaded.digests
    prepared.loaded.describe(&self)
    manifests = prepared.loaded.manifests
    clients = experiment.clients
    workloads = experiment.workloads
    external = experiment.external
    network = experiment.network
    notices = prepared.notices
    command = Self.command(experiment.name, settings)
    hypotheses = experiment.hypotheses.map { Self.record($0, prepared.versions) }
    predictionsDigest = SHA256.hexadecimal(
      of: experiment.hypotheses.flatMap { hypothesis in
        [hypothesis.id] + hypothesis.predictions.map { $0.wording.text(in: "en") }
      }.joined(separator: "\n").utf8)
  }

  private static func result(
    of prepared: PreparedExperiment, _ requested: RequestedVersion, _ histories: [History]
  ) -> RuleVersionResult {
    var result = RuleVersionResult(
      requestedName: requested.requestedName, ruleVersion: requested.version.name,
      isTheory: requested.version.isTheory, hypotheses: prepared.loaded.experiment.hypotheses,
      histories: histories)
    result.ruleVersionDigest = requested.version.digest
    return result
  }

  /// The command that makes the same record again.
  private static func command(_ name: String, _ settings: RunSettings) -> String {
    var words = ["labbook", "run", name]
    if let rules = settings.rules { words += ["--rules", rules.joined(separator: ",")] }
    if let seed = settings.seed { words += ["--seed", "\(seed)"] }
    if let limit = settings.workLimit { words += ["--work-limit", "\(limit)"] }
    return words.joined(separator: " ")
  }

  private static func record(
    _ hypothesis: Hypothesis, _ versions: [RequestedVersion]
  ) -> HypothesisRecord {
    var record = HypothesisRecord(id: hypothesis.id, claim: hypothesis.claim)
    record.predictions = hypothesis.predictions.map(\.wording)
    for (name, verdict) in hypothesis.expected {
      let requested = versions.first { requested in
        [requested.requestedName, requested.version.name, requested.version.shortName]
          .contains(name)
      }
      if let requested { record.expected[requested.version.name] = verdict }
    }
    return record
  }
}

extension RuleVersion {
  /// SHA-256 of the name and of every switch with its state.
  var digest: String {
    let switches = RuleSwitch.all.map { "\($0.id)=\(self[$0])" }
    return SHA256.hexadecimal(of: ([name] + switches).joined(separator: "\n").utf8)
  }
}
