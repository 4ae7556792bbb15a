// What an outbound cluster says.
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let clusters: [RuleSwitch] = [
    .selectorRulesFirst, .mergesByEqualExport, .localityWeightsAlways, .trafficDistribution,
    .sameZoneIsClose, .failoverLabelsForDNS, .sendsUnhealthyEndpoints, .subsetsInheritTLSMode,
    .tcpIdleTimeoutForHTTP, .streamLimit, .streamLimitWithUpgrade, .upgradeSparesUndeclaredPorts,
    .clientProtocolBlocksUpgrade, .tracksRemaining, .retryBudget, .retryBudgetInPercent,
    .retryBudgetOfSubsets, .warmupBlock, .serverNameFromRequest, .proxyProtocol,
    .proxyProtocolInPlainText, .tunedNameResolution, .dynamicDNSAtSidecars, .namesAmongEndpoints,
    .youngestServiceHasEndpoints,
  ]

  public static let selectorRulesFirst = Self(
    "selectorRulesFirst",
    summary: "DestinationRules with a workloadSelector are merged first",
    otherwise: "DestinationRules are merged by age alone",
    concerns: "hosts with several DestinationRules of one namespace",
    source: "pilot/pkg/model/push_context.go@1.22.0",
    releases: .since(22))

  public static let mergesByEqualExport = Self(
    "mergesByEqualExport",
    summary: "DestinationRules of one host merge where the exportTo of the older is equal "
      + "or narrower",
    otherwise: "DestinationRules of one host and namespace merge whatever their exportTo",
    concerns: "hosts with several DestinationRules of one namespace",
    source: "releasenotes/notes/52519.yaml@1.24.0; "
      + "pilot/pkg/model/destination_rule.go@1.24.0",
    releases: .since(24))

  public static let localityWeightsAlways = Self(
    "localityWeightsAlways",
    summary: "every cluster weighs its localities",
    otherwise: "a cluster weighs its localities where locality settings ask for it",
    concerns: "services in several zones",
    source: "pilot/pkg/networking/core/cluster_traffic_policy.go@1.23.0 and @1.24.0",
    releases: .until(23))

  public static let trafficDistribution = Self(
    "trafficDistribution",
    summary: "a Service's trafficDistribution is honoured",
    otherwise: "a Service's trafficDistribution is ignored",
    concerns: "Services with trafficDistribution",
    source: "releasenotes/notes/traffic-distribution.yaml@1.25.0",
    releases: .since(25))

  public static let tcpIdleTimeoutForHTTP = Self(
    "tcpIdleTimeoutForHTTP",
    summary: "tcp.idleTimeout holds for HTTP where http.idleTimeout is absent",
    otherwise: "tcp.idleTimeout does not hold for HTTP",
    concerns: "DestinationRules with tcp.idleTimeout",
    source: "releasenotes/notes/set-tcp-idle-timeout-in-http-clusters.yaml@1.21.0",
    releases: .since(21))

  public static let streamLimitWithUpgrade = Self(
    "streamLimitWithUpgrade",
    summary: "http.maxConcurrentStreams holds beside h2UpgradePolicy",
    otherwise: "http.maxConcurrentStreams is ignored beside h2UpgradePolicy",
    concerns: "DestinationRules with both",
    source: "releasenotes/notes/bugfix-http2-upgrade-policy.yaml@1.28.0",
    releases: .since(28))

  public static let clientProtocolBlocksUpgrade = Self(
    "clientProtocolBlocksUpgrade",
    summary: "useClientProtocol prevents the upgrade to HTTP/2",
    otherwise: "useClientProtocol does not prevent the upgrade to HTTP/2",
    concerns: "DestinationRules with both",
    source: "releasenotes/notes/use-client-protocol.yaml@1.25.0",
    releases: .since(25))

  public static let tracksRemaining = Self(
    "tracksRemaining",
    summary: "the gauges of what a circuit breaker has left are kept",
    otherwise: "the gauges of what a circuit breaker has left are not kept",
    concerns: "readers of the remaining_* gauges",
    source: "releasenotes/notes/disable-track-remaining-cb-metrics.yaml@1.29.0",
    releases: .until(28))

  public static let retryBudget = Self(
    "retryBudget",
    summary: "a DestinationRule's retryBudget acts",
    otherwise: "a DestinationRule's retryBudget is an unknown field",
    concerns: "DestinationRules with retryBudget",
    source: "releasenotes/notes/retry-budget.yaml@1.27.0",
    releases: .since(27))

  public static let retryBudgetInPercent = Self(
    "retryBudgetInPercent",
    summary: "a retryBudget without percent is 20 per cent",
    otherwise: "a retryBudget without percent is 0.2 per cent",
    concerns: "DestinationRules with retryBudget and no percent",
    source: "releasenotes/notes/retry-budget-percent.yaml@1.30.0",
    releases: .since(30, alsoFrom: [28: 6, 29: 2]))

  public static let warmupBlock = Self(
    "warmupBlock",
    summary: "loadBalancer.warmup acts",
    otherwise: "loadBalancer.warmup is an unknown field",
    concerns: "DestinationRules with warmup",
    source: "releasenotes/notes/3215.yaml@1.24.0",
    releases: .since(24))

  public static let serverNameFromRequest = Self(
    "serverNameFromRequest",
    summary: "TLS that a DestinationRule starts takes its server name from the request and "
      + "verifies the certificate",
    otherwise: "TLS that a DestinationRule starts has no server name unless one is given",
    concerns: "DestinationRules with TLS mode SIMPLE or MUTUAL",
    source: "releasenotes/notes/enable-auto-sni.yaml@1.21.0, enable-verify-certificate-at- "
      + "client.yaml@1.21.0",
    releases: .since(21))

  public static let tunedNameResolution = Self(
    "tunedNameResolution",
    summary: "clusters that are resolved by DNS spread their queries and bound those of one "
      + "connection",
    otherwise: "clusters that are resolved by DNS query at the same moment",
    concerns: "ServiceEntries with resolution DNS",
    source: "pilot/pkg/networking/core/cluster_builder.go@1.25.0",
    releases: .since(25))

  public static let streamLimit = Self(
    "streamLimit",
    summary: "http.maxConcurrentStreams acts",
    otherwise: "http.maxConcurrentStreams is an unknown field",
    concerns: "DestinationRules with it, on HTTP/2",
    source: "releasenotes/notes/max-concurrent-streams.yaml@1.21.0",
    releases: .since(21))

  public static let upgradeSparesUndeclaredPorts = Self(
    "upgradeSparesUndeclaredPorts",
    summary: "h2UpgradePolicy does not act where the client's protocol decides",
    otherwise: "h2UpgradePolicy makes HTTP/2 of ports without a declared protocol, too",
    concerns: "DestinationRules with h2UpgradePolicy for such ports",
    source: "pilot/pkg/networking/core/cluster_builder.go setH2Options@1.27.0 and @1.28.0",
    releases: .since(28))

  public static let retryBudgetOfSubsets = Self(
    "retryBudgetOfSubsets",
    summary: "a subset with a policy of its own inherits retryBudget or replaces it",
    otherwise: "a subset with a policy of its own has no retryBudget",
    concerns: "DestinationRules with retryBudget and such subsets",
    source: "releasenotes/notes/retry-budget-subset-merge.yaml@1.30.0",
    releases: .since(30, alsoFrom: [28: 6, 29: 2]))

  public static let sameZoneIsClose = Self(
    "sameZoneIsClose",
    summary: "trafficDistribution PreferClose means the same zone, and PreferSameNode acts",
    otherwise: "trafficDistribution PreferClose means the same sub-zone",
    concerns: "Services with trafficDistribution",
    source: "pilot/pkg/networking/core/loadbalancer/loadbalancer.go@1.26.0 and @1.27.0",
    releases: .since(27))

  public static let failoverLabelsForDNS = Self(
    "failoverLabelsForDNS",
    summary: "failoverPriority orders the addresses of a cluster that is resolved by DNS",
    otherwise: "failoverPriority is ignored by clusters that are resolved by DNS",
    concerns: "ServiceEntries with resolution DNS",
    source: "pilot/pkg/networking/core/cluster_traffic_policy.go@1.29.0 and @1.30.3",
    releases: .since(30))

  public static let sendsUnhealthyEndpoints = Self(
    "sendsUnhealthyEndpoints",
    summary: "pods that are not ready are sent as unhealthy, and no cluster panics unless "
      + "minHealthPercent says so",
    otherwise: "pods that are not ready are not sent",
    concerns: "services with pods that are not ready",
    source: "pilot/pkg/features/experimental.go@1.31.0-rc.0, PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS",
    releases: .since(31))

  public static let subsetsInheritTLSMode = Self(
    "subsetsInheritTLSMode",
    summary: "endpoints of a subset without a TLS mode are told apart by the DestinationRule's",
    otherwise: "endpoints of a subset without a TLS mode are told apart by their proxies alone",
    concerns: "DestinationRules with a TLS mode and subsets",
    source: "pilot/pkg/xds/endpoints/mtls_checker.go@1.30.3 and @1.31.0-rc.0",
    releases: .since(31))

  public static let proxyProtocol = Self(
    "proxyProtocol",
    summary: "trafficPolicy.proxyProtocol acts",
    otherwise: "trafficPolicy.proxyProtocol is an unknown field",
    concerns: "DestinationRules with it",
    source: "pilot/pkg/networking/core/v1alpha3/cluster_traffic_policy.go@1.21.0",
    releases: .since(21))

  public static let proxyProtocolInPlainText = Self(
    "proxyProtocolInPlainText",
    summary: "trafficPolicy.proxyProtocol acts on plain text, too",
    otherwise: "trafficPolicy.proxyProtocol acts on TLS alone",
    concerns: "DestinationRules with it",
    source: "pilot/pkg/networking/core/cluster_traffic_policy.go@1.22.0 and @1.23.0",
    releases: .since(23))

  public static let dynamicDNSAtSidecars = Self(
    "dynamicDNSAtSidecars",
    summary: "a ServiceEntry with resolution DYNAMIC_DNS resolves the host of each request",
    otherwise: "a ServiceEntry with resolution DYNAMIC_DNS has no cluster at sidecars",
    concerns: "ServiceEntries with it",
    source: "releasenotes/notes/se-wildcard-host-sidecar.yaml@1.30.0",
    releases: .since(30))

  public static let namesAmongEndpoints = Self(
    "namesAmongEndpoints",
    summary: "endpoints that are host names are sent where addresses are wanted",
    otherwise: "endpoints that are host names are left out where addresses are wanted",
    concerns: "ServiceEntries with resolution DNS for the host of another service",
    source: "pilot/pkg/xds/endpoints/endpoint_builder.go@1.21.0 and @1.22.0",
    releases: .until(21))

  public static let youngestServiceHasEndpoints = Self(
    "youngestServiceHasEndpoints",
    summary: "of services of one host and namespace the youngest alone has endpoints to resolve",
    otherwise: "of services of one host and namespace each has its endpoints to resolve",
    concerns: "ServiceEntries with resolution DNS for the host of another service",
    source: "pilot/pkg/model/push_context.go@1.20.2 and @1.21.0",
    releases: .until(20))
}
