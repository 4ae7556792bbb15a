internal import Diagnostics
internal import Testing

/// The checks of Gateways, EnvoyFilters, ServiceEntries, namespaces and workloads: each finds what
/// it is for, at its line, and says nothing of the sound neighbour.
@Suite struct ObjectCheckTests {
  @Test(arguments: gateways + filters + entries + workloads + hosts)
  func findsJustThat(_ testCase: CheckTests.Case) throws {
    let found = try CheckedMesh.findings(testCase.manifests, under: testCase.version)
    #expect(found.map(\.codeAndLine) == testCase.found, "\(found.map(\.description))")
  }

  static let pod = """
    {apiVersion: v1, kind: Pod, metadata: {name: edge, namespace: shop, labels: {istio: edge}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: edge, namespace: shop}
    spec: {selector: {istio: edge}, ports: [{name: http, port: 80}, {name: https, port: 443}]}

    """

  /// A Gateway of six lines behind the pod's seven and a line of dashes.
  static func gateway(_ name: String, _ server: String, selector: String = "istio: edge") -> String
  {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: Gateway
    metadata: {name: \(name), namespace: shop}
    spec:
      selector: {\(selector)}
      servers: [{\(server)}]

    """
  }

  static let http = "port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example]"

  static func https(_ host: String, _ secret: String) -> String {
    "port: {number: 443, name: https, protocol: HTTPS}, hosts: [\(host)], "
      + "tls: {mode: SIMPLE, credentialName: \(secret)}"
  }

  static let secret = """
    ---
    {apiVersion: v1, kind: Secret, metadata: {name: cert, namespace: shop}, data: {tls.key: eA==}}

    """

  static let gateways: [CheckTests.Case] = [
    CheckTests.Case(testDescription: "one Gateway", manifests: pod + gateway("a", http), found: []),
    CheckTests.Case(
      testDescription: "two of one host",
      manifests: pod + gateway("a", http) + gateway("b", http), found: ["LB0244 13", "LB0244 20"]),
    CheckTests.Case(
      testDescription: "two of one host for other pods",
      manifests: pod + gateway("a", http)
        + gateway("b", http, selector: "istio: other, app: x"), found: ["LB0153 19"]),
    CheckTests.Case(
      testDescription: "a Secret that is there",
      manifests: pod + gateway("a", https("a.example", "cert")) + secret, found: []),
    CheckTests.Case(
      testDescription: "a Secret that is not there",
      manifests: pod + gateway("a", https("a.example", "certs")) + secret, found: ["LB0247 13"]),
    CheckTests.Case(
      testDescription: "one certificate in two Gateways",
      manifests: pod + gateway("a", https("a.example", "cert"))
        + gateway("b", https("b.example", "cert")) + secret,
      found: ["LB0245 10", "LB0245 17"]),
    CheckTests.Case(
      testDescription: "a port that the Service does not have",
      manifests: pod
        + gateway("a", "port: {number: 81, name: http, protocol: HTTP}, hosts: [a.example]"),
      found: ["LB0251 13"]),
  ]

  static func filter(_ target: String, _ operation: String, priority: Int = 0) -> String {
    """
    apiVersion: networking.istio.io/v1alpha3
    kind: EnvoyFilter
    metadata: {name: f, namespace: shop}
    spec:
      priority: \(priority)
      configPatches:
      - applyTo: \(target)
        match: {context: SIDECAR_OUTBOUND}
        patch: {operation: \(operation), value: {connect_timeout: 1s}}
    """
  }

  static let filters: [CheckTests.Case] = [
    CheckTests.Case(
      testDescription: "MERGE of a cluster", manifests: filter("CLUSTER", "MERGE"),
      found: ["LB0241 1"]),
    CheckTests.Case(
      testDescription: "REPLACE of a cluster", manifests: filter("CLUSTER", "REPLACE"),
      found: ["LB0241 1", "LB0243 9"]),
    CheckTests.Case(
      testDescription: "REMOVE without a priority", manifests: filter("CLUSTER", "REMOVE"),
      found: ["LB0241 1", "LB0242 9"]),
    CheckTests.Case(
      testDescription: "REMOVE with a priority",
      manifests: filter("CLUSTER", "REMOVE", priority: 5), found: ["LB0241 1"]),
    CheckTests.Case(
      testDescription: "REMOVE of a route configuration",
      manifests: filter("ROUTE_CONFIGURATION", "REMOVE"), found: ["LB0241 1", "LB0243 9"]),
  ]

  static func entry(_ name: String, _ portProtocol: String, _ more: String = "") -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: \(name), namespace: shop}
    spec:
      hosts: [db.example]
      \(more)
      ports: [{number: 5432, name: p, protocol: \(portProtocol)}]
      resolution: STATIC
      endpoints: [{address: 192.0.2.1}]

    """
  }

  static let entries: [CheckTests.Case] = [
    CheckTests.Case(
      testDescription: "HTTP without addresses", manifests: entry("a", "HTTP"), found: []),
    CheckTests.Case(
      testDescription: "TCP with addresses",
      manifests: entry("a", "TCP", "addresses: [240.1.1.1]"), found: []),
    CheckTests.Case(
      testDescription: "two protocols of one port",
      manifests: entry("a", "TLS") + entry("b", "HTTP"), found: ["LB0254 4", "LB0254 14"]),
    CheckTests.Case(
      testDescription: "two protocols that nobody sees both of",
      manifests: entry("a", "TLS", "exportTo: [config]") + entry("b", "HTTP", "exportTo: [.]"),
      found: []),
  ]

