internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What istiod makes of Gateway API (pilot/pkg/config/kube/gateway/testdata@1.30.3 states the same
/// facts), seen at sidecars and gateways.
@Suite struct GatewayAPITests {
  /// An HTTPRoute on the service `alpha`, unless the spec says otherwise.
  static func route(
    _ rest: String, name: String = "r", namespace: String = "default",
    parents: String = "{group: '', kind: Service, name: alpha, namespace: default}",
    day: Int = 1, kind: String = "HTTPRoute"
  ) -> String {
    """
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: \(kind)
    metadata: {name: \(name), namespace: \(namespace), creationTimestamp: "2024-02-0\(day)T00:00:00Z"}
    spec: {parentRefs: [\(parents)], \(rest)}

    """
  }

  static let edge = """
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: edge, namespace: default}
    spec:
      gatewayClassName: istio
      listeners:
      - {name: any, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
      - {name: own, port: 81, protocol: HTTP, hostname: a.example.com}

    """

  private func routes(
    _ manifests: String, _ version: String = "istio-1.30", from proxy: String = "client.shop"
  ) throws -> [Route] {
    let table = try SmallMesh(manifests, version).proxy(proxy).routes.first { $0.name == "5000" }
    let host = table?.virtualHosts.first { $0.name.hasPrefix("alpha.default") }
    return try #require(host?.routes)
  }

  @Test func aPrefixIsWholeSegmentsAndAnUnknownBackendAnswers500() throws {
    let routes = try routes(
      Self.route(
        "rules: [{matches: [{path: {value: /v2/}}], backendRefs: [{name: absent, port: 1}]}]"))
    #expect(routes.map(\.match.pathSeparatedPrefix) == ["/v2"])
    #expect(routes[0].route?.cluster == "outbound|1||absent.default.svc.cluster.local")
    #expect(routes[0].route?.clusterNotFoundResponseCode == .internalServerError)
    #expect(routes[0].name == "default.r.0")
    #expect(routes[0].origin?.resource.description == "HTTPRoute default/r")
    #expect(routes[0].origin?.fieldPath == "spec.rules[0]")
    #expect(routes[0].origin?.location?.file == "test.yaml")
  }

  @Test func theMoreSpecificRuleComesFirst() throws {
    let routes = try routes(
      Self.route(
        """
        rules: [
          {name: anything}, {name: prefix, matches: [{path: {value: /a}}]},
          {name: longer, matches: [{path: {value: /a/b}}]},
          {name: exact, matches: [{path: {type: Exact, value: /a}}]},
          {name: method, matches: [{path: {value: /a}, method: GET}]},
          {name: header, matches: [{path: {value: /a}, headers: [{name: h, value: v}]}]}]
        """))
    #expect(
      routes.map(\.name) == ["exact", "longer", "method", "header", "prefix", "anything"])
  }

  @Test(arguments: [
    ("istio-1.29", "{backendRefs: []}", 500), ("istio-1.30", "{backendRefs: []}", 404),
    ("istio-1.30", "{backendRefs: [{name: alpha, port: 5000, weight: 0}]}", 500),
  ])
  func withoutAShareTheProxyAnswers(version: String, rule: String, status: Int) throws {
    let routes = try routes(Self.route("rules: [\(rule)]"), version)
    #expect(routes.map(\.directResponse?.status) == [UInt32(status)])
  }

  @Test func aBackendAloneKeepsNoWeight() throws {
    let routes = try routes(
      Self.route(
        "rules: [{backendRefs: [{name: alpha, port: 5000, weight: 7}, {name: b, port: 1, "
          + "weight: 0}]}]"))
    #expect(routes[0].route?.cluster == SmallMesh.alpha)
    #expect(routes[0].route?.weightedClusters == nil)
  }

  @Test func aConsumerRouteActsForItsNamespaceAlone() throws {
    let consumer = Self.route("rules: [{name: mine}]", namespace: "shop", day: 9)
    let producer = Self.route("rules: [{name: theirs}]")
    #expect(try routes(consumer).map(\.name) == ["mine"])
    #expect(try routes(consumer + producer).map(\.name) == ["mine"])
    #expect(try routes(consumer + producer, from: "v1.default").map(\.name) == ["theirs"])
    #expect(try routes(consumer, from: "v1.default").map(\.name) == ["default"])
  }

  @Test func routesOfOneHostJoinTheOlderFirst() throws {
    let old = Self.route("rules: [{name: old}]", name: "z", day: 1)
    let new = Self.route("rules: [{name: new}]", name: "a", day: 2)
    #expect(try routes(new + old).map(\.name) == ["old"])
    let grpc = Self.route(
      "rules: [{name: call, matches: [{method: {service: s, method: m}}]}]", name: "g", day: 3,
      kind: "GRPCRoute")
    #expect(try routes(old + grpc).map(\.name) == ["call", "old"])
    #expect(try routes(old + grpc, "istio-1.28").map(\.name) == ["old"])
    #expect(try routes(old + grpc, "istio-1.21").map(\.name) == ["default.z.0"])
  }

  @Test func aVirtualServiceAndARouteContendByAge() throws {
    let service = """
      ---
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: vs, creationTimestamp: "2024-02-05T00:00:00Z"}
      spec: {hosts: [alpha], http: [{name: vs, route: [{destination: {host: alpha}}]}]}

      """
    let (old, new) = (Self.route("rules: [{name: r}]"), Self.route("rules: [{name: r}]", day: 9))
    #expect(try routes(service + old).map(\.name) == ["r"])
    #expect(try routes(service + new).map(\.name) == ["vs"])
    let host = "alpha.default.svc.cluster.local"
    let shadowed = try SmallMesh(service + new).compilation.contests.filter {
      $0.code == .shadowedRule
    }
    #expect(
      shadowed.map { "\($0.summary): \($0.why)" } == [
        "VirtualService default/vs is ignored for host \(host): HTTPRoute default/r wins, because "
          + "it is of the client's namespace default",
        "HTTPRoute default/r is ignored for host \(host): VirtualService default/vs wins, because "
          + "it is older",
      ])
  }

  @Test func aPortOfTheParentBindsTheRoute() throws {
    let parents = "{group: '', kind: Service, name: alpha, port: 6000}"
    #expect(
      try routes(Self.route("rules: [{name: r}]", parents: parents)).map(\.name) == ["default"])
  }

  @Test func aManagedGatewayServesWhatItsListenersAllow() throws {
    let mesh = try SmallMesh(
      Self.edge
        + Self.route(
          "hostnames: [a.example.com], rules: [{backendRefs: [{name: alpha, port: 5000, "
            + "namespace: default}]}]", namespace: "shop",
          parents: "{name: edge, namespace: default}"))
    let edge = try mesh.proxy("edge-istio-0.default")
    #expect(edge.listeners.map(\.name) == ["0.0.0.0_80", "0.0.0.0_81"])
    let table = try #require(edge.routes.first { $0.name == "http.80" })
    #expect(table.virtualHosts.map(\.domains) == [["a.example.com"]])
    // Without a grant the backend of another namespace is none.
    #expect(table.virtualHosts[0].routes?.map(\.route?.cluster) == ["UnknownService"])
    #expect(
      edge.routes.first { $0.name == "http.81" }?.virtualHosts.map(\.name) == ["blackhole:81"])
    #expect(
      mesh.compilation.diagnostics.map { "\($0.location?.line ?? 0) \($0.summary)" }.filter {
        $0.contains("HTTPRoute")
      } == [
        "14 HTTPRoute shop/r at Gateway default/edge: ResolvedRefs is False, RefNotPermitted: "
          + "backendRef alpha/default not accessible to a HTTPRoute in namespace “shop” "
          + "(missing a ReferenceGrant?)"
      ])
  }

  @Test(arguments: [
    ("{name: edge, sectionName: absent}", "hostnames: []", "NoMatchingParent"),
    ("{name: edge, sectionName: own}", "hostnames: [b.com]", "NoMatchingListenerHostname"),
    ("{name: edge, port: 82}", "hostnames: []", "NoMatchingParent"),
    ("{group: '', kind: Service, name: absent}", "hostnames: []", "NoMatchingParent"),
    ("{name: nobody}", "hostnames: []", "which is not in the input"),
  ])
  func whatIsNotAcceptedIsSaidInItsWords(parent: String, hosts: String, reason: String) throws {
    let mesh = try SmallMesh(Self.edge + Self.route(hosts, parents: parent))
    let findings = mesh.compilation.diagnostics.filter { $0.code == .routeNotAccepted }
    #expect(findings.count == 1)
    #expect(findings.first?.summary.contains(reason) == true, "\(findings)")
    #expect(findings.first?.location?.line == 14)
  }

  @Test func anotherNamespaceIsNotAllowed() throws {
    let mesh = try SmallMesh(
      Self.edge
        + Self.route(
          "hostnames: [a.example.com]", namespace: "shop",
          parents: "{name: edge, namespace: default, sectionName: own}"))
    let status = try #require(mesh.compilation.routes.first)
    #expect(status.conditions[0].reason == "NotAllowedByListeners")
    #expect(!status.conditions[0].isTrue)
  }

  @Test func aGrantPermitsABackendOfAnotherNamespace() throws {
    let mesh = try SmallMesh(
      Self.edge
        + Self.route(
          "rules: [{backendRefs: [{name: alpha, port: 5000, namespace: default}]}]",
          namespace: "shop", parents: "{name: edge, namespace: default, sectionName: any}")
          + """
          ---
          apiVersion: gateway.networking.k8s.io/v1beta1
          kind: ReferenceGrant
          metadata: {name: g}
          spec:
            from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}]
            to: [{group: '', kind: Service, name: alpha}]

          """)
    let table = try mesh.proxy("edge-istio-0.default").routes.first { $0.name == "http.80" }
    #expect(table?.virtualHosts.first?.routes?.map(\.route?.cluster) == [SmallMesh.alpha])
    #expect(mesh.compilation.routes.allSatisfy { $0.conditions.allSatisfy(\.isTrue) })
  }

  @Test func aGatewayOfAnotherClassIsPassedOver() throws {
    let mesh = try SmallMesh(
      Self.edge.replacing("gatewayClassName: istio", with: "gatewayClassName: nginx"))
    #expect(mesh.compilation.mesh.proxies.count == 3)
    #expect(
      mesh.compilation.diagnostics.map(\.summary) == [
        "Gateway default/edge is of the class nginx, which Istio does not control: it is passed "
          + "over, and so is what routes say of it"
      ])
  }

  @Test(arguments: [
    ("{path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}", "^/v2(/?)(.*)", #"/\2"#),
    ("{path: {type: ReplaceFullPath, replaceFullPath: /x}}", "/.*", "/x"),
  ])
  func pathsAreRewritten(rewrite: String, pattern: String, substitution: String) throws {
    let routes = try routes(
      Self.route(
        "rules: [{matches: [{path: {value: /v2}}], filters: [{type: URLRewrite, "
          + "urlRewrite: \(rewrite)}], backendRefs: [{name: alpha, port: 5000}]}]"))
    #expect(routes[0].route?.regexRewrite?.pattern.regex == pattern)
    #expect(routes[0].route?.regexRewrite?.substitution == substitution)
  }

  @Test func aRedirectMayReplaceThePrefixAlone() throws {
    let routes = try routes(
      Self.route(
        "rules: [{matches: [{path: {value: /v2}}], filters: [{type: RequestRedirect, "
          + "requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /v3}}}]}]"))
    #expect(routes[0].redirect?.prefixRewrite == "/v3")
    #expect(routes[0].redirect?.pathRedirect == nil)
    #expect(routes[0].redirect?.portRedirect == 5000)
    #expect(routes[0].redirect?.responseCode == .found)
  }

  @Test(arguments: [
    ("istio-1.23", [100]), ("istio-1.24", [0.25]), ("istio-1.25", [25]),
  ])
  func aFractionIsMirrored(version: String, percent: [Double]) throws {
    let routes = try routes(
      Self.route(
        "rules: [{backendRefs: [{name: alpha, port: 5000}], filters: [{type: RequestMirror, "
          + "requestMirror: {backendRef: {name: alpha, port: 5000}, fraction: {numerator: 1, "
          + "denominator: 4}}}]}]"), version)
    let shares = routes[0].route?.requestMirrorPolicies?.map { policy -> Double in
      let share = policy.runtimeFraction?.defaultValue
      let whole = share?.denominator == .million ? 10_000.0 : 1
      return Double(share?.numerator ?? 0) / whole
    }
    #expect(shares == percent)
  }

  @Test(arguments: [("istio-1.24", 2), ("istio-1.25", 3), ("istio-1.30", 3)])
  func retriesActSince25(version: String, retries: Int) throws {
    let routes = try routes(
      Self.route(
        "rules: [{backendRefs: [{name: alpha, port: 5000}], retry: {attempts: 3, codes: [503]}}]"),
      version)
    #expect((routes[0].route?.retryPolicy?.retriableStatusCodes == [503]) == (retries == 3))
    #expect(routes[0].route?.retryPolicy?.numRetries == UInt32(retries))
  }

  @Test(arguments: [("istio-1.25", ["default"]), ("istio-1.26", ["default.r.0"])])
  func anUnknownFilterUndoesTheRoute(version: String, names: [String]) throws {
    let routes = try routes(
      Self.route(
        "rules: [{backendRefs: [{name: alpha, port: 5000}], filters: [{type: CORS, cors: "
          + "{allowOrigins: ['https://*.b']}}]}]"), version)
    #expect(routes.map(\.name) == names)
  }

  /// Istio 1.31 asks for TCPRoutes of v1, which an older CRD does not serve.
  @Test(arguments: [
    ("v1alpha2", "istio-1.30", true), ("v1", "istio-1.30", true),
    ("v1alpha2", "istio-1.31", false), ("v1", "istio-1.31", true),
  ])
  func aTCPRouteActsInTheVersionThatIsRead(api: String, version: String, acts: Bool) throws {
    let mesh = try SmallMesh(
      """
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {clusterIP: 10.96.9.9, selector: {app: alpha}, ports: [{name: tcp, port: 5432}]}
      ---
      apiVersion: gateway.networking.k8s.io/\(api)
      kind: TCPRoute
      metadata: {name: r}
      spec:
        parentRefs: [{kind: Service, group: "", name: db}]
        rules: [{backendRefs: [{name: alpha, port: 5000}]}]
      """, version)
    let listener = try mesh.proxy("client.shop").listeners.first { $0.name == "10.96.9.9_5432" }
    let cluster = try #require(listener?.filterChains?.first?.tcpProxy?.cluster)
    #expect(
      cluster == (acts ? SmallMesh.alpha : "outbound|5432||db.default.svc.cluster.local"))
    let told = mesh.compilation.diagnostics(on: nil).filter { $0.code == .versionNotServed }
    #expect(told.isEmpty == acts)
  }
}
