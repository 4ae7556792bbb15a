internal import ProxyConfig
internal import Resources

extension Cluster {
  /// Speaks HTTP/2 on ports that are declared as HTTP/2 or gRPC, and what the client speaks on
  /// ports without a declared protocol, at sidecars alone
  /// (`pilot/pkg/networking/core/cluster_builder.go` setUpstreamProtocol@1.30.3).
  mutating func applyProtocol(_ portProtocol: PortProtocol, detects: Bool = true) {
    if portProtocol.isHTTP2 {
      speakHTTP2()
    } else if portProtocol == .undeclared, detects {
      useClientProtocol()
    }
  }

  /// Upgrades to HTTP/2 where the policy or the mesh asks for it
  /// (`pilot/pkg/networking/core/cluster_traffic_policy.go` shouldH2Upgrade@1.30.3).
  mutating func applyUpgrade(
    of policy: EffectivePolicy, port: PortProtocol, mesh: MeshConfig, rules: RuleVersion
  ) {
    guard Self.isUpgraded(policy.connectionPool?.value.http, port, mesh, rules) else { return }
    if rules[.upgradeSparesUndeclaredPorts], httpProtocolOptions?.hasProtocol == true { return }
    speakHTTP2()
  }

  private static func isUpgraded(
    _ http: ConnectionPoolSettings.HTTP?, _ port: PortProtocol, _ mesh: MeshConfig,
    _ rules: RuleVersion
  ) -> Bool {
    if let http {
      if rules[.clientProtocolBlocksUpgrade], http.useClientProtocol { return false }
      if http.h2UpgradePolicy == "UPGRADE" { return true }
      if http.h2UpgradePolicy == "DO_NOT_UPGRADE" { return false }
    }
    return port.isHTTP && mesh.h2UpgradePolicy == "UPGRADE"
  }

  /// Lets the client's version of HTTP decide.
  mutating func useClientProtocol() {
    var options = httpProtocolOptions ?? HttpProtocolOptions()
    options.explicitHttpConfig = nil
    var both = HttpProtocolOptions.UseDownstream()
    both.httpProtocolOptions = EmptyMessage()
    both.http2ProtocolOptions = HttpProtocolOptions.HTTP2()
    options.useDownstreamProtocolConfig = both
    httpProtocolOptions = options
  }

  private mutating func speakHTTP2() {
    var options = httpProtocolOptions ?? HttpProtocolOptions()
    options.useDownstreamProtocolConfig = nil
    var version = HttpProtocolOptions.Explicit()
    version.http2ProtocolOptions = HttpProtocolOptions.HTTP2()
    options.explicitHttpConfig = version
    httpProtocolOptions = options
  }

  /// Says HTTP/1.1 where options are given and no version is: Envoy demands one
  /// (`pilot/pkg/networking/core/cluster_builder.go` clusterWrapper.build@1.30.3).
  mutating func completeHTTPOptions() {
    guard let options = httpProtocolOptions, !options.hasProtocol else { return }
    var version = HttpProtocolOptions.Explicit()
    version.httpProtocolOptions = EmptyMessage()
    httpProtocolOptions?.explicitHttpConfig = version
  }
}

extension HttpProtocolOptions {
  /// Whether a version of HTTP has been chosen.
  var hasProtocol: Bool {
    explicitHttpConfig != nil || useDownstreamProtocolConfig != nil || autoConfig != nil
  }
}
