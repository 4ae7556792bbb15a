internal import ProxyConfig
internal import Testing

@testable internal import ControlPlane

/// What a policy's blocks become in Envoy's words
/// (`pilot/pkg/networking/core/cluster_traffic_policy.go`@1.20.2 to @1.30.3).
@Suite struct ClusterPolicyTests {
  @Test(
    arguments: [
      ("{}", .leastRequest), ("{simple: ROUND_ROBIN}", nil), ("{simple: RANDOM}", .random),
      ("{simple: LEAST_CONN}", .leastRequest), ("{simple: PASSTHROUGH}", .clusterProvided),
      ("{consistentHash: {useSourceIp: true}}", .ringHash),
      ("{consistentHash: {useSourceIp: true, maglev: {tableSize: 1009}}}", .maglev),
    ] as [(String, Cluster.LoadBalancingPolicy?)])
  func loadBalancers(_ settings: String, _ policy: Cluster.LoadBalancingPolicy?) throws {
    let mesh = try SmallMesh(rule("loadBalancer: \(settings)"))
    let cluster = try #require(try mesh.cluster(SmallMesh.alpha))
    #expect(cluster.lbPolicy == policy)
    #expect(
      cluster.type == (policy == .clusterProvided ? .originalDestination : .endpointDiscovery))
    if policy == .ringHash {
      #expect(cluster.ringHashLbConfig?.minimumRingSize == 1024)
    }
  }

  @Test func outlierDetectionLeavesEnvoysDefaults() throws {
    let mesh = try SmallMesh(rule("outlierDetection: {interval: 1s, consecutiveGatewayErrors: 0}"))
    let cluster = try #require(try mesh.cluster(SmallMesh.alpha))
    let detection = try #require(cluster.outlierDetection)
    #expect(detection.interval?.text == "1s")
    #expect(detection.consecutive5xx == nil)
    #expect(detection.consecutiveGatewayFailure == 0)
    #expect(detection.enforcingConsecutiveGatewayFailure == 0)
    #expect(detection.enforcingSuccessRate == 0)
    #expect(cluster.commonLbConfig?.healthyPanicThreshold == Wrapped(nil))
    let inbound = try #require(try mesh.cluster("inbound|5000||", of: "v1.default"))
    #expect(inbound.outlierDetection == nil)
  }

  @Test(
    arguments: [
      ("h2UpgradePolicy: UPGRADE, maxConcurrentStreams: 5", "istio-1.27", true, nil),
      ("h2UpgradePolicy: UPGRADE, maxConcurrentStreams: 5", "istio-1.28", true, 5),
      ("useClientProtocol: true", "istio-1.24", true, nil),
      ("useClientProtocol: true", "istio-1.25", false, nil),
      ("http2MaxRequests: 1", "istio-1.30", true, nil),
      ("h2UpgradePolicy: DO_NOT_UPGRADE", "istio-1.30", false, nil),
    ] as [(String, String, Bool, UInt32?)])
  func upgrades(_ http: String, _ version: String, _ isHTTP2: Bool, _ streams: UInt32?) throws {
    let meshUpgrades = """
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: istio, namespace: istio-system}
      data: {mesh: "h2UpgradePolicy: UPGRADE"}
      """
    let mesh = try SmallMesh(
      rule("connectionPool: {http: {\(http)}}") + "\n\(meshUpgrades)", version)
    let options = try mesh.cluster(SmallMesh.alpha)?.httpProtocolOptions
    let http2 = options?.explicitHttpConfig?.http2ProtocolOptions
    #expect((http2 != nil) == isHTTP2)
    #expect(http2?.maxConcurrentStreams == streams)
    let inbound = try #require(try mesh.cluster("inbound|5000||", of: "v1.default"))
    #expect(inbound.httpProtocolOptions?.explicitHttpConfig?.http2ProtocolOptions == nil)
  }

  @Test(arguments: [("istio-1.20", nil), ("istio-1.21", "30s")] as [(String, String?)])
  func idleConnections(_ version: String, _ timeout: String?) throws {
    let mesh = try SmallMesh(rule("connectionPool: {tcp: {idleTimeout: 30s}}"), version)
    let options = try mesh.cluster(SmallMesh.alpha)?.httpProtocolOptions
    #expect(options?.commonHttpProtocolOptions?.idleTimeout?.text == timeout)
    #expect((options?.explicitHttpConfig?.httpProtocolOptions != nil) == (timeout != nil))
  }

  @Test(arguments: [
    ("tls: {mode: DISABLE}", Cluster.TLS.none), ("tls: {mode: ISTIO_MUTUAL}", .always),
    ("tls: {mode: SIMPLE}", .always), ("tls: {mode: SIMPLE, credentialName: secret}", .none),
    ("loadBalancer: {simple: RANDOM}", .byEndpoint),
    ("loadBalancer: {simple: PASSTHROUGH}", .always),
  ])
  func transportSecurity(_ policy: String, _ expected: Cluster.TLS) throws {
    let mesh = try SmallMesh(rule(policy))
    #expect(try mesh.cluster(SmallMesh.alpha)?.tls == expected)
  }

  @Test(arguments: [("istio-1.23", true), ("istio-1.24", false)])
  func weightsOfLocalities(_ version: String, _ areWeighed: Bool) throws {
    let mesh = try SmallMesh("", version)
    let cluster = try #require(try mesh.cluster(SmallMesh.alpha))
    #expect((cluster.commonLbConfig?.localityWeightedLbConfig != nil) == areWeighed)
  }

  @Test func theoryOfThePost() throws {
    let manifest = """
      apiVersion: networking.istio.io/v1
      kind: DestinationRule
      metadata: {name: rule}
      spec:
        host: alpha
        trafficPolicy:
          connectionPool: {http: {http2MaxRequests: 1}}
          outlierDetection: {interval: 1s}
        subsets: [{name: v1, labels: {version: v1}}]
      """
    let mesh = try SmallMesh(manifest, "blog-2024-02")
    #expect(try mesh.limits(SmallMesh.alpha).maxRequests == .max)
    #expect(try mesh.endpoints(SmallMesh.alpha("v1")).first?.lbEndpoints?.count == 2)
    let inbound = try #require(try mesh.cluster("inbound|5000||", of: "v1.default"))
    #expect(inbound.circuitBreakers?.thresholds.first?.maxRequests == 1)
    #expect(inbound.outlierDetection?.interval?.text == "1s")
    let real = try SmallMesh(manifest, "istio-1.20")
    #expect(try real.limits(SmallMesh.alpha).maxRequests == 1)
    #expect(try real.endpoints(SmallMesh.alpha("v1")).first?.lbEndpoints?.count == 1)
  }

  private func rule(_ policy: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: rule}
    spec:
      host: alpha
      trafficPolicy:
        \(policy)
    """
  }
}
