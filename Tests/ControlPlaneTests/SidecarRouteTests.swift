internal import Manifests
internal import ProxyConfig
internal import Resources
internal import Testing

@testable internal import ControlPlane

/// Which VirtualService makes the routes of a host: Istio's own vectors
/// (`pilot/pkg/networking/core/sidecar_simulation_test.go` TestSidecarRoutes@1.30.3, all cases of
/// its column for VirtualServices; the one whose table does not exist is
/// ``importedUnknownHostHasNoTable()``).
@Suite struct SidecarRouteTests {
  /// A VirtualService of one host and one destination, without a port.
  struct Rule: Sendable {
    var namespace: String
    var hosts: [String]
    var destination: String
    var age = 0
    var matchPort: Int?
    var destinationPort: Int?

    init(
      _ namespace: String, _ hosts: [String], to destination: String, age: Int = 0,
      matchPort: Int? = nil, destinationPort: Int? = nil
    ) {
      self.namespace = namespace
      self.hosts = hosts
      self.destination = destination
      self.age = age
      self.matchPort = matchPort
      self.destinationPort = destinationPort
    }

    func resource(_ number: Int) -> VirtualService {
      var service = VirtualService()
      service.metadata.kind = "VirtualService"
      service.metadata.namespace = namespace
      service.metadata.name = "rule-\(number)"
      service.metadata.creationTimestamp = Int64(age)
      service.hosts = hosts
      var rule = HTTPRoute()
      if let matchPort {
        var match = HTTPMatchRequest()
        match.port = UInt32(matchPort)
        rule.match = [match]
      }
      var target = HTTPRouteDestination()
      target.destination.host = destination
      target.destination.port = destinationPort.map { UInt32($0) }
      rule.route = [target]
      service.http = [rule]
      return service
    }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var client = "default"
    var port = 80
    var rules: [Rule]
    /// The egress hosts of a Sidecar in the client's namespace.
    var egress: [String]?
    /// The cluster of the first route of each host; `nil` where no virtual host must be.
    var expected: [String: String?]
  }

  static let known = "known.default.svc.cluster.local"
  static let altKnown = "alt-known.default.svc.cluster.local"
  static let foo = "foo.default.svc.cluster.local"
  static let all = "*.cluster.local"

  @Test(arguments: onePort + severalRules + wildcards + imports)
  func firstRouteOfEachHost(_ testCase: Case) throws {
    let table = try #require(
      try Self.table(testCase.port, testCase.rules, testCase.egress, client: testCase.client))
    for (host, cluster) in testCase.expected {
      let found = table.virtualHosts.first { $0.name == "\(host):\(testCase.port)" }
      let route = found?.routes?.first?.route?.cluster
      #expect(route == cluster.map { "outbound|\(testCase.port)||\($0)" }, "\(host)")
    }
  }

  @Test func importedUnknownHostHasNoTable() throws {
    let rule = Rule("default", [Self.foo], to: Self.foo)
    #expect(try Self.table(80, [rule], ["*/\(Self.foo)"], client: "default") == nil)
  }

  private static func table(
    _ port: Int, _ rules: [Rule], _ egress: [String]?, client: String
  ) throws -> RouteConfiguration? {
    var resources = ManifestReader.read([ManifestSource(name: "test.yaml", text: manifests)])
      .resources
    for (position, rule) in rules.enumerated() {
      resources.append(.virtualService(rule.resource(position)))
    }
    if let egress {
      var sidecar = Sidecar()
      sidecar.metadata.namespace = client
      sidecar.metadata.name = "scope"
      var listener = Sidecar.EgressListener()
      listener.hosts = egress
      sidecar.egress = [listener]
      resources.append(.sidecar(sidecar))
    }
    let rules = try #require(RuleVersion.named("istio-1.30"))
    let mesh = ControlPlane.compile(resources, under: rules).mesh
    let proxy = try #require(mesh.proxies.first { $0.proxy == "client.\(client)" })
    return proxy.routes.first { $0.name == "\(port)" }
  }

  private static let manifests =
    ["default", "not-default"].map { namespace in
      """
      {apiVersion: v1, kind: Namespace,
       metadata: {name: \(namespace), labels: {istio-injection: enabled}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: \(namespace)}}
      """
    }.joined(separator: "\n---\n") + "\n---\n"
    + [("known", "default"), ("alt-known", "default"), ("not-default", "not-default")].map {
      """
      apiVersion: v1
      kind: Service
      metadata: {name: \($0.0), namespace: \($0.1)}
      spec: {ports: [{name: http, port: 80}, {name: http, port: 8080}]}
      """
    }.joined(separator: "\n---\n")
}

extension SidecarRouteTests {
  static let onePort: [Case] =
    [80, 8080].flatMap { port -> [Case] in
      let toAlternative: [String: String?] = [known: altKnown]
      return [
        Case(
          testDescription: "simple port \(port)", port: port,
          rules: [Rule("default", [known], to: altKnown)], expected: toAlternative),
        Case(
          testDescription: "producer rule \(port)", client: "not-default", port: port,
          rules: [Rule("default", [known], to: altKnown)], expected: toAlternative),
        Case(
          testDescription: "consumer rule \(port)", client: "not-default", port: port,
          rules: [Rule("not-default", [known], to: altKnown)], expected: toAlternative),
        Case(
          testDescription: "arbitrary rule \(port)", client: "not-default", port: port,
          rules: [Rule("arbitrary", [known], to: altKnown)], expected: toAlternative),
        Case(
          testDescription: "multiple rules \(port)", client: "not-default", port: port,
          rules: [
            Rule("arbitrary", [known], to: "arbitrary.example.com", age: 1),
            Rule("default", [known], to: "default.example.com", age: 2),
            Rule("not-default", [known], to: "not-default.example.com", age: 3),
          ], expected: [known: "arbitrary.example.com"]),
      ]
    } + [
      Case(
        testDescription: "unknown port 80", rules: [Rule("default", [foo], to: foo)],
        expected: [foo: foo]),
      Case(
        testDescription: "unknown port 8080", port: 8080,
        rules: [Rule("default", [foo], to: foo)], expected: [foo: nil]),
      Case(
        testDescription: "unknown port 8080 match 8080", port: 8080,
        rules: [Rule("default", [foo], to: foo, matchPort: 8080)], expected: [foo: nil]),
      Case(
        testDescription: "unknown port 8080 dest 8080", port: 8080,
        rules: [Rule("default", [foo], to: foo, destinationPort: 8080)], expected: [foo: nil]),
    ]

