internal import ControlPlane
internal import Diagnostics
internal import Testing

/// What looks wrong and is taken, and what depends on the release
/// (pkg/config/validation@1.20.2 to 1.30.3).
@Suite struct AcceptanceTests {
  static let accepted: [(kind: String, spec: String)] = [
    ("VirtualService", "{hosts: [a], http: [{route: [{destination: {host: a}}]}]}"),
    ("VirtualService", "{hosts: [10.0.0.1], http: [{route: [{destination: {host: a}}]}]}"),
    ("VirtualService", "{hosts: [\"*-x.a.com\"], http: [{route: [{destination: {host: a}}]}]}"),
    (
      "VirtualService",
      "{hosts: [a], http: [{match: [{uri: {prefix: \"\"}}], route: [{destination: {host: a}}]}]}"
    ),
    ("VirtualService", "{hosts: [a], http: [{directResponse: {status: 600}}]}"),
    (
      "VirtualService",
      "{hosts: [a], http: [{route: [{destination: {host: a}}], retries: {attempts: 1, "
        + "retryOn: \"5xx,503\"}}]}"
    ),
    ("VirtualService", "{http: [{delegate: {name: b}}], hosts: [a]}"),
    ("DestinationRule", "{host: \"*\"}"),
    ("DestinationRule", "{host: a, trafficPolicy: {connectionPool: {tcp: {idleTimeout: 0s}}}}"),
    ("DestinationRule", "{host: a, trafficPolicy: {loadBalancer: {}}}"),
    ("Sidecar", "{egress: [{hosts: [\"~/*\"]}]}"),
    ("PeerAuthentication", "{mtls: {mode: STRICT}}"),
  ]

  @Test("what istiod accepts is accepted", arguments: accepted.indices)
  func accepts(_ index: Int) throws {
    let (kind, spec) = AcceptanceTests.accepted[index]
    let outcome = try AdmissionOutcome(kind, spec)
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
  }

  /// The last release that judges one way and the first that judges the other way.
  static let changes: [(kind: String, spec: String, accepted: String, refused: String)] = [
    ("DestinationRule", "{host: a, subsets: [{name: v1}, {name: v1}]}", "1.21", "1.22"),
    (
      "VirtualService",
      "{hosts: [a], http: [{match: [{method: {prefix: \"\"}}], route: [{destination: {host: a}}]}]}",
      "1.21", "1.22"
    ),
    (
      "VirtualService",
      "{hosts: [a], http: [{match: [{headers: {\"a b\": {exact: x}}}], "
        + "route: [{destination: {host: a}}]}]}", "1.22", "1.23"
    ),
    (
      "VirtualService",
      "{hosts: [a], http: [{match: [{headers: {a.b: {exact: x}}}], "
        + "route: [{destination: {host: a}}]}]}", "1.25", "1.24"
    ),
    (
      "VirtualService",
      "{hosts: [a], http: [{route: [{destination: {host: a}}], "
        + "retries: {attempts: 1, backoff: 0s}}]}", "1.25", "1.26"
    ),
    (
      "VirtualService",
      "{hosts: [a], http: [{route: [{destination: {host: a}}], "
        + "corsPolicy: {allowMethods: [\"*\"]}}]}", "1.26", "1.25"
    ),
    (
      "VirtualService",
      "{hosts: [a], http: [{route: [{destination: {host: a}, "
        + "headers: {request: {set: {\":authority\": b}}}}]}]}", "1.21", "1.20"
    ),
    (
      "Sidecar", "{inboundConnectionPool: {tcp: {maxConnections: 1}}}", "1.21", "1.20"
    ),
    ("DestinationRule", "{host: a, trafficPolicy: {proxyProtocol: {version: V1}}}", "1.21", "1.20"),
    (
      "DestinationRule",
      "{host: a, trafficPolicy: {loadBalancer: {consistentHash: {maglev: {tableSize: 4}}}}}",
      "1.21", "1.22"
    ),
  ]

  @Test("releases differ", arguments: changes.indices) func releases(_ index: Int) throws {
    let change = AcceptanceTests.changes[index]
    let accepting = try AdmissionOutcome(
      change.kind, change.spec, under: "istio-\(change.accepted)")
    #expect(accepting.errors.isEmpty, "\(accepting.errors)")
    let refusing = try AdmissionOutcome(change.kind, change.spec, under: "istio-\(change.refused)")
    #expect(!refusing.errors.isEmpty)
  }

  @Test("a rule behind one without match is warned of") func unreachable() throws {
    let outcome = try AdmissionOutcome(
      "VirtualService",
      "{hosts: [a], http: [{route: [{destination: {host: a}}]}, "
        + "{match: [{uri: {prefix: /a}}], route: [{destination: {host: a}}]}]}")
    #expect(outcome.errors.isEmpty)
    #expect(outcome.warnings.map(\.code) == [.routeNeverReached])
  }
}
