import Foundation
import Testing

/// Pictures and downloads of an experiment's folder, on the way to its pages.
@Suite struct ProseFileTests {
  private static let folder = "Experiments/one/"
  private static let png = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1, 2])

  @Test func ownFilesArePublishedListedAndCheckedAndGoWithTheirLink() throws {
    let notebook = try Notebook(small: ["one"])
    try notebook.write(Self.png, to: Self.folder + "images/a.png")
    try notebook.write("![a graph](images/a.png \"Rates\")\n", to: Self.folder + "notebook.md")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try notebook.files(below: "output")["one/images/a.png"] == Self.png)
    #expect(try notebook.read("output/labbook-files.json").contains("one/images/a.png"))
    #expect(try notebook.read("output/one/index.md").contains("![a graph](images/a.png \"Rates\")"))
    try notebook.write("other", to: "output/one/images/a.png")
    let check = try Program.run(["run", "--check"], in: notebook.root)
    #expect(check.status == 1 && check.errors.contains("one/images/a.png"))
    try notebook.write(Self.png, to: "output/one/images/a.png")
    try notebook.write("Nothing.\n", to: Self.folder + "notebook.md")
    #expect(try Program.run(["run"], in: notebook.root).status == 0)
    #expect(try notebook.files(below: "output")["one/images/a.png"] == nil)
  }

  /// A picture that cannot be published: nothing is written, and the line that shows it is named.
  @Test(arguments: [
    ("large.png", "has more than 8388608 bytes"), ("link.png", "is a link that leaves its folder"),
    ("noise.png", "is of no type that is published"), ("acting.svg", "holds the element script"),
    ("gone.png", "leads nowhere"), ("pipe.png", "is a FIFO"), ("images", "is a folder"),
  ])
  func aPictureThatCannotBePublished(name: String, words: String) throws {
    let notebook = try Notebook(small: ["one"])
    try notebook.write(Self.png + Data(count: 50_000_000), to: Self.folder + "large.png")
    try notebook.write(Self.png, to: "outside.png")
    try notebook.write(Data([1, 0, 2]), to: Self.folder + "noise.png")
    try notebook.write("<svg><script/></svg>", to: Self.folder + "acting.svg")
    try notebook.write(Self.png, to: Self.folder + "images/a.png")
    let path = "\(notebook.root)/\(Self.folder)"
    try FileManager.default.createSymbolicLink(
      atPath: path + "link.png", withDestinationPath: "../../outside.png")
    mkfifo(path + "pipe.png", 0o600)
    try notebook.write("One.\n\n![a](\(name))\n", to: Self.folder + "notebook.md")
    let result = try Program.run(["run"], in: notebook.root)
    #expect(result.status == 65)
    #expect(result.errors.contains("\(Self.folder)notebook.md:3:6: error[LB0"), "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(try notebook.files(below: "output").isEmpty)
  }
}
