internal import ProxyConfig
internal import Resources

/// The filters by which a proxy decides who may do what: those of CUSTOM policies, of tokens, and
/// of AUDIT, DENY and ALLOW policies, in this order
/// (`pilot/pkg/networking/core/listener_builder.go` buildHTTPConnectionManager,
/// `pilot/pkg/networking/core/networkfilter.go` buildCompleteNetworkFilters@1.30.3).
struct AccessFilters: Sendable {
  /// Before fault injection, CORS and the router.
  let http: [HTTPFilter]
  /// Before a chain's TCP proxy.
  let network: [NetworkFilter]

  /// The filters of a pod that receives requests: a sidecar's inbound side, or a gateway.
  init(index: MeshIndex, pod: MeshPod) {
    self.init(
      policies: index.policies.authorizations(of: pod),
      tokens: TokenFilter(
        index.policies.tokenRules(of: pod), isGateway: pod.proxy == .gateway, rules: index.rules),
      isBehindTunnel: false, index: index)
  }

  /// The filters of a waypoint.
  ///
  /// `service`: the service that is addressed; `nil` for a pod's own address.
  init(index: MeshIndex, waypoint: MeshPod, service: MeshService?) {
    self.init(
      policies: index.policies.authorizations(at: waypoint, for: service),
      tokens: TokenFilter(
        index.policies.tokenRules(at: waypoint, for: service), isGateway: true,
        rules: index.rules),
      isBehindTunnel: true, index: index)
  }

  /// What a ztunnel asks of the connections that come to a pod in ambient mode.
  init(index: MeshIndex, ztunnelOf pod: MeshPod) {
    let policies = index.policies.authorizations(of: pod).compactMap(\.forConnections)
    let station = AccessStation(
      domains: index.trustDomains, isBehindTunnel: false, rules: index.rules)
    http = []
    network = LocalAccess(policies, of: station).networkFilters
  }

  private init(
    policies: [AuthorizationPolicy], tokens: TokenFilter, isBehindTunnel: Bool, index: MeshIndex
  ) {
    guard !policies.isEmpty else {
      http = tokens.filters
      network = []
      return
    }
    let station = AccessStation(
      domains: index.trustDomains, isBehindTunnel: isBehindTunnel, rules: index.rules)
    let asked = CustomAccess(policies, of: station, index: index)
    let local = LocalAccess(policies, of: station)
    http = asked.httpFilters + tokens.filters + local.httpFilters
    network = asked.networkFilters + local.networkFilters
  }

  /// All filters of an HTTP connection manager, the router last.
  var allHTTP: [HTTPFilter] { http + [.fault, .cors, .router] }
}

extension FilterChain {
  /// The chain with the filters that decide before its connection is sent on.
  func guarded(by access: AccessFilters) -> FilterChain {
    var chain = self
    chain.apply(access)
    return chain
  }

  /// Lets the filters decide before the connection is read as HTTP or sent on.
  mutating func apply(_ access: AccessFilters) {
    if httpConnectionManager != nil {
      httpConnectionManager?.httpFilters = access.allHTTP
    } else if !access.network.isEmpty {
      networkFilters = access.network
    }
  }
}

/// The policies that the proxy itself carries out.
struct LocalAccess {
  private let policies: [AuthorizationPolicy]
  private let station: AccessStation

  /// `policies`: all policies of a workload.
  init(_ policies: [AuthorizationPolicy], of station: AccessStation) {
    self.policies = policies
    self.station = station
  }

  private func all(on layer: AccessRule.Layer) -> [AccessPolicies] {
    let actions: [(AuthorizationPolicy.Action, RoleBasedAccessControl.Rules.Action)] = [
      (.audit, .log), (.deny, .deny), (.allow, .allow),
    ]
    return actions.compactMap { action, enforced in
      let chosen = policies.filter { $0.action == action }
      guard !chosen.isEmpty else { return nil }
      return AccessPolicies(chosen, enforced, on: layer, of: station)
    }
  }

  /// One for each action that has policies.
  var httpFilters: [HTTPFilter] {
    all(on: .http).map { policies in
      var control = RoleBasedAccessControl()
      control.rules = policies.rules
      control.shadowRules = policies.shadowRules
      control.shadowRulesStatPrefix = policies.shadowPrefix
      return HTTPFilter(name: FilterName.rbac, .rbac(control))
    }
  }

  /// One for each action that has policies.
  var networkFilters: [NetworkFilter] {
    all(on: .tcp).map { policies in
      var control = RoleBasedAccessControl()
      control.rules = policies.rules
      control.shadowRules = policies.shadowRules
      control.shadowRulesStatPrefix = policies.shadowPrefix
      control.statPrefix = "tcp."
      return NetworkFilter(name: FilterName.networkRBAC, .rbac(control))
    }
  }
}
