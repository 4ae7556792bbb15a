import Diagnostics
import Foundation
import Laboratory
import Notebook
import Simulator
import Testing

/// What a run leaves behind, and what changes between its rule versions.
@Suite struct RecordTests {
  private static let experiment =
    SmallExperiment.head + "replications: 3\nrules: [istio-1.23, istio-1.24, istio-1.30]\n"
    + SmallExperiment.refusals
    + "    expect: {istio-1.23: refuted, istio-1.24: supported, istio-1.30: supported}\n"

  private func run(
    _ experiment: String = experiment, settings: RunSettings = RunSettings()
  ) async throws -> (PreparedExperiment, RunRecord, [[History]]) {
    let prepared = try SmallExperiment.prepared(
      experiment: experiment, mesh: SmallExperiment.limitedMesh, settings: settings)
    let histories = await RunExecution.run([prepared], jobs: 2, progress: { _ in })
    let record = RunRecord(
      prepared, histories: histories[0], settings: settings, labbookVersion: "9.9.9")
    return (prepared, record, histories[0])
  }

  @Test func holdsWhatRepeatsIt() async throws {
    let (_, record, _) = try await run()
    #expect(record.experiment == "small")
    #expect(record.labbookVersion == "9.9.9")
    #expect(record.command == "labbook run small")
    #expect(record.seed == 1)
    #expect(record.replications == 3)
    #expect(record.digests.map(\.path) == ["mesh.yaml"])
    #expect(record.manifests.map(\.path) == ["mesh.yaml"])
    #expect(record.results.map(\.requestedName) == ["istio-1.23", "istio-1.24", "istio-1.30"])
    #expect(record.results.map(\.ruleVersion) == ["istio-1.23.0", "istio-1.24.0", "istio-1.30.3"])
    #expect(Set(record.results.map(\.ruleVersionDigest)).count == 3)
    #expect(record.predictionsDigest.count == 64)
  }

  @Test func theCommandNamesWhatTheRunDiffersIn() async throws {
    let (_, record, _) = try await run(
      settings: RunSettings(rules: ["istio-1.23", "istio-1.24"], seed: 5))
    #expect(record.command == "labbook run small --rules istio-1.23,istio-1.24 --seed 5")
  }

  @Test func expectationsAreFoundUnderEveryNameOfAVersion() async throws {
    let (_, record, _) = try await run()
    #expect(
      record.hypotheses[0].expected == [
        "istio-1.23.0": .refuted, "istio-1.24.0": .supported, "istio-1.30.3": .supported,
      ])
    #expect(record.results.map { $0.judgements[0].verdict } == [.refuted, .supported, .supported])
  }

  @Test func theSwitchThatDoesItAloneIsTheCause() async throws {
    let (_, record, _) = try await run()
    let changes = try #require(record.changes)
    #expect(changes.map(\.before) == ["istio-1.23.0", "istio-1.24.0"])
    #expect(changes[0].causes.map(\.id) == ["defaultRetryOn503"])
    #expect(changes[0].causes.allSatisfy { !$0.source.isEmpty && $0.before != $0.after })
    #expect(changes[0].difference != nil)
    #expect(changes[1].difference == nil)
    #expect(changes[1].causes == [])
  }

  @Test func tracesHaveTheRemarksOfCurlEachKeptOnce() async throws {
    let (_, record, _) = try await run()
    let notes = try #require(record.notes)
    #expect(Set(notes).count == notes.count)
    #expect(notes.contains { $0.kind == .lesson && $0.code == .lessonRequestLimitOfHTTP1 })
    for result in record.results {
      #expect(result.traceNotes?.count == result.history.traces.count)
      let refused = result.history.traces.indices.filter {
        result.history.traces[$0].outcome.status == 503
      }
      #expect(!refused.isEmpty)
      for place in refused { #expect(!record.notes(on: place, of: result).isEmpty) }
    }
    let again = try JSONDecoder().decode(RunRecord.self, from: JSONEncoder().encode(record))
    #expect(again.notes == notes)
    #expect(again.results.map(\.traceNotes) == record.results.map(\.traceNotes))
  }

  @Test func predictionsHaveADigestOfTheirOwn() async throws {
    let (_, record, _) = try await run()
    let (_, other, _) = try await run(Self.experiment.replacing("flag: URX", with: "flag: UO"))
    #expect(record.predictionsDigest != other.predictionsDigest)
  }

  @Test func neighbouringReleasesAreComparedAsTheyAreRun() async throws {
    let (prepared, record, _) = try await run()
    var lines: [String] = []
    let request = ExperimentRun.Request(
      settings: RunSettings(), labbookVersion: "9.9.9", comparesReleases: true, jobs: 2)
    let runs = await ExperimentRun.each(
      of: [prepared], request, progress: { lines.append($0) }, finish: { $1 })
    #expect(lines == ["experiment 1 of 1"])
    #expect(runs.map(\.record) == [record])
    let comparisons = ReleaseComparisons.joined(runs.map(\.releases))
    let changed = comparisons.filter(\.changesOutcomes).map { "\($0.before) \($0.after)" }
    #expect(changed.contains("istio-1.23.0 istio-1.24.0"))
    let step = try #require(comparisons.first { $0.after == "istio-1.24.0" })
    #expect(step.experiments[0].rows.map(\.direction) == [.fixed])
    #expect(step.experiments[0].change == record.changes?[0])
    for comparison in comparisons
    where !changed.contains("\(comparison.before) \(comparison.after)") {
      #expect(!comparison.changesVerdicts, "\(comparison.before)")
    }
  }

  @Test(arguments: [
    ("istio-1.23, istio-1.24", false), ("istio-1.24, istio-1.30", true),
  ])
  func saysWhereRuleVersionsAreNotToldApart(names: String, isFinding: Bool) async throws {
    let (prepared, record, _) = try await run(Self.experiment + "discriminates: [\(names)]\n")
    let problems = Discrimination.problems(of: record, prepared)
    #expect(problems.map(\.code) == (isFinding ? [.doesNotDiscriminate] : []))
    #expect(problems.allSatisfy { $0.location != nil })
  }
}
