/// One difference in behaviour between rule versions.
///
/// A case is on or off; its name says what holds when it is on. ``entry`` is the one table from
/// which releases are made and from which `labbook rules` prints.
public enum RuleSwitch: Int, Hashable, Sendable, CaseIterable {
  // Theories.
  /// The receiver's inbound virtual host carries the VirtualService's routes too, so that the next
  /// proxy routes again.
  case routesAgainAtReceiver
  /// A DestinationRule acts in the receiver's inbound cluster alone; outbound clusters have default
  /// policies and all endpoints.
  case destinationRuleAtReceiverOnly

  // Which VirtualServices and which of their rules.
  /// A wildcard host that matches no service is passed over as soon as some service of the port has
  /// a VirtualService.
  case unmatchedWildcardIgnored
  /// VirtualServices that delegate come after all others, whatever their age.
  case delegatingRootsLast
  /// Rules behind a match on the regular expression .* are cut off.
  case anyRegexEndsRules
  /// Of equally old resources the one whose name.namespace is first as a text comes first.
  case tiesByJoinedName
  /// VirtualService hosts match services whatever the case of their letters.
  case mixedCaseHosts
  /// A service answers to its full name with a trailing dot.
  case trailingDotDomains

  // What a route says.
  /// `withoutHeaders` matches a request that lacks the header.
  case missingHeaderCountsAsEmpty
  /// A destination's request headers may set :authority.
  case authorityInDestinationHeaders
  /// `destinationSubnets` of a tls match hold for the later matches of the service, too.
  case subnetsStayForLaterMatches
  /// An answer 503 is tried again twice by default.
  case defaultRetryOn503
  /// A retry under consistent hashing goes to the same host.
  case hashedRetryStaysOnHost
  /// `retries.backoff` and retries.retryIgnorePreviousHosts act.
  case retryBackoff
  /// Attributes of a hashed cookie are sent.
  case cookieAttributes
  /// `corsPolicy.unmatchedPreflights` is sent, FORWARD by default.
  case statesUnmatchedPreflights
  /// A mirrored request's host gets the suffix -shadow.
  case mirrorHostSuffix
  /// A redirect with an unknown code is sent without an action.
  case unknownRedirectCodeWithoutAction
  /// Routes and clusters name their resource under networking.istio.io/v1.
  case versionOneInMetadata

  // Services and scopes.
  /// An ExternalName service is another name of its target.
  case externalNameIsAlias
  /// A rule for or to an ExternalName service finds its target.
  case aliasesInRouteTables
  /// One host in several namespaces is resolved alike with and without a Sidecar.
  case unifiedSidecarScope
  /// The mesh's default exportTo may name namespaces.
  case wholeDefaultExport
  /// Services that only their own namespace sees come before those exported to it.
  case ownServicesFirst
  /// Of services of one host a proxy sees Kubernetes' own, else the first, with the ports of alike
  /// ones.
  case mergesServicesOfOneHost
  /// `targetPort` acts in a ServiceEntry with resolution NONE.
  case targetPortWithoutResolution
  /// A destination in several foreign namespaces is Kubernetes' own service, else the oldest.
  case bestNamespaceForDestinations
  /// Rules whose sourceNamespace excludes the client bring it no clusters.
  case unreachableSourcesPullNoClusters
  /// A Sidecar's egress host ~NAMESPACE/HOST takes services out again.
  case sidecarsSubtractHosts
  /// An EnvoyFilter with targetRefs acts on the proxies of those Gateways alone.
  case filtersAttach
  /// Patches of operation MERGE_AND_REPLACE_LIST act.
  case patchesReplaceLists

