internal import ControlPlane
internal import Diagnostics
internal import Testing

private func http(_ rule: String) -> String { "{hosts: [a.example.com], http: [\(rule)]}" }
private func to(_ more: String) -> String { http("{route: [{destination: {host: a}}], \(more)}") }
private func policy(_ policy: String) -> String { "{host: a, trafficPolicy: \(policy)}" }

/// Cases of pkg/config/validation/validation.go@1.30.3, a rule each.
@Suite struct RefusalTests {
  static let virtualServices: [AdmissionCase] = [
    ("{hosts: [a.example.com]}", "spec must have http, tls or tcp"),
    (http("{name: x}"), "spec.http[0] must have route, redirect or directResponse"),
    (
      "{hosts: [\"*\"], http: [{route: [{destination: {host: a}}]}]}", "spec.hosts[0] must not be *"
    ),
    ("{hosts: [\"bad host\"], http: [{route: [{destination: {host: a}}]}]}", "spec.hosts[0] is no"),
    ("{hosts: [\"a:5000\"], http: [{route: [{destination: {host: a}}]}]}", "spec.hosts[0] is no"),
    (
      "{hosts: [\"\"], http: [{route: [{destination: {host: a}}]}]}",
      "spec.hosts[0] must not be empty"
    ),
    (
      "{hosts: [a.b.c, \"*.b.c\"], http: [{route: [{destination: {host: a}}]}]}",
      "spec.hosts[0] overlaps"
    ),
    ("{gateways: [g], http: [{route: [{destination: {host: a}}]}]}", "spec.gateways must be empty"),
    (
      "{hosts: [a], gateways: [a/b/c], http: [{route: [{destination: {host: a}}]}]}",
      "spec.gateways[0] must end with a gateway's name"
    ),
    (
      "{hosts: [a], exportTo: [., default], http: [{route: [{destination: {host: a}}]}]}",
      "spec.exportTo[1] names a namespace twice"
    ),
    (
      "{hosts: [a], exportTo: [\"*\", x], http: [{route: [{destination: {host: a}}]}]}",
      "spec.exportTo must not have “*” and other entries"
    ),
    (
      "{hosts: [a], exportTo: [\"~\"], http: [{route: [{destination: {host: a}}]}]}",
      "spec.exportTo[0] must not be ~"
    ),
    (http("{route: [{weight: 1}]}"), "spec.http[0].route[0] must have a destination"),
    (
      http("{route: [{destination: {host: a, port: {number: 0}}}]}"),
      "spec.http[0].route[0].destination.port must lie between 1 and 65535, and is 0"
    ),
    (
      http("{route: [{destination: {host: a, subset: v1.0}}]}"),
      "spec.http[0].route[0].destination.subset must be a label"
    ),
    (http("{route: [{destination: {host: a}, weight: -1}]}"), "spec.http[0].route[0].weight"),
    (
      http("{route: [{destination: {host: a}}, {destination: {host: b}}]}"),
      "spec.http[0].route must have a weight"
    ),
    (to("timeout: 0s"), "spec.http[0].timeout must be at least 1ms"),
    (to("timeout: 1500us"), "spec.http[0].timeout must be whole milliseconds"),
    (to("redirect: {uri: /a}"), "spec.http[0].route must not be set beside redirect"),
    (http("{directResponse: {status: 42}}"), "spec.http[0].directResponse.status"),
    (http("{redirect: {}}"), "spec.http[0].redirect must have uri"),
    (http("{redirect: {uri: /a, redirectCode: 200}}"), "spec.http[0].redirect.redirectCode"),
    (to("rewrite: {}"), "spec.http[0].rewrite must have uri"),
    (to("delegate: {name: b}"), "spec.http[0].route must not be set beside delegate"),
    (to("retries: {attempts: -1}"), "spec.http[0].retries.attempts must not be negative"),
    (to("retries: {perTryTimeout: 1s}"), "spec.http[0].retries must have attempts"),
    (to("retries: {attempts: 1, retryOn: bogus}"), "spec.http[0].retries.retryOn has “bogus”"),
    (to("fault: {}"), "spec.http[0].fault must have abort or delay"),
    (
      to("fault: {abort: {httpStatus: 500, percentage: {value: 150}}}"),
      "spec.http[0].fault.abort.percentage.value must be 0"
    ),
    (
      to("mirror: {host: b}, mirrorPercentage: {value: 200}"),
      "spec.http[0].mirrorPercentage.value must lie between 0 and 100"
    ),
    (
      to("match: [{uri: {regex: \"[\"}}]"),
      "spec.http[0].match[0].uri.regex is no regular expression"
    ),
    (to("match: [{headers: {\"\": {exact: a}}}]"), "must have a header's name"),
    (to("match: [{headers: {\"@request.auth.claims.sub\": {exact: a}}}]"), "matches a claim"),
    (to("match: [{uri: {prefix: /}, port: 70000}]"), "spec.http[0].match[0].port"),
    (to("headers: {request: {set: {\":status\": a}}}"), "must not change “:status”"),
    (to("headers: {response: {add: {x: \"100%\"}}}"), "in which a % begins no variable"),
    (
      to("headers: {request: {set: {Host: a, \":authority\": b}}}"),
      "spec.http[0].headers must set the authority only once"
    ),
    (to("corsPolicy: {allowMethods: [FETCH]}"), "spec.http[0].corsPolicy.allowMethods[0]"),
    (
      "{hosts: [a.b], tls: [{match: [{sniHosts: [c.d]}], route: [{destination: {host: a}}]}]}",
      "spec.tls[0].match[0].sniHosts[0] is covered by none"
    ),
    (
      "{hosts: [a.b], tcp: [{match: [{destinationSubnets: [10.0.0.0/33]}], "
        + "route: [{destination: {host: a}}]}]}", "spec.tcp[0].match[0].destinationSubnets[0]"
    ),
  ].map { AdmissionCase("VirtualService", $0.0, says: $0.1) }

