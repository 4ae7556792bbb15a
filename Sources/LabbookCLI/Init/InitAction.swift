import Commands
import ControlPlane
import Diagnostics
import Foundation
import Forms
import Laboratory
import Manifests
import ProjectFiles

/// `labbook init`: a notebook to start from.
struct InitAction {
  /// Where the notebook goes, as typed; `.` where nothing is said.
  let folder: String
  /// The folder of manifests that the first experiment begins from; `nil` for an example.
  let manifests: String?
  /// The command's surroundings.
  let session: Session

  private var console: Console { session.console }

  /// - Throws: a folder without a name.
  init(_ invocation: Invocation, session: Session) throws(UsageError) {
    folder = invocation.arguments.first ?? "."
    manifests = invocation.value("from-manifests")
    self.session = session
    if folder.isEmpty { throw .invalidValue(option: "DIR", value: folder, expected: "a folder") }
  }

  /// Makes the files, and says what to do next.
  func run() -> ExitStatus {
    let root = Project.absolute(folder, from: session.directory)
    guard !FileSystemPath.exists(root + "/Experiments") else {
      console.report([
        Diagnostic(
          .invalidValue, "“\(folder.quotedForDiagnostics)” holds a notebook already",
          hint: "labbook new NAME adds an experiment")
      ])
      return .badInput
    }
    guard let experiment = experimentFiles() else { return .badInput }
    let name = URL(fileURLWithPath: root).lastPathComponent
    let files =
      BeginningFiles.notebook(name: name) + [(BeginningFiles.schemaFile, ExperimentSchema.file)]
      + experiment.map { ("Experiments/first/\($0.path)", $0.bytes) }
    let (written, problem) = NewFiles.write(files, below: root)
    for path in written { console.print(folder == "." ? path : "\(folder)/\(path)") }
    if let problem {
      console.report([problem])
      return .undelivered
    }
    let place = folder == "." ? "" : "cd \(folder) && "
    console.note("Run it with: \(place)labbook run")
    return .success
  }

  /// The first experiment's files; `nil` with the findings reported.
  private func experimentFiles() -> [(path: String, bytes: [UInt8])]? {
    guard let manifests else {
      return BeginningFiles.experiment(title: "A first experiment")
    }
    var input = InputFiles(.commandLine)
    input.isRecursive = true
    input.add(manifests, at: Project.absolute(manifests, from: session.directory))
    let reading = ManifestReader.read(input.sources)
    let findings = input.diagnostics + reading.diagnostics
    console.report(findings)
    guard !findings.hasErrors else { return nil }
    let first = FirstExperiment(reading.resources)
    let text =
      BeginningFiles.schemaLine
      + first.text(title: "A first experiment", rules: [RuleVersionBook.newest.shortName])
    return [("experiment.yaml", Array(text.utf8))]
      + input.sources.enumerated().map { index, source in
        let name = source.name.split(separator: "/").last.map(String.init) ?? "manifest.yaml"
        let digits = String(index + 1)
        let number = String(repeating: "0", count: max(0, 2 - digits.count)) + digits
        return ("manifests/\(number)-\(name)", source.bytes)
      }
  }
}
