internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

/// Where a request goes in on its path: a listener's filter chain of a proxy, an application, or an
/// outside host.
struct Station {
  /// What receives.
  enum Kind: UInt8 {
    /// A proxy that reads HTTP and asks a route table.
    case http
    /// A proxy that sends bytes on.
    case tcp
    /// The application of a pod, or an outside host.
    case application
    /// The proxy closes the connection when it has read from it.
    case closed
    /// The connection never comes about: TLS fails.
    case handshakeFails
  }

  /// Where on the path.
  enum Place: UInt8 {
    /// A sidecar that its own application calls through.
    case outbound
    /// A sidecar whose application is called.
    case inbound
    /// A proxy in an application's place.
    case gateway
    /// A proxy before the services or pods of others.
    case waypoint
    case application
  }

  var kind: Kind
  var place: Place
  /// The position in the mesh's proxies; -1 for none.
  var proxy = -1
  var application = Position<ApplicationState>.none
  /// What the proxy knows of the connection.
  var connection = DownstreamConnection()
  /// What is left on the connection behind this station's own TLS.
  var wire = Wire()
  /// What the filters before the TCP proxy did.
  var actions: [FilterAction] = []
  /// Why they closed the connection; empty where they did not.
  var details = ""
  /// The rule by which they closed it.
  var decidedBy: Origin?
  var listener = ""
  var chain = ""
  var tcpProxy: TcpProxy?
  var table = Position<TableState>.none
  /// The form that was asked about last, and its fork.
  var lastForm = Position<RequestHead>.none
  var lastFork = Position<RouteFork>.none

  /// Whether a proxy stands here.
  var isProxy: Bool { proxy >= 0 }
}

/// What tells one station from another.
struct StationKey: Hashable {
  var place: Station.Place
  /// A proxy, or an application.
  var owner: Int
  var address: String
  var port: Int
  var wire: Wire
  var sender: Sender
}

extension Station.Place {
  /// Which way a proxy took a request, as records say it.
  var direction: String {
    switch self {
    case .outbound: "outbound"
    case .gateway: "gateway"
    case .waypoint: "waypoint"
    case .inbound, .application: "inbound"
    }
  }
}

/// A route table and the connection manager before it.
struct TableState {
  let table: RouteTable
  let manager: ConnectionManager
}
