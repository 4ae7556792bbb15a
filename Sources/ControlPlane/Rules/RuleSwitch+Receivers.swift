// What the receiver's proxy does.
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let receivers: [RuleSwitch] = [
    .inboundPassthroughPerFamily, .inboundCleanup, .sidecarInboundConnectionPool, .inboundRetry,
    .inboundRetrySparesGRPC,
  ]

  public static let inboundPassthroughPerFamily = Self(
    "inboundPassthroughPerFamily",
    summary: "ports without a service go to one cluster for each address family",
    otherwise: "ports without a service go to InboundPassthroughCluster",
    concerns: "calls to ports that no service names",
    source: "pilot/pkg/networking/core/cluster.go@1.22.0 and @1.23.0",
    releases: .until(22))

  public static let inboundCleanup = Self(
    "inboundCleanup",
    summary: "inbound clusters never forget an address",
    otherwise: "inbound clusters forget unused addresses after Envoy's five seconds",
    concerns: "nobody's answers",
    source: "pilot/pkg/networking/core/cluster_builder.go@1.23.0",
    releases: .since(23))

  public static let sidecarInboundConnectionPool = Self(
    "sidecarInboundConnectionPool",
    summary: "a Sidecar's inboundConnectionPool replaces the DestinationRule's at the "
      + "receiver",
    otherwise: "the DestinationRule's connection pool holds at the receiver whatever its "
      + "Sidecar says",
    concerns: "pods with a Sidecar that sets it",
    source: "releasenotes/notes/sidecar-api-connectionpool.yaml@1.21.0",
    releases: .since(21))

  public static let inboundRetry = Self(
    "inboundRetry",
    summary: "the receiver's proxy tries again twice when the application resets before any "
      + "byte was sent",
    otherwise: "the receiver's proxy never tries again",
    concerns: "applications that close idle connections",
    source: "releasenotes/notes/52055.yaml@1.24.0",
    releases: .since(24))

  public static let inboundRetrySparesGRPC = Self(
    "inboundRetrySparesGRPC",
    summary: "the receiver's proxy does not try gRPC again",
    otherwise: "the receiver's proxy tries gRPC again as it does HTTP",
    concerns: "gRPC ports",
    source: "pilot/pkg/networking/core/route/route.go@1.26.0",
    releases: .since(26, alsoFrom: [24: 5, 25: 2]))
}
