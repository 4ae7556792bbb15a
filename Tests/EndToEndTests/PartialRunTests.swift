import Foundation
import Testing

/// Runs of a part of the notebook, and `--check`.
@Suite struct PartialRunTests {
  private static let names = ["circular-traffic-shift", "self-destination"]

  private func published() throws -> Notebook {
    let notebook = try Notebook(small: Self.names)
    let result = try Program.run(["run"], in: notebook.root)
    try #require(result.status == 0, "\(result.errors)")
    return notebook
  }

  @Test(arguments: [
    ["self-destination", "--rules", "istio-1.30"], ["self-destination", "--seed", "7"],
    ["--rules", "istio-1.20,istio-1.30"], ["--seed", "2"],
  ])
  func aVariationPrintsAndLeavesTheReportsAsTheyAre(arguments: [String]) throws {
    let notebook = try published()
    let before = try notebook.files(below: "output")
    let result = try Program.run(["run"] + arguments, in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("The reports stay as they are"), "\(result.output)")
    #expect(!result.output.contains("Reports:"))
    #expect(try notebook.files(below: "output") == before)
    // Beside them it writes what it made.
    let beside = try Program.run(
      ["run"] + arguments + ["--output", "other/place"], in: notebook.root)
    #expect(beside.status == 0)
    #expect(try notebook.files(below: "output") == before)
    let record = try notebook.read("other/place/self-destination/run.json")
    #expect(record.contains("\(arguments[arguments.count - 2]) \(arguments[arguments.count - 1])"))
  }

  @Test func aVariationNeedsNoOutputFolder() throws {
    let notebook = try Notebook(small: Self.names)
    #expect(
      try Program.run(["run", "self-destination", "--seed", "3"], in: notebook.root).status == 0)
    #expect(!FileManager.default.fileExists(atPath: notebook.root + "/output"))
  }

  @Test(arguments: [["--check", "--seed", "2"], ["--check", "--overwrite"]])
  func whatCannotStandTogetherIsAUsageError(arguments: [String]) throws {
    #expect(try Program.run(["run"] + arguments).status == 64)
  }

  @Test func oneExperimentAndTheIndexAreMadeAnewAndNothingElse() throws {
    let notebook = try published()
    let path = "Experiments/self-destination/experiment.yaml"
    try notebook.write(
      try notebook.read(path).replacing(/title: .*/, with: "title: Another title"), to: path)
    let before = try notebook.files(below: "output")
    #expect(try Program.run(["run", "self-destination"], in: notebook.root).status == 0)
    let after = try notebook.files(below: "output")
    let changed = Set(after.keys.filter { after[$0] != before[$0] }).union(
      before.keys.filter { after[$0] == nil })
    #expect(changed.contains("index.html"))
    #expect(changed.contains("self-destination/index.html"))
    #expect(try notebook.read("output/index.md").contains("Another title"))
    let site = ["index.html", "index.md", "ko/index.html", "ko/index.md", "labbook-files.json"]
    #expect(changed.allSatisfy { $0.hasPrefix("self-destination/") || site.contains($0) })
    #expect(try Program.run(["run", "--check", "self-destination"], in: notebook.root).status == 0)
  }

  /// Files that no run makes, each of another kind.
  static let extras = [
    "notes.md", "data.csv", "page.html", "ko/old.html", "ko/deep/old.md", "compare/old.html",
    "compare/old.json", "compare/ko/old.md", "self-destination/old.svg",
    "self-destination/figures/old.png", "self-destination/ko/old.html", "gone/run.json",
    ".index.html.4242.tmp", "self-destination/.x.tmp", ".labbook-staging/0-0-x", "no-ending",
    ".hidden",
  ]

  @Test(arguments: extras)
  func checkNamesAnExtraFile(path: String) throws {
    let notebook = try published()
    try notebook.write("extra", to: "output/\(path)")
    let result = try Program.run(["run", "--check"], in: notebook.root)
    #expect(result.status == 1)
    #expect(
      result.errors.contains("error[LB0301]: \(path) is extra: no run makes it"),
      "\(result.errors)")
    #expect(try notebook.read("output/\(path)") == "extra")
  }

  @Test(arguments: [
    ("self-destination/index.html", "cp $F other; ln -sf $PWD/other $F", "is a symbolic link"),
    ("index.md", "cp $F other; ln -sf $PWD/other $F", "is a symbolic link"),
    ("labbook-files.json", "cp $F other; ln -sf $PWD/other $F", "is a symbolic link"),
    ("extra", "ln -s nowhere $F", "is extra: no run makes it"),
    (
      "compare", "mv $F other; ln -s $PWD/other $F",
      "is missing, since compare is a symbolic link"
    ),
    ("index.html", "rm $F; mkfifo $F", "is a FIFO"), ("labbook.css", "rm $F", "is missing"),
    ("labbook-files.json", "rm $F", "is missing"), ("ko/index.html", "rm $F; mkdir $F", "a folder"),
    ("self-destination/run.json", "echo >> $F", "is not what a run gives"),
  ])
  func checkNamesWhatIsNoFileOfARun(path: String, script: String, finding: String) throws {
    let notebook = try published()
    let made = try Program.shell("F=output/\(path); \(script)", in: notebook.root)
    try #require(made.status == 0, "\(made.errors)")
    let result = try Program.run(["run", "--check"], in: notebook.root)
    #expect(result.status == 1)
    #expect(
      result.errors.split(separator: "\n").contains {
        $0.contains("LB0301]: \(path)") && $0.contains(finding)
      }, "\(result.errors)")
  }

  @Test func aCheckOfOneExperimentPassesOverTheOthers() throws {
    let notebook = try published()
    try notebook.write("other", to: "output/circular-traffic-shift/extra.md")
    try notebook.write("other", to: "output/circular-traffic-shift/index.md")
    #expect(try Program.run(["run", "--check", "self-destination"], in: notebook.root).status == 0)
    #expect(try Program.run(["run", "--check"], in: notebook.root).status == 1)
  }
}
