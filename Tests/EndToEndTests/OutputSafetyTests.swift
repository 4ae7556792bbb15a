import Foundation
import Testing

/// labbook replaces and removes what it wrote, and nothing else.
@Suite struct OutputSafetyTests {
  private static let name = "self-destination"

  /// A notebook whose reports are written.
  private func published() throws -> Notebook {
    let notebook = try Notebook(small: [Self.name])
    let result = try Program.run(["run"], in: notebook.root)
    try #require(result.status == 0, "\(result.errors)")
    return notebook
  }

  /// Where reports may not go: names for `--output`, after a script in the project's root.
  @Test(arguments: [
    ("true", "Experiments", "lies in Experiments"),
    ("true", "Experiments/self-destination", "lies in Experiments"),
    ("true", "experiments", "lies in Experiments"),
    ("true", "EXPERIMENTS/new", "lies in Experiments"),
    ("true", "output/../Experiments", "lies in Experiments"),
    ("true", "Experiments/../Experiments/x", "lies in Experiments"),
    ("true", "Templates", "lies in Templates"), ("true", "Sources/a/b", "lies in Sources"),
    ("true", ".", "is or holds the project itself"),
    ("true", "..", "is or holds the project itself"),
    ("true", "/", "is or holds the project itself"),
    ("true", "$PWD", "is or holds the project itself"),
    ("ln -s Experiments pages", "pages", "lies in Experiments"),
    ("ln -s Experiments pages", "pages/self-destination", "lies in Experiments"),
    ("ln -s . here", "here/Experiments", "lies in Experiments"),
    ("ln -s /var out", "out", "is reached by a symbolic link that leads out of the project"),
    ("ln -s /var out", "out/deep", "is reached by a symbolic link that leads out of the project"),
    ("ln -s ../.. up", "up/x", "is reached by a symbolic link that leads out of the project"),
    ("ln -s loop loop", "loop", "is reached by too many symbolic links"),
    ("echo mine > file", "file", "is or lies in a file that is no folder"),
    ("echo mine > file", "file/deep", "is or lies in a file that is no folder"),
    (
      "mv Experiments/self-destination ../$$; ln -s $PWD/../$$ Experiments/self-destination",
      "$PWD/../$$", "lies in Experiments"
    ),
  ])
  func aFolderThatLabbookReadsIsRefused(script: String, folder: String, reason: String) throws {
    let notebook = try Notebook(small: [Self.name])
    let before = try notebook.files(below: ".")
    let result = try Program.shell(
      "\(script); O=\(folder); labbook run --output $O; S=$?; labbook run --output $O; exit $S",
      in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("error[LB0303]"), "\(result.errors)")
    #expect(result.errors.contains(reason), "\(result.errors)")
    let after = try notebook.files(below: ".")
    #expect(before.allSatisfy { after[$0.key] == $0.value || script.hasPrefix("mv") })
    #expect(!after.keys.contains { $0.hasSuffix("index.html") })
  }

  @Test func anOutputThatIsALinkOutOfTheProjectIsRefused() throws {
    let notebook = try Notebook(small: [Self.name])
    let elsewhere = try Program.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    let result = try Program.shell(
      "ln -s \(elsewhere) output; labbook run", in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("error[LB0303]"), "\(result.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
  }

  @Test func whatTheUserKeepsThereStays() throws {
    let notebook = try published()
    let mine = [
      "my-notes.md", "data.csv", "\(Self.name)/my-notes.md", "\(Self.name)/data.csv",
      "\(Self.name)/sub/a.json", "\(Self.name)/figures/own.svg", "compare/own.html",
      "compare/ko/own.md", "ko/own.html", ".labbook-staging/own.txt", "gone/run.json",
      ".index.html.4242.tmp", "\(Self.name)/.run.json.1.tmp",
    ]
    for path in mine { try notebook.write("mine", to: "output/\(path)") }
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    #expect(try Program.run(["run", Self.name], in: notebook.root).status == 0)
    try FileManager.default.moveItem(
      atPath: notebook.root + "/Experiments/\(Self.name)",
      toPath: notebook.root + "/Experiments/renamed")
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    let files = try notebook.files(below: "output")
    for path in mine { #expect(files[path] == Data("mine".utf8), "\(path)") }
    #expect(files["\(Self.name)/index.html"] == nil)
    #expect(files["renamed/index.html"] != nil)
  }

  @Test func aFileThatWasChangedIsNotRemoved() throws {
    let notebook = try published()
    try notebook.write("edited", to: "output/\(Self.name)/index.md")
    try FileManager.default.moveItem(
      atPath: notebook.root + "/Experiments/\(Self.name)",
      toPath: notebook.root + "/Experiments/renamed")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 0)
    #expect(
      result.errors.contains("output/\(Self.name)/index.md stays: it is not as labbook wrote it."))
    let files = try notebook.files(below: "output")
    #expect(files.keys.filter { $0.hasPrefix(Self.name) } == ["\(Self.name)/index.md"])
  }

