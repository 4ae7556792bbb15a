internal import ControlPlane
internal import Diagnostics
internal import Manifests
internal import Resources
internal import Testing

/// One specification that the webhook judges.
struct AdmissionCase: Sendable, CustomTestStringConvertible {
  var kind: String
  /// The specification in YAML's flow style; `@` stands before the field that is told, on a line
  /// of its own.
  var spec: String
  /// What the finding says of the field.
  var says: String
  var release: String

  init(_ kind: String, _ spec: String, says: String, under release: String = "istio-1.30") {
    self.kind = kind
    self.spec = spec
    self.says = says
    self.release = release
  }

  var testDescription: String { "\(kind) \(spec) under \(release)" }
}

/// What a review of one resource found.
struct AdmissionOutcome {
  var errors: [Diagnostic]
  var warnings: [Diagnostic]

  init(_ kind: String, _ spec: String, under release: String = "istio-1.30") throws {
    let isPolicy = ["PeerAuthentication", "AuthorizationPolicy", "RequestAuthentication"].contains(
      kind)
    let group = isPolicy ? "security" : "networking"
    let text = """
      apiVersion: \(group).istio.io/v1beta1
      kind: \(kind)
      metadata: {name: a, namespace: default}
      spec: \(spec)
      """
    let reading = ManifestReader.read([ManifestSource(name: "a.yaml", text: text)])
    guard reading.unreadable.isEmpty, let rules = RuleVersion.named(release) else {
      throw UnreadableCase(text: text)
    }
    let findings = Admission.review(reading.resources, under: rules)
    errors = findings.filter { $0.severity == .error }.map(\.diagnostic)
    warnings = findings.filter { $0.severity == .warning }.map(\.diagnostic)
  }
}

/// A case whose text is no resource, or whose release is unknown.
struct UnreadableCase: Error {
  var text: String
}
