package import ControlPlane
package import Diagnostics
internal import Resources

/// Why labbook does not say what `istioctl analyze` 1.30.3 says of an object.
///
/// A new one is an entry in ``all``; `Conformance --analysis` holds the table against what
/// istioctl said of the meshes of the corpus.
public struct AnalyzerException: Sendable {
  /// What a mesh is known by.
  public struct Mesh: Sendable {
    /// The mesh under Istio 1.30.3.
    let facts: MeshFacts
    /// Objects that are not in it, since they are refused or cannot be read.
    let missing: Set<ResourceIdentifier>

    /// A mesh, of which these objects could not be read.
    package init(_ facts: MeshFacts, unreadable: [ResourceIdentifier]) {
      self.facts = facts
      missing = Set(unreadable).union(
        facts.admission.filter { $0.severity == .error }.map(\.resource))
    }
  }

  /// The code that it is about; `nil` for every code.
  public let code: String?
  /// The reason, in a sentence.
  public let reason: String
  /// Whether a message is such a one.
  let holds: @Sendable (AnalyzerMessage, Mesh) -> Bool

  /// Why labbook does not judge what a broken object may be about.
  static let waiting =
    "A broken object may be what is missing: labbook waits for it, and says so (LB0256)."

  /// Every exception.
  public static let all: [AnalyzerException] = [
    AnalyzerException(
      code: nil,
      reason: "The object is refused by the webhook, or cannot be read (labbook says so): no "
        + "cluster holds it, and no other check is misled by it."
    ) { message, mesh in mesh.missing.contains(message.resource) },
    AnalyzerException(
      code: "IST0109",
      reason: "The other VirtualServices that it names are refused by the webhook."
    ) { message, mesh in
      message.names.filter { $0 != message.resource.path }.allSatisfy { name in
        mesh.missing.contains { $0.path == name }
      }
    },
    AnalyzerException(
      code: "IST0140", reason: "The VirtualService that it names is refused by the webhook."
    ) { message, mesh in
      mesh.missing.contains { message.text.contains("virtual service \($0.path) ") }
    },
    AnalyzerException(
      code: "IST0101",
      reason: "A DestinationRule of a wildcard host defines the subset: istioctl looks for one of "
        + "the destination's own host only."
    ) { message, mesh in
      message.text.contains("+subset in destinationrule")
        && mesh.facts.resources.destinationRules.contains {
          $0.host.hasPrefix("*") && !$0.subsets.isEmpty
        }
    },
    AnalyzerException(
      code: "IST0131",
      reason: "The prefix before it has conditions that the match lacks (method, scheme, source "
        + "namespace): istioctl compares paths alone, and requests do reach the match."
    ) { message, _ in message.text.contains(" of prefix ") },
    AnalyzerException(
      code: "IST0146",
      reason: "The labels let Istio's webhook take the pods: istioctl asks a "
        + "MutatingWebhookConfiguration, which manifests seldom hold."
    ) { message, mesh in
      mesh.facts.resources.controllers.contains {
        $0.metadata.identifier == message.resource && mesh.facts.takesInjection($0)
      }
    },
    AnalyzerException(
      code: "IST0154",
      reason: "istiod does remove the routes of an HTTP_ROUTE patch with REMOVE "
        + "(pilot/pkg/networking/core/envoyfilter/rc_patch.go@1.30.3, patchHTTPRoute)."
    ) { message, mesh in
      mesh.facts.resources.envoyFilters.contains { filter in
        filter.metadata.identifier == message.resource
          && filter.patches.allSatisfy { $0.operation != .remove || $0.acts }
      }
    },
    AnalyzerException(
      code: "IST0173",
      reason: "Endpoints of a ServiceEntry or a WorkloadEntry have the subset's labels: istioctl "
        + "looks at pods alone."
    ) { message, mesh in
      !mesh.facts.resources.workloadEntries.isEmpty
        || mesh.facts.resources.serviceEntries.contains { !$0.endpoints.isEmpty }
    },
    AnalyzerException(
      code: "IST0174",
      reason: "The wildcard host covers a service of the mesh, which the rule governs: istioctl "
        + "looks for a service of that very name."
    ) { message, mesh in
      mesh.facts.resources.destinationRules.contains { rule in
        rule.metadata.identifier == message.resource && rule.host.hasPrefix("*")
          && mesh.facts.hasService(
            matching: MeshFacts.fullHost(rule.host, in: rule.metadata.namespace))
      }
    },
  ]

  /// The reason for which labbook does not say what a message says; `nil` where it should.
  public static func reason(for message: AnalyzerMessage, in mesh: Mesh) -> String? {
    all.first { ($0.code == nil || $0.code == message.code) && $0.holds(message, mesh) }?.reason
  }
}

extension ResourceIdentifier {
  /// `namespace/name`, as istioctl writes it.
  fileprivate var path: String { "\(namespace)/\(name)" }
}

extension AnalyzerMessage {
  /// The VirtualServices that a message of conflicts lists.
  fileprivate var names: [String] {
    guard let start = text.firstRange(of: "VirtualServices ") else { return [] }
    return text[start.upperBound...].prefix { $0 != " " }.split(separator: ",").map(String.init)
  }
}
