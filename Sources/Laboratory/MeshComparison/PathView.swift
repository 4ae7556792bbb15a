internal import DataPlane
internal import Probes
internal import ProxyConfig
internal import Simulator

/// What becomes of a pod's requests on their way out, whatever carries them: its sidecar, its Node's
/// ztunnel with or without a waypoint, or nobody.
///
/// What a request meets at the pod that it reaches is not part of it.
struct PathView {
  /// The mesh that is asked.
  let mesh: MeshConfiguration
  private let names: [String: String]
  private let workloads: [String: Workload]
  /// Services by address.
  private let services: [String: ServiceAddress]
  /// Waypoints' proxies by address.
  private let waypoints: [String: ProxyConfiguration]
  /// What the pods' DNS answers.
  private let network: AskedNetwork
  private var views: [String: ProxyView] = [:]
  /// The Services' addresses that names led to, by pod and name.
  private var resolved: [[String]: String?] = [:]

  init(_ mesh: MeshConfiguration) {
    self.mesh = mesh
    names = mesh.workloadNames
    workloads = Dictionary(mesh.workloads.map { ($0.name, $0) }) { first, _ in first }
    services = Dictionary(mesh.services.map { ($0.address, $0) }) { first, _ in first }
    waypoints = Dictionary(
      mesh.proxies.filter(\.endsTunnels).map { ($0.address, $0) }, uniquingKeysWith: { $1 })
    network = AskedNetwork(mesh)
  }

  /// What becomes of a pod's request to an address; `nil` where the path cannot be read or the mesh
  /// has no such pod.
  mutating func answer(
    _ request: RequestHead, from pod: String, to head: ConnectionHead
  ) -> ProbeAnswer? {
    switch workloads[pod]?.proxyKind {
    case .sidecar: bySidecar(request, pod, head)
    case .ztunnel: byTunnel(request, pod, head)
    case .some(.none): bare(head)
    case .gateway, .waypoint, nil: nil
    }
  }

  /// The requests that tell what carries a pod's connections from anything else.
  mutating func requests(from pod: String) -> [(RequestHead, ConnectionHead)] {
    switch workloads[pod]?.proxyKind {
    case .sidecar: sidecarRequests(pod)
    case .ztunnel: tunnelRequests(pod)
    case .some(.none), .gateway, .waypoint, nil: []
    }
  }

  private mutating func view(_ name: String) -> ProxyView? {
    if let known = views[name] { return known }
    guard let configuration = mesh.station(of: name) else { return nil }
    let view = ProxyView(configuration, version: EnvoyVersion(minor: mesh.envoyMinor))
    views[name] = view
    return view
  }

  // MARK: Requests

  private mutating func sidecarRequests(_ pod: String) -> [(RequestHead, ConnectionHead)] {
    guard let view = view(pod) else { return [] }
    let doors = ConnectionProbes.doors(of: view.configuration)
    return view.tableNames.flatMap { name -> [(RequestHead, ConnectionHead)] in
      guard let (table, manager) = view.table(name), let door = doors[name]?.connection,
        door.door == .outbound
      else { return [] }
      return TableProbes(table, through: manager, measures: false).probes.compactMap { probe in
        dialled(probe.request, door.head, from: pod).map { (probe.request, $0) }
      }
    }
  }

  /// Where the name of a request leads; `nil` where it is no Service's, so that its address is not
  /// known.
  private mutating func dialled(
    _ request: RequestHead, _ head: ConnectionHead, from pod: String
  ) -> ConnectionHead? {
    guard head.address == ConnectionProbes.anyAddress else { return head }
    let name = String(request.authority.prefix { $0 != ":" })
    let known = resolved[[pod, name]]
    let address = known ?? network.addresses(of: name, askedBy: pod).first { services[$0] != nil }
    resolved[[pod, name]] = .some(address)
    return address.map { ConnectionHead(address: $0, port: head.port, content: head.content) }
  }

  private mutating func tunnelRequests(_ pod: String) -> [(RequestHead, ConnectionHead)] {
    mesh.services.filter { !$0.address.isEmpty }.flatMap { service in
      service.ports.flatMap { port -> [(RequestHead, ConnectionHead)] in
        let head = ConnectionHead(
          address: service.address, port: port.number,
          content: .plain(applicationProtocol: "http/1.1"))
        let plain = RequestHead(authority: service.hostname, path: "/")
        return ([plain] + waypointRequests(pod, head, service.hostname)).map { ($0, head) }
      }
    }
  }

