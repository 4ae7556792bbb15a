internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// A destination that is no service.
  static let unresolvedHosts = Check(
    .unresolvedHost, istio: ["IST0101"], "a destination that is no service",
    meaning: "A rule sends to a host that no Service and no ServiceEntry has, so that requests are "
      + "answered with 503 NC. A name with a dot is not completed: web.shop is no short name "
      + "of web.shop.svc.cluster.local.",
    fix: "Write the full name of the service.",
    source: "(pilot/pkg/model/config.go@1.30.3, ResolveShortnameToFQDN)",
    example: """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec:
        hosts: [web]
        http: [{route: [{destination: {host: wbe}}]}]
      """,
    waitsFor: ["Service", "ServiceEntry"]
  ) { context in
    var known: [String: Bool] = [:]
    return context.destinations.compactMap { fact in
      let host = fact.host
      let isKnown = known[host] ?? context.facts.hasService(matching: host)
      known[host] = isKnown
      guard !isKnown else { return nil }
      let likely = context.likelyHosts(for: host)
      return Diagnostic(
        .error, .unresolvedHost,
        "\(fact.metadata.identifier) sends to \(host), which no Service or ServiceEntry has",
        at: fact.location("host"),
        why: "the proxy has no cluster of that host, and answers 503 with the flag NC",
        hint: likely.count == 1 ? "write \(likely.joined())" : nil)
    }
  }
}
