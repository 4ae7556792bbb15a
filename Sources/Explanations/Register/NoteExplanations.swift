internal import Diagnostics

/// What is said of reasons for which a rule does not act that no check of its own looks for: they
/// are mistakes only where a request was meant to meet the rule.
enum NoteExplanations {
  /// In the order of the codes.
  static let all: [CodeExplanation] = [
    notExported, notImported, matchForOthers, closerHost, leftToChance,
  ]

  private static func rule(_ more: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web, namespace: shop}
    spec: {hosts: [web], \(more)}

    """
  }

  private static let request = CodeExplanation.Request(
    "http://web.shop.svc.cluster.local:8080/", from: "caller.other")

  private static let notExported = CodeExplanation(
    .ruleNotExported, title: "a rule that is not exported to the client's namespace",
    meaning: "exportTo says which namespaces' clients a rule acts for: “.” is its own, “*” is all. "
      + "The client's is not among them.",
    fix: "Add the client's namespace, or “*”.",
    source: "(pilot/pkg/model/push_context.go@1.30.3, initVirtualServices)",
    example: rule("exportTo: [.], http: [{route: [{destination: {host: web}}]}]"),
    request: request)

  private static let notImported = CodeExplanation(
    .ruleNotImported, title: "a rule or service that the client's Sidecar does not import",
    meaning: "The egress hosts of a Sidecar say what its pods see: a VirtualService of a namespace "
      + "that they do not name acts for none of them, even where its service is imported.",
    fix: "Add NAMESPACE/HOST to the Sidecar's egress hosts.",
    source: "(pilot/pkg/model/sidecar.go@1.30.3, SelectVirtualServices)",
    example: rule("http: [{route: [{destination: {host: web}}]}]").replacing(
      "namespace: shop", with: "namespace: config"
    ).replacing("hosts: [web]", with: "hosts: [web.shop.svc.cluster.local]")
      + """
      ---
      apiVersion: networking.istio.io/v1
      kind: Sidecar
      metadata: {name: own, namespace: other}
      spec: {egress: [{hosts: [shop/*]}]}
      """, request: request)

  private static let matchForOthers = CodeExplanation(
    .matchForOthers, title: "a match that cannot hold for the client",
    meaning: "sourceLabels, sourceNamespace, gateways and port of a match are judged when the "
      + "client's proxy is configured: where they do not fit, the route is left out, and where all "
      + "are, the VirtualService is as if it were not there.",
    fix: "Add a rule for the other clients, or take the condition out.",
    source: "(pilot/pkg/networking/core/route/route.go@1.30.3, sourceMatchHTTP)",
    example: rule(
      "http: [{match: [{sourceLabels: {app: batch}}], route: [{destination: {host: web}}]}]"),
    request: request)

  private static let closerHost = CodeExplanation(
    .hiddenBySpecificHost, title: "a rule for a host that a closer one hides",
    meaning: "Of several hosts that fit a name the closest alone counts: the routes of “*” or "
      + "“*.example” are not asked for a name that another VirtualService has exactly.",
    fix: "Repeat the rules at the closer host, or put them into one VirtualService.",
    source: "(source/common/router/config_impl.cc@1.38.0, findVirtualHost)",
    example: rule("http: [{route: [{destination: {host: web}}]}]")
      + """
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: wide, namespace: shop}
      spec: {hosts: ["*.svc.cluster.local"], http: [{route: [{destination: {host: web}}]}]}
      """, request: request)

  private static let leftToChance = CodeExplanation(
    .leftToChance, title: "what istiod decides otherwise from push to push",
    meaning:
      "Two services claim one address of a port, and istiod builds their virtual hosts in the "
      + "order of a map: which of them gets the requests to the address changes.",
    fix: "Give each an address of its own, or call them by name.",
    source: "(pilot/pkg/networking/core/httproute.go@1.30.3, BuildSidecarOutboundVirtualHosts)",
    example: ["billing", "invoices"].map { name in
      """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: \(name), namespace: shop}
      spec:
        hosts: [\(name).example]
        addresses: [240.7.7.7]
        ports: [{number: 8080, name: http, protocol: HTTP}]
        resolution: STATIC
        endpoints: [{address: 192.0.2.1}]
      """
    }.joined(separator: "\n---\n"),
    request: CodeExplanation.Request("http://240.7.7.7:8080/"))
}
