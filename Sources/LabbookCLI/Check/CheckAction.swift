import Checks
import Commands
import ControlPlane
import Diagnostics
internal import EnvoyMessages
import Forms
import Laboratory
import Manifests
import ProjectFiles
import Resources

/// `labbook check`: everything that can be said of manifests without a request.
struct CheckAction {
  /// What is asked for.
  let options: CheckOptions
  /// The project and the terminal around the command.
  let session: Session

  init(_ options: CheckOptions, _ session: Session) {
    self.options = options
    self.session = session
  }

  /// Prints the findings; exits with 1 where one is as grave as `--fail-on` says, and with 65 where
  /// a file could not be read.
  func run() throws(UsageError) -> ExitStatus {
    guard let versions = session.ruleVersions(options.rules) else { return .badInput }
    guard !options.manifests.files.isEmpty else { throw .missingOption("-f FILE") }
    var input = InputFiles(.commandLine)
    input.isRecursive = options.manifests.isRecursive
    for file in options.manifests.files {
      input.add(file, at: Project.absolute(file, from: session.directory))
    }
    let reading = ManifestReader.read(input.sources, namespace: options.manifests.namespace)
    var run = CheckRun(options.selection)
    run.add(input.diagnostics + reading.diagnostics)
    let isReadable = !input.diagnostics.hasErrors && !reading.isBroken
    if isReadable {
      let resources = reading.resources.withInstalled(options.manifests.gateways)
      for version in versions {
        run.check(MeshFacts(resources, under: version), unreadable: reading.unreadable)
      }
    }
    run.apply(
      input.sources.flatMap { IgnoreComment.all(in: $0.bytes, file: $0.name) })
    run.sort()
    run.name(ObjectPlaces(reading.resources))
    print(run.findings, versions.map(\.name), isWaiting: !isReadable)
    if !isReadable { return .badInput }
    let fails = run.findings.contains { options.failsOn.includes($0.diagnostic.severity) }
    return fails ? .unexpected : .success
  }

  private func print(_ findings: [Finding], _ versions: [String], isWaiting: Bool) {
    let console = session.console
    switch options.form {
    case .text:
      let text = FindingText(versions: versions, isComplete: options.isComplete)
      for line in text.lines(findings) { console.print(line) }
      if isWaiting { console.note("labbook: no check was made, since a file could not be read") }
    case .json: console.print(json: FindingJSON.value(findings, versions).text(indentation: 2))
    case .sarif:
      console.print(
        json: FindingSARIF.value(findings, labbookVersion: Labbook.version).text(indentation: 2))
    case .junit: console.print(lines: FindingJUnit.text(findings))
    case .github: for line in FindingGitHub.lines(findings) { console.print(line) }
    }
  }
}
