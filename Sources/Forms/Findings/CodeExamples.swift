internal import Checks
internal import ControlPlane
internal import Diagnostics
internal import Explanations
internal import Manifests
package import Report
internal import Simulator

/// The examples of codes, each tried beside the mesh of all examples, for the pages of codes.
package enum CodeExamples {
  /// Every code with what labbook prints for its example.
  package static var entries: [CodeEntry] {
    CodeRegister.all.map { CodeEntry($0, printed: printed(for: $0)) }
  }

  /// The codes that are given no more.
  package static var retired: [RetiredCode] {
    CodeRegister.retired.map { RetiredCode($0.code, meaning: $0.meaning) }
  }

  /// What `check` finds of the code in its example, or what `curl` says of it where the example is
  /// asked; under the newest rule version.
  static func printed(for explanation: CodeExplanation) -> [String] {
    guard !explanation.example.isEmpty, let rules = RuleVersion.all.last else { return [] }
    let reading = ManifestReader.read([
      ManifestSource(name: "example.yaml", text: explanation.example),
      ManifestSource(name: "mesh.yaml", text: CodeExplanation.exampleBase),
    ])
    if let asked = explanation.request { return answer(asked, explanation.code, reading, rules) }
    var run = CheckRun(CheckRun.Selection(only: [explanation.code.rawValue]))
    run.add(reading.diagnostics)
    run.check(MeshFacts(reading.resources, under: rules))
    run.apply(IgnoreComment.all(in: explanation.example.utf8, file: "example.yaml"))
    run.sort()
    let text = FindingText(versions: [rules.name], isComplete: true)
    return Array(text.lines(run.findings).dropLast(2))
  }

  private static func answer(
    _ asked: CodeExplanation.Request, _ code: DiagnosticCode, _ reading: ManifestReading,
    _ rules: RuleVersion
  ) -> [String] {
    let compilation = ControlPlane.compile(reading.resources, under: rules)
    var request = RequestTemplate(url: asked.url)
    request.method = asked.method
    let scenario = Scenario(mesh: compilation.mesh, clients: [], seed: 1)
    let trace = Simulation.ask(request, from: asked.client, in: scenario)
    let notes = Explanation.notes(on: trace, to: request, in: compilation)
    return Array(AnswerNoteForm.lines(notes.filter { $0.code == code }).dropFirst())
  }
}