  static let severalRules: [Case] = [
    Case(
      testDescription: "same namespace conflict",
      rules: [
        Rule("default", [known], to: "old.example.com", age: 1),
        Rule("default", [known], to: "new.example.com", age: 2),
      ], expected: [known: "old.example.com"]),
    Case(
      testDescription: "cross namespace conflict",
      rules: [
        Rule("not-default", [known], to: "producer.example.com", age: 1),
        Rule("default", [known], to: "consumer.example.com", age: 2),
      ], expected: [known: "producer.example.com"]),
  ]

  static let wildcards: [Case] = [
    Case(
      testDescription: "wildcard random",
      rules: [Rule("default", ["*.unknown.example.com"], to: "arbitrary.example.com")],
      expected: [
        known: known, altKnown: altKnown, "*.unknown.example.com": "arbitrary.example.com",
      ]),
    Case(
      testDescription: "wildcard match with sidecar",
      rules: [Rule("default", [all], to: "arbitrary.example.com")],
      egress: ["*/*.cluster.local"],
      expected: [
        known: "arbitrary.example.com", altKnown: "arbitrary.example.com", all: nil,
      ]),
    wildcardAndExplicit("wildcard first then explicit", ages: (1, 2)),
    wildcardAndExplicit("explicit first then wildcard", ages: (2, 1)),
    wildcardAndExplicit(
      "wildcard and explicit with sidecar", ages: (1, 2),
      egress: ["default/\(known)", "default/\(altKnown)"]),
    wildcardAndExplicit(
      "wildcard and explicit cross namespace", ages: (2, 1), wildcardIn: "not-default"),
    Case(
      testDescription: "explicit first then wildcard with sidecar cross namespace",
      rules: [
        Rule("not-default", [all], to: "wild.example.com", age: 2),
        Rule("default", [known], to: "explicit.example.com", age: 1),
      ], egress: ["default/\(known)", "default/\(altKnown)"],
      expected: [altKnown: altKnown, known: "explicit.example.com", all: nil]),
    Case(
      testDescription: "wildcard and explicit unknown",
      rules: [
        Rule("default", ["*.tld"], to: "wild.example.com", age: 1),
        Rule("default", ["example.tld"], to: "explicit.example.com", age: 2),
      ], expected: ["*.tld": "wild.example.com", "example.tld": "explicit.example.com"]),
  ]

  static let imports: [Case] = [
    Case(
      testDescription: "explicit match with wildcard sidecar",
      rules: [
        Rule(
          "default", ["arbitrary.default.svc.cluster.local"],
          to: "arbitrary.default.svc.cluster.local")
      ], egress: ["*/*.cluster.local"],
      expected: ["arbitrary.default.svc.cluster.local": "arbitrary.default.svc.cluster.local"]),
    Case(
      testDescription: "wildcard match with explicit sidecar",
      rules: [Rule("default", [all], to: "arbitrary.example.com")], egress: ["*/\(known)"],
      expected: [known: "arbitrary.example.com", altKnown: nil, all: nil]),
    Case(
      testDescription: "non-service wildcard match with explicit sidecar",
      rules: [Rule("default", ["*.example.org"], to: "arbitrary.example.com")],
      egress: ["*/explicit.example.org", "*/\(altKnown)"],
      expected: [
        known: nil, altKnown: altKnown, "*.example.org": "arbitrary.example.com",
      ]),
    Case(
      testDescription: "sidecar filter", client: "not-default",
      rules: [
        Rule("not-default", ["*.default.svc.cluster.local"], to: "arbitrary.example.com"),
        Rule(
          "default", ["explicit.default.svc.cluster.local"],
          to: "explicit.default.svc.cluster.local"),
      ],
      egress: [
        "not-default/*.default.svc.cluster.local",
        "not-default/not-default.not-default.svc.cluster.local",
      ],
      expected: [
        "*.default.svc.cluster.local": "arbitrary.example.com",
        "explicit.default.svc.cluster.local": nil,
        "not-default.not-default.svc.cluster.local": "not-default.not-default.svc.cluster.local",
      ]),
    Case(
      testDescription: "multi-host import single",
      rules: [Rule("default", [known, altKnown], to: "example.com")], egress: ["*/\(known)"],
      expected: [known: "example.com", altKnown: "example.com"]),
  ]

  private static func wildcardAndExplicit(
    _ name: String, ages: (Int, Int), egress: [String]? = nil,
    wildcardIn namespace: String = "default"
  ) -> Case {
    Case(
      testDescription: name,
      rules: [
        Rule(namespace, [all], to: "wild.example.com", age: ages.0),
        Rule("default", [known], to: "explicit.example.com", age: ages.1),
      ], egress: egress,
      expected: [altKnown: "wild.example.com", known: "explicit.example.com", all: nil])
  }
}
