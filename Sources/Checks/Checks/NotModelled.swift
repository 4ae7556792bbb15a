internal import ControlPlane
internal import Diagnostics

extension Check {
  /// Something that is not modelled.
  static let notModelled = Check(
    .notModelled, "something that is not modelled",
    meaning: "The input holds something that can change an outcome and that the simulation does "
      + "not have. A question that it can touch is not answered.",
    fix: "Leave it out, or go on without it by --allow-unmodelled.",
    source: "labbook rules support",
    example: """
      apiVersion: extensions.istio.io/v1alpha1
      kind: WasmPlugin
      metadata: {name: plugin, namespace: shop}
      spec: {url: "oci://registry.example/plugin"}
      """
  ) { context in
    context.facts.unmodelled
  }
}
