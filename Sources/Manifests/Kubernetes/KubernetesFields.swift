/// The fields that Kubernetes' own types have (k8s.io/api, 1.36), of which labbook reads some: the
/// others are passed over in silence, and what is not here is told.
enum KubernetesFields {
  /// Of every object.
  static let document: Set<String> = ["apiVersion", "kind", "metadata", "spec", "status"]

  /// Of ObjectMeta.
  static let metadata: Set<String> = [
    "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation",
    "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "labels", "annotations",
    "ownerReferences", "finalizers", "managedFields", "clusterName",
  ]

  /// Of a Namespace's spec.
  static let namespace: Set<String> = ["finalizers"]

  /// Of a Node's spec.
  static let node: Set<String> = [
    "podCIDR", "podCIDRs", "providerID", "unschedulable", "taints", "configSource", "externalID",
    "podPreemptionPolicy",
  ]

  /// Of a taint.
  static let taint: Set<String> = ["key", "value", "effect", "timeAdded"]

  /// Of a Service's spec.
  static let service: Set<String> = [
    "ports", "selector", "clusterIP", "clusterIPs", "type", "externalIPs", "sessionAffinity",
    "loadBalancerIP", "loadBalancerSourceRanges", "externalName", "externalTrafficPolicy",
    "healthCheckNodePort", "publishNotReadyAddresses", "sessionAffinityConfig", "topologyKeys",
    "ipFamily", "ipFamilies", "ipFamilyPolicy", "allocateLoadBalancerNodePorts",
    "loadBalancerClass", "internalTrafficPolicy", "trafficDistribution",
  ]

  /// Of a port of a Service.
  static let servicePort: Set<String> = [
    "name", "protocol", "appProtocol", "port", "targetPort", "nodePort",
  ]

  /// Of a Pod's spec.
  static let pod: Set<String> = [
    "volumes", "initContainers", "containers", "ephemeralContainers", "restartPolicy",
    "terminationGracePeriodSeconds", "activeDeadlineSeconds", "dnsPolicy", "nodeSelector",
    "serviceAccountName", "serviceAccount", "automountServiceAccountToken", "nodeName",
    "hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "securityContext",
    "imagePullSecrets", "hostname", "subdomain", "affinity", "schedulerName", "tolerations",
    "hostAliases", "priorityClassName", "priority", "dnsConfig", "readinessGates",
    "runtimeClassName", "enableServiceLinks", "preemptionPolicy", "overhead",
    "topologySpreadConstraints", "setHostnameAsFQDN", "os", "hostUsers", "schedulingGates",
    "resourceClaims", "resources", "hostnameOverride", "workloadRef", "schedulingGroup",
    "evictionResponders",
  ]

  /// Of a toleration.
  static let toleration: Set<String> = [
    "key", "operator", "value", "effect", "tolerationSeconds",
  ]

  /// Of a container.
  static let container: Set<String> = [
    "name", "image", "command", "args", "workingDir", "ports", "envFrom", "env", "resources",
    "resizePolicy", "restartPolicy", "restartPolicyRules", "volumeMounts", "volumeDevices",
    "livenessProbe", "readinessProbe", "startupProbe", "lifecycle", "terminationMessagePath",
    "terminationMessagePolicy", "imagePullPolicy", "securityContext", "stdin", "stdinOnce", "tty",
  ]

  /// Of a port of a container.
  static let containerPort: Set<String> = [
    "name", "hostPort", "containerPort", "protocol", "hostIP",
  ]

  /// Of a label selector.
  static let labelSelector: Set<String> = ["matchLabels", "matchExpressions"]

  /// Of a pod template, or a job template.
  static let template: Set<String> = ["metadata", "spec"]

  /// Of a subset of Endpoints.
  static let endpoints: Set<String> = ["addresses", "notReadyAddresses", "ports"]

  /// Of a Pod's status.
  static let podStatus: Set<String> = [
    "phase", "conditions", "message", "reason", "nominatedNodeName", "hostIP", "hostIPs", "podIP",
    "podIPs", "startTime", "initContainerStatuses", "containerStatuses", "qosClass",
    "ephemeralContainerStatuses", "resize", "resourceClaimStatuses", "observedGeneration",
    "extendedResourceClaimStatus", "allocatedResources", "resources",
  ]

  /// Of an address of Endpoints.
  static let endpointAddress: Set<String> = ["ip", "hostname", "nodeName", "targetRef"]

  /// Of an endpoint of an EndpointSlice.
  static let endpoint: Set<String> = [
    "addresses", "conditions", "hostname", "targetRef", "deprecatedTopology", "nodeName", "zone",
    "hints",
  ]

  /// Of the conditions of an endpoint.
  static let endpointConditions: Set<String> = ["ready", "serving", "terminating"]

  /// Of a port of Endpoints or an EndpointSlice.
  static let endpointPort: Set<String> = ["name", "protocol", "port", "appProtocol"]

  /// Of a reference to an object.
  static let objectReference: Set<String> = [
    "kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath",
  ]
}

extension KubernetesFields {
  /// Of a Deployment's spec.
  static let deployment: Set<String> = [
    "replicas", "selector", "template", "strategy", "minReadySeconds", "revisionHistoryLimit",
    "paused", "progressDeadlineSeconds",
  ]

  /// Of a StatefulSet's spec.
  static let statefulSet: Set<String> = [
    "replicas", "selector", "template", "volumeClaimTemplates", "serviceName",
    "podManagementPolicy", "updateStrategy", "revisionHistoryLimit", "minReadySeconds",
    "persistentVolumeClaimRetentionPolicy", "ordinals",
  ]

  /// Of a DaemonSet's spec.
  static let daemonSet: Set<String> = [
    "selector", "template", "updateStrategy", "minReadySeconds", "revisionHistoryLimit",
    "templateGeneration",
  ]

  /// Of a ReplicaSet's spec.
  static let replicaSet: Set<String> = ["replicas", "minReadySeconds", "selector", "template"]

  /// Of a ReplicationController's spec.
  static let replicationController: Set<String> = [
    "replicas", "minReadySeconds", "selector", "templateRef", "template",
  ]

  /// Of a Job's spec.
  static let job: Set<String> = [
    "parallelism", "completions", "activeDeadlineSeconds", "podFailurePolicy", "successPolicy",
    "backoffLimit", "backoffLimitPerIndex", "maxFailedIndexes", "failedPodsLimit", "selector",
    "manualSelector", "template", "ttlSecondsAfterFinished", "completionMode", "suspend",
    "podReplacementPolicy", "managedBy", "scheduling",
  ]

  /// Of a CronJob's spec.
  static let cronJob: Set<String> = [
    "schedule", "timeZone", "startingDeadlineSeconds", "concurrencyPolicy", "suspend",
    "jobTemplate", "successfulJobsHistoryLimit", "failedJobsHistoryLimit",
  ]
}
