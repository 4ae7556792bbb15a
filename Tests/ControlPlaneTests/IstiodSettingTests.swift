internal import Diagnostics
internal import Manifests
internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What is taken for granted of istiod's environment, and what the input says of it
/// (pilot/pkg/features/ambient.go@1.30.3, experimental.go@1.30.3).
@Suite struct IstiodSettingTests {
  struct Setting: Sendable, CustomTestStringConvertible {
    var name: String
    /// What tells of the environment.
    var source = ""
    var version = "istio-1.29"
    /// The finding's severity; `nil` for none.
    var severity: Severity?
    /// Whether the waypoint has a proxy that acts, or the route a table.
    var acts: Bool
    var testDescription: String { "\(name), \(version)" }
  }

  static let ambient: [Setting] = [
    Setting(name: "nothing is said", severity: .note, acts: true),
    Setting(name: "istiod says so", source: istiod(ambient: "true"), acts: true),
    Setting(name: "as Go reads it", source: istiod(ambient: "T"), acts: true),
    Setting(
      name: "istiod says otherwise", source: istiod(ambient: "false"), severity: .warning,
      acts: false),
    Setting(
      name: "istiod's environment lacks it", source: istiod(ambient: nil), severity: .warning,
      acts: false),
    Setting(
      name: "something of it stands elsewhere",
      source: istiod(ambient: nil, more: "envFrom: [{configMapRef: {name: more}}]"),
      severity: .note, acts: true),
    Setting(
      name: "an operator's profile", source: istioOperator("profile: ambient"), acts: true),
    Setting(
      name: "an operator's values",
      source: istioOperator("values: {pilot: {env: {PILOT_ENABLE_AMBIENT: false}}}"),
      severity: .warning, acts: false),
    Setting(
      name: "no release before 1.24 has it", source: istiod(ambient: "true"),
      version: "istio-1.23", acts: false),
  ]

  @Test(arguments: ambient)
  func ambientModeWantsItsVariable(_ example: Setting) throws {
    let compilation = try MeshReading(
      Self.waypoint + example.source, example.version
    ).compilation
    let found = compilation.diagnostics.filter { $0.code == .assumedSetting }
    #expect(found.map(\.severity) == [example.severity].compactMap(\.self))
    #expect(found.allSatisfy { $0.location != nil })
    #expect(!compilation.mesh.tunnels.isEmpty == example.acts)
  }

  static let routes: [Setting] = [
    Setting(name: "nothing is said", severity: .note, acts: true),
    Setting(
      name: "istiod says so", source: istiod(ambient: nil, more: alpha("true")), acts: true),
    Setting(
      name: "istiod says otherwise", source: istiod(ambient: nil, more: alpha("false")),
      severity: .warning, acts: false),
    Setting(
      name: "istiod's environment lacks it", source: istiod(ambient: nil), severity: .warning,
      acts: false),
    Setting(
      name: "1.30 wants it no more for TLSRoutes", source: istiod(ambient: nil),
      version: "istio-1.30", acts: true),
  ]

  @Test(arguments: routes)
  func experimentalRoutesWantTheirVariable(_ example: Setting) throws {
    let compilation = try MeshReading(
      Self.tlsRoute + example.source, example.version
    ).compilation
    let found = compilation.diagnostics.filter { $0.code == .assumedSetting }
    #expect(found.map(\.severity) == [example.severity].compactMap(\.self))
    let chains = compilation.mesh.proxies.flatMap(\.listeners).flatMap { $0.filterChains ?? [] }
    let names = chains.flatMap { $0.filterChainMatch.serverNames ?? [] }
    #expect(names.contains("away.example") == example.acts)
  }

  /// A switch follows its variable in the releases that read it.
  @Test(arguments: [
    ("ENABLE_INBOUND_RETRY_POLICY", "false", "istio-1.25", RuleSwitch.inboundRetry, false),
    ("ENABLE_INBOUND_RETRY_POLICY", "false", "istio-1.28", .inboundRetry, true),
    ("EXCLUDE_UNSAFE_503_FROM_DEFAULT_RETRY", "false", "istio-1.25", .defaultRetryOn503, true),
    ("ENABLE_EXTERNAL_NAME_ALIAS", "false", "istio-1.22", .externalNameIsAlias, false),
    ("PILOT_UNIFIED_SIDECAR_SCOPE", "no", "istio-1.28", .unifiedSidecarScope, true),
    ("DISABLE_SHADOW_HOST_SUFFIX", "false", "istio-1.29", .mirrorHostSuffix, true),
  ])
  func switchesFollow(
    _ name: String, value: String, version: String, rule: RuleSwitch, isOn: Bool
  ) throws {
    let reading = try MeshReading(
      Self.istiod(ambient: nil, name: name, value: value), version)
    #expect(try #require(reading.compilation.index).rules[rule] == isOn)
  }

  /// What another value would change, and is not modelled, is said at its line.
  @Test(arguments: [
    ("PILOT_SCOPE_GATEWAY_TO_NAMESPACE", "true", true),
    ("PILOT_SCOPE_GATEWAY_TO_NAMESPACE", "false", false),
    ("PILOT_ENABLE_GATEWAY_API", "false", true), ("PILOT_TRACE_SAMPLING", "100", false),
  ])
  func othersAreSaid(_ name: String, value: String, isSaid: Bool) throws {
    let reading = try MeshReading(
      Self.istiod(ambient: nil, name: name, value: value), "istio-1.30")
    let found = reading.compilation.diagnostics.filter { $0.summary.contains(name) }
    #expect(found.count == (isSaid ? 1 : 0))
    #expect(found.allSatisfy { $0.code == .notModelled && $0.location != nil })
  }

  // MARK: The mesh

  static let waypoint = """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio.io/dataplane-mode: ambient}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: shop}}
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: Gateway
    metadata: {name: waypoint, namespace: shop}
    spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}

    """

  static let tlsRoute = """
    {apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
    ---
    {apiVersion: v1, kind: Pod, metadata: {name: client, namespace: shop}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: web, namespace: shop}
    spec: {ports: [{name: tls, port: 443}]}
    ---
    apiVersion: gateway.networking.k8s.io/v1alpha2
    kind: TLSRoute
    metadata: {name: web, namespace: shop}
    spec:
      parentRefs: [{group: "", kind: Service, name: web, port: 443}]
      hostnames: [away.example]
      rules: [{backendRefs: [{name: web, port: 443}]}]

    """

  static func alpha(_ value: String) -> String {
    "env: [{name: PILOT_ENABLE_ALPHA_GATEWAY_API, value: \"\(value)\"}]"
  }

  static func istiod(ambient: String?, more: String = "image: pilot") -> String {
    ambient.map { istiod(ambient: nil, name: "PILOT_ENABLE_AMBIENT", value: $0) }
      ?? deployment(more)
  }

  static func istiod(ambient: String?, name: String, value: String) -> String {
    deployment("env: [{name: \(name), value: \"\(value)\"}]")
  }

  static func deployment(_ fields: String) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
    spec:
      selector: {matchLabels: {app: istiod}}
      template:
        metadata: {labels: {app: istiod}}
        spec:
          containers:
          - name: discovery
            \(fields)

    """
  }

  static func istioOperator(_ fields: String) -> String {
    """
    ---
    apiVersion: install.istio.io/v1alpha1
    kind: IstioOperator
    metadata: {name: mesh, namespace: istio-system}
    spec: {\(fields)}

    """
  }
}
