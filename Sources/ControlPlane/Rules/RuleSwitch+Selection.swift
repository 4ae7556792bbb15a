// Which VirtualServices act, and which of their rules.
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let selection: [RuleSwitch] = [
    .unmatchedWildcardIgnored, .delegatingRootsLast, .anyRegexEndsRules, .tiesByJoinedName,
    .mixedCaseHosts, .trailingDotDomains,
  ]

  public static let unmatchedWildcardIgnored = Self(
    "unmatchedWildcardIgnored",
    summary: "a wildcard host that matches no service is passed over as soon as some "
      + "service of the port has a VirtualService",
    otherwise: "a wildcard host that matches no service becomes a virtual host on port 80",
    concerns: "VirtualServices for wildcard hosts outside the mesh",
    source: "releasenotes/notes/49364.yaml@1.21.0; "
      + "pilot/pkg/networking/core/v1alpha3/route/route.go@1.20.2",
    releases: .until(20, patch: 3))

  public static let delegatingRootsLast = Self(
    "delegatingRootsLast",
    summary: "VirtualServices that delegate come after all others, whatever their age",
    otherwise: "VirtualServices that delegate keep their place by age",
    concerns: "hosts with a delegating and an ordinary VirtualService",
    source: "releasenotes/notes/49539.yaml@1.21.0",
    releases: .until(20, patch: 3))

  public static let anyRegexEndsRules = Self(
    "anyRegexEndsRules",
    summary: "rules behind a match on the regular expression .* are cut off",
    otherwise: "rules behind a match on the regular expression .* are sent, and never "
      + "reached",
    concerns: "VirtualServices with uri: {regex: .*}",
    source: "releasenotes/notes/49620.yaml@1.21.0; "
      + "pilot/pkg/networking/core/v1alpha3/route/route.go@1.20.2",
    releases: .since(21, alsoFrom: [20: 4]))

  public static let tiesByJoinedName = Self(
    "tiesByJoinedName",
    summary: "of equally old resources the one whose name.namespace is first as a text "
      + "comes first",
    otherwise: "of equally old resources the one whose name, then namespace is first comes "
      + "first",
    concerns: "hosts with two equally old VirtualServices or DestinationRules",
    source: "pilot/pkg/model/config.go@1.22.0 and @1.23.0",
    releases: .until(22))

  public static let mixedCaseHosts = Self(
    "mixedCaseHosts",
    summary: "VirtualService hosts match services whatever the case of their letters",
    otherwise: "VirtualService hosts with capital letters match no service",
    concerns: "VirtualServices whose hosts have capital letters",
    source: "releasenotes/notes/56090.yaml@1.27.0",
    releases: .since(27))

  public static let trailingDotDomains = Self(
    "trailingDotDomains",
    summary: "a service answers to its full name with a trailing dot",
    otherwise: "a full name with a trailing dot is a host nobody knows",
    concerns: "clients that call names with a trailing dot",
    source: "releasenotes/notes/fix-enable-absolute-fqdn-domain-vhost.yaml@1.27.0",
    releases: .since(27))
}
