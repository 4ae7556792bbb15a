internal import Diagnostics
internal import Limits
internal import Resources

/// Reads what makes pods from a template: k8s.io/api apps/v1, batch/v1 and core/v1, Argo Rollouts,
/// OpenShift's DeploymentConfig.
///
/// `kind`: how the controller names and counts its pods, from its spec.
func decodeController(
  _ spec: Fields, _ metadata: ResourceMetadata, _ kind: PodController.Kind = .replicated
) -> PodController {
  var controller = PodController()
  controller.metadata = metadata
  controller.kind = kind
  controller.replicas = spec.integer("replicas", .replicas).map { Int($0) } ?? 1
  controller.selector =
    spec.object("selector", known: KubernetesFields.labelSelector, decodeLabelSelector)
    ?? LabelSelector()
  if spec.value("template") == nil {
    spec.findings.report(
      Diagnostic(
        .warning, .missingField,
        "\(metadata.identifier.description.quotedForDiagnostics) has no template, which the API "
          + "server asks for: its pods are taken without labels and ports",
        at: spec.node.location(in: spec.findings.file),
        hint: "if this is a strategic-merge patch, merge it first: kubectl kustomize DIR | "
          + "labbook … -f -"))
  }
  decodeTemplate(spec, into: &controller)
  return controller
}

/// Reads a StatefulSet, whose pods have ordinals and names of their own.
func decodeStatefulSet(_ spec: Fields, _ metadata: ResourceMetadata) -> PodController {
  let start = spec.object("ordinals", known: ["start"]) { $0.integer("start", .firstOrdinal) }
  let number = start.flatMap { $0 }.map { Int($0) } ?? 0
  let service = spec.string("serviceName") ?? ""
  return decodeController(spec, metadata, .ordinal(start: number, serviceName: service))
}

/// Reads a Job: as many pods as run side by side until it has completed.
func decodeJob(_ spec: Fields, _ metadata: ResourceMetadata) -> PodController {
  var job = decodeController(spec, metadata, .job)
  let parallelism = spec.integer("parallelism", .replicas).map { Int($0) } ?? 1
  let completions = spec.integer("completions", .replicas).map { Int($0) }
  job.replicas = completions.map { min($0, parallelism) } ?? parallelism
  if spec.boolean("suspend") == true { job.replicas = 0 }
  return job
}

/// Reads a CronJob by its job template.
func decodeCronJob(_ spec: Fields, _ metadata: ResourceMetadata) -> PodController {
  let isSuspended = spec.boolean("suspend") ?? false
  let template = spec.object("jobTemplate", known: KubernetesFields.template) { template in
    template.object("spec", known: KubernetesFields.job) { decodeJob($0, metadata) }
  }
  var job = template.flatMap { $0 } ?? PodController()
  job.metadata = metadata
  if isSuspended { job.replicas = 0 }
  return job
}

/// Reads a ReplicationController or a DeploymentConfig, whose selector is a mapping of labels.
func decodeReplicationController(
  _ spec: Fields, _ metadata: ResourceMetadata
) -> PodController {
  var controller = PodController()
  controller.metadata = metadata
  controller.replicas = spec.integer("replicas", .replicas).map { Int($0) } ?? 1
  controller.selector.matchLabels = spec.stringMap("selector")
  decodeTemplate(spec, into: &controller)
  return controller
}

private func decodeTemplate(_ spec: Fields, into controller: inout PodController) {
  let template = spec.object("template", known: KubernetesFields.template) { template in
    (
      template.object("metadata", known: KubernetesFields.metadata, decodeMetadata),
      template.object("spec", known: KubernetesFields.pod, decodePodSpec)
    )
  }
  if let metadata = template?.0 { controller.templateMetadata = metadata }
  if let spec = template?.1 { controller.template = spec }
}

/// Reads a label selector, of which all requirements must hold.
func decodeLabelSelector(_ fields: Fields) -> LabelSelector {
  var selector = LabelSelector()
  selector.matchLabels = fields.stringMap("matchLabels")
  selector.matchExpressions = fields.list("matchExpressions") { fields in
    var requirement = LabelSelector.Requirement()
    requirement.key = fields.string("key") ?? ""
    requirement.operator = fields.string("operator") ?? ""
    requirement.values = fields.strings("values")
    return requirement
  }
  return selector
}
