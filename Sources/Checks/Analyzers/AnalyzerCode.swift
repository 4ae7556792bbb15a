internal import Diagnostics

/// A code of `istioctl analyze` 1.30.3 (pkg/config/analysis/msg/messages.yaml@1.30.3).
public struct AnalyzerCode: Hashable, Sendable {
  /// Such as `IST0101`.
  public let code: String
  /// What istioctl calls it.
  public let name: String
  /// Why labbook says nothing like it; `nil` where checks do.
  public let reason: String?

  private init(_ code: String, _ name: String, _ reason: String? = nil) {
    self.code = code
    self.name = name
    self.reason = reason
  }

  /// The codes of labbook's that say the same, in order.
  public var counterparts: [String] {
    Check.all.filter { $0.explanation.istioCodes.contains(code) }.map(\.code.rawValue).sorted()
  }

  private static let ofTheCluster = "It is about a running cluster, of which manifests say nothing."
  private static let ofTelemetry = "Telemetry changes no answer, and is passed over."
  private static let ofAnnotations =
    "Annotations that labbook does not act on are passed over, as istiod passes them over."
  private static let ofInstallation =
    "It is about the installation of Istio, which manifests of a mesh do not hold."

  /// Every code, in order.
  public static let all: [AnalyzerCode] = [
    AnalyzerCode("IST0001", "InternalError", "It is about istioctl itself."),
    AnalyzerCode("IST0002", "Deprecated"),
    AnalyzerCode("IST0101", "ReferencedResourceNotFound"),
    AnalyzerCode(
      "IST0102", "NamespaceNotInjected",
      "labbook says of each answer that a pod without a proxy acts by no rule."),
    AnalyzerCode("IST0103", "PodMissingProxy", ofTheCluster),
    AnalyzerCode("IST0106", "SchemaValidationError"),
    AnalyzerCode("IST0107", "MisplacedAnnotation", ofAnnotations),
    AnalyzerCode("IST0108", "UnknownAnnotation", ofAnnotations),
    AnalyzerCode("IST0109", "ConflictingMeshGatewayVirtualServiceHosts"),
    AnalyzerCode("IST0110", "ConflictingSidecarWorkloadSelectors"),
    AnalyzerCode("IST0111", "MultipleSidecarsWithoutWorkloadSelectors"),
    AnalyzerCode("IST0112", "VirtualServiceDestinationPortSelectorRequired"),
    AnalyzerCode("IST0116", "DeploymentAssociatedToMultipleServices"),
    AnalyzerCode("IST0118", "PortNameIsNotUnderNamingConvention"),
    AnalyzerCode("IST0123", "NamespaceMultipleInjectionLabels"),
    AnalyzerCode("IST0125", "InvalidAnnotation", ofAnnotations),
    AnalyzerCode("IST0126", "UnknownMeshNetworksServiceRegistry", ofInstallation),
    AnalyzerCode("IST0127", "NoMatchingWorkloadsFound"),
    AnalyzerCode("IST0128", "NoServerCertificateVerificationDestinationLevel"),
    AnalyzerCode("IST0129", "NoServerCertificateVerificationPortLevel"),
    AnalyzerCode("IST0130", "VirtualServiceUnreachableRule"),
    AnalyzerCode("IST0131", "VirtualServiceIneffectiveMatch"),
    AnalyzerCode("IST0132", "VirtualServiceHostNotFoundInGateway"),
    AnalyzerCode("IST0133", "SchemaWarning"),
    AnalyzerCode("IST0134", "ServiceEntryAddressesRequired"),
    AnalyzerCode("IST0135", "DeprecatedAnnotation"),
    AnalyzerCode("IST0136", "AlphaAnnotation", ofAnnotations),
    AnalyzerCode("IST0137", "DeploymentConflictingPorts"),
    AnalyzerCode("IST0138", "GatewayDuplicateCertificate"),
    AnalyzerCode("IST0139", "InvalidWebhook", ofInstallation),
    AnalyzerCode("IST0140", "IngressRouteRulesNotAffected"),
    AnalyzerCode("IST0141", "InsufficientPermissions", ofTheCluster),
    AnalyzerCode("IST0142", "UnsupportedKubernetesVersion", ofTheCluster),
    AnalyzerCode("IST0143", "LocalhostListener", ofTheCluster),
    AnalyzerCode(
      "IST0144", "InvalidApplicationUID",
      "Users of processes are not read: which traffic is captured is not modelled by them."),
    AnalyzerCode("IST0145", "ConflictingGateways"),
    AnalyzerCode("IST0146", "ImageAutoWithoutInjectionWarning"),
    AnalyzerCode("IST0147", "ImageAutoWithoutInjectionError"),
    AnalyzerCode("IST0148", "NamespaceInjectionEnabledByDefault", ofInstallation),
    AnalyzerCode("IST0149", "JwtClaimBasedRoutingWithoutRequestAuthN"),
    AnalyzerCode(
      "IST0150", "ExternalNameServiceTypeInvalidPortName",
      "From 1.21 on an ExternalName service is an alias of its target, whatever its ports are "
        + "called."),
    AnalyzerCode("IST0151", "EnvoyFilterUsesRelativeOperation"),
    AnalyzerCode("IST0152", "EnvoyFilterUsesReplaceOperationIncorrectly"),
    AnalyzerCode("IST0153", "EnvoyFilterUsesAddOperationIncorrectly"),
    AnalyzerCode("IST0154", "EnvoyFilterUsesRemoveOperationIncorrectly"),
    AnalyzerCode("IST0155", "EnvoyFilterUsesRelativeOperationWithProxyVersion"),
    AnalyzerCode("IST0156", "UnsupportedGatewayAPIVersion", ofTheCluster),
    AnalyzerCode("IST0157", "InvalidTelemetryProvider", ofTelemetry),
    AnalyzerCode("IST0158", "PodsIstioProxyImageMismatchInNamespace", ofTheCluster),
    AnalyzerCode("IST0159", "ConflictingTelemetryWorkloadSelectors", ofTelemetry),
    AnalyzerCode("IST0160", "MultipleTelemetriesWithoutWorkloadSelectors", ofTelemetry),
    AnalyzerCode(
      "IST0161", "InvalidGatewayCredential",
      "The data of Secrets are never read, so that no finding can quote them."),
    AnalyzerCode("IST0162", "GatewayPortNotDefinedOnService"),
    AnalyzerCode("IST0163", "InvalidExternalControlPlaneConfig", ofInstallation),
    AnalyzerCode("IST0164", "ExternalControlPlaneAddressIsNotAHostname", ofInstallation),
    AnalyzerCode("IST0165", "ReferencedInternalGateway"),
    AnalyzerCode(
      "IST0166", "IneffectiveSelector",
      "Which pods a policy acts on at Gateways of Gateway API is shown by the answers there."),
    AnalyzerCode(
      "IST0167", "IneffectivePolicy",
      "Pods in ambient mode have no sidecar, and their waypoints are "
        + "not modelled."),
    AnalyzerCode("IST0168", "UnknownUpgradeCompatibility", ofInstallation),
    AnalyzerCode("IST0169", "UpdateIncompatibility", ofInstallation),
    AnalyzerCode("IST0170", "MultiClusterInconsistentService", "There is one cluster."),
    AnalyzerCode("IST0171", "NegativeConditionStatus", ofTheCluster),
    AnalyzerCode("IST0172", "FutureUnsupportedGatewayAPIVersion", ofTheCluster),
    AnalyzerCode("IST0173", "DestinationRuleSubsetNotSelectPods"),
    AnalyzerCode("IST0174", "UnknownDestinationRuleHost"),
    AnalyzerCode("IST0175", "JwksUriFetchUnrestricted", ofInstallation),
    AnalyzerCode("IST0176", "GatewayAPICRDVersionBelowMinimum", ofTheCluster),
  ]
}
