import Foundation
import HostileInput
import Testing

/// Every number of a mesh and of an experiment at the ends of what can be counted, one at a time.
///
/// A trap ends the tests; what takes long runs into the time limit.
@Suite struct ExtremeFieldTests {
  private static let mesh = Array(RepresentativeMesh.manifests.utf8)
  private static let experiment = Array(RepresentativeMesh.experiment.utf8)

  /// A debug build has time for every third extreme of each field, another third for the next.
  private func extremes(of field: Int) -> [String] {
    TextMutation.extremes.enumerated().filter { ($0.offset + field) % 3 == 0 }.map(\.element)
  }

  @Test(.timeLimit(.minutes(10)), arguments: 0..<4)
  func noFieldOfAMeshTraps(part: Int) {
    let fields = TextMutation.numbers(in: Self.mesh)
    #expect(fields.count > 60)
    for (index, field) in fields.enumerated() where index % 4 == part {
      for extreme in extremes(of: index) {
        let text = TextMutation.replacing(field, in: Self.mesh, by: extreme)
        #expect(FuzzTarget.manifests.run(text) > 0)
      }
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: 0..<4)
  func noFieldOfAnExperimentTraps(part: Int) {
    let fields = TextMutation.numbers(in: Self.experiment)
    #expect(fields.count > 40)
    for (index, field) in fields.enumerated() where index % 4 == part {
      for extreme in extremes(of: index) {
        let text = TextMutation.replacing(field, in: Self.experiment, by: extreme)
        #expect(FuzzTarget.experiment.run(text) > 0)
      }
    }
  }

  /// The same seeds on every machine.
  @Test(.timeLimit(.minutes(10)), arguments: FuzzTarget.allCases)
  func noMutationTraps(target: FuzzTarget) {
    let seeds = target.seeds
    #expect(!seeds.isEmpty)
    var mutation = TextMutation(seed: 20_240_228)
    for round in 0..<60 {
      let seed = seeds[round % seeds.count]
      target.run(mutation.mutated(seed))
    }
  }

  /// What the fuzzer begins from is in the repository.
  @Test(arguments: FuzzTarget.allCases) func thereIsACorpus(target: FuzzTarget) throws {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let folder = root.joined(separator: "/") + "/Tests/Fuzzing/corpus/\(target.rawValue)"
    #expect(try !FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }
}
