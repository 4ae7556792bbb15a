import Foundation
import Testing

/// The shipped experiments, run by the built binary.
@Suite struct RunTests {
  static let postExperiments = [
    "circular-traffic-shift", "max-connection-dr", "self-destination", "who-refuses",
  ]

  @Test func verdictsAreAsTheAuthorsExpect() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let result = try Program.run(["run", "--output", folder])
    #expect(result.status == 0, "\(result.errors)\n\(result.output)")
    #expect(result.output.contains("all as expected"))
  }

  @Test func theSameBytesWhateverTheOrderAndTheParallelism() throws {
    let first = try Notebook(copying: Self.postExperiments)
    let second = try Notebook(copying: Self.postExperiments.reversed())
    #expect(try Program.run(["run", "--jobs", "1"], in: first.root).status == 0)
    #expect(try Program.run(["run", "--jobs", "8"], in: second.root).status == 0)
    let files = try first.files(below: "output")
    #expect(files.count > 12)
    #expect(try files == second.files(below: "output"))
  }

  @Test func anotherSeedGivesAnotherHistory() throws {
    // Their prose links to each other.
    let notebook = try Notebook(copying: ["max-connection-dr", "who-refuses"])
    _ = try Program.run(["run"], in: notebook.root)
    let first = try notebook.read("output/max-connection-dr/run.json")
    _ = try Program.run(["run", "--seed", "2", "--output", "output"], in: notebook.root)
    #expect(try notebook.read("output/max-connection-dr/run.json") != first)
  }

  @Test func checkFindsStaleReportsAndWritesNothing() throws {
    let notebook = try Notebook(copying: ["self-destination"])
    #expect(try Program.run(["run", "--check"], in: notebook.root).status == 1)
    #expect(try notebook.files(below: "output").isEmpty)
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    #expect(try Program.run(["run", "--check"], in: notebook.root).status == 0)
    try notebook.write("other", to: "output/self-destination/index.md")
    let result = try Program.run(["run", "--check"], in: notebook.root)
    #expect(result.status == 1)
    #expect(result.errors.contains("LB0301]: self-destination/index.md"))
    #expect(try notebook.read("output/self-destination/index.md") == "other")
  }

  @Test func reportsOfExperimentsThatAreGoneGoToo() throws {
    let notebook = try Notebook(copying: ["self-destination", "circular-traffic-shift"])
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    try notebook.write("mine", to: "output/notes/mine.txt")
    try FileManager.default.removeItem(
      atPath: notebook.root + "/Experiments/circular-traffic-shift")
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    let files = try notebook.files(below: "output").keys
    #expect(!files.contains { $0.hasPrefix("circular-traffic-shift/") })
    #expect(files.contains("notes/mine.txt"))
  }

  @Test func anUnexpectedVerdictSetsTheExitStatus() throws {
    let notebook = try Notebook(copying: ["self-destination"])
    let path = "Experiments/self-destination/experiment.yaml"
    let text = try notebook.read(path)
    try notebook.write(
      text.replacing("istio-1.30: supported", with: "istio-1.30: refuted"), to: path)
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 1)
    #expect(result.output.contains("!"))
  }
}
