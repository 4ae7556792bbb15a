// The switches that make the two theories.
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let theories: [RuleSwitch] = [
    .routesAgainAtReceiver, .destinationRuleAtReceiverOnly,
  ]

  public static let routesAgainAtReceiver = Self(
    "routesAgainAtReceiver",
    summary: "the receiver's inbound virtual host carries the VirtualService's routes too, "
      + "so that the next proxy routes again",
    otherwise: "a receiver's proxy never looks at a VirtualService",
    concerns: "every request that a proxy receives",
    source: "pilot/pkg/networking/core/httproute.go@1.30.3 builds inbound routes without "
      + "VirtualServices",
    releases: .never)

  public static let destinationRuleAtReceiverOnly = Self(
    "destinationRuleAtReceiverOnly",
    summary: "a DestinationRule acts in the receiver's inbound cluster alone; outbound "
      + "clusters have default policies and all endpoints",
    otherwise: "a DestinationRule acts in the caller's outbound clusters, and its "
      + "connection pool in the receiver's inbound cluster too",
    concerns: "every service with a DestinationRule",
    source: "pilot/pkg/networking/core/cluster_traffic_policy.go@1.30.3 applies all of a "
      + "policy outbound",
    releases: .never)
}
