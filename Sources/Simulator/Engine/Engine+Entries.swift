internal import DataPlane
internal import ProxyConfig

/// Where connections lead: listeners and filter chains are asked once for each kind of connection.
extension Engine {
  /// The application that answers first at a pod's or outside host's position.
  static func applications(_ scenario: Scenario, _ topology: Topology) -> [ApplicationState] {
    var behaviours: [String: WorkloadBehaviour] = [:]
    for behaviour in scenario.workloads { behaviours[behaviour.workload] = behaviour }
    let pods = topology.workloads.map { workload in
      let owner = workload.owner.isEmpty ? workload.podName : workload.owner
      let behaviour =
        behaviours["\(workload.namespace)/\(workload.podName)"]
        ?? behaviours["\(workload.namespace)/\(owner)"]
        ?? WorkloadBehaviour(workload: "")
      return ApplicationState(
        name: workload.name, owner: "\(owner).\(workload.namespace)",
        serviceTime: behaviour.serviceTime,
        isRandom: behaviour.serviceTime.isRandom, concurrency: behaviour.concurrency ?? .max,
        respond: behaviour.respond, respondFirst: behaviour.respondFirst, resets: behaviour.resets)
    }
    let outside = scenario.external.map { host in
      ApplicationState(
        name: host.host, owner: host.host, serviceTime: host.serviceTime,
        isRandom: host.serviceTime.isRandom, concurrency: .max,
        respond: host.respond, respondFirst: [], resets: false)
    }
    return pods + outside
  }

  /// The entry of a client's own proxy for an original destination.
  mutating func outboundEntry(proxy: Int32, address: String, port: Int) -> Int32 {
    let key = EntryKey(
      place: .outbound, owner: proxy, address: address, port: port, isTLS: false, wire: .http1)
    if let known = entryPositions[key] { return known }
    let configuration = proxies[Int(proxy)].configuration
    let choice = configuration.outbound(
      ConnectionHead(
        address: address, port: port, content: .plain(applicationProtocol: "http/1.1")))
    return add(key, makeEntry(proxy, choice, key))
  }

  /// The entry at a destination that a connection of a kind was opened to; -1 where nobody listens.
  mutating func entry(to destination: Destination, isTLS: Bool, wire: PoolKind) -> Int32 {
    switch destination {
    case .workload(let index, let port):
      let proxy = Int32(topology.proxyOfWorkload[index])
      let address = topology.workloads[index].address
      switch topology.workloads[index].proxyKind {
      case .gateway:
        guard proxy >= 0 else { return -1 }
        return gatewayEntry(proxy: proxy, address: address, port: port, isTLS: isTLS, wire: wire)
      case .sidecar where proxy >= 0:
        return inboundEntry(proxy: proxy, address: address, port: port, isTLS: isTLS, wire: wire)
      case .none, .sidecar: return applicationEntry(Int32(index))
      }
    case .external(let index): return applicationEntry(Int32(topology.workloads.count + index))
    case .refused, .unanswered: return -1
    }
  }

  /// The entry of an application without a proxy before it, or from its own proxy.
  mutating func applicationEntry(_ application: Int32) -> Int32 {
    let key = EntryKey(
      place: .application, owner: application, address: "", port: 0, isTLS: false, wire: .http1)
    if let known = entryPositions[key] { return known }
    var entry = Entry(kind: .application)
    entry.application = application
    return add(key, entry)
  }

  private mutating func inboundEntry(
    proxy: Int32, address: String, port: Int, isTLS: Bool, wire: PoolKind
  ) -> Int32 {
    let key = EntryKey(
      place: .inbound, owner: proxy, address: address, port: port, isTLS: isTLS, wire: wire)
    if let known = entryPositions[key] { return known }
    let choice = proxies[Int(proxy)].configuration.inbound(
      ConnectionHead(
        address: address, port: port, content: Self.content(isTLS: isTLS, wire: wire)))
    return add(key, makeEntry(proxy, choice, key))
  }

  /// The entry of a proxy that is called itself; -1 where it has no listener on the port.
  private mutating func gatewayEntry(
    proxy: Int32, address: String, port: Int, isTLS: Bool, wire: PoolKind
  ) -> Int32 {
    let key = EntryKey(
      place: .gateway, owner: proxy, address: address, port: port, isTLS: isTLS, wire: wire)
    if let known = entryPositions[key] { return known }
    let choice = proxies[Int(proxy)].configuration.bound(
      ConnectionHead(
        address: address, port: port, content: Self.content(isTLS: isTLS, wire: wire)))
    guard choice != nil else { return -1 }
    return add(key, makeEntry(proxy, choice, key))
  }

  /// ALPN of Istio's own mutual TLS (pilot/pkg/networking/util/util.go@1.30.3), else plain HTTP:
  /// that is all that clients here send.
  private static func content(isTLS: Bool, wire: PoolKind) -> ConnectionHead.Content {
    guard isTLS else { return .plain(applicationProtocol: wire == .http2 ? "h2c" : "http/1.1") }
    let name =
      switch wire {
      case .http1: "istio-http/1.1"
      case .http2: "istio-h2"
      case .tcp: "istio"
      }
    return .tls(serverName: "", applicationProtocols: [name, "istio"])
  }

  private mutating func add(_ key: EntryKey, _ entry: Entry) -> Int32 {
    let position = Int32(entries.count)
    entries.append(entry)
    entryPositions[key] = position
    return position
  }

  private mutating func makeEntry(
    _ proxy: Int32, _ choice: ListenerChoice?, _ key: EntryKey
  ) -> Entry {
    var entry = Entry(kind: .closed)
    entry.proxy = proxy
    entry.place = key.place
    entry.address = key.address
    entry.port = key.port
    entry.isHTTP2 = key.wire == .http2
    entry.listener = choice?.listener.name ?? ""
    entry.chain = choice?.chain?.name ?? ""
    if let manager = choice?.chain?.httpConnectionManager {
      entry.kind = .http
      entry.table = table(proxy, manager)
    } else if let tcpProxy = choice?.chain?.tcpProxy {
      entry.kind = .tcp
      entry.tcpProxy = tcpProxy
    }
    return entry
  }

  /// A route table that is fetched by name, or one that stands in the listener. A name that the
  /// proxy was never sent has no virtual hosts.
  private mutating func table(_ proxy: Int32, _ manager: HttpConnectionManager) -> Int32 {
    let configuration: RouteConfiguration
    let name = manager.rds?.routeConfigName
    if let name {
      if let known = proxies[Int(proxy)].tablePositions[name] { return known }
      configuration =
        proxies[Int(proxy)].configuration.routes.first { $0.name == name }
        ?? RouteConfiguration(name: name, virtualHosts: [])
    } else {
      configuration = manager.routeConfig ?? RouteConfiguration(name: "", virtualHosts: [])
    }
    let position = Int32(tables.count)
    tables.append(
      TableState(
        table: RouteTable(configuration, version: version),
        manager: ConnectionManager(
          manager, internalOnlyHeaders: configuration.internalOnlyHeaders ?? [])))
    if let name { proxies[Int(proxy)].tablePositions[name] = position }
    return position
  }
}
