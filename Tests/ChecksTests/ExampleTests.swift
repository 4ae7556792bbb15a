internal import Checks
internal import ControlPlane
internal import Diagnostics
internal import Explanations
internal import Manifests
internal import Simulator
internal import Testing

/// The example of every code produces the code.
@Suite struct ExampleTests {
  @Test func everyCodeIsExplained() {
    let all = CodeRegister.all
    #expect(all.map(\.code).count == DiagnosticCode.allCases.count)
    for explanation in all {
      #expect(!explanation.meaning.isEmpty && !explanation.source.isEmpty)
      #expect(explanation.title != explanation.code.rawValue, "\(explanation.code) has no title")
    }
  }

  @Test func theMeshOfTheExamplesIsSound() throws {
    #expect(try CheckedMesh.findings("").isEmpty)
  }

  @Test(arguments: Check.all.map(\.code))
  func exampleOfACheckProducesIt(_ code: DiagnosticCode) throws {
    let explanation = CodeRegister.explanation(of: code)
    #expect(!explanation.example.isEmpty && !explanation.fix.isEmpty)
    let found = try CheckedMesh.findings(explanation.example)
    #expect(found.contains { $0.code == code }, "\(found.map(\.description))")
    #expect(found.filter { $0.code == code }.allSatisfy { $0.location?.file == "test.yaml" })
  }

  @Test func everyLessonHasAnExampleThatIsAsked() {
    let lessons = CodeRegister.all.filter { ("LB0155"..."LB0166").contains($0.code.rawValue) }
    #expect(lessons.count == 12)
    for lesson in lessons {
      #expect(!lesson.example.isEmpty && lesson.request != nil, "\(lesson.code)")
    }
  }

  static let asked = CodeRegister.all.filter { $0.request != nil }.map(\.code)

  @Test(arguments: asked)
  func exampleThatIsAskedProducesIt(_ code: DiagnosticCode) throws {
    let explanation = CodeRegister.explanation(of: code)
    let asked = try #require(explanation.request)
    let reading = ManifestReader.read([
      ManifestSource(name: "test.yaml", text: explanation.example),
      ManifestSource(name: "base.yaml", text: CodeExplanation.exampleBase),
    ])
    #expect(!reading.diagnostics.hasErrors)
    let rules = try #require(RuleVersion.all.last)
    let compilation = ControlPlane.compile(reading.resources, under: rules)
    var request = RequestTemplate(url: asked.url)
    request.method = asked.method
    let scenario = Scenario(mesh: compilation.mesh, clients: [], seed: 1)
    let trace = Simulation.ask(request, from: asked.client, in: scenario)
    let notes = Explanation.notes(on: trace, to: request, in: compilation)
    #expect(notes.contains { $0.code == code }, "\(notes.map(\.what))")
  }
}
