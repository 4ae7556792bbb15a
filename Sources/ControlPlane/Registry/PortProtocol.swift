package import Resources

/// What a port carries, as istiod understands its declaration (pkg/config/protocol/instance.go@1.30.3).
enum PortProtocol: Hashable, Sendable {
  /// Istio's names, as a port's name or `appProtocol` gives them.
  case tcp, udp, grpc, grpcWeb, http, httpProxy, http2, https, tls, mongo, redis, mySQL
  /// Nothing that is known: HTTP is told from other bytes as they come.
  case undeclared

  /// Reads a protocol's name, whatever the case of its letters.
  init(named name: String) {
    switch name.lowercased() {
    case "tcp": self = .tcp
    case "udp": self = .udp
    case "grpc": self = .grpc
    case "grpc-web": self = .grpcWeb
    case "http": self = .http
    case "http_proxy": self = .httpProxy
    case "http2": self = .http2
    case "https": self = .https
    case "tls": self = .tls
    case "mongo": self = .mongo
    case "redis": self = .redis
    case "mysql": self = .mySQL
    default: self = .undeclared
    }
  }

  /// The protocol of a Kubernetes port: `appProtocol`, else the port's name up to the first hyphen
  /// (pkg/config/kube/conversion.go@1.30.3).
  init(port: Int, name: String, networkProtocol: String, appProtocol: String?) {
    guard networkProtocol != "UDP" else {
      self = .udp
      return
    }
    switch appProtocol {
    case "kubernetes.io/h2c": self = .http2
    case "kubernetes.io/ws": self = .http
    case "kubernetes.io/wss": self = .https
    default:
      let declared = appProtocol ?? name
      if declared.lowercased().hasPrefix("grpc-web") {
        self = .grpcWeb
        return
      }
      self.init(named: String(declared.prefix { $0 != "-" }))
      if self == .undeclared, Self.portsNeverInspected.contains(port) { self = .tcp }
    }
  }

  /// SMTP, DNS, MySQL and MongoDB: their servers speak first.
  private static let portsNeverInspected: Set<Int> = [25, 53, 3306, 27017]

  /// Whether proxies read requests in it.
  var isHTTP: Bool {
    switch self {
    case .http, .http2, .httpProxy, .grpc, .grpcWeb: true
    case .tcp, .udp, .https, .tls, .mongo, .redis, .mySQL, .undeclared: false
    }
  }

  /// HTTP, or what may turn out to be HTTP.
  var isHTTPOrUndeclared: Bool { isHTTP || self == .undeclared }

  /// Whether requests go on as HTTP/2.
  var isHTTP2: Bool { self == .http2 || isGRPC }

  /// Whether it is gRPC in either form.
  var isGRPC: Bool { self == .grpc || self == .grpcWeb }

  /// Whether proxies pass its bytes on unread.
  var isTCP: Bool {
    switch self {
    case .tcp, .https, .tls, .mongo, .redis, .mySQL: true
    case .udp, .grpc, .grpcWeb, .http, .httpProxy, .http2, .undeclared: false
    }
  }

  /// Whether the bytes are TLS, so that a server name can be read.
  var isTLS: Bool { self == .https || self == .tls }
}

extension ServicePort {
  /// Whether istiod takes what goes through it for HTTP, or what may turn out to be HTTP.
  package var mayCarryHTTP: Bool {
    PortProtocol(port: port, name: name, networkProtocol: networkProtocol, appProtocol: appProtocol)
      .isHTTPOrUndeclared
  }
}
