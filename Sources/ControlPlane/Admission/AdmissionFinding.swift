public import Diagnostics

/// What istiod's admission webhook says about one resource.
public struct AdmissionFinding: Hashable, Sendable {
  /// The resource that is refused, or taken with a warning.
  public var resource: ResourceIdentifier
  /// `error`: the resource is refused and plays no part.
  ///
  /// `warning`: it is taken.
  public var severity: Severity
  /// The finding at the place of the offending field, with code LB0101 or LB0107; LB0147 for a
  /// route that it takes for unreachable.
  public var diagnostic: Diagnostic

  /// The value of these parts.
  public init(resource: ResourceIdentifier, severity: Severity, diagnostic: Diagnostic) {
    self.resource = resource
    self.severity = severity
    self.diagnostic = diagnostic
  }
}
