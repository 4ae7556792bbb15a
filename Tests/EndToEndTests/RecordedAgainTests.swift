import Foundation
import Testing

/// Runs that nothing has changed since are not made again, and their pages are the same.
@Suite struct RecordedAgainTests {
  private func run(_ notebook: Notebook, _ arguments: [String] = []) throws -> Program.Result {
    let result = try Program.run(["run"] + arguments, in: notebook.root)
    try #require(result.status == 0, "\(result.errors)")
    return result
  }

  /// The pages of a notebook that was never run before.
  private func clean(_ notebook: Notebook) throws -> [String: Data] {
    _ = try run(notebook, ["--force", "--output", "clean"])
    return try notebook.files(below: "clean")
  }

  @Test func theBytesAreThoseOfACleanRun() throws {
    let notebook = try Notebook(small: ["one", "two"])
    let first = try run(notebook)
    let again = try run(notebook)
    #expect(first.output == again.output)
    #expect(try notebook.files(below: "output") == clean(notebook))
    try notebook.write("# Words\n\nMore of them.\n", to: "Experiments/one/notebook.md")
    _ = try run(notebook)
    #expect(try notebook.read("output/one/index.html").contains("More of them."))
    #expect(try notebook.files(below: "output") == clean(notebook))
    // What the prose says of itself stands in the record, and no run depends on it.
    for matter in ["title: Another\ndate: 2026-01-02", "draft: true", "order: 2"] {
      try notebook.write("---\n\(matter)\n---\nWords.\n", to: "Experiments/one/notebook.md")
      _ = try run(notebook)
      #expect(try notebook.files(below: "output") == clean(notebook), "\(matter)")
    }
    #expect(try Program.run(["run", "--check"], in: notebook.root).status == 0)
  }

  @Test func whatARunDependsOnMakesItAgain() throws {
    let notebook = try Notebook(small: ["one", "two"])
    _ = try run(notebook)
    let experiment = "Experiments/one/experiment.yaml"
    try notebook.write(
      notebook.read(experiment).replacingOccurrences(of: "stop: 3s", with: "stop: 5s"),
      to: experiment)
    _ = try run(notebook)
    #expect(try notebook.files(below: "output") == clean(notebook))
    let mesh = "Experiments/two/manifests/mesh.yaml"
    try notebook.write(
      notebook.read(mesh).replacingOccurrences(
        of: "port: 5000", with: "port: 5000, targetPort: 81"),
      to: mesh)
    _ = try run(notebook)
    #expect(try notebook.files(below: "output") == clean(notebook))
  }

  /// A record that this program did not write is never taken for its own.
  @Test func anotherRecordIsNotTaken() throws {
    let notebook = try Notebook(small: ["one"])
    _ = try run(notebook)
    let before = try notebook.files(below: "output")
    let record = try notebook.read("output/one/run.json")
    try notebook.write(
      record.replacingOccurrences(of: "\"seed\":1", with: "\"seed\":2"), to: "output/one/run.json")
    _ = try run(notebook, ["--overwrite"])
    #expect(try notebook.files(below: "output") == before)
    try notebook.write("{", to: ".labbook/runs/one.json")
    _ = try run(notebook)
    #expect(try notebook.files(below: "output") == before)
  }

  @Test func itsNotesAreNoPartOfTheRepository() throws {
    let notebook = try Notebook(small: ["one"])
    _ = try run(notebook)
    let status = try Program.shell(
      "git init -q . && git status --porcelain --untracked-files=all | grep -c labbook/",
      in: notebook.root)
    #expect(status.output == "0\n", "\(status.output)")
  }
}
