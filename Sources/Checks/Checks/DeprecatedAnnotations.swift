internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// An annotation that a label replaces.
  static let deprecatedAnnotations = Check(
    .deprecatedAnnotation, istio: ["IST0135"], "an annotation that a label replaces",
    meaning: "The annotation sidecar.istio.io/inject still acts and is deprecated: the label of "
      + "that name is asked first.",
    fix: "Write it as a label.",
    source: "(pkg/kube/inject/inject.go@1.30.3, injectRequired)",
    example: """
      apiVersion: v1
      kind: Pod
      metadata: {name: lonely, namespace: shop, annotations: {sidecar.istio.io/inject: "false"}}
      """
  ) { context in
    let name = "sidecar.istio.io/inject"
    return context.facts.resources.pods.compactMap { pod in
      guard pod.metadata.annotations[name] != nil else { return nil }
      return Diagnostic(
        .note, .deprecatedAnnotation,
        "\(pod.metadata.identifier) has the annotation \(name), which is deprecated",
        at: pod.metadata.places.location(of: FieldPath("metadata.annotations").key(name)),
        hint: "write it as a label")
    }
  }
}
