// What AuthorizationPolicies and RequestAuthentications become.
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let access: [RuleSwitch] = [
    .claimsWithoutIstioFilter, .claimValuesTogether, .pathTemplatesInPolicies, .listsPolicyTargets,
    .serviceAccountsAsSources, .quotesServiceAccounts, .quotesIdentities, .trustDomainsAsSources,
    .providersApart, .namedSpaceDelimitedClaims, .literalPathTemplates, .issuerOrKeys,
    .policiesForServiceEntries, .policiesForGatewayClasses,
  ]

  /// Who reads the claims of a token for access rules.
  public static let claimsWithoutIstioFilter = Self(
    "claimsWithoutIstioFilter",
    summary: "rules read a token's claims where Envoy's own check of tokens leaves them",
    otherwise: "rules read a token's claims through Istio's filter istio_authn",
    concerns: "AuthorizationPolicies about tokens",
    source: "pilot/pkg/security/authz/model/generator.go@1.20.2 and @1.21.0",
    releases: .since(21))

  /// Whether the values of a condition on a token are one condition.
  public static let claimValuesTogether = Self(
    "claimValuesTogether",
    summary: "the values of a condition on a token are one condition, and the last slash parts "
      + "issuer and subject",
    otherwise: "each value of a condition on a token is one, and the first slash parts issuer "
      + "and subject",
    concerns: "AuthorizationPolicies with request principals whose issuer is a URL",
    source: "pilot/pkg/security/authz/model/generator.go@1.21.0 and @1.21.1",
    releases: .since(22, alsoFrom: [21: 1]))

  /// Whether paths of AuthorizationPolicies may be templates.
  public static let pathTemplatesInPolicies = Self(
    "pathTemplatesInPolicies",
    summary: "paths of AuthorizationPolicies may have {*} and {**}",
    otherwise: "{*} and {**} in paths of AuthorizationPolicies are plain text",
    concerns: "AuthorizationPolicies with such paths",
    source: "releasenotes/notes/16585.yaml@1.22.0",
    releases: .since(22))

  /// Whether policies have `targetRefs`.
  public static let listsPolicyTargets = Self(
    "listsPolicyTargets",
    summary: "targetRefs attach policies to Gateways and Services",
    otherwise: "targetRefs of policies are dropped, and the policy acts in its whole namespace",
    concerns: "policies with targetRefs",
    source: "pkg/config/validation/validation.go@1.21.0 and @1.22.0",
    releases: .since(22))

  /// Whether AuthorizationPolicies may name service accounts.
  public static let serviceAccountsAsSources = Self(
    "serviceAccountsAsSources",
    summary: "AuthorizationPolicies may name service accounts",
    otherwise: "serviceAccounts of AuthorizationPolicies are dropped",
    concerns: "AuthorizationPolicies that name them",
    source: "pilot/pkg/security/authz/model/generator.go@1.24.0 and @1.25.0",
    releases: .since(25))

  /// Whether dots in service accounts stand for themselves.
  public static let quotesServiceAccounts = Self(
    "quotesServiceAccounts",
    summary: "a dot in a service account of a rule stands for itself",
    otherwise: "a dot in a service account of a rule stands for any character",
    concerns: "AuthorizationPolicies with serviceAccounts",
    source: "pilot/pkg/security/authz/model/generator.go@1.29.1 and @1.29.2",
    releases: .since(30, alsoFrom: [27: 9, 28: 6, 29: 2]))

  /// Whether dots in namespaces and principals stand for themselves.
  public static let quotesIdentities = Self(
    "quotesIdentities",
    summary: "a dot in a namespace, or behind * in a principal, stands for itself",
    otherwise: "a dot in a namespace, or behind * in a principal, stands for any character",
    concerns: "AuthorizationPolicies with namespaces or principals",
    source: "pilot/pkg/security/authz/model/generator.go@1.29.2 and @1.29.3",
    releases: .since(30, alsoFrom: [28: 7, 29: 3]))

  /// Whether AuthorizationPolicies may name trust domains.
  public static let trustDomainsAsSources = Self(
    "trustDomainsAsSources",
    summary: "AuthorizationPolicies may name trust domains",
    otherwise: "trustDomains of AuthorizationPolicies are dropped",
    concerns: "AuthorizationPolicies that name them",
    source: "pilot/pkg/security/authz/model/generator.go@1.30.1 and @1.30.2",
    releases: .since(31, alsoFrom: [30: 2]))

  /// Whether CUSTOM policies stand apart by provider.
  public static let providersApart = Self(
    "providersApart",
    summary: "CUSTOM policies stand apart by provider, whose name must be a label",
    otherwise: "CUSTOM policies of a workload stand together",
    concerns: "AuthorizationPolicies with action CUSTOM",
    source: "pilot/pkg/security/authz/builder/builder.go@1.29.0 and @1.30.0",
    releases: .since(30))

  /// Whether claims whose text is a list may be named.
  public static let namedSpaceDelimitedClaims = Self(
    "namedSpaceDelimitedClaims",
    summary: "spaceDelimitedClaims names claims whose text is a list",
    otherwise: "only scope and permission are claims whose text is a list",
    concerns: "RequestAuthentications that set it",
    source: "pilot/pkg/security/authn/policy_applier.go@1.28.0, buildSpaceDelimitedClaims",
    releases: .since(28))

  /// Whether the plain segments of path templates are checked.
  public static let literalPathTemplates = Self(
    "literalPathTemplates",
    summary: "{**} must come last in a path, and other segments must be plain",
    otherwise: "segments of a path with {*} or {**} may have anything but * and braces",
    concerns: "AuthorizationPolicies with such paths",
    source: "pkg/config/security/security.go@1.24.0 and @1.25.0, CheckValidPathTemplate",
    releases: .since(25))

  /// Whether a rule about tokens may do without an issuer.
  public static let issuerOrKeys = Self(
    "issuerOrKeys",
    summary: "a rule about tokens may name keys without an issuer",
    otherwise: "a rule about tokens must name an issuer",
    concerns: "RequestAuthentications without issuer",
    source: "pkg/config/validation/validation.go@1.27.0, validateJwtRule",
    releases: .since(27))

  /// Whether policies may be attached to ServiceEntries.
  public static let policiesForServiceEntries = Self(
    "policiesForServiceEntries",
    summary: "policies may be attached to ServiceEntries",
    otherwise: "policies that are attached to ServiceEntries are refused",
    concerns: "policies with targetRefs",
    source: "pkg/config/validation/validation.go@1.23.0 and @1.24.0, allowedTargetRefs",
    releases: .since(24))

  /// Whether policies may be attached to GatewayClasses.
  public static let policiesForGatewayClasses = Self(
    "policiesForGatewayClasses",
    summary: "policies may be attached to GatewayClasses",
    otherwise: "policies that are attached to GatewayClasses are refused",
    concerns: "policies with targetRefs",
    source: "pkg/config/validation/validation.go@1.24.0 and @1.25.0, allowedTargetRefs",
    releases: .since(25))
}
