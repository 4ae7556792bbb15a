internal import Diagnostics
internal import ProxyConfig
internal import Resources
internal import Testing

@testable internal import ControlPlane

/// Port level, subset level, and what a block replaces
/// (`pilot/pkg/networking/util/util.go` MergeSubsetTrafficPolicy@1.30.3).
@Suite struct TrafficPolicyTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// `spec` of a DestinationRule for alpha.
    var spec: String
    var cluster: String
    var maxRequests: UInt32
    var maxConnections: UInt32
    var version = "istio-1.30"
  }

  static let unlimited = UInt32.max

  static let cases = [
    Case(
      testDescription: "the rule's policy holds for its subsets",
      spec: """
        trafficPolicy: {connectionPool: {http: {http2MaxRequests: 7}}}
          subsets: [{name: v1, labels: {version: v1}}]
        """, cluster: SmallMesh.alpha("v1"), maxRequests: 7, maxConnections: unlimited),
    Case(
      testDescription: "a subset's block replaces the rule's whole block",
      spec: """
        trafficPolicy: {connectionPool: {tcp: {maxConnections: 3}, http: {http2MaxRequests: 7}}}
          subsets:
          - name: v1
            labels: {version: v1}
            trafficPolicy: {connectionPool: {http: {http2MaxRequests: 9}}}
        """, cluster: SmallMesh.alpha("v1"), maxRequests: 9, maxConnections: unlimited),
    Case(
      testDescription: "a subset's other block leaves the rule's pool",
      spec: """
        trafficPolicy: {connectionPool: {http: {http2MaxRequests: 7}}}
          subsets:
          - name: v1
            labels: {version: v1}
            trafficPolicy: {loadBalancer: {simple: RANDOM}}
        """, cluster: SmallMesh.alpha("v1"), maxRequests: 7, maxConnections: unlimited),
    Case(
      testDescription: "a port's entry inherits nothing",
      spec: """
        trafficPolicy:
            connectionPool: {http: {http2MaxRequests: 7}}
            portLevelSettings: [{port: {number: 5000}, loadBalancer: {simple: RANDOM}}]
        """, cluster: SmallMesh.alpha, maxRequests: unlimited, maxConnections: unlimited),
    Case(
      testDescription: "another port's entry does nothing",
      spec: """
        trafficPolicy:
            connectionPool: {http: {http2MaxRequests: 7}}
            portLevelSettings:
            - {port: {number: 80}, connectionPool: {http: {http2MaxRequests: 1}}}
        """, cluster: SmallMesh.alpha, maxRequests: 7, maxConnections: unlimited),
    Case(
      testDescription: "a subset's entry for the port replaces all four blocks",
      spec: """
        trafficPolicy: {connectionPool: {http: {http2MaxRequests: 7}}}
          subsets:
          - name: v1
            labels: {version: v1}
            trafficPolicy:
              portLevelSettings: [{port: {number: 5000}, loadBalancer: {simple: RANDOM}}]
        """, cluster: SmallMesh.alpha("v1"), maxRequests: unlimited, maxConnections: unlimited),
    Case(
      testDescription: "the rule's entry for the port holds for a subset without a pool",
      spec: """
        trafficPolicy:
            portLevelSettings:
            - {port: {number: 5000}, connectionPool: {tcp: {maxConnections: 2}}}
          subsets:
          - name: v1
            labels: {version: v1}
            trafficPolicy: {loadBalancer: {simple: RANDOM}}
        """, cluster: SmallMesh.alpha("v1"), maxRequests: unlimited, maxConnections: 2),
  ]

  @Test(arguments: cases) func blocksAreTakenWhole(_ test: Case) throws {
    let mesh = try SmallMesh(rule(test.spec), test.version)
    let limits = try mesh.limits(test.cluster)
    #expect(limits.maxRequests == test.maxRequests)
    #expect(limits.maxConnections == test.maxConnections)
    #expect(limits.maxPendingRequests == Self.unlimited)
  }

  @Test func aLimitNamesTheFieldThatSetIt() throws {
    let mesh = try SmallMesh(
      rule(
        """
        trafficPolicy:
            connectionPool:
              tcp: {maxConnections: 3}
              http:
                http2MaxRequests: 7
          subsets:
          - name: v1
            labels: {version: v1}
            trafficPolicy:
              outlierDetection: {interval: 1s}
        """))
    let cluster = try #require(try mesh.cluster(SmallMesh.alpha("v1")))
    let requests = try #require(cluster.limitOrigins.maxRequests)
    #expect(requests.fieldPath == "spec.trafficPolicy.connectionPool.http.http2MaxRequests")
    #expect(requests.location?.line == 10)
    #expect(requests.resource.description == "DestinationRule default/rule")
    #expect(
      cluster.limitOrigins.outlierDetection?.fieldPath
        == "spec.subsets[0].trafficPolicy.outlierDetection")
    #expect(cluster.limitOrigins.maxPendingRequests == nil)
    let inbound = try #require(try mesh.cluster("inbound|5000||", of: "v1.default"))
    #expect(inbound.limitOrigins.maxRequests == requests)
  }

  @Test(
    arguments: [
      ("istio-1.26", nil, nil), ("istio-1.27", 0.2, nil), ("istio-1.29", 0.2, nil),
      ("istio-1.30", 20, 20),
    ] as [(String, Double?, Double?)])
  func aRetryBudgetWithoutPercent(_ version: String, _ rules: Double?, _ subsets: Double?) throws {
    let mesh = try SmallMesh(
      rule(
        """
        trafficPolicy: {loadBalancer: {simple: RANDOM}, retryBudget: {minRetryConcurrency: 5}}
          subsets:
          - name: v1
            labels: {version: v1}
            trafficPolicy: {loadBalancer: {simple: RANDOM}}
        """), version)
    #expect(try mesh.limits(SmallMesh.alpha).retryBudget?.budgetPercent?.value == rules)
    #expect(try mesh.limits(SmallMesh.alpha("v1")).retryBudget?.budgetPercent?.value == subsets)
  }

  private func rule(_ spec: String) -> String {
    """
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: rule}
    spec:
      host: alpha
      \(spec)
    """
  }
}
