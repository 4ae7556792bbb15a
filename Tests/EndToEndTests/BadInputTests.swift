import Foundation
import Testing

/// Bad input: a clear finding at its place, exit status 65, and the output folder as it was.
@Suite struct BadInputTests {
  /// What is changed in a copy of `self-destination`, and what must be said.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var name: String
    /// Below the experiment's folder.
    var file = "experiment.yaml"
    var replaced = ""
    var written: String
    var finding: String
    var testDescription: String { name }
  }

  private static let experiment = "Experiments/self-destination/"

  static let mistakes = [
    Mistake(
      name: "unknown field", replaced: "question:", written: "qestion:",
      finding: "experiment.yaml:5:1: error[LB0005]: this document has no field “qestion”"),
    Mistake(
      name: "wrong type", replaced: "seed: 1", written: "seed: soon",
      finding: "error[LB0006]: seed must be a whole number, and this is a text"),
    Mistake(
      name: "duplicate key", replaced: "seed: 1", written: "seed: 1\nseed: 2",
      finding: "error[LB0004]: the key “seed” is given twice"),
    Mistake(
      name: "manifests elsewhere", replaced: "manifests: [manifests/]",
      written: "manifests: [../circular-traffic-shift/manifests]",
      finding: "error[LB0201]: manifests[0] leaves the experiment's folder"),
    Mistake(
      name: "no such pod", replaced: "pod: nginx", written: "pod: ngnix",
      finding: "error[LB0102]"),
    Mistake(
      name: "URL without host", replaced: "http://helloworld-v1.default.svc.cluster.local:5000",
      written: "http://", finding: "error[LB0203]"),
    Mistake(
      name: "unknown rule version", replaced: "rules: [naive,", written: "rules: [naiv,",
      finding: "error[LB0205]: there is no rule version “naiv”"),
    Mistake(
      name: "no prediction", replaced: "    predicts:", written: "    predicts: []\n    predict:",
      finding: "error[LB0202]"),
    Mistake(
      name: "unreadable YAML", file: "manifests/99.yaml", written: "a: [1, 2\nb: }",
      finding: "manifests/99.yaml:2:"),
    Mistake(
      name: "alias bomb", file: "manifests/99.yaml", written: aliasBomb,
      finding: "error[LB0003]: aliases stand for more than 100000 values"),
    Mistake(
      name: "deep nesting", file: "manifests/99.yaml",
      written: String(repeating: "[", count: 200_000), finding: "error[LB0003]"),
    Mistake(
      name: "binary noise", file: "manifests/99.yaml", written: "\u{0}\u{1}\u{2}\u{FFFD}",
      finding: "error[LB0013]"),
    Mistake(
      name: "not modelled", file: "manifests/99.yaml",
      written: """
        apiVersion: extensions.istio.io/v1alpha1
        kind: WasmPlugin
        metadata: {name: x}
        spec: {url: "oci://registry.example/plugin"}
        """,
      finding: "manifests/99.yaml:1:1: error[LB0100]"),
  ]

  private static let aliasBomb =
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + (1...9).map { level in
      "a\(level): &a\(level) ["
        + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }.joined()

  @Test(arguments: mistakes)
  func isNamedAtItsPlace(_ mistake: Mistake) throws {
    let notebook = try Notebook(copying: ["self-destination"])
    try notebook.write("as it was", to: "output/keep.txt")
    let path = Self.experiment + mistake.file
    if mistake.replaced.isEmpty {
      try notebook.write(mistake.written, to: path)
    } else {
      let text = try notebook.read(path)
      try #require(text.contains(mistake.replaced))
      try notebook.write(text.replacing(mistake.replaced, with: mistake.written), to: path)
    }
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains(mistake.finding), "\(result.errors)")
    #expect(result.errors.contains(Self.experiment + mistake.file + ":"), "\(result.errors)")
    #expect(try notebook.files(below: "output").keys.sorted() == ["keep.txt"])
  }

  @Test func allFindingsComeAtOnce() throws {
    let notebook = try Notebook(copying: ["self-destination"])
    let path = Self.experiment + "experiment.yaml"
    let text = try notebook.read(path)
    try notebook.write(
      text.replacing("seed: 1", with: "seed: soon").replacing("question:", with: "qestion:"),
      to: path)
    try notebook.write("a: [", to: Self.experiment + "manifests/98.yaml")
    try notebook.write("kind: VirtualService", to: Self.experiment + "manifests/99.yaml")
    let errors = try Program.run(["run"], in: notebook.root).errors
    for code in ["LB0006", "LB0005", "LB0002", "LB0011"] {
      #expect(errors.contains(code), "\(errors)")
    }
  }

  @Test func anUnknownExperimentGetsASuggestion() throws {
    let result = try Program.run(["run", "self-destinatoin"])
    #expect(result.status == 65)
    #expect(result.errors.contains("error[LB0200]: there is no experiment “self-destinatoin”"))
    #expect(result.errors.contains("hint: did you mean “self-destination”?"))
    #expect(result.output.isEmpty)
  }

  @Test(arguments: [
    [], ["frobnicate"], ["run", "--nonsense"], ["run", "--jobs", "many"], ["curl", "http://x/"],
    ["curl", "--from", "a", "no-url"], ["proxy-config", "all", "-f", "x"], ["rules", "show"],
  ])
  func usageMistakesExitWith64(arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 64)
    #expect(result.errors.hasPrefix("error[LB0300]: "))
    #expect(result.output.isEmpty)
  }

  @Test func outsideOfANotebookThereIsAHint() throws {
    let folder = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let result = try Program.run(["run"], in: folder)
    #expect(result.status == 65)
    #expect(result.errors.contains("error[LB0213]"))
  }
}

extension BadInputTests {
  /// Two releases that agree, named as rule versions that the experiment tells apart.
  @Test func anExperimentThatDoesNotDiscriminateSaysSo() throws {
    let notebook = try Notebook(copying: ["self-destination"])
    let path = "Experiments/self-destination/experiment.yaml"
    try notebook.write(
      try notebook.read(path) + "discriminates: [istio-1.20, istio-1.24]\n", to: path)
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("error[LB0207]: the experiment does not tell istio-1.20 and"))
    #expect(try notebook.files(below: "output").isEmpty)
  }
}

extension BadInputTests {
  @Test(arguments: ["with space", "a\"><script>x", "compare", "ko"])
  func aFolderThatPagesCannotHaveIsRefused(name: String) throws {
    let notebook = try Notebook(copying: ["self-destination"])
    try FileManager.default.moveItem(
      atPath: notebook.root + "/Experiments/self-destination",
      toPath: notebook.root + "/Experiments/\(name)")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("error[LB0008]: no experiment can be called"))
    #expect(try notebook.files(below: "output").isEmpty)
  }
}