  static let destinationRules: [AdmissionCase] = [
    ("{host: \"\"}", "spec.host must not be empty"),
    ("{host: 0.0.1}", "its last label is a number"),
    (policy("{}"), "spec.trafficPolicy must have a field"),
    (policy("{connectionPool: {}}"), "spec.trafficPolicy.connectionPool must have tcp or http"),
    (
      policy("{connectionPool: {tcp: {maxConnections: -1}}}"), "maxConnections must not be negative"
    ),
    (policy("{connectionPool: {http: {http2MaxRequests: -1}}}"), "http2MaxRequests must not"),
    (policy("{outlierDetection: {interval: 0s}}"), "interval must be at least 1ms"),
    (policy("{outlierDetection: {maxEjectionPercent: 101}}"), "maxEjectionPercent must lie"),
    (
      policy("{outlierDetection: {consecutiveLocalOriginFailures: 1}}"),
      "must not be set without splitExternalLocalOriginErrors"
    ),
    (policy("{tls: {mode: MUTUAL}}"), "spec.trafficPolicy.tls must have a clientCertificate"),
    (
      policy("{portLevelSettings: [{tls: {mode: SIMPLE}}]}"),
      "portLevelSettings[0] must have a port"
    ),
    (
      policy("{portLevelSettings: [{port: {number: 80}}]}"),
      "portLevelSettings[0] must have a field beside port"
    ),
    (
      policy("{loadBalancer: {consistentHash: {httpCookie: {ttl: 1s}}}}"),
      "httpCookie must have a name"
    ),
    (
      policy("{loadBalancer: {consistentHash: {maglev: {tableSize: 4}}}}"),
      "tableSize must be a prime number"
    ),
    (
      policy("{loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {b: 50}}]}}}"),
      "add up to 100, and they are 50"
    ),
    (policy("{loadBalancer: {warmup: {}}}"), "warmup must have a duration"),
    ("{host: a, subsets: [{labels: {a: b}}]}", "spec.subsets[0].name must not be empty"),
    ("{host: a, subsets: [{name: V 1}]}", "spec.subsets[0].name must be a label"),
    ("{host: a, subsets: [{name: v1}, {name: v1}]}", "spec.subsets[1].name is given twice"),
    (
      "{host: a, workloadSelector: {matchLabels: {app: \"*\"}}}",
      "spec.workloadSelector.app must not have a wildcard"
    ),
    (
      "{host: a, exportTo: [\"*\"], workloadSelector: {matchLabels: {app: a}}}",
      "must stay in the own namespace"
    ),
  ].map { AdmissionCase("DestinationRule", $0.0, says: $0.1) }

