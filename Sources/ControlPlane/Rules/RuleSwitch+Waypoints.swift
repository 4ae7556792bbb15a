// What ambient mode and its waypoints do.

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let waypoints: [RuleSwitch] = [
    .ambientMode, .waypointMergesRules, .waypointPassesOverByteRules, .waypointRoutesBytes,
    .waypointTakesAnySource, .waypointTakesAnyLabels, .waypointKeepsOneWeight,
    .waypointAnswers500, .waypointDefaultIsOutbound, .waypointHashesWithoutRules,
    .waypointHearsGatewayPolicies, .waypointLimitsInnerHops, .tunnelsAgeOut,
    .tunnelsBetweenNetworks, .mutualRulesCloseTunnels, .namespacesSendGateways,
    .allocatesAddresses, .tunnelsAnswerNames, .tunnelsKnowRanges,
  ]

  /// Ambient mode is part of the release.
  public static let ambientMode = Self(
    "ambientMode",
    summary: "ztunnels carry the traffic of namespaces in ambient mode, and waypoints apply the "
      + "rules of the services that are addressed",
    otherwise: "ambient mode is no part of the release",
    concerns: "namespaces and pods labelled istio.io/dataplane-mode: ambient",
    source: "pilot/pkg/features/ambient.go@1.24.0",
    releases: .since(24))

  /// Waypoints put the rules of all VirtualServices of a host together.
  public static let waypointMergesRules = Self(
    "waypointMergesRules",
    summary: "a waypoint appends the rules of all VirtualServices of a host, the oldest first",
    otherwise: "a waypoint applies the first VirtualService of a host alone",
    concerns: "services in ambient mode with several VirtualServices or routes",
    source: "releasenotes/notes/59484.yaml@1.30.0",
    releases: .since(30, alsoFrom: [28: 6, 29: 2]))

  /// Waypoints look for the first VirtualService with rules for HTTP.
  public static let waypointPassesOverByteRules = Self(
    "waypointPassesOverByteRules",
    summary: "a waypoint looks for the first VirtualService with rules for HTTP",
    otherwise: "a waypoint takes the first VirtualService even where it has no rule for HTTP",
    concerns: "services in ambient mode with a VirtualService for TCP and one for HTTP",
    source: "pilot/pkg/networking/core/listener_waypoint.go@1.25.0 and @1.26.0",
    releases: .since(26))

  /// Waypoints apply rules for TCP and TLS.
  public static let waypointRoutesBytes = Self(
    "waypointRoutesBytes",
    summary: "a waypoint applies rules for TCP and TLS",
    otherwise: "a waypoint passes bytes on to the service that was dialled, whatever the rules",
    concerns: "services in ambient mode with tcp or tls rules",
    source: "pilot/pkg/networking/core/listener_waypoint.go@1.25.0 and @1.26.0",
    releases: .since(26))

  /// Waypoints look at no gateways and namespaces of matches.
  public static let waypointTakesAnySource = Self(
    "waypointTakesAnySource",
    summary: "a match on gateways or sourceNamespace holds for everybody at a waypoint",
    otherwise: "a match on gateways or sourceNamespace is compared with the waypoint's own",
    concerns: "rules with such matches at waypoints",
    source: "pilot/pkg/networking/core/listener_waypoint.go@1.25.0 and @1.26.0",
    releases: .from(24, until: 25))

  /// Waypoints take matches on labels of sources for everybody.
  public static let waypointTakesAnyLabels = Self(
    "waypointTakesAnyLabels",
    summary: "a match on sourceLabels holds for everybody at a waypoint",
    otherwise: "a match on sourceLabels is left out at a waypoint",
    concerns: "rules with sourceLabels at waypoints",
    source: "releasenotes/notes/51565-waypoint-sourcelabels.yaml@1.25.0",
    releases: .from(24, until: 24))

  /// Waypoints make one weighted destination the only one, and hash nothing.
  public static let waypointKeepsOneWeight = Self(
    "waypointKeepsOneWeight",
    summary: "at a waypoint the one destination that has a weight is the route's cluster, and "
      + "no hash chooses hosts",
    otherwise: "a waypoint translates destinations as a sidecar does",
    concerns: "weights of 0 and consistent hashing at waypoints",
    source: "pilot/pkg/networking/core/listener_waypoint.go@1.25.0 and @1.26.0",
    releases: .from(24, until: 25))

  /// Waypoints answer 500 for missing backends of routes.
  public static let waypointAnswers500 = Self(
    "waypointAnswers500",
    summary: "a waypoint answers 500 for a route's backend that is not there",
    otherwise: "a waypoint answers 503 for a route's backend that is not there",
    concerns: "HTTPRoutes at waypoints with missing backends",
    source: "pilot/pkg/networking/core/listener_waypoint.go@1.24.0 and @1.25.0",
    releases: .since(25))

  /// Waypoints' routes without rules are like outbound ones.
  public static let waypointDefaultIsOutbound = Self(
    "waypointDefaultIsOutbound",
    summary: "a waypoint's route without rules tries again as a sidecar's outbound route does",
    otherwise: "a waypoint's route without rules tries again as an inbound route does: where the "
      + "connection was reset before anything was sent",
    concerns: "services in ambient mode without rules",
    source: "releasenotes/notes/60682.yaml@1.30.3",
    releases: .since(31, alsoFrom: [30: 3]))

  /// Waypoints hash where no VirtualService is, too.
  public static let waypointHashesWithoutRules = Self(
    "waypointHashesWithoutRules",
    summary: "a consistent hash chooses hosts at a waypoint where no VirtualService is, too",
    otherwise: "a consistent hash without a VirtualService chooses at random at a waypoint",
    concerns: "services in ambient mode whose DestinationRule hashes consistently",
    source: "releasenotes/notes/61045.yaml@1.31.0",
    releases: .since(31))

  /// Waypoints ask the policies of their own namespace and the root's for every service.
  public static let waypointHearsGatewayPolicies = Self(
    "waypointHearsGatewayPolicies",
    summary: "policies for a waypoint's Gateway act on services of every namespace, and those of "
      + "class istio-waypoint on all",
    otherwise: "a waypoint asks the policies of the service's namespace alone",
    concerns: "policies at waypoints that other namespaces use",
    source: "pilot/pkg/model/authorization.go@1.24.0 and @1.25.0",
    releases: .since(25))

  /// Waypoints' inner hops have no limits.
  public static let waypointLimitsInnerHops = Self(
    "waypointLimitsInnerHops",
    summary: "a waypoint's inner hops have no limits",
    otherwise: "a waypoint's inner hops have Envoy's limits of 1,024",
    concerns: "waypoints with more than 1,024 connections at once",
    source: "pilot/pkg/networking/core/cluster_waypoint.go@1.24.0 and @1.25.0",
    releases: .since(25))

  /// Tunnels say after how long they close.
  public static let tunnelsAgeOut = Self(
    "tunnelsAgeOut",
    summary: "tunnels without traffic close after an hour",
    otherwise: "tunnels without traffic close when Envoy's default says so, after an hour",
    concerns: "nobody's answers",
    source: "pilot/pkg/networking/core/cluster_waypoint.go@1.28.0 and @1.29.0",
    releases: .since(29))

  /// Waypoints have tunnels within tunnels.
  public static let tunnelsBetweenNetworks = Self(
    "tunnelsBetweenNetworks",
    summary: "waypoints can reach other networks through tunnels within tunnels",
    otherwise: "waypoints reach their own network alone",
    concerns: "meshes of several networks",
    source: "pilot/pkg/networking/core/cluster_waypoint.go@1.28.0 and @1.29.0",
    releases: .since(29))

  /// ISTIO_MUTUAL of a DestinationRule closes tunnels.
  public static let mutualRulesCloseTunnels = Self(
    "mutualRulesCloseTunnels",
    summary: "where a DestinationRule says ISTIO_MUTUAL, sidecars and gateways open no tunnel, "
      + "even to pods that take nothing else",
    otherwise: "sidecars and gateways open tunnels to pods in ambient mode whatever a "
      + "DestinationRule says of mutual TLS",
    concerns: "DestinationRules with tls.mode: ISTIO_MUTUAL for pods in ambient mode",
    source: "pilot/pkg/xds/endpoints/endpoint_builder.go@1.25.0 and @1.26.0",
    releases: .from(24, until: 25))

  /// A namespace's label sends gateways to waypoints.
  public static let namespacesSendGateways = Self(
    "namespacesSendGateways",
    summary: "istio.io/ingress-use-waypoint on a namespace counts for its Services",
    otherwise: "istio.io/ingress-use-waypoint counts on Services alone",
    concerns: "gateways before services with a waypoint",
    source: "pilot/pkg/serviceregistry/kube/controller/ambient/services.go@1.24.0 and @1.25.0",
    releases: .since(25))

  /// istiod gives ServiceEntries without addresses one for each host.
  public static let allocatesAddresses = Self(
    "allocatesAddresses",
    summary: "istiod gives each host of a ServiceEntry that has a resolution and no addresses an "
      + "address of 240.240.0.0/16, unless its label networking.istio.io/enable-autoallocate-ip "
      + "is false",
    otherwise: "istiod gives no addresses to hosts of ServiceEntries, unless it is told to "
      + "(PILOT_ENABLE_IP_AUTOALLOCATE)",
    concerns: "ServiceEntries without addresses in ambient mode",
    source: "pilot/pkg/networking/serviceentry/ip_autoallocation.go@1.25.0; "
      + "PILOT_ENABLE_IP_AUTOALLOCATE of pilot/pkg/features/pilot.go@1.24.0 and @1.25.0",
    releases: .since(25))

  /// ztunnels answer what pods ask of DNS.
  public static let tunnelsAnswerNames = Self(
    "tunnelsAnswerNames",
    summary: "ztunnels answer pods' DNS queries: hosts of ServiceEntries have the entries' "
      + "addresses",
    otherwise: "pods in ambient mode ask the cluster's DNS, which does not know ServiceEntries, "
      + "unless the CNI plugin is told otherwise (AMBIENT_DNS_CAPTURE)",
    concerns: "pods in ambient mode that call hosts of ServiceEntries",
    source: "manifests/charts/istio-cni/values.yaml@1.24.0 and @1.25.0, ambient.dnsCapture",
    releases: .since(25))

  /// ztunnels know ranges of addresses.
  public static let tunnelsKnowRanges = Self(
    "tunnelsKnowRanges",
    summary: "ztunnels know a ServiceEntry by ranges of addresses, too",
    otherwise: "ztunnels are not told of a ServiceEntry that has a range of addresses",
    concerns: "ServiceEntries with ranges of addresses in ambient mode",
    source: "pilot/pkg/serviceregistry/kube/controller/ambient/helpers.go@1.29.0 and "
      + "pilot/pkg/serviceregistry/ambient/helpers.go@1.30.0, parseCidrOrIP",
    releases: .since(30))
}