  // Clusters.
  /// DestinationRules with a workloadSelector are merged first.
  case selectorRulesFirst
  /// DestinationRules of one host merge where the exportTo of the older is equal or narrower.
  case mergesByEqualExport
  /// Every cluster weighs its localities.
  case localityWeightsAlways
  /// A Service's trafficDistribution is honoured.
  case trafficDistribution
  /// `trafficDistribution` PreferClose means the same zone, and PreferSameNode acts.
  case sameZoneIsClose
  /// `failoverPriority` orders the addresses of a cluster that is resolved by DNS.
  case failoverLabelsForDNS
  /// Pods that are not ready are sent as unhealthy, and no cluster panics unless minHealthPercent
  /// says so.
  case sendsUnhealthyEndpoints
  /// Endpoints of a subset without a TLS mode are told apart by the DestinationRule's.
  case subsetsInheritTLSMode
  /// `tcp.idleTimeout` holds for HTTP where http.idleTimeout is absent.
  case tcpIdleTimeoutForHTTP
  /// `http.maxConcurrentStreams` acts.
  case streamLimit
  /// `http.maxConcurrentStreams` holds beside h2UpgradePolicy.
  case streamLimitWithUpgrade
  /// `h2UpgradePolicy` does not act where the client's protocol decides.
  case upgradeSparesUndeclaredPorts
  /// `useClientProtocol` prevents the upgrade to HTTP/2.
  case clientProtocolBlocksUpgrade
  /// The gauges of what a circuit breaker has left are kept.
  case tracksRemaining
  /// A DestinationRule's retryBudget acts.
  case retryBudget
  /// A retryBudget without percent is 20 per cent.
  case retryBudgetInPercent
  /// A subset with a policy of its own inherits retryBudget or replaces it.
  case retryBudgetOfSubsets
  /// `loadBalancer.warmup` acts.
  case warmupBlock
  /// TLS that a DestinationRule starts takes its server name from the request and verifies the
  /// certificate.
  case serverNameFromRequest
  /// `trafficPolicy.proxyProtocol` acts.
  case proxyProtocol
  /// `trafficPolicy.proxyProtocol` acts on plain text, too.
  case proxyProtocolInPlainText
  /// Clusters that are resolved by DNS spread their queries and bound those of one connection.
  case tunedNameResolution
  /// A ServiceEntry with resolution DYNAMIC_DNS resolves the host of each request.
  case dynamicDNSAtSidecars
  /// Endpoints that are host names are sent where addresses are wanted.
  case namesAmongEndpoints
  /// Of services of one host and namespace the youngest alone has endpoints to resolve.
  case youngestServiceHasEndpoints

  // The receiver.
  /// Ports without a service go to one cluster for each address family.
  case inboundPassthroughPerFamily
  /// Inbound clusters never forget an address.
  case inboundCleanup
  /// A Sidecar's inboundConnectionPool replaces the DestinationRule's at the receiver.
  case sidecarInboundConnectionPool
  /// The receiver's proxy tries again twice when the application resets before any byte was sent.
  case inboundRetry
  /// The receiver's proxy does not try gRPC again.
  case inboundRetrySparesGRPC

  // Admission.
  /// Networking.istio.io/v1 and v1 of PeerAuthentication are served.
  case servesVersionOne
  /// A traffic policy of proxyProtocol alone is accepted, a negative maxConcurrentStreams refused.
  case proxyProtocolIsPolicy
  /// Two subsets of one name are refused.
  case uniqueSubsetNames
  /// Every string match is checked: patterns, and prefixes that are empty.
  case checksEveryMatch
  /// `maglev.tableSize` must be a prime number less than 5000011.
  case checksMaglevTable
  /// Header names are checked in matches and CORS policies.
  case checksHeaderNames
  /// A header's name may have every character that HTTP allows.
  case headerNamesAreTokens
  /// A VirtualService of gateways alone may have hosts that istiod makes (outbound_…); claims are
  /// matched there alone.
  case gatewaysTakeGeneratedNames
  /// `corsPolicy.allowMethods` may be *.
  case corsAnyMethod
  /// Each match behind a rule without match is warned of.
  case warnsOfRulesBehindOpenOne
  /// A hashed cookie's attributes must have names, each once.
  case uniqueCookieAttributes
  /// A ServiceEntry may have resolution DYNAMIC_DNS.
  case dynamicNameResolution
  /// `warmup.aggression` must be greater than 0.
  case aggressionBelowOne
  /// A traffic policy of retryBudget alone is accepted.
  case retryBudgetIsPolicy