  static let others: [AdmissionCase] = [
    AdmissionCase("ServiceEntry", "{ports: []}", says: "spec must have a host"),
    AdmissionCase("ServiceEntry", "{hosts: [\"*\"]}", says: "spec.hosts[0] must not be *"),
    AdmissionCase(
      "ServiceEntry", "{hosts: [\"*.a.com\"], resolution: DNS}", says: "needs a full name"),
    AdmissionCase(
      "ServiceEntry", "{hosts: [a.com], ports: [{number: 80, name: http, protocol: BOGUS}]}",
      says: "spec.ports[0].protocol must be a known protocol"),
    AdmissionCase(
      "ServiceEntry", "{hosts: [a.com], resolution: STATIC, endpoints: [{address: b.com}]}",
      says: "spec.endpoints[0].address must be an address"),
    AdmissionCase("Sidecar", "{}", says: "spec must have a field"),
    AdmissionCase("Sidecar", "{egress: [{hosts: [a]}]}", says: "must have the form namespace/name"),
    AdmissionCase("Sidecar", "{egress: [{hosts: [./a]}]}", says: "must be a full name"),
    AdmissionCase(
      "Sidecar", "{egress: [{hosts: [./*]}, {port: {number: 80}, hosts: [./*]}]}",
      says: "spec.egress[0] must have a port, or be the last"),
    AdmissionCase(
      "Sidecar", "{ingress: [{port: {number: 0, protocol: HTTP}, defaultEndpoint: \":80\"}]}",
      says: "spec.ingress[0].port.number must lie"),
    AdmissionCase("Gateway", "{selector: {istio: a}}", says: "spec must have a server"),
    AdmissionCase(
      "Gateway",
      "{servers: [{port: {number: 443, name: a, protocol: HTTPS}, hosts: [\"*\"]}]}",
      says: "must have tls beside HTTPS or TLS"),
    AdmissionCase(
      "Gateway", "{servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: [a]}]}",
      says: "spec.servers[0].hosts[0] must be a full name"),
    AdmissionCase("WorkloadEntry", "{labels: {app: a}}", says: "spec must have an address"),
    AdmissionCase(
      "WorkloadEntry", "{address: \"unix:///a\", ports: {http: 80}}",
      says: "spec.ports must not be set beside a socket's path"),
    AdmissionCase("WorkloadEntry", "{address: \"a b\"}", says: "spec.address"),
    AdmissionCase(
      "WorkloadEntry", "{address: 10.0.0.1, ports: {http: 70000}}", says: "spec.ports.http"),
    AdmissionCase(
      "PeerAuthentication", "{portLevelMtls: {80: {mode: STRICT}}}",
      says: "must not be set without a selector's labels"),
  ]

  @Test(
    "what is wrong is refused, and the field is named",
    arguments: virtualServices + destinationRules + others)
  func refuses(_ mistake: AdmissionCase) throws {
    let outcome = try AdmissionOutcome(mistake.kind, mistake.spec, under: mistake.release)
    #expect(
      outcome.errors.contains { $0.summary.contains(mistake.says) },
      "\(outcome.errors.map(\.summary))")
    #expect(outcome.errors.allSatisfy { $0.code == .refusedByAdmission })
  }

  @Test("the place is the field's") func place() throws {
    let outcome = try AdmissionOutcome(
      "VirtualService",
      """

        hosts: [a.example.com]
        http:
        - route:
          - destination: {host: a}
          timeout: 0s
      """)
    #expect(
      outcome.errors.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0)" } == ["9:5"])
  }
}
