internal import Diagnostics
internal import Resources

/// The review of one resource, and what it has found so far.
struct AdmissionReview {
  /// The object that is reviewed.
  let metadata: ResourceMetadata
  /// The release that reviews it.
  let rules: RuleVersion
  /// What was found so far, in the webhook's order.
  private(set) var findings: [AdmissionFinding] = []
  /// Patterns that were compiled before and are right; many rules share a few.
  var soundPatterns: Set<String> = []

  init(of metadata: ResourceMetadata, under rules: RuleVersion) {
    self.metadata = metadata
    self.rules = rules
  }

  /// Notes why the resource is refused.
  ///
  /// `problem`: what is wrong with the field, as the rest of a sentence that begins with the
  /// field's name.
  mutating func refuse(_ problem: String, at path: FieldPath, hint: String? = nil) {
    note(.error, .refusedByAdmission, "is refused: \(path) \(problem)", path, hint)
  }

  /// Notes what is odd about the resource, which is taken all the same.
  ///
  /// `code`: what it is called, where it is more than a warning of the webhook.
  mutating func warn(
    _ problem: String, at path: FieldPath, _ code: DiagnosticCode = .admissionWarning
  ) {
    note(.warning, code, "is accepted with a warning: \(path) \(problem)", path, nil)
  }

  /// Refuses the resource where there is a problem.
  mutating func check(_ problem: String?, at path: @autoclosure () -> FieldPath) {
    if let problem { refuse(problem, at: path()) }
  }

  private mutating func note(
    _ severity: Severity, _ code: DiagnosticCode, _ text: String, _ path: FieldPath,
    _ hint: String?
  ) {
    let resource = metadata.identifier
    findings.append(
      AdmissionFinding(
        resource: resource, severity: severity,
        diagnostic: Diagnostic(
          severity, code, "\(resource.description.quotedForDiagnostics) \(text)",
          at: metadata.places.location(of: path), hint: hint)))
  }

  /// Annotations that the webhook reserves (validation.go@1.30.3, `validateMetadata`).
  mutating func reviewAnnotations() {
    // Only AuthorizationPolicies may be dry runs; their own review looks at it.
    let dryRun = metadata.kind == "AuthorizationPolicy" ? [] : ["istio.io/dry-run"]
    for name in dryRun + ["internal.istio.io/webhook-always-reject"]
    where metadata.annotations[name] != nil {
      refuse("may not be set", at: ("metadata.annotations" as FieldPath).key(name))
    }
  }
}

extension FieldPath {
  /// The top of a resource's specification.
  static let spec: FieldPath = "spec"
}

extension Dictionary<String, String> {
  /// Entries in the order of their keys.
  var inOrder: [(key: String, value: String)] { sorted { $0.key < $1.key } }
}
