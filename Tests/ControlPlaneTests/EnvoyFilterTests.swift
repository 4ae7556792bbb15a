internal import Diagnostics
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What EnvoyFilters change (`pilot/pkg/networking/core/envoyfilter/*_test.go`@1.30.3 state the same
/// facts).
@Suite struct EnvoyFilterTests {
  static func filter(_ patch: String, _ rest: String = "", name: String = "f") -> String {
    """
    ---
    apiVersion: networking.istio.io/v1alpha3
    kind: EnvoyFilter
    metadata: {name: \(name), namespace: shop}
    spec: {configPatches: [\(patch)]\(rest)}

    """
  }

  /// The names of the client's HTTP filters for port 5000.
  private func filters(_ manifests: String, _ version: String = "istio-1.30") throws -> [String] {
    let listeners = try SmallMesh(manifests, version).proxy("client.shop").listeners
    let manager = listeners.first { $0.name == "0.0.0.0_5000" }?.filterChains?.first?
      .httpConnectionManager
    return try #require(manager).httpFilters.map(\.name)
  }

  static func lua(_ name: String, _ operation: String, _ match: String = "") -> String {
    let type = "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua"
    return """
      {applyTo: HTTP_FILTER, match: {context: SIDECAR_OUTBOUND\(match)}, \
      patch: {operation: \(operation), value: {name: \(name), \
      typed_config: {'@type': \(type), inlineCode: x}}}}
      """
  }

  static func beside(_ name: String) -> String {
    """
    , listener: {filterChain: {filter: {name: envoy.filters.network.http_connection_manager, \
    subFilter: {name: \(name)}}}}
    """
  }

  private static let fault = "envoy.filters.http.fault"
  private static let cors = "envoy.filters.http.cors"
  private static let router = "envoy.filters.http.router"

  @Test(arguments: [
    (lua("x", "INSERT_BEFORE", beside(router)), [fault, cors, "x", router]),
    (lua("x", "INSERT_AFTER", beside(fault)), [fault, "x", cors, router]),
    (lua("x", "INSERT_FIRST", beside(router)), ["x", fault, cors, router]),
    (lua("x", "INSERT_BEFORE"), ["x", fault, cors, router]),
    (lua("x", "ADD"), [fault, cors, router, "x"]),
    (lua("x", "REPLACE", beside(cors)), [fault, "x", router]),
    (lua("x", "REMOVE", beside(cors)), [fault, router]),
    // Without a filter that it names nothing is removed, or inserted.
    (lua("x", "REMOVE"), [fault, cors, router]),
    (lua("x", "INSERT_BEFORE", beside("gone")), [fault, cors, router]),
    // Istio's own filters for telemetry are there, and say nothing about traffic.
    (lua("x", "INSERT_BEFORE", beside("istio.stats")), [fault, cors, "x", router]),
    (lua("x", "REMOVE", beside("istio.stats")), [fault, cors, router]),
    (lua("x", "ADD", ", proxy: {proxyVersion: '^1\\.29.*'}"), [fault, cors, router]),
    (lua("x", "ADD", ", proxy: {proxyVersion: '^1\\.3[01].*'}"), [fault, cors, router, "x"]),
    (lua("x", "ADD", ", listener: {portNumber: 80}"), [fault, cors, router]),
    (lua("x", "ADD", ", listener: {portNumber: 5000}"), [fault, cors, router, "x"]),
  ])
  func httpFiltersAreAPlaceInAList(_ patch: String, _ expected: [String]) throws {
    #expect(try filters(Self.filter(patch)) == expected)
  }

  /// Lower priority first, then the root namespace's, then the older.
  @Test func filtersActInTheirOrder() throws {
    let late = Self.filter(Self.lua("late", "INSERT_FIRST"), ", priority: 5", name: "a")
    let early = Self.filter(Self.lua("early", "INSERT_FIRST"), ", priority: -5", name: "b")
    let root = Self.filter(Self.lua("root", "INSERT_FIRST"), name: "z").replacing(
      "namespace: shop", with: "namespace: istio-system")
    let own = Self.filter(Self.lua("own", "INSERT_FIRST"), name: "c")
    let found = try filters(late + early + own + root)
    #expect(found.prefix(4) == ["late", "own", "root", "early"])
  }

  @Test(arguments: [("app: client", true), ("app: other", false)])
  func aSelectorChoosesProxies(labels: String, acts: Bool) throws {
    let manifest = Self.filter(
      Self.lua("x", "ADD"), ", workloadSelector: {labels: {\(labels)}}")
    #expect(try filters(manifest).contains("x") == acts)
    let told = try SmallMesh(manifest).compilation.diagnostics(on: nil).map(\.code)
    #expect(told == [acts ? .notModelled : .patchPassedOver])
  }

  private func host(_ patch: String) throws -> [VirtualHost] {
    let tables = try SmallMesh(Self.filter(patch)).proxy("client.shop").routes
    return try #require(tables.first { $0.name == "5000" }).virtualHosts
  }

  static func route(_ operation: String, _ value: String, _ vhost: String = "") -> String {
    """
    {applyTo: HTTP_ROUTE, match: {context: SIDECAR_OUTBOUND, routeConfiguration: {vhost: \
    {name: 'alpha.default.svc.cluster.local:5000'\(vhost)}}}, \
    patch: {operation: \(operation), value: \(value)}}
    """
  }

  @Test func aMergeSetsFieldsAndKeepsTheRest() throws {
    let route = try #require(
      try host(Self.route("MERGE", "{route: {timeout: 7s, prefix_rewrite: /x}}")).first?.routes?
        .first)
    #expect(route.route?.timeout?.text == "7s")
    #expect(route.route?.prefixRewrite == "/x")
    #expect(route.route?.cluster == SmallMesh.alpha)
    #expect(route.origin != nil)
  }

  @Test func aMergeOfAnotherActionTakesItsPlace() throws {
    let route = try #require(
      try host(Self.route("MERGE", "{direct_response: {status: 503}}")).first?.routes?.first)
    #expect(route.directResponse?.status == 503)
    #expect(route.route == nil)
  }

  static let maintenance = "{name: m, match: {prefix: /m}, direct_response: {status: 503}}"

  @Test(arguments: [
    (route("INSERT_BEFORE", maintenance), ["m", "default"]),
    (route("INSERT_AFTER", maintenance, ", route: {name: default}"), ["default", "m"]),
    (route("INSERT_BEFORE", maintenance, ", route: {name: gone}"), ["default"]),
    (route("ADD", maintenance), ["default", "m"]),
    (route("REMOVE", "{}", ", route: {action: ROUTE}"), []),
    (route("REMOVE", "{}", ", route: {action: REDIRECT}"), ["default"]),
  ])
  func routesAreAPlaceInAList(_ patch: String, _ expected: [String]) throws {
    #expect(try host(patch).first?.routes?.map { $0.name ?? "" } == expected)
  }

  @Test func whatSaysNothingChangesNothing() throws {
    let merge = """
      {applyTo: VIRTUAL_HOST, match: {context: SIDECAR_OUTBOUND}, \
      patch: {operation: MERGE, value: {include_request_attempt_count: false}}}
      """
    #expect(try host(merge).first?.includeRequestAttemptCount == true)
  }

  @Test func listenersAndClustersComeAndGo() throws {
    let mesh = try SmallMesh(
      Self.filter(
        """
        {applyTo: LISTENER, match: {context: SIDECAR_OUTBOUND, listener: {portNumber: 5000}}, \
        patch: {operation: REMOVE}}, \
        {applyTo: LISTENER, match: {context: SIDECAR_OUTBOUND}, patch: {operation: ADD, value: \
        {name: added, address: {socket_address: {address: 127.0.0.1, port_value: 18080}}, \
        filter_chains: [{filters: [{name: tcp, typed_config: {'@type': \
        type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, \
        stat_prefix: x, cluster: added}}]}]}}}, \
        {applyTo: CLUSTER, match: {context: SIDECAR_OUTBOUND, cluster: {service: \
        alpha.default.svc.cluster.local}}, patch: {operation: REMOVE}}, \
        {applyTo: CLUSTER, match: {context: SIDECAR_OUTBOUND}, patch: {operation: ADD, value: \
        {name: added, type: STRICT_DNS, connect_timeout: 1s, lb_policy: ROUND_ROBIN}}}
        """))
    let client = try mesh.proxy("client.shop")
    #expect(
      client.listeners.map(\.name).sorted() == ["added", "virtualInbound", "virtualOutbound"])
    #expect(
      client.listeners.first { $0.name == "added" }?.filterChains?.first?.tcpProxy?.cluster
        == "added")
    // Nobody asks for the table of a listener that is gone.
    #expect(client.routes.isEmpty)
    #expect(client.clusters.filter { $0.name.contains("alpha") }.isEmpty)
    #expect(client.endpoints.isEmpty)
    let added = try #require(client.clusters.first { $0.name == "added" })
    #expect(added.type == .strictDNS && added.lbPolicy == nil)
    #expect(added.connectTimeout?.text == "1s")
  }

  @Test func aClusterTakesMergedLimits() throws {
    let mesh = try SmallMesh(
      Self.filter(
        """
        {applyTo: CLUSTER, match: {cluster: {name: "\(SmallMesh.alpha)"}}, \
        patch: {operation: MERGE, value: {connect_timeout: 0.25s, \
        circuit_breakers: {thresholds: [{priority: HIGH, max_requests: 1}]}}}}
        """))
    let cluster = try #require(try mesh.cluster(SmallMesh.alpha))
    #expect(cluster.connectTimeout?.text == "0.250s")
    // Lists are appended.
    #expect(cluster.circuitBreakers?.thresholds.count == 2)
  }

  @Test(arguments: [
    ("value: {route: {timeout: [1]}}", "is no HTTP_ROUTE of Envoy's"),
    ("value: {route: {rate_limits: [{}]}}", "fields rateLimits of patches are not modelled"),
  ])
  func whatIsNotCarriedOutIsSaid(_ value: String, _ text: String) throws {
    let patch = "{applyTo: HTTP_ROUTE, patch: {operation: MERGE, \(value)}}"
    let found = try SmallMesh(Self.filter(patch)).compilation.diagnostics(on: nil)
    #expect(found.contains { $0.code == .notModelled && $0.summary.contains(text) })
  }
}
