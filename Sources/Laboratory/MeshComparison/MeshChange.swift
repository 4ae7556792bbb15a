package import DataPlane
package import Diagnostics
package import Probes

/// A connection or request that is answered otherwise.
package struct AnswerChange: Hashable, Sendable {
  /// How it gets to the proxy.
  package var connection: ProbeConnection
  /// What is asked; `nil` where the connection alone fares otherwise.
  package var request: RequestHead?
  /// The route table or listener that decides.
  package var table: String
  /// What becomes of it before.
  package var before: ProbeAnswer
  /// What becomes of it after.
  package var after: ProbeAnswer
  /// The rule that decides before, if one does.
  package var originBefore: Origin?
  /// The rule that decides after, if one does.
  package var originAfter: Origin?
  /// The proxies at which this is so, as `POD.NAMESPACE`, in the order of the mesh.
  package var proxies: [String] = []
  /// Positions in ``MeshComparison/causes``.
  package var causes: [Int] = []
  /// Whether it is about a pod's way out, whatever carries it on either side.
  var isPath = false
  /// Whether it was asked again for its causes.
  var isAsked = false
}

/// A property that no single request shows: the answer is the same, and something about it is not.
package struct PropertyChange: Hashable, Sendable {
  /// What has the property.
  package enum Subject: Hashable, Sendable {
    /// A route, by its table, its virtual host and what it asks for.
    case route(table: String, host: String, conditions: String)
    /// A virtual host of a table.
    case virtualHost(table: String, host: String)
    /// A whole route table.
    case routeTable(String)
    /// A cluster.
    case cluster(String)
    /// The hosts of a cluster.
    case hosts(cluster: String)
    /// A listener.
    case listener(String)

    /// The subject in words.
    package var words: String {
      switch self {
      case .route(_, let host, let conditions): "route of \(host) (\(conditions))"
      case .virtualHost(_, let host): "virtual host \(host)"
      case .routeTable(let name): "route table \(name)"
      case .cluster(let name): "cluster \(name)"
      case .hosts(let name): "hosts of \(name)"
      case .listener(let name): "listener \(name)"
      }
    }
  }

  /// What has the property.
  package var subject: Subject
  /// Which property, and what it was and is.
  package var difference: MessageDifference
  /// The rule that sets it before, if one does.
  package var originBefore: Origin?
  /// The rule that sets it after, if one does.
  package var originAfter: Origin?
  /// The proxies at which this is so, as `POD.NAMESPACE`, in the order of the mesh.
  package var proxies: [String] = []
  /// Positions in ``MeshComparison/causes``.
  package var causes: [Int] = []
}

/// What differs at some proxies.
struct ProxyChanges: Hashable, Sendable {
  /// What is answered otherwise.
  var answers: [AnswerChange] = []
  /// Properties beside equal answers.
  var properties: [PropertyChange] = []
  /// Requests that were asked on both sides and answered alike.
  var unchangedRequests = 0
}
