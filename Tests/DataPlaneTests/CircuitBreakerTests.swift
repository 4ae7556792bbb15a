import DataPlane
import ProxyConfig
import Testing

@Suite struct CircuitBreakerTests {
  /// One request that finds the cluster with some load; the limits as measured (max_connections,
  /// pending, requests).
  @Test(arguments: [
    // A ready connection and room.
    (Limits(1, 1, 1), ClusterLoad(connections: 1), true, 1, "attach"),
    // The slot is taken, though a connection is ready.
    (Limits(9, 9, 1), ClusterLoad(connections: 2, requests: 1), true, 2, "max_requests 1"),
    // One connection that is busy: it waits.
    (Limits(1, 9, 9), ClusterLoad(connections: 1, requests: 1), false, 1, "wait"),
    // Nobody else may wait.
    (
      Limits(1, 1, 9), ClusterLoad(connections: 1, pending: 1, requests: 1), false, 1,
      "max_pending_requests 1"
    ),
    // A pool without a connection opens one whatever the limit says.
    (Limits(1, 9, 9), ClusterLoad(connections: 1), false, 0, "open"),
    (Limits(2, 9, 9), ClusterLoad(connections: 1), false, 1, "open"),
    // No waiting at all: even a lone request is refused.
    (Limits(1, 0, 9), ClusterLoad(), false, 0, "max_pending_requests 0"),
    // With one connection and one request at a time the second waits.
    (Limits(1, 9, 1), ClusterLoad(connections: 1, requests: 1), false, 1, "wait"),
  ])
  func decides(
    limits: Limits, load: ClusterLoad, hasReady: Bool, poolConnections: Int, expected: String
  ) {
    let decision = CircuitBreaker(limits.cluster).newStream(
      load, hasReadyConnection: hasReady, poolConnections: poolConnections, needsConnection: true)
    let words =
      switch decision {
      case .attach: "attach"
      case .wait(let opens): opens ? "open" : "wait"
      case .overflow(let breach): breach.description
      }
    #expect(words == expected)
  }

  @Test func limitsRetries() {
    let breaker = CircuitBreaker(Limits(9, 9, 9).cluster)
    #expect(breaker.retry(ClusterLoad(retries: 2)) == nil)
    #expect(breaker.retry(ClusterLoad(retries: 3))?.description == "max_retries 3")
  }

  @Test func limitsRetriesToAShareOfTheRequests() {
    var cluster = Limits(9, 9, 9).cluster
    cluster.circuitBreakers?.thresholds[0].retryBudget = CircuitBreakers.RetryBudget()
    let breaker = CircuitBreaker(cluster)
    #expect(breaker.retry(ClusterLoad(requests: 1, retries: 2)) == nil)
    #expect(breaker.retry(ClusterLoad(requests: 1, retries: 3)) != nil)
    #expect(breaker.retry(ClusterLoad(pending: 5, requests: 45, retries: 9)) == nil)
    #expect(
      breaker.retry(ClusterLoad(pending: 5, requests: 45, retries: 10))?.description
        == "retry_budget 10")
  }

  struct Limits: Sendable {
    var cluster = Cluster(name: "c")

    init(_ connections: UInt32, _ pending: UInt32, _ requests: UInt32) {
      var thresholds = CircuitBreakers.Thresholds()
      thresholds.maxConnections = connections
      thresholds.maxPendingRequests = pending
      thresholds.maxRequests = requests
      cluster.circuitBreakers = CircuitBreakers(thresholds: [thresholds])
    }
  }
}
