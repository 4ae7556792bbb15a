import Testing

/// `labbook compare --base` and `labbook history`, on a repository made for them.
@Suite struct RecordedRunTests {
  /// A project whose first commit recorded a run, and whose manifests then lost the server's pod,
  /// with a second run recorded.
  private func repository() throws -> Notebook {
    let notebook = try Notebook(small: ["calls"])
    let mesh = "Experiments/calls/manifests/mesh.yaml"
    let made = try Program.shell(
      """
      export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
      commit() { git add -A && git -c user.name=a -c user.email=a@example.com commit -qm "$1"; }
      git init -q -b main . && labbook run > /dev/null && commit first && cp -r output before
      sed -i 's/selector: {app: server}/selector: {app: nobody}/' \(mesh)
      labbook run > /dev/null; commit second
      """, in: notebook.root)
    #expect(made.status == 0, "\(made.errors)")
    return notebook
  }

  @Test(arguments: ["HEAD~1", "before", "before/calls", "before/calls/run.json"])
  func aRecordedRunIsComparedWithTheOneInOutput(base: String) throws {
    let notebook = try repository()
    let result = try Program.run(["compare", "--base", base], in: notebook.root)
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    for text in [
      "Service default/server spec.selector.app server → nobody (manifests/mesh.yaml:8)",
      "answered: supported → refuted, no longer holds", "first difference: request 1 of caller",
    ] {
      #expect(result.output.contains(text), "\(text): \(result.output)")
    }
    let same = try Program.run(["compare", "--base", "HEAD", "calls"], in: notebook.root)
    #expect(same.status == 0)
    #expect(same.output == "calls: nothing changes\n")
  }

  @Test(arguments: [
    ("markdown", "**Verdicts differ in 1 experiment.**"), ("html", "<!DOCTYPE html>"),
    ("json", "{\n"), ("junit", "<?xml"), ("github", "::error file=manifests/mesh.yaml,line=8,"),
  ])
  func recordedRunsHaveForms(form: String, start: String) throws {
    let notebook = try repository()
    let result = try Program.run(
      ["compare", "--base", "HEAD~1", "--format", form], in: notebook.root)
    #expect(result.status == 1, "\(result.errors)")
    #expect(result.output.hasPrefix(start), "\(result.output)")
    #expect(result.output.contains("refuted"), "\(result.output)")
  }

  /// A mesh that is compared inside a project is compared with the project's verdicts.
  @Test func verdictsStandBesideAMesh() throws {
    let notebook = try Notebook(small: ["calls"])
    let mesh = "Experiments/calls/manifests/mesh.yaml"
    let arguments = ["compare", "istio-1.26", "istio-1.30", "-f", mesh]
    let result = try Program.run(arguments + ["--fail-on", "verdicts"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("Verdicts of this project's experiments"), "\(result.output)")
    #expect(result.output.contains("Unchanged: 1 verdict"), "\(result.output)")
    let page = try Program.run(arguments + ["--format", "json"], in: notebook.root)
    #expect(page.output.contains("\"verdicts\""), "\(page.output)")
  }

  /// An experiment that cannot be run is no answer to the question about a mesh.
  @Test func whatCannotBeRunIsNamedBesideAMesh() throws {
    let notebook = try Notebook(small: ["calls", "other"])
    let mesh = "Experiments/calls/manifests/mesh.yaml"
    try notebook.write("title: <b>\n", to: "Experiments/other/experiment.yaml")
    for form in ["text", "markdown", "html", "json"] {
      let result = try Program.run(
        ["compare", "istio-1.26", "istio-1.30", "-f", mesh, "--fail-on", "verdicts"]
          + ["--format", form], in: notebook.root)
      #expect(result.status == 0, "\(form): \(result.errors)")
      let words = form == "json" ? "\"experiment\": \"other\"" : "not compared: other ("
      #expect(result.output.contains(words), "\(form): \(result.output)")
    }
  }

  @Test func historyTellsVerdictsByCommit() throws {
    let notebook = try repository()
    let result = try Program.run(["history"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    let marks = result.output.split(separator: "\n").filter { $0.hasSuffix("  answered") }
    #expect(marks == ["    ✕  answered", "    ✓  answered"], "\(result.output)")
    for form in ["markdown", "html", "json"] {
      let page = try Program.run(["history", "calls", "--format", form], in: notebook.root)
      #expect(page.status == 0)
      #expect(page.output.contains("second"))
    }
  }

  @Test(arguments: [
    ("nowhere", "is no file, no folder and no commit", ""),
    ("cut.json", "is no recorded run, or is cut short", "{\"schema\": \"labbook.run/v1\", \"ex"),
    ("other.json", "has the schema labbook.run/v9", "{\"schema\": \"labbook.run/v9\"}"),
  ])
  func whatIsNoRecordedRunIsSaid(base: String, words: String, text: String) throws {
    let notebook = try Notebook(small: ["calls"])
    try notebook.write(text, to: "cut.json")
    try notebook.write(text, to: "other.json")
    _ = try Program.shell("git init -q -b main .", in: notebook.root)
    let result = try Program.run(["compare", "--base", base], in: notebook.root)
    #expect(result.status == 65, "\(result.output)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func checkTellsWhatDiffersFromTheRecordedRun() throws {
    let notebook = try repository()
    let mesh = "Experiments/calls/manifests/mesh.yaml"
    try notebook.write(
      try notebook.read(mesh).replacing("app: nobody", with: "app: server"), to: mesh)
    let result = try Program.run(["run", "--check"], in: notebook.root)
    #expect(result.status == 1)
    #expect(result.errors.contains("answered: refuted → supported, now holds"), "\(result.errors)")
  }
}
