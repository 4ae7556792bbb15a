package import ControlPlane
internal import Diagnostics
package import Resources

/// One of the two states of a mesh that are compared: manifests under a rule version.
package struct MeshState: Sendable {
  /// How the state is called, such as `istio-1.23.0` or `before.yaml`.
  package var label: String
  /// What the manifests hold.
  package var resources: ResourceSet
  /// Under which rules they act.
  package var version: RuleVersion
  /// What istiod would make of them.
  package var compilation: Compilation

  package init(label: String, resources: ResourceSet, version: RuleVersion) {
    self.label = label
    self.resources = resources
    self.version = version
    compilation = ControlPlane.compile(resources, under: version)
  }

  /// A state that has been compiled.
  package init(
    label: String, resources: ResourceSet, version: RuleVersion, compilation: Compilation
  ) {
    self.label = label
    self.resources = resources
    self.version = version
    self.compilation = compilation
  }

  /// The objects that admission refuses, with why, in the order of the findings.
  package var refused: [AdmissionFinding] {
    compilation.refused.filter { $0.severity == .error }
  }
}
