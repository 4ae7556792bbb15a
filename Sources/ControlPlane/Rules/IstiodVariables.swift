internal import Resources

/// A variable of istiod's environment that changes what istiod makes of a mesh
/// (pilot/pkg/features@1.20.2 … @1.31.0-rc.0).
struct IstiodVariable: Sendable {
  /// What a variable does.
  enum Effect: Sendable {
    /// It sets a switch: on where it is true, or the other way round.
    case sets(RuleSwitch, isInverted: Bool = false)
    /// It is not modelled; `usual` is the value without which nothing is left out, `what` what
    /// another value changes.
    case unmodelled(usual: Bool, what: String)
  }

  /// As istiod reads it.
  let name: String
  /// The minor releases that read it.
  let minors: ClosedRange<Int>
  /// What it does there.
  let effect: Effect

  /// Those that are honoured, or told as not modelled.
  ///
  /// Those that say whether ambient mode and Gateway API's experimental routes are served are read
  /// where these are made.
  static let all: [IstiodVariable] = [
    sets("ENABLE_EXTERNAL_NAME_ALIAS", 20...23, .externalNameIsAlias),
    sets("EXCLUDE_UNSAFE_503_FROM_DEFAULT_RETRY", 24...26, .defaultRetryOn503, isInverted: true),
    sets("ENABLE_INBOUND_RETRY_POLICY", 23...26, .inboundRetry),
    sets("ENABLE_ENHANCED_DESTINATIONRULE_MERGE", 24...latest, .mergesByEqualExport),
    sets("PILOT_UNIFIED_SIDECAR_SCOPE", 24...latest, .unifiedSidecarScope),
    sets("ENABLE_RESOLUTION_NONE_TARGET_PORT", 22...24, .targetPortWithoutResolution),
    sets("ENABLE_LOCALITY_WEIGHTED_LB_CONFIG", 24...latest, .localityWeightsAlways),
    sets("DISABLE_SHADOW_HOST_SUFFIX", 28...latest, .mirrorHostSuffix, isInverted: true),
    sets("PILOT_SIDECAR_PICK_BEST_SERVICE_NAMESPACE", 30...latest, .bestNamespaceForDestinations),
    sets("PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS", 31...latest, .sendsUnhealthyEndpoints),
    sets("PILOT_ENABLE_IP_AUTOALLOCATE", 23...latest, .allocatesAddresses),
    sets("AMBIENT_DNS_CAPTURE", 22...latest, .tunnelsAnswerNames),
    unmodelled("PILOT_SEND_UNHEALTHY_ENDPOINTS", false, "pods that are not ready are sent, too"),
    unmodelled(
      "PILOT_SCOPE_GATEWAY_TO_NAMESPACE", false, "Gateways select pods of their namespace alone"),
    unmodelled("PILOT_ENABLE_GATEWAY_API", true, "Gateway API does not act"),
    unmodelled(
      "PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER", true,
      "Gateways of Gateway API get no Deployment and no Service"),
    unmodelled(
      "PREFER_DESTINATIONRULE_TLS_FOR_EXTERNAL_SERVICES", true,
      "TLS of DestinationRules does not act on ServiceEntries outside the mesh"),
    unmodelled("PILOT_ENABLE_INBOUND_PASSTHROUGH", true, "ports without a Service are closed"),
    unmodelled(
      "PILOT_ENABLE_SERVICEENTRY_SELECT_PODS", true, "ServiceEntries select no pods"),
    unmodelled(
      "PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES", true, "Services select no WorkloadEntries"),
    unmodelled(
      "PILOT_AUTO_ALLOW_WAYPOINT_POLICY", false, "ztunnels let every waypoint in by a policy"),
    unmodelled(
      "ENABLE_WILDCARD_HOST_SERVICE_ENTRIES_FOR_TLS", false,
      "TLS to hosts with * is served at waypoints"),
    unmodelled("ISTIO_DUAL_STACK", false, "proxies listen at IPv4 and IPv6"),
  ]

  /// The newest minor release.
  private static let latest = 99

  private static func sets(
    _ name: String, _ minors: ClosedRange<Int>, _ rule: RuleSwitch, isInverted: Bool = false
  ) -> Self {
    Self(name: name, minors: minors, effect: .sets(rule, isInverted: isInverted))
  }

  private static func unmodelled(_ name: String, _ usual: Bool, _ what: String) -> Self {
    Self(name: name, minors: 0...latest, effect: .unmodelled(usual: usual, what: what))
  }
}

extension RuleVersion {
  /// The version with what istiod's environment says otherwise.
  func honouring(_ istiod: IstiodEnvironment) -> RuleVersion {
    guard !istiod.variables.isEmpty else { return self }
    var version = self
    for variable in IstiodVariable.all where variable.minors.contains(minor) {
      guard case .sets(let rule, let isInverted) = variable.effect,
        let isOn = istiod.flag(variable.name)
      else { continue }
      version[rule] = isOn != isInverted
    }
    return version
  }

  /// The minor release of Istio 1 that it is, or extends: each comes with its Envoy.
  private var minor: Int { envoyMinor - 8 }
}

extension IstiodEnvironment {
  /// The variable without which istiod serves no ztunnels and makes no waypoints
  /// (pilot/pkg/features/ambient.go@1.30.3, `EnableAmbient`).
  static let ambient = "PILOT_ENABLE_AMBIENT"
  /// The variable without which istiod asks for no experimental routes
  /// (pilot/pkg/features/experimental.go@1.30.3, `EnableAlphaGatewayAPI`).
  static let alphaGatewayAPI = "PILOT_ENABLE_ALPHA_GATEWAY_API"

  /// Whether a feature is on that istiod has off unless it is told otherwise.
  ///
  /// Whoever uses it is taken to run istiod with it, unless the input gives istiod's environment.
  func serves(_ name: String) -> Bool { flag(name) ?? (whole == nil) }

  /// Whether ``serves(_:)`` takes it for granted.
  func assumes(_ name: String) -> Bool { flag(name) == nil && whole == nil }
}
