internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A namespace with labels of several ways of injection.
  static let severalInjectionLabels = Check(
    .severalInjectionLabels, istio: ["IST0123"],
    "a namespace with labels of several ways of injection",
    meaning: "Beside istio-injection the namespace has istio.io/rev or istio.io/dataplane-mode. "
      + "istio-injection goes before the revision, whose webhook then leaves the pods alone; and "
      + "ambient pods get no sidecar.",
    fix: "Keep one of the labels.",
    source:
      "(manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml@1.30.3)",
    example: """
      apiVersion: v1
      kind: Namespace
      metadata: {name: both, labels: {istio-injection: enabled, istio.io/rev: canary}}
      """
  ) { context in
    context.facts.resources.namespaces.compactMap { namespace in
      let labels = namespace.metadata.labels
      let injection = labels["istio-injection"]
      guard namespace.metadata.name != "istio-system", injection == nil || injection == "enabled"
      else { return nil }
      let own = ["istio-injection", "istio.io/rev", "istio.io/dataplane-mode"].filter {
        labels[$0] != nil
      }
      guard own.count > 1 else { return nil }
      return Diagnostic(
        .warning, .severalInjectionLabels,
        "\(namespace.metadata.identifier) has the labels \(own.joined(separator: " and ")), each a "
          + "way of injection of its own",
        at: namespace.metadata.places.location(of: "metadata.labels"), hint: "keep one of them")
    }
  }
}
