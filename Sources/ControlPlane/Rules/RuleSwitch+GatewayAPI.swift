// What istiod makes of Gateway API.
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let gatewayAPI: [RuleSwitch] = [
    .grpcRoutes, .serviceEntryParents, .grpcRoutesCountAsHTTP, .tlsRoutesWithoutHostsAreTCP,
    .listenersAreIsolated, .isolationSparesGRPCRoutes, .namedRouteRules, .mirrorShares,
    .mirrorFractionCountsAsPercent, .routeRetries, .corsFilter, .corsWildcards,
    .lostMirrorSparesRule, .checksHeaderValues, .routesWithoutBackendsAnswer404, .parentsMustExist,
    .grantsForGRPCRoutes, .routesInCollections, .separateGRPCRoutes, .routesNamedByKey,
    .tildesInGeneratedNames, .tlsRoutesTerminate, .tcpRoutesOfVersionOne,
    .tlsRoutesAreAlpha, .tcpRoutesAreAlpha,
  ]

  public static let grpcRoutes = Self(
    "grpcRoutes",
    summary: "GRPCRoutes act",
    otherwise: "GRPCRoutes of v1 are not read",
    concerns: "GRPCRoutes",
    source: "pkg/config/schema/metadata.yaml@1.22.0, GRPCRoute",
    releases: .since(22))

  public static let serviceEntryParents = Self(
    "serviceEntryParents",
    summary: "routes may attach to ServiceEntries",
    otherwise: "a route's reference to a ServiceEntry is passed over",
    concerns: "routes of Gateway API whose parent is a ServiceEntry",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.21.0, toInternalParentReference",
    releases: .since(21))

  public static let grpcRoutesCountAsHTTP = Self(
    "grpcRoutesCountAsHTTP",
    summary: "a listener that allows HTTPRoutes allows GRPCRoutes, too",
    otherwise: "a listener allows GRPCRoutes only where it names them, or nothing",
    concerns: "GRPCRoutes at listeners with allowedRoutes.kinds",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.20.2, buildGRPCVirtualServices",
    releases: .until(20))

  public static let tlsRoutesWithoutHostsAreTCP = Self(
    "tlsRoutesWithoutHostsAreTCP",
    summary: "a TLSRoute on a Service without hostnames routes every connection",
    otherwise: "a TLSRoute on a Service without hostnames routes connections to the Service's name",
    concerns: "TLSRoutes without hostnames on Services",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.20.2, augmentTLSPortMatch",
    releases: .until(20))

  public static let listenersAreIsolated = Self(
    "listenersAreIsolated",
    summary: "a host belongs to the listener with the most exact hostname alone",
    otherwise: "a host is served by every listener whose hostname covers it",
    concerns: "Gateways of several listeners whose hostnames overlap",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.22.0, hostnameAllowedByIsolation",
    releases: .since(22))

  public static let isolationSparesGRPCRoutes = Self(
    "isolationSparesGRPCRoutes",
    summary: "a GRPCRoute's host is served by every listener whose hostname covers it",
    otherwise: "a GRPCRoute's host belongs to the listener with the most exact hostname alone",
    concerns: "GRPCRoutes at Gateways of several listeners whose hostnames overlap",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.22.0, buildGRPCVirtualServices",
    releases: .until(25))

  public static let namedRouteRules = Self(
    "namedRouteRules",
    summary: "a rule's name is the route's name",
    otherwise: "a rule's name is passed over",
    concerns: "readers of route names",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.24.0, convertHTTPRoute",
    releases: .since(24))

  public static let mirrorShares = Self(
    "mirrorShares",
    summary: "RequestMirror copies the share that percent or fraction give",
    otherwise: "RequestMirror copies every request",
    concerns: "HTTPRoutes with a mirror's percent or fraction",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.24.0, createMirrorFilter",
    releases: .since(24))

  public static let mirrorFractionCountsAsPercent = Self(
    "mirrorFractionCountsAsPercent",
    summary: "a mirror's fraction is 100 times too small",
    otherwise: "a mirror's fraction is right",
    concerns: "HTTPRoutes with a mirror's fraction",
    source: "releasenotes/notes/54357.yaml@1.25.0",
    releases: .from(24, until: 24))

  public static let routeRetries = Self(
    "routeRetries",
    summary: "an HTTPRoute's retry acts",
    otherwise: "an HTTPRoute's retry is passed over",
    concerns: "HTTPRoutes with retry",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.25.0, convertHTTPRoute",
    releases: .since(25))

  public static let corsFilter = Self(
    "corsFilter",
    summary: "the filter CORS acts",
    otherwise: "a route with the filter CORS is not converted",
    concerns: "HTTPRoutes with the filter CORS",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.26.0, createCorsFilter",
    releases: .since(26))

  public static let corsWildcards = Self(
    "corsWildcards",
    summary:
      "`*` in an origin of the filter CORS stands for anything; other preflights are refused",
    otherwise: "`*` in an origin of the filter CORS is a letter; other preflights are forwarded",
    concerns: "HTTPRoutes with the filter CORS",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.30.0, createCorsFilter",
    releases: .since(30))

  public static let lostMirrorSparesRule = Self(
    "lostMirrorSparesRule",
    summary: "a mirror to a backend that is unknown or not permitted is left out",
    otherwise: "a mirror to a backend that is unknown or not permitted undoes the whole HTTPRoute",
    concerns: "HTTPRoutes that mirror to such a backend",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.26.0, mirrorBackendErr",
    releases: .since(26))

  public static let checksHeaderValues = Self(
    "checksHeaderValues",
    summary: "a filter with control characters in a header's value undoes the whole route",
    otherwise: "header values of filters are sent as they are",
    concerns: "HTTPRoutes and GRPCRoutes with such header values",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.30.3, createHeadersFilter",
    releases: .since(30))

  public static let routesWithoutBackendsAnswer404 = Self(
    "routesWithoutBackendsAnswer404",
    summary: "an HTTPRoute's rule without backends answers 404",
    otherwise: "an HTTPRoute's rule without backends answers 500",
    concerns: "HTTPRoutes with rules that name no backend",
    source: "releasenotes/notes/59356.yaml@1.30.0",
    releases: .from(30, until: 30))

  public static let parentsMustExist = Self(
    "parentsMustExist",
    summary: "a route whose Service is not there is not accepted",
    otherwise: "a route whose Service is not there is accepted",
    concerns: "routes whose parent is missing",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.26.0, referenceAllowed",
    releases: .since(26))

  public static let grantsForGRPCRoutes = Self(
    "grantsForGRPCRoutes",
    summary: "ReferenceGrants may name GRPCRoutes",
    otherwise: "ReferenceGrants for GRPCRoutes count for nothing",
    concerns: "GRPCRoutes on gateways with backends in other namespaces",
    source: "pilot/pkg/config/kube/gateway/references_collection.go@1.26.0",
    releases: .since(26))

  public static let routesInCollections = Self(
    "routesInCollections",
    summary: "of several routes for a host the older come first, and TLSRoutes attach by hostname",
    otherwise: "HTTPRoutes come before GRPCRoutes, and TLSRoutes attach whatever their hostnames",
    concerns: "hosts with both kinds of routes; TLSRoutes on gateways",
    source: "pilot/pkg/config/kube/gateway/route_collections.go@1.26.0",
    releases: .since(26))

  public static let separateGRPCRoutes = Self(
    "separateGRPCRoutes",
    summary: "of an HTTPRoute and a GRPCRoute for one host only one acts",
    otherwise: "the rules of HTTPRoutes and GRPCRoutes for one host join",
    concerns: "hosts with both kinds of routes",
    source: "pilot/pkg/config/kube/gateway/controller.go@1.26.0 and @1.30.0",
    releases: .from(26, until: 29))

  public static let routesNamedByKey = Self(
    "routesNamedByKey",
    summary: "what is made of routes is named after namespace and host",
    otherwise: "what is made of routes is named after the oldest route",
    concerns: "readers of metadata",
    source: "pilot/pkg/config/kube/gateway/route_collections.go@1.27.0, mergeHTTPRoutes",
    releases: .since(27))

  public static let tildesInGeneratedNames = Self(
    "tildesInGeneratedNames",
    summary: "parts of generated names are joined by `~`",
    otherwise: "parts of generated names are joined by `-`",
    concerns: "readers of metadata",
    source: "pkg/config/gateway/kube@1.28.0, InternalGatewayName",
    releases: .since(28))

  public static let tlsRoutesTerminate = Self(
    "tlsRoutesTerminate",
    summary: "TLSRoutes attach to listeners that terminate TLS, and to the hosts they share alone",
    otherwise: "TLSRoutes attach to listeners of mode Passthrough, with all their hosts",
    concerns: "TLSRoutes on gateways",
    source: "pilot/pkg/config/kube/gateway/conditions.go@1.30.0, generateSupportedKinds; "
      + "pilot/pkg/config/kube/gateway/conversion.go@1.30.0, constrainTLSRoutesToListenerHost",
    releases: .since(30))

  public static let tcpRoutesOfVersionOne = Self(
    "tcpRoutesOfVersionOne",
    summary: "TCPRoutes are read as v1: one of a cluster that serves v1alpha2 alone does not act",
    otherwise: "TCPRoutes are read as v1alpha2",
    concerns: "TCPRoutes",
    source: "pkg/config/schema/metadata.yaml@1.31.0-rc.0, TCPRoute",
    releases: .since(31))

  /// TLSRoutes are experimental.
  public static let tlsRoutesAreAlpha = Self(
    "tlsRoutesAreAlpha",
    summary: "TLSRoutes and listeners of protocol TLS act where istiod runs with "
      + "PILOT_ENABLE_ALPHA_GATEWAY_API",
    otherwise: "TLSRoutes and listeners of protocol TLS act",
    concerns: "TLSRoutes, where the input holds istiod's Deployment",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.29.0 and @1.30.3, "
      + "listenerProtocolToIstio",
    releases: .until(29))

  /// TCPRoutes are experimental.
  public static let tcpRoutesAreAlpha = Self(
    "tcpRoutesAreAlpha",
    summary: "TCPRoutes and listeners of protocol TCP act where istiod runs with "
      + "PILOT_ENABLE_ALPHA_GATEWAY_API",
    otherwise: "TCPRoutes and listeners of protocol TCP act",
    concerns: "TCPRoutes, where the input holds istiod's Deployment",
    source: "pilot/pkg/config/kube/gateway/conversion.go@1.30.3 and @1.31.0-rc.0, "
      + "listenerProtocolToIstio",
    releases: .until(30))
}