  static func deployment(_ labels: String, _ container: String) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: d, namespace: config}
    spec:
      selector: {matchLabels: {app: d}}
      template:
        metadata: {labels: {app: d\(labels)}, annotations: {inject.istio.io/templates: gateway}}
        spec:
          containers: [\(container)]

    """
  }

  static let workloads: [CheckTests.Case] = [
    CheckTests.Case(
      testDescription: "image: auto where nobody injects",
      manifests: deployment("", "{name: istio-proxy, image: auto}"), found: ["LB0246 9"]),
    CheckTests.Case(
      testDescription: "image: auto where the label asks for injection",
      manifests: deployment(
        ", sidecar.istio.io/inject: \"true\"", "{name: istio-proxy, image: auto}"), found: []),
    CheckTests.Case(
      testDescription: "a Pod with image: auto where nobody injects",
      manifests: """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: config}
        spec:
          containers: [{name: istio-proxy, image: auto, args: [proxy, sidecar]}]
        """, found: ["LB0246 5"]),
    CheckTests.Case(
      testDescription: "a namespace with two ways of injection",
      manifests: "{apiVersion: v1, kind: Namespace, metadata: {name: both, labels: "
        + "{istio-injection: enabled, istio.io/rev: canary}}}", found: ["LB0248 1"]),
    CheckTests.Case(
      testDescription: "a namespace that is left out on purpose",
      manifests: "{apiVersion: v1, kind: Namespace, metadata: {name: both, labels: "
        + "{istio-injection: disabled, istio.io/rev: canary}}}", found: []),
    CheckTests.Case(
      testDescription: "Sidecars for other pods",
      manifests: sidecar("a", "web") + sidecar("b", "caller"), found: []),
    CheckTests.Case(
      testDescription: "Sidecars for one pod",
      manifests: sidecar("a", "web") + sidecar("b", "web"), found: ["LB0173 6", "LB0173 13"]),
  ]

  static func sidecar(_ name: String, _ app: String) -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: \(name), namespace: shop}
    spec:
      workloadSelector: {labels: {app: \(app)}}
      egress: [{hosts: ["*/*"]}]

    """
  }

  static func rule(_ name: String, _ more: String, exportTo: String = "*") -> String {
    """
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: \(name), namespace: shop}
    spec:
      exportTo: ["\(exportTo)"]
      \(more)

    """
  }

  static let route = "http: [{route: [{destination: {host: web}}]}]"

  static let hosts: [CheckTests.Case] = [
    CheckTests.Case(
      testDescription: "one host in two rules, by its short and its full name",
      manifests: rule("a", "hosts: [web]\n  \(route)")
        + rule("b", "hosts: [web.shop.svc.cluster.local]\n  \(route)"),
      found: ["LB0240 4", "LB0240 12", "LB0104 15"]),
    CheckTests.Case(
      testDescription: "one host in rules for other namespaces",
      manifests: rule("a", "hosts: [web]\n  \(route)", exportTo: "config")
        + rule("b", "hosts: [web]\n  \(route)", exportTo: "."), found: []),
    CheckTests.Case(
      testDescription: "a deprecated field",
      manifests: rule(
        "a",
        "hosts: [web]\n  http:\n  - fault: {delay: {percent: 10, fixedDelay: 1s}}\n"
          + "    route: [{destination: {host: web}}]"), found: ["LB0250 9"]),
  ]
}

/// A check that a broken object would mislead is silent, and says what it waits for.
@Suite struct WaitingCheckTests {
  static let rule = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: {name: web, namespace: shop}
    spec:
      hosts: [web]
      http: [{route: [{destination: {host: web, subset: v1}}]}]
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: web, namespace: shop}
    spec:

    """

  @Test(
    arguments: [
      ("  host: web\n  subsets: [{name: v1, labels: {version: v1}}]", []),
      ("  host: web\n  subsets: [{name: v2, labels: {version: v2}}]", ["LB0151 6"]),
      // Refused, and what is missing stands in it.
      (
        "  host: web\n  subsets: [{name: v1, labels: {version: v1}}, {name: v1}]",
        ["LB0256 6", "LB0101 13"]
      ),
      // Refused, and it is missing there, too.
      (
        "  host: web\n  subsets: [{name: v2, labels: {version: v2}}, {name: v2}]",
        ["LB0151 6", "LB0101 13"]
      ),
      // Cannot be read at all.
      ("  host: [web]", ["LB0256 6", "LB0006 12"]),
    ] as [(String, [String])])
  func whatIsBrokenMisleadsNoCheck(_ spec: String, _ found: [String]) throws {
    let findings = try CheckedMesh.findings(Self.rule + spec)
    #expect(findings.map(\.codeAndLine) == found, "\(findings.map(\.description))")
    for finding in findings where finding.code == .checkWaits {
      #expect(finding.summary.contains("DestinationRule shop/web"))
    }
  }
}
