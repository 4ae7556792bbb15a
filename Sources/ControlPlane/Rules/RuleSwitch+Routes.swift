// What a route says.
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let routes: [RuleSwitch] = [
    .missingHeaderCountsAsEmpty, .authorityInDestinationHeaders, .subnetsStayForLaterMatches,
    .defaultRetryOn503, .hashedRetryStaysOnHost, .retryBackoff, .cookieAttributes,
    .statesUnmatchedPreflights, .mirrorHostSuffix, .unknownRedirectCodeWithoutAction,
    .versionOneInMetadata,
  ]

  public static let missingHeaderCountsAsEmpty = Self(
    "missingHeaderCountsAsEmpty",
    summary: "withoutHeaders matches a request that lacks the header",
    otherwise: "withoutHeaders with a value does not match a request that lacks the header",
    concerns: "VirtualServices with withoutHeaders",
    source: "releasenotes/notes/49537.yaml@1.22.0",
    releases: .since(22))

  public static let subnetsStayForLaterMatches = Self(
    "subnetsStayForLaterMatches",
    summary: "destinationSubnets of a tls match hold for the later matches of the service, too",
    otherwise: "destinationSubnets of a tls match hold for that match alone",
    concerns: "VirtualServices with tls matches on destinationSubnets",
    source: "pilot/pkg/networking/core/tls.go@1.22.0 and @1.23.0",
    releases: .since(23))

  public static let authorityInDestinationHeaders = Self(
    "authorityInDestinationHeaders",
    summary: "a destination's request headers may set :authority",
    otherwise: "a destination's request headers may set Host, and not :authority",
    concerns: "VirtualServices that set :authority at a destination",
    source: "releasenotes/notes/48621.yaml@1.21.0",
    releases: .since(21))

  public static let defaultRetryOn503 = Self(
    "defaultRetryOn503",
    summary: "an answer 503 is tried again twice by default",
    otherwise: "an answer 503 is not tried again by default",
    concerns: "every client of a service that answers 503",
    source: "releasenotes/notes/50506.yaml@1.24.0; "
      + "pilot/pkg/networking/core/route/retry/retry.go@1.23.0",
    releases: .until(23))

  public static let hashedRetryStaysOnHost = Self(
    "hashedRetryStaysOnHost",
    summary: "a retry under consistent hashing goes to the same host",
    otherwise: "a retry under consistent hashing avoids the hosts tried before",
    concerns: "VirtualService rules with one destination under consistent hashing",
    source: "pilot/pkg/networking/core/route/retry/retry.go@1.23.0",
    releases: .since(23))

  public static let retryBackoff = Self(
    "retryBackoff",
    summary: "retries.backoff and retries.retryIgnorePreviousHosts act",
    otherwise: "retries.backoff and retries.retryIgnorePreviousHosts are unknown fields",
    concerns: "VirtualServices that set them",
    source: "releasenotes/notes/retry_backoff.yaml@1.26.0, retry-hosts.yaml@1.26.0",
    releases: .since(26))

  public static let cookieAttributes = Self(
    "cookieAttributes",
    summary: "attributes of a hashed cookie are sent",
    otherwise: "attributes of a hashed cookie are an unknown field",
    concerns: "DestinationRules with consistentHash.httpCookie.attributes",
    source: "pilot/pkg/networking/core/route/route.go@1.28.0, consistentHashToHashPolicy",
    releases: .since(28))

  public static let statesUnmatchedPreflights = Self(
    "statesUnmatchedPreflights",
    summary: "corsPolicy.unmatchedPreflights is sent, FORWARD by default",
    otherwise: "unmatched preflight requests are forwarded",
    concerns: "VirtualServices with a corsPolicy",
    source: "releasenotes/notes/50452.yaml@1.23.0",
    releases: .since(23))

  public static let mirrorHostSuffix = Self(
    "mirrorHostSuffix",
    summary: "a mirrored request's host gets the suffix -shadow",
    otherwise: "a mirrored request keeps its host",
    concerns: "services that receive mirrored requests",
    source: "pilot/pkg/features/pilot.go@1.28.0, DISABLE_SHADOW_HOST_SUFFIX",
    releases: .until(27))

  public static let unknownRedirectCodeWithoutAction = Self(
    "unknownRedirectCodeWithoutAction",
    summary: "a redirect with an unknown code is sent without an action",
    otherwise: "a redirect with an unknown code makes the table unusable",
    concerns: "VirtualServices with an unusual redirectCode",
    source: "istio/istio commit 7a4f5d3a87a",
    releases: .since(25))

  public static let versionOneInMetadata = Self(
    "versionOneInMetadata",
    summary: "routes and clusters name their resource under networking.istio.io/v1",
    otherwise: "routes and clusters name their resource under networking.istio.io/v1alpha3",
    concerns: "readers of metadata",
    source: "pilot/pkg/config/kube/crdclient@1.24.0",
    releases: .since(24))
}
