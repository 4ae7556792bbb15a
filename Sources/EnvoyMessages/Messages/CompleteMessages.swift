internal import Foundation
package import ProxyConfig

/// Complete Envoy v3 messages of one proxy, as `istioctl proxy-config … -o json` prints them and
/// Envoy 1.38 loads them.
///
/// Simplified, since labbook does not model it: no certificates and no SDS, so that filter chains
/// which terminate TLS are plain, clusters that speak mutual TLS where the endpoint takes it are
/// plain, and clusters that always speak TLS check nothing; none of the filters that only Istio's
/// build of Envoy has (peer metadata, ALPN, stats); no access log, tracing, decorator, `statPrefix`
/// of a route, `altStatName` or bind address. Routes and endpoints are fetched over ADS, as
/// istiod's are: the bootstrap must name such a server.
package enum CompleteMessages {
  /// One family's messages as an indented JSON array, in the order of the proxy's.
  package static func text(
    of family: MeshProjection.Family, in proxy: ProxyConfiguration
  ) throws -> String {
    JSONValue.array(try messages(of: family, in: proxy)).text(indentation: 4) + "\n"
  }

  /// One family's messages; as in istioctl's output, a message does not tell its own type.
  package static func messages(
    of family: MeshProjection.Family, in proxy: ProxyConfiguration
  ) throws -> [JSONValue] {
    switch family {
    case .listeners: try proxy.listeners.map { CompleteListener.message(try json($0)) }
    case .routes: try proxy.routes.map { CompleteRoutes.message(try json($0)) }
    case .clusters: try proxy.clusters.map { CompleteCluster.message(try json($0)) }
    case .endpoints: try proxy.endpoints.map { try json($0) }
    }
  }

  private static func json(_ message: some Encodable) throws -> JSONValue {
    try JSONValue(reading: Array(JSONEncoder().encode(message)))
  }

  /// A message with its type, as an `Any` carries it.
  static func typed(_ message: JSONValue, _ type: String) -> JSONValue {
    var message = message
    message["@type"] = .string("type.googleapis.com/\(type)")
    return message
  }

  /// An extension by its name, with its typed configuration.
  static func named(_ name: String, _ type: String, _ fields: JSONValue = [:]) -> JSONValue {
    ["name": .string(name), "typedConfig": typed(fields, type)]
  }

  /// Where istiod's proxies fetch what a message only names.
  static let overADS: JSONValue = [
    "ads": [:], "initialFetchTimeout": "0s", "resourceApiVersion": "V3",
  ]
}