  // Policies.
  /// Who reads the claims of a token for access rules.
  case claimsWithoutIstioFilter
  /// Whether the values of a condition on a token are one condition.
  case claimValuesTogether
  /// Whether paths of AuthorizationPolicies may be templates.
  case pathTemplatesInPolicies
  /// Whether policies have `targetRefs`.
  case listsPolicyTargets
  /// Whether AuthorizationPolicies may name service accounts.
  case serviceAccountsAsSources
  /// Whether dots in service accounts stand for themselves.
  case quotesServiceAccounts
  /// Whether dots in namespaces and principals stand for themselves.
  case quotesIdentities
  /// Whether AuthorizationPolicies may name trust domains.
  case trustDomainsAsSources
  /// Whether CUSTOM policies stand apart by provider.
  case providersApart
  /// Whether claims whose text is a list may be named.
  case namedSpaceDelimitedClaims
  /// Whether the plain segments of path templates are checked.
  case literalPathTemplates
  /// Whether a rule about tokens may do without an issuer.
  case issuerOrKeys
  /// Whether policies may be attached to ServiceEntries.
  case policiesForServiceEntries
  /// Whether policies may be attached to GatewayClasses.
  case policiesForGatewayClasses

  // Gateway API.
  /// GRPCRoutes act.
  case grpcRoutes
  /// Routes may attach to ServiceEntries.
  case serviceEntryParents
  /// A listener that allows HTTPRoutes allows GRPCRoutes, too.
  case grpcRoutesCountAsHTTP
  /// A TLSRoute on a Service without hostnames routes every connection.
  case tlsRoutesWithoutHostsAreTCP
  /// A host belongs to the listener with the most exact hostname alone.
  case listenersAreIsolated
  /// A GRPCRoute's host is served by every listener whose hostname covers it.
  case isolationSparesGRPCRoutes
  /// A rule's name is the route's name.
  case namedRouteRules
  /// `requestMirror` copies the share that percent or fraction give.
  case mirrorShares
  /// A mirror's fraction is 100 times too small.
  case mirrorFractionCountsAsPercent
  /// An HTTPRoute's retry acts.
  case routeRetries
  /// The filter CORS acts.
  case corsFilter
  /// `*` in an origin of the filter CORS stands for anything; other preflights are refused.
  case corsWildcards
  /// A mirror to a backend that is unknown or not permitted is left out.
  case lostMirrorSparesRule
  /// A filter with control characters in a header's value undoes the whole route.
  case checksHeaderValues
  /// An HTTPRoute's rule without backends answers 404.
  case routesWithoutBackendsAnswer404
  /// A route whose Service is not there is not accepted.
  case parentsMustExist
  /// ReferenceGrants may name GRPCRoutes.
  case grantsForGRPCRoutes
  /// Of several routes for a host the older come first, and TLSRoutes attach by hostname.
  case routesInCollections
  /// Of an HTTPRoute and a GRPCRoute for one host only one acts.
  case separateGRPCRoutes
  /// What is made of routes is named after namespace and host.
  case routesNamedByKey
  /// Parts of generated names are joined by `~`.
  case tildesInGeneratedNames
  /// TLSRoutes attach to listeners that terminate TLS, and to the hosts they share alone.
  case tlsRoutesTerminate
  /// TCPRoutes are read as v1: one of a cluster that serves v1alpha2 alone does not act.
  case tcpRoutesOfVersionOne
}

extension RuleSwitch {
  /// What the register holds of one switch.
  struct Entry: Sendable {
    /// What holds when it is on, in a sentence without a full stop.
    var summary: String
    /// What holds when it is off.
    var otherwise: String
    /// Who notices.
    var concerns: String
    /// Where it is written.
    var source: String
    /// The releases in which it is on.
    var releases: ReleaseSpan
  }

  /// The identifier by which a version of one's own sets it.
  public var id: String { "\(self)" }
  /// What holds when it is on.
  public var summary: String { entry.summary }
  /// What holds when it is off.
  public var otherwise: String { entry.otherwise }
  /// Who notices the difference.
  public var concerns: String { entry.concerns }
  /// Where the behaviour is written.
  public var source: String { entry.source }

  /// What a version says about it: the sentence of the side it is on.
  public func text(under version: RuleVersion) -> String {
    version[self] ? entry.summary : entry.otherwise
  }

  /// The switch of an identifier.
  public static func named(_ id: String) -> RuleSwitch? { allCases.first { $0.id == id } }
}
