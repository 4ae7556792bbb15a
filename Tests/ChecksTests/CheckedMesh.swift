internal import Checks
internal import ControlPlane
internal import Diagnostics
internal import Manifests
internal import Testing

/// What `labbook check` finds in manifests that are written down in a test.
enum CheckedMesh {
  /// The findings as `CODE line: what`, in order.
  ///
  /// `manifests`: YAML documents, which begin at line 1 of `test.yaml`.
  static func findings(
    _ manifests: String, under version: String = "istio-1.30", base: Bool = true
  ) throws -> [Diagnostic] {
    var sources = [ManifestSource(name: "test.yaml", text: manifests)]
    if base { sources.append(ManifestSource(name: "base.yaml", text: CodeExplanation.exampleBase)) }
    let reading = ManifestReader.read(sources)
    let rules = try #require(RuleVersion.named(version))
    var run = CheckRun()
    run.add(reading.diagnostics)
    run.check(MeshFacts(reading.resources, under: rules), unreadable: reading.unreadable)
    run.apply(IgnoreComment.all(in: manifests.utf8, file: "test.yaml"))
    run.sort()
    return run.findings.map(\.diagnostic)
  }
}

extension Diagnostic {
  /// `CODE line`.
  var codeAndLine: String { "\(code.rawValue) \(location?.line ?? 0)" }
}
