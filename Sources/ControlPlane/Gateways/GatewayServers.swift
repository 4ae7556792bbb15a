internal import Diagnostics
internal import Resources

/// The servers of all Gateways that select a pod, port by port (`pilot/pkg/model/gateway.go`
/// mergeGateways@1.30.3).
///
/// QUIC is not modelled.
struct GatewayServers {
  /// A server, with the Gateway that it is of and the port that the proxy listens on.
  struct Server {
    /// As its Gateway says.
    var server: Gateway.Server
    /// The server's hosts, `namespace/host` or a host alone.
    var hosts: [String]
    /// The Gateway that it belongs to.
    var gateway: MeshGateway
    /// The server's position in ``MeshGateway/servers``.
    var position: Int
    /// The target port behind the server's port.
    var port: Int
    /// The name of its route table; empty for a server that is no HTTP's.
    var routeName: String

    /// `namespace/name`.
    var gatewayName: String { gateway.fullName }

    /// Its hosts without their namespaces, as TLS names them
    /// (`pilot/pkg/model/gateway.go` GetSNIHostsForServer@1.30.3).
    var serverNames: [String] {
      let names = Set(
        hosts.map { host in
          host.split(separator: "/", maxSplits: 1).last.map(String.init) ?? host
        })
      return names.sorted()
    }

    /// The origin of what the server brings about.
    var origin: Origin {
      gateway.metadata.origin(gateway.path.index(gateway.firstPosition + position))
    }
  }

  /// A port and a protocol that are listened on.
  struct Port: Hashable {
    /// The port that the pod listens on.
    var number: Int
    /// What its servers speak.
    var portProtocol: PortProtocol
    /// The address; empty for all.
    var bind: String
  }

  /// In the order in which they came up.
  private(set) var ports: [Port] = []
  /// Servers in the order of their Gateways' ages.
  private(set) var serversByPort: [Port: [Server]] = [:]
  /// The servers of each route table, and the tables' names in the order in which they came up.
  private(set) var serversByRoute: [String: [Server]] = [:]
  /// In the order in which they were met.
  private(set) var routeNames: [String] = []
  /// Ports on which a server without TLS came first.
  private var plainPorts: [Int: Port] = [:]
  private var known: Set<Int> = []
  /// Hosts of servers with TLS settings, by port: the same host counts once for an address.
  private var hostsWithTLS: [Int: [String: String]] = [:]

  /// The Gateways that select a pod, oldest first; one without a selector selects all.
  init(index: MeshIndex, pod: MeshPod) {
    let targets = index.targets(of: pod)
    for gateway in index.gateways {
      guard let own = gateway.targets(of: pod, among: targets) else { continue }
      for (position, server) in gateway.servers.enumerated() {
        for port in gateway.ports(for: Int(server.port.number), among: own) {
          insert(
            Server(
              server: server,
              hosts: server.hosts.map { $0.sanitized(in: gateway.metadata) },
              gateway: gateway, position: position, port: port,
              routeName: server.routeName(port, gateway)))
        }
      }
    }
  }

  private mutating func insert(_ server: Server) {
    if server.server.tlsMode != nil, !claimHosts(of: server) { return }
    let port = Port(
      number: server.port, portProtocol: server.server.portProtocol, bind: server.server.bind)
    guard !known.insert(server.port).inserted else {
      if !server.server.isTLS { plainPorts[server.port] = port }
      add(server, at: port, toRoute: server.server.isHTTP)
      return
    }
    if let current = plainPorts[server.port] {
      guard current.bind == port.bind else {
        add(server, at: port, toRoute: server.server.isHTTP)
        return
      }
      // Plain HTTP merges with plain HTTP, and with nothing else.
      guard port.portProtocol.isHTTP, current.portProtocol.isHTTP, !server.routeName.isEmpty
      else { return }
      add(server, at: current, toRoute: true)
      return
    }
    guard server.server.isTLS else {
      plainPorts[server.port] = port
      add(server, at: port, toRoute: server.server.isHTTP)
      return
    }
    if server.server.isHTTP {
      guard !server.routeName.isEmpty, serversByRoute[server.routeName] == nil else { return }
    }
    add(server, at: port, toRoute: server.server.isHTTP)
  }

  private mutating func add(_ server: Server, at port: Port, toRoute: Bool) {
    if serversByPort[port] == nil { ports.append(port) }
    serversByPort[port, default: []].append(server)
    guard toRoute else { return }
    if serversByRoute[server.routeName] == nil { routeNames.append(server.routeName) }
    serversByRoute[server.routeName, default: []].append(server)
  }

  /// Whether none of the hosts is taken on the port; if so they are taken now.
  private mutating func claimHosts(of server: Server) -> Bool {
    let bind = server.server.bind
    let taken = hostsWithTLS[server.port] ?? [:]
    guard !server.hosts.contains(where: { taken[$0] == bind }) else { return false }
    for host in server.hosts { hostsWithTLS[server.port, default: [:]][host] = bind }
    return true
  }
}

extension Gateway.Server {
  /// The protocol that the port names.
  var portProtocol: PortProtocol { PortProtocol(named: port.protocol) }

  /// Whether TLS is handed on as it is.
  var passesTLSOn: Bool { tlsMode == "PASSTHROUGH" || tlsMode == "AUTO_PASSTHROUGH" }

  /// Whether it has TLS settings that act: on a plain HTTP port they say no more than
  /// `httpsRedirect`.
  var isTLS: Bool { tlsMode != nil && !portProtocol.isHTTP }

  /// Whether it terminates TLS and serves HTTP in it.
  var isHTTPS: Bool { portProtocol == .https && tlsMode != nil && !passesTLSOn }

  /// Whether it has a route table.
  var isHTTP: Bool { portProtocol.isHTTP || isHTTPS }

  /// `http.PORT` for all plain servers of a port; a name of its own for each that terminates TLS
  /// (`pilot/pkg/model/gateway.go` gatewayRDSRouteName@1.30.3).
  ///
  /// `port`: the target port.
  fileprivate func routeName(_ port: Int, _ gateway: MeshGateway) -> String {
    let address = bind.isEmpty ? "" : ".\(bind)"
    if portProtocol.isHTTP { return "http.\(port)\(address)" }
    guard portProtocol == .https, !passesTLSOn else { return "" }
    return "https.\(self.port.number).\(self.port.name).\(gateway.name)"
      + ".\(gateway.namespace)\(address)"
  }
}

extension String {
  /// A server's host: `./host` is the Gateway's own namespace's, `*/host` everybody's
  /// (`sanitizeServerHostNamespace`).
  func sanitized(in gateway: ResourceMetadata) -> String {
    let parts = split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return self }
    if parts[0] == "." { return "\(gateway.namespace)/\(parts[1])" }
    return parts[0] == "*" ? String(parts[1]) : self
  }
}
