/// One difference in behaviour between rule versions.
///
/// A case is on or off; its name says what holds when it is on. ``entry`` is the one table from
/// which releases are made and from which `labbook rules` prints.
public enum RuleSwitch: Int, Hashable, Sendable, CaseIterable {
  // Theories.
  case routesAgainAtReceiver
  case destinationRuleAtReceiverOnly

  // Which VirtualServices and which of their rules.
  case unmatchedWildcardIgnored
  case delegatingRootsLast
  case anyRegexEndsRules
  case tiesByJoinedName
  case mixedCaseHosts
  case trailingDotDomains

  // What a route says.
  case missingHeaderCountsAsEmpty
  case authorityInDestinationHeaders
  case subnetsStayForLaterMatches
  case defaultRetryOn503
  case hashedRetryStaysOnHost
  case retryBackoff
  case cookieAttributes
  case statesUnmatchedPreflights
  case mirrorHostSuffix
  case unknownRedirectCodeWithoutAction
  case versionOneInMetadata

  // Services and scopes.
  case externalNameIsAlias
  case aliasesInRouteTables
  case unifiedSidecarScope
  case wholeDefaultExport
  case ownServicesFirst
  case mergesServicesOfOneHost
  case targetPortWithoutResolution
  case bestNamespaceForDestinations
  case unreachableSourcesPullNoClusters
  case sidecarsSubtractHosts
  case filtersAttach
  case patchesReplaceLists

  // Clusters.
  case selectorRulesFirst
  case mergesByEqualExport
  case localityWeightsAlways
  case trafficDistribution
  case sameZoneIsClose
  case failoverLabelsForDNS
  case sendsUnhealthyEndpoints
  case subsetsInheritTLSMode
  case tcpIdleTimeoutForHTTP
  case streamLimit
  case streamLimitWithUpgrade
  case upgradeSparesUndeclaredPorts
  case clientProtocolBlocksUpgrade
  case tracksRemaining
  case retryBudget
  case retryBudgetInPercent
  case retryBudgetOfSubsets
  case warmupBlock
  case serverNameFromRequest
  case proxyProtocol
  case proxyProtocolInPlainText
  case tunedNameResolution
  case dynamicDNSAtSidecars
  case namesAmongEndpoints
  case youngestServiceHasEndpoints

  // The receiver.
  case inboundPassthroughPerFamily
  case inboundCleanup
  case sidecarInboundConnectionPool
  case inboundRetry
  case inboundRetrySparesGRPC

  // Admission.
  case servesVersionOne
  case proxyProtocolIsPolicy
  case uniqueSubsetNames
  case checksEveryMatch
  case checksMaglevTable
  case checksHeaderNames
  case headerNamesAreTokens
  case gatewaysTakeGeneratedNames
  case corsAnyMethod
  case warnsOfRulesBehindOpenOne
  case uniqueCookieAttributes
  case dynamicNameResolution
  case aggressionBelowOne
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
  case grpcRoutes
  case serviceEntryParents
  case grpcRoutesCountAsHTTP
  case tlsRoutesWithoutHostsAreTCP
  case listenersAreIsolated
  case isolationSparesGRPCRoutes
  case namedRouteRules
  case mirrorShares
  case mirrorFractionCountsAsPercent
  case routeRetries
  case corsFilter
  case corsWildcards
  case lostMirrorSparesRule
  case checksHeaderValues
  case routesWithoutBackendsAnswer404
  case parentsMustExist
  case grantsForGRPCRoutes
  case routesInCollections
  case separateGRPCRoutes
  case routesNamedByKey
  case tildesInGeneratedNames
  case tlsRoutesTerminate
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
