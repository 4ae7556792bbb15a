import Foundation
import Testing

/// Only what the question names is read, and only what is a file of moderate size.
@Suite struct InputFileTests {
  private static let experiment = "Experiments/self-destination"

  /// What takes the place of a file, as a script in the project's root; `$F` is the file.
  struct Replacement: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var finding: String
    var testDescription: String { name }
  }

  static let replacements = [
    Replacement(
      name: "a link out of the folder", script: "ln -s $PWD/secret.yaml $F",
      finding: "is a link that leaves its folder"),
    Replacement(
      name: "a link by dots",
      script: "ln -s $(realpath --relative-to=$(dirname $F) secret.yaml) $F",
      finding: "is a link that leaves its folder"),
    Replacement(
      name: "a link to nothing", script: "ln -s nothing-here $F", finding: "does not exist"),
    Replacement(
      name: "a folder", script: "mkdir $F", finding: "is a folder, no regular file"),
    Replacement(name: "a FIFO", script: "mkfifo $F", finding: "is a FIFO, no regular file"),
    Replacement(
      name: "a device by a link", script: "ln -s /dev/zero $F",
      finding: "is a link that leaves its folder"),
    Replacement(
      name: "a file of 70 MB", script: "truncate -s 70M $F",
      finding: "has more than 67108864 bytes, which is the limit"),
    Replacement(
      name: "a link to itself", script: "ln -s $(basename $F) $F",
      finding: "cannot be read: Too many levels of symbolic links"),
  ]

  static let files = ["notebook.md", "notebook.ko.md", "manifests/99-x.yaml", "experiment.yaml"]

  @Test(arguments: replacements, files)
  func isRefusedAtItsPlace(_ replacement: Replacement, file: String) throws {
    let notebook = try Notebook(copying: ["self-destination"])
    try notebook.write("kind: Secret\nstringData: {password: hunter2}\n", to: "secret.yaml")
    let path = "\(Self.experiment)/\(file)"
    let made = try Program.shell(
      "F=\(path); rm -f $F; " + replacement.script, in: notebook.root)
    try #require(made.status == 0, "\(made.errors)")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 65)
    // A manifest is named where the experiment names it, everything else at its own beginning.
    let place = file.hasPrefix("manifests/") ? "experiment.yaml:" : "\(file):1:1: error"
    #expect(result.errors.contains("\(Self.experiment)/\(place)"), "\(result.errors)")
    #expect(
      result.errors.contains("“\(file)” \(replacement.finding)"), "\(result.errors)")
    #expect(try notebook.files(below: "output").isEmpty)
  }

  @Test func aLinkWithinTheFolderIsReadAsTheFile() throws {
    let notebook = try Notebook(copying: ["self-destination"])
    let made = try Program.shell(
      "cd \(Self.experiment) && mv notebook.md prose.md && ln -s prose.md notebook.md",
      in: notebook.root)
    try #require(made.status == 0)
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    #expect(
      try notebook.read("output/self-destination/index.md")
        == String(
          contentsOfFile: Program.root + "/output/self-destination/index.md", encoding: .utf8))
  }

  @Test(arguments: ["shell.html", "labbook.css"])
  func aTemplateOutsideOfTheProjectIsRefused(name: String) throws {
    let notebook = try Notebook(copying: ["self-destination"])
    let made = try Program.shell(
      "mkdir Templates && ln -s /etc/passwd Templates/\(name)", in: notebook.root)
    try #require(made.status == 0)
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 65)
    #expect(
      result.errors.contains("Templates/\(name):1:1: error[LB0201]"), "\(result.errors)")
    #expect(try notebook.files(below: "output").isEmpty)
  }

  /// What a command line names may be a pipe.
  @Test(arguments: [
    "-f <(cat $M/*.yaml)", "-f <(sleep 0.3; cat $M/*.yaml)", "-f /dev/stdin < <(cat $M/*.yaml)",
    "-f - < <(cat $M/*.yaml)", "-f /dev/fd/0 < <(cat $M/*.yaml)",
  ])
  func pipesAreReadOnTheCommandLine(files: String) throws {
    let script = """
      M=\(Self.experiment)/manifests
      cat() { for file; do command cat $file; echo; echo ---; done; }
      labbook curl --from nginx http://helloworld-v1:5000/ \(files)
      """
    let result = try Program.shell(script)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("200 from"))
  }

  @Test func aFIFOOnTheCommandLineWaitsForItsWriter() throws {
    let notebook = try Notebook(copying: ["self-destination"])
    let result = try Program.shell(
      """
      mkfifo pipe
      (sleep 0.5; for f in \(Self.experiment)/manifests/*; do cat $f; echo ---; done > pipe) &
      labbook curl --from nginx http://helloworld-v1:5000/ -f pipe
      """, in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(arguments: [
    ("mkfifo x", "x", "“x” is a FIFO that nobody writes to"),
    ("true", "/dev/zero", "“/dev/zero” is a device, no regular file"),
    ("true", "nothing", "“nothing” does not exist"),
    ("mkdir x; mkfifo x/a.yaml", "x", "“x/a.yaml” is a FIFO, no regular file"),
    ("true", "<(true)", "nginx"),
  ])
  func whatCannotBeReadIsSaidSoon(script: String, file: String, finding: String) throws {
    let notebook = try Notebook(copying: [])
    let begin = ContinuousClock.now
    let result = try Program.shell(
      "\(script); labbook curl --from nginx http://x/ -f \(file)", in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains(finding), "\(result.errors)")
    #expect(ContinuousClock.now - begin < .seconds(10))
  }
}
