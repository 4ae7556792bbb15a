public import Diagnostics

/// Something that forbids a run or that it leaves out, with what of the scenario it is about.
public struct ScenarioProblem: Hashable, Sendable {
  /// The part of a scenario that a problem is about.
  public enum Subject: Hashable, Sendable {
    /// A client, by its position in ``Scenario/clients``, and one of its fields.
    case client(Int, ClientField)
    /// A described workload, by its position in ``Scenario/workloads``.
    case workload(Int)
    /// The mesh, whose findings carry the places of its manifests.
    case mesh
  }

  /// A field of a client.
  public enum ClientField: Hashable, Sendable {
    /// Where it runs.
    case pod
    /// What it calls.
    case url
    /// When it sends.
    case traffic
  }

  /// What it is about.
  public var subject: Subject
  /// The finding; without a place where it is about a client or a workload.
  public var finding: Diagnostic

  /// A finding about a part of a scenario.
  package init(_ subject: Subject, _ finding: Diagnostic) {
    self.subject = subject
    self.finding = finding
  }
}

extension Sequence<ScenarioProblem> {
  /// Whether any problem forbids a run.
  var hasErrors: Bool { contains { $0.finding.severity == .error } }
}
