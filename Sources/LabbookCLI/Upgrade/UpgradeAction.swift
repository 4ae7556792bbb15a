import Commands
import ControlPlane
import Diagnostics
import EnvoyMessages
import Forms
import Laboratory
import Manifests

/// `labbook upgrade`: what each release on the way changes for one mesh.
struct UpgradeAction {
  /// How the report is printed.
  enum Format: String, Hashable, Sendable, CaseIterable {
    /// Lines for a terminal.
    case text
    /// For an upgrade plan kept as text.
    case markdown
    /// A whole page in one file.
    case html
    /// The report as a value.
    case json
  }

  /// The arguments.
  let invocation: Invocation
  /// The program around it.
  let session: Session

  /// Compares release by release and prints the report.
  func run() throws(UsageError) -> ExitStatus {
    let console = session.console
    let manifests = try ManifestSelection(invocation)
    let format = try invocation.word("format", else: Format.text)
    guard let from = invocation.value("from") else { throw .missingOption("--from V") }
    guard let to = invocation.value("to") else { throw .missingOption("--to V") }
    guard let book = session.loadBook(session.nearestProject) else { return .badInput }
    guard let first = try release(from, book), let last = try release(to, book) else {
      return .badInput
    }
    guard first.envoyMinor < last.envoyMinor else {
      throw .contradiction("--to must be a later minor release than --from")
    }
    let versions = Self.way(from: first, to: last)
    let input = try MeshInput(
      manifests, versions: versions, allowsUnmodelled: invocation.has("allow-unmodelled"),
      directory: session.directory)
    console.report(
      input.diagnostics.filter { $0.severity == .error && $0.code != .refusedByAdmission })
    guard input.isAnswerable, input.compilations.count == versions.count else { return .badInput }
    let states = zip(versions, input.compilations).map { version, compilation in
      MeshState(
        label: version.name, resources: input.reading.resources, version: version,
        compilation: compilation)
    }
    let options = manifests.files.flatMap { ["-f", $0] }
    let steps = zip(states, states.dropFirst()).map { before, after in
      UpgradeReport.Step(
        ChangeReport(
          MeshComparison(before, after), options: options + ["--rules", after.version.name]))
    }
    let report = UpgradeReport(steps: steps, files: manifests.files)
    switch format {
    case .text: for line in report.textLines() { console.print(line) }
    case .markdown: console.print(lines: report.markdown())
    case .html: console.print(lines: report.html())
    case .json: console.print(json: report.json().text(indentation: 2))
    }
    return .success
  }

  private func release(
    _ name: String, _ book: RuleVersionBook
  ) throws(UsageError) -> RuleVersion? {
    guard let version = book.named(name) else {
      session.console.report([book.unknown(name, at: nil)])
      return nil
    }
    guard !version.isTheory else {
      throw .contradiction("“\(name)” is a theory, and an upgrade goes from release to release")
    }
    if let finding = book.nearest(version, to: name, at: nil) { session.console.report([finding]) }
    return version
  }

  /// Both releases and one of each minor between them.
  private static func way(from first: RuleVersion, to last: RuleVersion) -> [RuleVersion] {
    let between = RuleVersion.all.filter {
      !$0.isTheory && $0.envoyMinor > first.envoyMinor && $0.envoyMinor < last.envoyMinor
    }
    return [first] + between + [last]
  }
}
