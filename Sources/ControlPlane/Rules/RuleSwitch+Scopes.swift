// Services, and what a proxy sees.
// Each entry says in its `summary` what it does, and there alone.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

extension RuleSwitch {
  /// Those of this file, in the order in which they are listed.
  static let scopes: [RuleSwitch] = [
    .externalNameIsAlias, .aliasesInRouteTables, .unifiedSidecarScope, .wholeDefaultExport,
    .ownServicesFirst, .mergesServicesOfOneHost, .targetPortWithoutResolution,
    .bestNamespaceForDestinations, .unreachableSourcesPullNoClusters, .sidecarsSubtractHosts,
    .filtersAttach, .patchesReplaceLists,
  ]

  public static let externalNameIsAlias = Self(
    "externalNameIsAlias",
    summary: "an ExternalName service is another name of its target",
    otherwise: "an ExternalName service has a cluster and a virtual host of its own",
    concerns: "callers of ExternalName services",
    source: "releasenotes/notes/external-name-on.yaml@1.21.0",
    releases: .since(21))

  public static let aliasesInRouteTables = Self(
    "aliasesInRouteTables",
    summary: "a rule for or to an ExternalName service finds its target",
    otherwise: "a rule for or to an ExternalName service finds no service",
    concerns: "VirtualServices that name ExternalName services",
    source: "pilot/pkg/networking/core/httproute.go@1.23.0 and @1.24.0",
    releases: .since(24))

  public static let ownServicesFirst = Self(
    "ownServicesFirst",
    summary: "services that only their own namespace sees come before those exported to it",
    otherwise: "services exported to a namespace by name come by age, its own among them",
    concerns: "namespaces to which several services of one host are exported by name",
    source: "pilot/pkg/model/push_context.go@1.29.0 and @1.30.0, servicesExportedToNamespace",
    releases: .until(29))

  public static let unifiedSidecarScope = Self(
    "unifiedSidecarScope",
    summary: "one host in several namespaces is resolved alike with and without a Sidecar",
    otherwise: "one host in several namespaces is resolved differently with and without a "
      + "Sidecar",
    concerns: "hosts that stand in several namespaces",
    source: "releasenotes/notes/sidecar-scope-unit.yaml@1.24.0",
    releases: .since(24))

  public static let wholeDefaultExport = Self(
    "wholeDefaultExport",
    summary: "the mesh's default exportTo may name namespaces",
    otherwise: "of the mesh's default exportTo only . and * are honoured",
    concerns: "meshes with defaultServiceExportTo or defaultVirtualServiceExportTo",
    source: "pilot/pkg/model/push_context.go@1.29.0 and @1.30.3",
    releases: .since(30))

  public static let mergesServicesOfOneHost = Self(
    "mergesServicesOfOneHost",
    summary: "of services of one host a proxy sees Kubernetes' own, else the first, with the "
      + "ports of alike ones",
    otherwise: "of services of one host a proxy without a Sidecar sees all",
    concerns: "hosts that several Services or ServiceEntries declare",
    source: "releasenotes/notes/sidecar-port-merge.yaml@1.22.0; "
      + "pilot/pkg/model/sidecar.go@1.21.0 and @1.22.0",
    releases: .since(22))

  public static let targetPortWithoutResolution = Self(
    "targetPortWithoutResolution",
    summary: "targetPort acts in a ServiceEntry with resolution NONE",
    otherwise: "targetPort is ignored in a ServiceEntry with resolution NONE",
    concerns: "ServiceEntries with resolution NONE and a targetPort",
    source: "releasenotes/notes/targetPort-service-entry.yaml@1.22.0",
    releases: .since(22))

  public static let bestNamespaceForDestinations = Self(
    "bestNamespaceForDestinations",
    summary: "a destination in several foreign namespaces is Kubernetes' own service, else "
      + "the oldest",
    otherwise: "a destination in several foreign namespaces is the alphabetically first",
    concerns: "destinations that a Sidecar does not import",
    source: "releasenotes/notes/sidecar-pick-best-service-namespace.yaml@1.30.0",
    releases: .since(30))

  public static let unreachableSourcesPullNoClusters = Self(
    "unreachableSourcesPullNoClusters",
    summary: "rules whose sourceNamespace excludes the client bring it no clusters",
    otherwise: "rules whose sourceNamespace excludes the client bring it their clusters",
    concerns: "clients with a Sidecar",
    source: "releasenotes/notes/51936.yaml@1.24.0",
    releases: .since(24))

  public static let sidecarsSubtractHosts = Self(
    "sidecarsSubtractHosts",
    summary: "a Sidecar's egress host ~NAMESPACE/HOST takes services out again",
    otherwise: "a Sidecar's egress host ~NAMESPACE/HOST imports nothing",
    concerns: "Sidecars with such hosts",
    source: "releasenotes/notes/60139.yaml@1.31.0-rc.0; pilot/pkg/model/sidecar.go@1.31.0-rc.0",
    releases: .since(31))

  public static let filtersAttach = Self(
    "filtersAttach",
    summary: "an EnvoyFilter with targetRefs acts on the proxies of those Gateways alone",
    otherwise: "an EnvoyFilter's targetRefs are passed over",
    concerns: "EnvoyFilters with targetRefs",
    source: "pilot/pkg/model/envoyfilter.go@1.27.0, GetTargetRefs",
    releases: .since(27))

  public static let patchesReplaceLists = Self(
    "patchesReplaceLists",
    summary: "patches of operation MERGE_AND_REPLACE_LIST act",
    otherwise: "patches of operation MERGE_AND_REPLACE_LIST do nothing",
    concerns: "EnvoyFilters with that operation",
    source: "pilot/pkg/networking/core/envoyfilter/util.go@1.31.0-rc.0, isMergeOperation",
    releases: .since(31))
}
