import Foundation
import Testing

/// The scripts of Documentation/ci.md, run as they stand there on a repository made for them.
@Suite struct ContinuousIntegrationTests {
  /// The lines of a block that begins behind a line, without its indentation.
  private func script(after line: String, until end: String) throws -> String {
    let text = try String(
      contentsOfFile: "\(Program.root)/Documentation/ci.md", encoding: .utf8)
    let start = try #require(text.firstRange(of: line))
    let rest = text[start.upperBound...]
    let stop = try #require(rest.firstRange(of: end))
    return String(rest[..<stop.lowerBound])
  }

  /// A repository with a commit on `main` and a change on top of it.
  private func repository() throws -> Notebook {
    let notebook = try Notebook(copying: [])
    try notebook.write(MeshComparisonTests.mesh, to: "mesh/web.yaml")
    let made = try Program.shell(
      """
      export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
      git init -q -b main . && git add mesh
      git -c user.name=a -c user.email=a@example.com commit -qm first
      git checkout -q -b change
      """, in: notebook.root)
    #expect(made.status == 0, "\(made.errors)")
    try notebook.write(
      MeshComparisonTests.mesh.replacing("/api", with: "/apis"), to: "mesh/web.yaml")
    return notebook
  }

  @Test func theStepOfGitHubActions() throws {
    let body = try script(after: "        run: |\n", until: "      - name: Comment")
    let notebook = try repository()
    let result = try Program.shell(
      "set -e\nexport BASE=main GITHUB_STEP_SUMMARY=summary.md\n(\(body))\n",
      in: notebook.root)
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    #expect(result.output.contains("::error file=mesh/web.yaml,line=18,"), "\(result.output)")
    let comment = try notebook.read("comment.md")
    #expect(comment.hasPrefix("**Answers differ for "))
    #expect(comment.utf8.count < 60_000)
    #expect(try notebook.read("summary.md") == comment)
  }

  @Test func theScriptOfGitLab() throws {
    let lines = try script(after: "  script:\n", until: "  artifacts:")
      .split(separator: "\n").map { $0.replacing("    - ", with: "") }
    let notebook = try repository()
    let result = try Program.shell(
      """
      set -e
      git init -q --bare origin.git && git remote add origin origin.git && git push -q origin main
      export CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main
      (\(lines.joined(separator: "\n")))
      """, in: notebook.root)
    #expect(result.status == 1, "\(result.output)\(result.errors)")
    #expect(try notebook.read("mesh.xml").contains("<failure message=\"answers differ\">"))
    #expect(result.output.contains("Answered differently"))
  }
}
