internal import DataPlane
internal import ProxyConfig

/// What runs on a connection: layers of TLS around HTTP.
struct Wire: Hashable {
  /// A hello of TLS.
  struct Layer: Hashable {
    /// Empty for none.
    var serverName: String
    /// What ALPN offers, in order.
    var protocols: [String]
    /// The name in the certificate that is shown on demand; `nil` for none.
    var principal: String?
    /// Whether the client itself speaks it, so that what it calls is one that speaks TLS.
    var isClients: Bool
    /// What it leads to, where it is a tunnel of CONNECT requests.
    var tunnel: TunnelTarget?
  }

  /// The outermost first.
  var layers: [Layer] = []
  /// Whether the HTTP inside is HTTP/2.
  var isHTTP2 = false

  /// What a listener sees of it.
  var content: ConnectionHead.Content {
    guard let outermost = layers.first else {
      return .plain(applicationProtocol: isHTTP2 ? "h2c" : "http/1.1")
    }
    return .tls(
      serverName: outermost.serverName, applicationProtocols: outermost.protocols)
  }

  /// The same without its outermost layer.
  var opened: Wire { Wire(layers: Array(layers.dropFirst()), isHTTP2: isHTTP2) }
}

/// Who opens a connection.
struct Sender: Hashable {
  /// The pod; -1 for one outside.
  var workload: Int32
}