  private mutating func waypointRequests(
    _ pod: String, _ head: ConnectionHead, _ host: String
  ) -> [RequestHead] {
    guard let (view, chain) = waypoint(pod, head), let name = chain?.tableName,
      let (table, manager) = view.table(name)
    else { return [] }
    return TableProbes(table, through: manager, measures: false).probes.map { probe in
      var request = probe.request
      if request.authority.hasSuffix("unknown.invalid") { request.authority = host }
      return request
    }
  }

  // MARK: Ways

  private mutating func bySidecar(
    _ request: RequestHead, _ pod: String, _ head: ConnectionHead
  ) -> ProbeAnswer? {
    guard let view = view(pod) else { return nil }
    let connection = ProbeConnection(.outbound, head)
    let answer = view.answer(connection, names: names)
    guard answer.readsRequests else { return answer.asPath(of: request) }
    return view.answer(request, at: answer.table ?? "", on: connection, names: names)?.answer
      .asPath(of: request)
  }

  private mutating func byTunnel(
    _ request: RequestHead, _ pod: String, _ head: ConnectionHead
  ) -> ProbeAnswer? {
    guard let (view, chain) = waypoint(pod, head) else {
      return self.view(pod)?.answer(ProbeConnection(.carried, head), names: names)
        .asPath(of: request)
    }
    guard let chain else { return ProbeAnswer(connection: .closed) }
    var connection = ProbeConnection(.tunnelled, head)
    connection.principal = workloads[pod]?.principal
    guard let name = chain.tableName else {
      return view.answer(connection, names: names).asPath(of: request)
    }
    return view.answer(request, at: name, on: connection, names: names)?.answer
      .asPath(of: request)
  }

  /// The waypoint that a connection is brought to, and its chain for it.
  private mutating func waypoint(
    _ pod: String, _ head: ConnectionHead
  ) -> (view: ProxyView, chain: FilterChain?)? {
    guard let own = view(pod),
      let name = own.configuration.carried(head)?.chain?.tcpProxy?.cluster,
      let cluster = own.tables.cluster(name),
      let host = own.tables.assignment(cluster)?.endpoints?.first?.lbEndpoints?.first,
      let target = host.tunnelTarget, let address = host.hostAddress,
      let view = waypoints[address].flatMap({ view($0.proxy) })
    else { return nil }
    let inner = ConnectionHead(address: target.address, port: target.port, content: head.content)
    return (view, view.choice(ProbeConnection(.tunnelled, inner))?.chain)
  }

  /// Without a proxy: a ready pod of the Service.
  private func bare(_ head: ConnectionHead) -> ProbeAnswer {
    guard let service = services[head.address] else {
      return ProbeAnswer(connection: .requests([.passed(to: ClusterName.passthrough, [])]))
    }
    guard let port = service.ports.first(where: { $0.number == head.port }),
      !port.endpoints.isEmpty
    else { return ProbeAnswer(connection: .closed) }
    let found = Set(port.endpoints.map { names[$0.address] ?? $0.address }).sorted()
    return ProbeAnswer(
      connection: .requests([.passed(to: "\(service.hostname):\(port.number)", found)]))
  }
}

extension ProbeAnswer {
  /// The answer as far as it does not say which kind of proxy gave it.
  fileprivate func asPath(of request: RequestHead) -> ProbeAnswer {
    let isClosed = branches.contains { $0.status == 0 && $0.details != "via_upstream" }
    if isClosed { return ProbeAnswer(connection: .closed) }
    let branches = branches.map { branch in
      var branch = branch
      let name = branch.cluster.flatMap { ClusterName($0) }
      if let name { branch.cluster = "\(name.host):\(name.port)" }
      if branch.status == 0 { branch.status = 200 }
      branch.responseHeaders.removeAll { Self.isOwn($0) }
      branch.sent.removeAll { line in
        Self.isOwn(line) || line == "\(request.method) \(request.path)"
          || line == "host: \(request.authority)"
          || request.headers.fields.contains { "\($0.name.lowercased()): \($0.value)" == line }
      }
      return branch
    }
    if case .closed = connection { return self }
    if case .refused = connection { return self }
    return ProbeAnswer(connection: .requests(branches))
  }

  /// Whether a proxy adds the header by itself.
  private static func isOwn(_ line: String) -> Bool {
    ["x-envoy-", "x-forwarded-", "x-request-id", "server:", "date:"].contains {
      line.hasPrefix($0)
    }
  }
}