  /// What is in the way is named, and nothing at all is written.
  @Test(arguments: [
    ("index.html", "echo mine > $F"), ("labbook.css", "echo mine > $F"),
    ("self-destination/index.md", "echo mine > $F"),
    ("labbook-files.json", "echo '{}' > $F"),
    ("labbook-files.json", "echo '{\"schema\": \"labbook.files/v2\", \"files\": []}' > $F"),
    ("index.html", "ln -s $PWD/mine.txt $F"), ("index.html", "mkfifo $F"),
    ("index.html", "mkdir -p $F/inner"), ("self-destination", "ln -s $PWD $F"),
    ("self-destination", "echo mine > $F"), ("compare", "ln -s $PWD $F"),
    ("labbook-files.json", "ln -s $PWD/mine.txt $F"),
    (".labbook-staging", "ln -s $PWD $F"),
  ])
  func whatIsInTheWayIsNamed(path: String, script: String) throws {
    let notebook = try Notebook(small: [Self.name])
    let made = try Program.shell(
      "echo mine > mine.txt; F=output/\(path); mkdir -p $(dirname $F); \(script)", in: notebook.root
    )
    try #require(made.status == 0, "\(made.errors)")
    let before = try Program.shell("find . -printf '%p %y %l %T@\\n' | sort", in: notebook.root)
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status != 0)
    #expect(
      result.errors.contains("error[LB0304]: “output/\(path)” is in the way")
        || path.hasPrefix(".") && result.errors.contains("error[LB0302]"), "\(result.errors)")
    let after = try Program.shell("find . -printf '%p %y %l\\n' | sort", in: notebook.root)
    #expect(after.output.split(separator: "\n").count == before.output.split(separator: "\n").count)
    #expect(try notebook.read("mine.txt") == "mine\n")
  }

  @Test func overwriteReplacesForeignFilesAndNoLinks() throws {
    let notebook = try Notebook(small: [Self.name])
    try notebook.write("mine", to: "output/index.html")
    #expect(try Program.run(["run"], in: notebook.root).status == 65)
    #expect(try notebook.read("output/index.html") == "mine")
    #expect(try Program.run(["run", "--overwrite"], in: notebook.root).status == 0)
    #expect(try notebook.read("output/index.html") != "mine")
    try FileManager.default.removeItem(atPath: notebook.root + "/output/index.html")
    try notebook.write("mine", to: "mine.txt")
    try FileManager.default.createSymbolicLink(
      atPath: notebook.root + "/output/index.html",
      withDestinationPath: notebook.root + "/mine.txt")
    #expect(try Program.run(["run", "--overwrite"], in: notebook.root).status == 65)
    #expect(try notebook.read("mine.txt") == "mine")
  }

  /// A folder of the labbook before, which kept no list of its files.
  @Test func aFolderWithoutAListIsTakenOverWhereItsFilesAreTheSame() throws {
    let notebook = try published()
    let list = notebook.root + "/output/labbook-files.json"
    try FileManager.default.removeItem(atPath: list)
    try notebook.write("older", to: "output/\(Self.name)/figures/old.svg")
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    #expect(FileManager.default.fileExists(atPath: list))
    #expect(try notebook.read("output/\(Self.name)/figures/old.svg") == "older")
    // Where a page differs, it takes the user's word.
    try FileManager.default.removeItem(atPath: list)
    try notebook.write("older", to: "output/\(Self.name)/index.md")
    let refused = try Program.run(["run"], in: notebook.root)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("labbook run --overwrite"))
    #expect(!FileManager.default.fileExists(atPath: list))
    #expect(try Program.run(["run", "--overwrite"], in: notebook.root).status == 0)
    #expect(try notebook.read("output/\(Self.name)/index.md") != "older")
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
  }

  /// A list is believed for paths below the folder alone, and for what has the digest it says.
  @Test func aListDoesNotLeadOutOfTheFolder() throws {
    let notebook = try published()
    try notebook.write("mine", to: "mine.txt")
    let digest = try Program.shell("printf mine | sha256sum | cut -c-64").output
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let list = try notebook.read("output/labbook-files.json")
    for path in ["../mine.txt", "\(notebook.root)/mine.txt", "compare/../../mine.txt"] {
      try notebook.write(
        list.replacing(
          "\"files\": [", with: "\"files\": [\n{\"path\":\"\(path)\",\"sha256\":\"\(digest)\"},"),
        to: "output/labbook-files.json")
      #expect(try Program.run(["run"], in: notebook.root).status == 0)
      #expect(try notebook.read("mine.txt") == "mine")
    }
  }

  @Test(arguments: [
    "index.html", "INDEX.HTML", "index.md", "labbook.css", "compare", "Compare", "ko",
    "labbook-files.json", ".labbook-staging",
  ])
  func anExperimentIsNotCalledLikeAPage(name: String) throws {
    let notebook = try Notebook(small: [Self.name])
    try FileManager.default.copyItem(
      atPath: notebook.root + "/Experiments/\(Self.name)",
      toPath: notebook.root + "/Experiments/\(name)")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("error[LB0008]: no experiment can be called “\(name)”"))
    #expect(try notebook.files(below: "output").isEmpty)
    #expect(try Program.run(["new", name], in: notebook.root).status == 65)
  }
}
