package import EnvoyMessages
package import Notebook
internal import Simulator

/// What `labbook list` says of an experiment to a program.
package enum ExperimentList {
  /// Name, title, question, rule versions, clients and hypotheses.
  package static func json(of experiment: Experiment) -> JSONValue {
    .object(of: [
      .init("name", .string(experiment.name)), .init("title", text(experiment.title)),
      .init("question", text(experiment.question)),
      .init("rules", .array(experiment.rules.map { .string($0) })),
      .init("clients", .array(experiment.clients.map { .string($0.id) })),
      .init("hypotheses", .array(experiment.hypotheses.map { .string($0.id) })),
    ])
  }

  private static func text(_ localized: LocalizedText) -> JSONValue {
    .object(of: localized.texts.map { JSONValue.Member($0.key, .string($0.value)) })
  }
}
