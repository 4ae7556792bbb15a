internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// `image: auto` where nobody injects.
  static let imagesWithoutInjection = Check(
    .imageWithoutInjection, istio: ["IST0146", "IST0147"], "an image that nobody fills in",
    meaning: "The container istio-proxy has image: auto, which Istio's webhook replaces when a pod "
      + "is made. No webhook takes these pods, so that they ask for an image of that name and do "
      + "not start.",
    fix: "Label the namespace istio-injection: enabled, or the pod template "
      + "sidecar.istio.io/inject: \"true\".",
    source:
      "(manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml@1.30.3)",
    example: """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: edge, namespace: config}
      spec:
        selector: {matchLabels: {istio: edge}}
        template:
          metadata: {labels: {istio: edge}, annotations: {inject.istio.io/templates: gateway}}
          spec: {containers: [{name: istio-proxy, image: auto}]}
      """
  ) { context in
    let facts = context.facts
    let controllers = facts.resources.controllers.filter {
      $0.template.leavesImageToInjection && !facts.takesInjection($0)
    }.map { controller in
      Diagnostic(
        .warning, .imageWithoutInjection,
        "\(controller.metadata.identifier) has image: auto, and no webhook takes its pods",
        at: controller.metadata.places.location(of: "spec.template.spec.containers"),
        why: "the pods ask for an image of that name, and do not start",
        hint: "label its template sidecar.istio.io/inject: \"true\"")
    }
    let pods = facts.resources.pods.filter {
      $0.spec.leavesImageToInjection && !facts.takesInjection($0)
    }.map { pod in
      Diagnostic(
        .note, .imageWithoutInjection,
        "\(pod.metadata.identifier) has image: auto, and no webhook takes it",
        at: pod.metadata.places.location(of: "spec.containers"),
        why: "it asks for an image of that name, and does not start")
    }
    return controllers + pods
  }
}

extension PodSpec {
  /// Whether its proxy's image is left to the webhook.
  fileprivate var leavesImageToInjection: Bool {
    containers.contains { $0.name == "istio-proxy" && $0.image == "auto" }
  }
}
