// What the admission webhook looks at (pkg/config/validation/validation.go, virtualservice.go).
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let admission: [RuleSwitch] = [
    .servesVersionOne, .proxyProtocolIsPolicy, .uniqueSubsetNames, .checksEveryMatch,
    .checksMaglevTable, .checksHeaderNames, .headerNamesAreTokens, .gatewaysTakeGeneratedNames,
    .corsAnyMethod, .warnsOfRulesBehindOpenOne, .uniqueCookieAttributes, .dynamicNameResolution,
    .aggressionBelowOne, .retryBudgetIsPolicy,
  ]

  public static let servesVersionOne = Self(
    "servesVersionOne",
    summary: "networking.istio.io/v1 and v1 of PeerAuthentication are served",
    otherwise: "networking.istio.io/v1 and v1 of PeerAuthentication are not served",
    concerns: "manifests that are written in v1",
    source: "manifests/charts/base/crds/crd-all.gen.yaml@1.21.0 and @1.22.0",
    releases: .since(22))

  public static let proxyProtocolIsPolicy = Self(
    "proxyProtocolIsPolicy",
    summary: "a traffic policy of proxyProtocol alone is accepted, a negative "
      + "maxConcurrentStreams refused",
    otherwise: "a traffic policy of proxyProtocol alone is refused, a negative "
      + "maxConcurrentStreams accepted",
    concerns: "DestinationRules that set them",
    source: "pkg/config/validation/validation.go@1.21.0, validateTrafficPolicy",
    releases: .since(21))

  public static let uniqueSubsetNames = Self(
    "uniqueSubsetNames",
    summary: "two subsets of one name are refused",
    otherwise: "two subsets of one name are accepted",
    concerns: "DestinationRules with subsets",
    source: "releasenotes/notes/duplicate-subset-names.yaml@1.22.0",
    releases: .since(22))

  public static let checksEveryMatch = Self(
    "checksEveryMatch",
    summary: "every string match is checked: patterns, and prefixes that are empty",
    otherwise: "patterns are checked in rules without delegates, withoutHeaders nowhere",
    concerns: "VirtualServices with matches",
    source: "releasenotes/notes/http-route-validation.yaml@1.22.0",
    releases: .since(22))

  public static let checksMaglevTable = Self(
    "checksMaglevTable",
    summary: "maglev.tableSize must be a prime number less than 5000011",
    otherwise: "maglev.tableSize is not checked",
    concerns: "DestinationRules with maglev",
    source: "pkg/config/validation/validation.go@1.22.0, validateLoadBalancer",
    releases: .since(22))

  public static let checksHeaderNames = Self(
    "checksHeaderNames",
    summary: "header names are checked in matches and CORS policies",
    otherwise: "header names in matches and CORS policies need only not be empty",
    concerns: "VirtualServices that name headers",
    source: "pkg/config/validation/validation.go@1.23.0, ValidateHTTPHeaderName",
    releases: .since(23))

  public static let headerNamesAreTokens = Self(
    "headerNamesAreTokens",
    summary: "a header's name may have every character that HTTP allows",
    otherwise: "a header's name may have letters, digits, - and _",
    concerns: "VirtualServices that name headers",
    source: "pkg/config/validation/validation.go@1.25.0, validHeaderNameRegex",
    releases: .since(25))

  public static let gatewaysTakeGeneratedNames = Self(
    "gatewaysTakeGeneratedNames",
    summary: "a VirtualService of gateways alone may have hosts that istiod makes (outbound_…); "
      + "claims are matched there alone",
    otherwise: "no VirtualService may have hosts that istiod makes",
    concerns: "VirtualServices of gateways",
    source: "pkg/config/validation/validation.go@1.24.0, isGateway",
    releases: .since(24))

  public static let corsAnyMethod = Self(
    "corsAnyMethod",
    summary: "corsPolicy.allowMethods may be *",
    otherwise: "corsPolicy.allowMethods must name methods",
    concerns: "VirtualServices with a corsPolicy",
    source: "pkg/config/validation/validation.go@1.26.0, supportedCORSMethods",
    releases: .since(26))

  public static let warnsOfRulesBehindOpenOne = Self(
    "warnsOfRulesBehindOpenOne",
    summary: "each match behind a rule without match is warned of",
    otherwise: "only a second rule without match is warned of",
    concerns: "VirtualServices with a rule without match that is not the last",
    source: "pkg/config/validation/validation.go@1.27.0, analyzeUnreachableHTTPRules",
    releases: .since(27))

  public static let uniqueCookieAttributes = Self(
    "uniqueCookieAttributes",
    summary: "a hashed cookie's attributes must have names, each once",
    otherwise: "a hashed cookie's attributes are not checked",
    concerns: "DestinationRules with consistentHash.httpCookie",
    source: "pkg/config/validation/validation.go@1.28.0, validateLoadBalancer",
    releases: .since(28))

  public static let dynamicNameResolution = Self(
    "dynamicNameResolution",
    summary: "a ServiceEntry may have resolution DYNAMIC_DNS",
    otherwise: "resolution DYNAMIC_DNS is unknown",
    concerns: "ServiceEntries with wildcard hosts",
    source: "pkg/config/validation/validation.go@1.28.0, ValidateServiceEntry",
    releases: .since(28))

  public static let aggressionBelowOne = Self(
    "aggressionBelowOne",
    summary: "warmup.aggression must be greater than 0",
    otherwise: "warmup.aggression must be at least 1",
    concerns: "DestinationRules with warmup.aggression",
    source: "pkg/config/validation/validation.go@1.30.3 and @1.31.0-rc.0, validateLoadBalancer",
    releases: .since(31))

  public static let retryBudgetIsPolicy = Self(
    "retryBudgetIsPolicy",
    summary: "a traffic policy of retryBudget alone is accepted",
    otherwise: "a traffic policy of retryBudget alone is refused",
    concerns: "DestinationRules with it",
    source: "pkg/config/validation/validation.go@1.27.0 and @1.27.1, validateTrafficPolicy",
    releases: .since(28, alsoFrom: [27: 1]))
}
