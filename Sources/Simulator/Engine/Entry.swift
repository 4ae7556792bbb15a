internal import ProxyConfig

/// Where a request goes in: a listener's filter chain of a proxy, an application, an outside host,
/// or nowhere.
struct Entry {
  /// What receives.
  enum Kind: UInt8 {
    /// A proxy that reads HTTP and asks a route table.
    case http
    /// A proxy that sends bytes on.
    case tcp
    /// The application of a pod, or an outside host.
    case application
    /// No filter chain takes the connection: the proxy closes it.
    case closed
  }

  var kind: Kind
  /// The position in the mesh's proxies.
  var proxy: Int32 = -1
  /// The position in the engine's applications.
  var application: Int32 = -1
  var place = EntryKey.Place.application
  /// Where the connection was headed before the proxy took it.
  var address = ""
  var port = 0
  var isHTTP2 = false
  var listener = ""
  var chain = ""
  var tcpProxy: TcpProxy?
  /// The route table; -1 for none.
  var table: Int32 = -1
}

/// What tells one entry from another.
struct EntryKey: Hashable {
  enum Place: UInt8 {
    /// A sidecar that its own application calls through.
    case outbound
    /// A sidecar whose application is called.
    case inbound
    /// A proxy in an application's place.
    case gateway
    case application
  }

  var place: Place
  /// A proxy or an application.
  var owner: Int32
  var address: String
  var port: Int
  var isTLS: Bool
  var wire: PoolKind
}
