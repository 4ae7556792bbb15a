internal import Diagnostics
internal import Resources

extension KindTable {
  /// Kubernetes' core.
  static let core: [KnownKind] =
    [
      KnownKind(
        group: "", name: "Namespace", versions: ["v1"], isClusterWide: true, support: .modelled
      ) { document, metadata in
        _ = document.object("spec", known: KubernetesFields.namespace) { _ in }
        var namespace = Namespace()
        namespace.metadata = metadata
        return .namespace(namespace)
      },
      KnownKind(
        group: "", name: "Node", versions: ["v1"], isClusterWide: true, support: .modelled
      ) { .node(decodeNode($0, $1)) },
      KnownKind(group: "", name: "Service", versions: ["v1"], support: .modelled) {
        document, metadata in
        document.spec(KubernetesFields.service, metadata, decodeService).map { service in
          var service = service
          service.outsideAddresses += decodeLoadBalancer(document)
          return .service(service)
        }
      },
      KnownKind(group: "", name: "Endpoints", versions: ["v1"], support: .modelled) {
        .endpointSlice(decodeEndpoints($0, $1))
      },
      KnownKind(group: "", name: "Pod", versions: ["v1"], support: .modelled) {
        .pod(decodePod($0, $1))
      },
      KnownKind(group: "", name: "ReplicationController", versions: ["v1"], support: .modelled) {
        $0.spec(KubernetesFields.replicationController, $1, decodeReplicationController)
          .map { .controller($0) }
      },
      KnownKind(group: "", name: "ConfigMap", versions: ["v1"], support: .modelled),
      // Its data are never read, so that no finding can quote them.
      KnownKind(group: "", name: "Secret", versions: ["v1"], support: .modelled) {
        document, metadata in
        for key in ["data", "stringData", "type", "immutable"] { _ = document.value(key) }
        return .secret(Secret(metadata))
      },
    ]
    + [
      "ServiceAccount", "PersistentVolumeClaim", "ResourceQuota", "LimitRange", "Event",
      "Binding", "ComponentStatus", "PodTemplate",
    ].map { KnownKind(group: "", name: $0, support: .passedOver) }
    + [
      KnownKind(group: "", name: "PersistentVolume", isClusterWide: true, support: .passedOver)
    ]

  /// What makes pods.
  static let applications: [KnownKind] =
    ["apps", "extensions"].flatMap(controllers)
    + [
      KnownKind(group: "apps", name: "ControllerRevision", support: .passedOver),
      KnownKind(group: "batch", name: "Job", support: .modelled) {
        $0.spec(KubernetesFields.job, $1, decodeJob).map { .controller($0) }
      },
      KnownKind(group: "batch", name: "CronJob", support: .modelled) {
        $0.spec(KubernetesFields.cronJob, $1, decodeCronJob).map { .controller($0) }
      },
      KnownKind(group: "argoproj.io", name: "Rollout", support: .modelled, decode: decodeTemplated),
      KnownKind(group: "apps.openshift.io", name: "DeploymentConfig", support: .modelled) {
        document, metadata in
        document.fields("spec").map { .controller(decodeReplicationController($0, metadata)) }
      },
    ]
    + [
      "Application", "ApplicationSet", "AppProject", "AnalysisTemplate", "AnalysisRun",
      "ClusterAnalysisTemplate", "Workflow", "CronWorkflow", "WorkflowTemplate",
      "ClusterWorkflowTemplate", "WorkflowEventBinding", "WorkflowTaskSet", "WorkflowTaskResult",
      "WorkflowArtifactGCTask", "EventSource", "EventBus", "Sensor",
    ].map { KnownKind(group: "argoproj.io", name: $0, support: .passedOver) }

  /// `extensions` is where the kinds of `apps` came from.
  private static func controllers(of group: String) -> [KnownKind] {
    [
      KnownKind(group: group, name: "Deployment", support: .modelled) {
        $0.spec(KubernetesFields.deployment, $1) { decodeController($0, $1) }
          .map { .controller($0) }
      },
      KnownKind(group: group, name: "StatefulSet", support: .modelled) {
        $0.spec(KubernetesFields.statefulSet, $1, decodeStatefulSet).map { .controller($0) }
      },
      KnownKind(group: group, name: "DaemonSet", support: .modelled) {
        $0.spec(KubernetesFields.daemonSet, $1) { decodeController($0, $1, .perNode) }
          .map { .controller($0) }
      },
      KnownKind(group: group, name: "ReplicaSet", support: .modelled) {
        $0.spec(KubernetesFields.replicaSet, $1) { decodeController($0, $1) }
          .map { .controller($0) }
      },
    ]
  }

  /// Reads a kind of somebody else's that has a pod template under `spec.template`.
  static let decodeTemplated: KnownKind.Decoder = { document, metadata in
    guard let spec = document.fields("spec") else { return nil }
    return .controller(decodeController(spec, metadata))
  }

  private static func ingress(of group: String) -> KnownKind {
    KnownKind(group: group, name: "Ingress", support: .modelled) {
      $0.spec([], $1, decodeIngress).map { .ingress($0) }
    }
  }

  /// Kubernetes' networking beside Services.
  static let kubernetesNetworking: [KnownKind] = [
    KnownKind(group: "discovery.k8s.io", name: "EndpointSlice", support: .modelled) {
      .endpointSlice(decodeEndpointSlice($0, $1))
    },
    KnownKind(group: "networking.k8s.io", name: "NetworkPolicy", support: .unmodelled),
    ingress(of: "networking.k8s.io"), ingress(of: "extensions"),
    KnownKind(
      group: "networking.k8s.io", name: "IngressClass", isClusterWide: true, support: .modelled
    ) { document, metadata in
      document.object("spec") { decodeIngressClass($0, metadata) }.map { .ingressClass($0) }
    },
    KnownKind(group: "networking.k8s.io", name: "IPAddress", support: .passedOver),
    KnownKind(group: "networking.k8s.io", name: "ServiceCIDR", support: .passedOver),
  ]
}

extension Fields {
  /// Decodes `spec`, which must be there; fields that the kind does not have are told.
  func spec<Object>(
    _ known: Set<String>, _ metadata: ResourceMetadata,
    _ decode: (Fields, ResourceMetadata) -> Object
  ) -> Object? {
    guard value("spec") != nil else {
      findings.report(.missingField, "this object has no spec", at: node)
      return nil
    }
    return object("spec", known: known) { decode($0, metadata) }
  }
}
