internal import DataPlane
internal import ProxyConfig

/// What a name or an address stands for on the network.
enum Destination: Hashable {
  /// A pod, by its position in ``Topology/workloads``, and the port asked for.
  case workload(Int, port: Int)
  /// A host outside, by its position in ``Scenario/external``.
  case external(Int)
  /// Nobody listens: the connection is refused at once.
  case refused
  /// Nobody answers: the connection attempt runs out of time.
  case unanswered
}

/// Pods, services and outside hosts by address and by name: what the network itself knows.
struct Topology {
  /// Every pod.
  private(set) var workloads: [Workload]
  /// What is said to answer outside.
  let external: [ExternalHost]
  /// The position of each workload's proxy in ``MeshConfiguration/proxies``, or behind them of its
  /// ztunnel's part in ``MeshConfiguration/tunnels``; -1 for none.
  let proxyOfWorkload: [Int]
  private let workloadOfProxy: [Int]
  /// Every Service.
  let services: [ServiceAddress]
  /// The hosts of ServiceEntries.
  let outside: [OutsideHost]
  private var workloadByAddress: [String: Int] = [:]
  private var serviceByAddress: [String: Int] = [:]
  private var serviceByHost: [String: Int] = [:]
  private var externalByHost: [String: Int] = [:]
  private var externalByAddress: [String: Int] = [:]
  /// Hosts that public DNS must know, and at which nothing of the input answers, by name.
  private var silentByHost: [String: Int] = [:]
  /// The hosts of ServiceEntries that ztunnels answer for, by name; several where namespaces have
  /// one each.
  private var tunnelledByHost: [String: [Int]] = [:]
  /// By the pods' own names in cluster DNS.
  private var workloadByHost: [String: Int] = [:]

  /// How many aliases (ExternalName) may follow each other.
  static let aliasLimit = 8

  init(_ scenario: Scenario) {
    self = Topology(scenario.mesh, scenario.external).naming(scenario.clients)
  }

  /// `external`: the hosts that answer outside.
  init(_ mesh: MeshConfiguration, _ external: [ExternalHost]) {
    workloads = mesh.workloads
    self.external = external
    services = mesh.services
    outside = mesh.outside
    var proxyByName: [String: Int] = [:]
    for (index, proxy) in mesh.proxies.enumerated() { proxyByName[proxy.proxy] = index }
    var tunnelByName: [String: Int] = [:]
    for (index, proxy) in mesh.tunnels.enumerated() {
      tunnelByName[proxy.proxy] = mesh.proxies.count + index
    }
    proxyOfWorkload = mesh.workloads.map { workload in
      switch workload.proxyKind {
      case .none: -1
      case .sidecar, .gateway, .waypoint: proxyByName[workload.name] ?? -1
      case .ztunnel: tunnelByName[workload.name] ?? -1
      }
    }
    var owners = Array(repeating: -1, count: mesh.proxies.count + mesh.tunnels.count)
    for (index, proxy) in proxyOfWorkload.enumerated() where proxy >= 0 { owners[proxy] = index }
    workloadOfProxy = owners
    for (index, workload) in workloads.enumerated() {
      workloadByAddress[workload.address] = index
      for name in workload.hostnames { workloadByHost[name.lowercased()] = index }
    }
    for (index, service) in services.enumerated() {
      if serviceByHost[service.hostname.lowercased()] == nil {
        serviceByHost[service.hostname.lowercased()] = index
      }
      if !service.address.isEmpty { serviceByAddress[service.address] = index }
    }
    for (index, host) in external.enumerated() {
      externalByHost[host.host.lowercased()] = index
      externalByAddress[Self.address(ofExternal: index)] = index
      if Self.isAddress(host.host) { externalByAddress[host.host] = index }
    }
    for (index, host) in mesh.outside.enumerated() {
      let name = host.hostname.lowercased()
      if !host.tunnelAddresses.isEmpty, serviceByHost[name] == nil {
        tunnelledByHost[name, default: []].append(index)
      }
      if let known = externalByHost[name] {
        for address in host.endpoints where workloadByAddress[address] == nil {
          externalByAddress[address] = known
        }
      } else if host.isInDNS, silentByHost[name] == nil {
        silentByHost[name] = index
      }
    }
  }

  /// The same with the names that clients' requests carry in place of their pods' own.
  func naming(_ clients: [ClientPlan]) -> Topology {
    var named = self
    for client in clients {
      guard let name = client.request.principal, let pod = workload(named: client.pod) else {
        continue
      }
      named.workloads[pod].shownPrincipal = name
    }
    return named
  }

  /// The workload that a proxy is of; -1 for none.
  func workload(ofProxy proxy: Int) -> Int { workloadOfProxy[proxy] }

  /// The proxy that takes what a workload sends: its sidecar, or its Node's ztunnel; -1 for none.
  func proxy(takingFrom workload: Int) -> Int {
    switch workloads[workload].proxyKind {
    case .sidecar, .ztunnel: proxyOfWorkload[workload]
    case .none, .gateway, .waypoint: -1
    }
  }

  /// Whether the pod at an address is reached through a tunnel.
  func takesTunnel(_ address: String) -> Bool {
    workloadByAddress[address].map { workloads[$0].proxyKind == .ztunnel } ?? false
  }

  /// Whether the proxy that takes what a workload sends sees what goes to an address: a sidecar as
  /// its pod's annotations say, a ztunnel everything.
  func isTakenOut(by workload: Int, address: String, port: Int) -> Bool {
    guard workload >= 0, proxy(takingFrom: workload) >= 0 else { return false }
    return workloads[workload].proxyKind == .ztunnel
      || workloads[workload].capture.takesOut(address: address, port: port)
  }

  /// The address that stands for an outside host: one of the benchmark range 198.18.0.0/15
  /// (RFC 2544), by its position.
  static func address(ofExternal index: Int) -> String {
    "198.\(18 + (index >> 16) % 2).\((index >> 8) & 255).\(index & 255)"
  }

  /// The address that stands for a host of a ServiceEntry at which nothing answers: one of the
  /// second half of that range, by its position.
  private static func address(ofSilent index: Int) -> String {
    "198.19.\((index >> 8) & 255).\(index & 255)"
  }

  /// The addresses that a name stands for, as cluster DNS answers a pod; empty for none.
  ///
  /// The search path is that of a pod's resolv.conf (Kubernetes, DNS for Services and Pods):
  /// `NS.svc.cluster.local svc.cluster.local cluster.local`, asked first where the name has fewer
  /// than five dots. Of ServiceEntry hosts those are DNS names that proxies look up themselves; the
  /// others are none, as without Istio's DNS proxy.
  func addresses(of host: String, namespace: String) -> [String] {
    if Self.isAddress(host) { return [host] }
    for candidate in Self.candidates(host, namespace: namespace) {
      let found = addresses(ofAbsolute: candidate, aliases: 0)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The addresses that a name stands for where a pod asks for it; outside for `nil`.
  ///
  /// A ztunnel that answers its pods' DNS queries knows hosts of ServiceEntries, also by `*`, before
  /// the cluster's DNS is asked (istio/ztunnel src/dns/server.rs@1.30.0, `find_server`).
  func addresses(of host: String, askedBy workload: Int?) -> [String] {
    guard let workload else { return addresses(of: host, namespace: "default") }
    let namespace = workloads[workload].namespace
    if workloads[workload].isAnsweredByTunnel, !tunnelledByHost.isEmpty,
      let found = tunnelled(host, namespace: namespace)
    {
      return outside[found].tunnelAddresses
    }
    return addresses(of: host, namespace: namespace)
  }

  /// The ServiceEntry's host by which a ztunnel answers: of the caller's namespace, else the oldest.
  private func tunnelled(_ host: String, namespace: String) -> Int? {
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    for candidate in [name] + Self.candidates(host, namespace: namespace) {
      if serviceByHost[candidate] != nil { return nil }
      var labels = candidate.split(separator: ".", omittingEmptySubsequences: false)[...]
      var wanted = candidate
      repeat {
        if let found = tunnelledByHost[wanted] {
          return found.first { outside[$0].namespace == namespace } ?? found.first
        }
        labels = labels.dropFirst()
        wanted = "*." + labels.joined(separator: ".")
      } while !labels.isEmpty
    }
    return nil
  }

  private static func candidates(_ host: String, namespace: String) -> [String] {
    if host.hasSuffix(".") { return [String(host.dropLast())] }
    let searched = ["\(namespace).svc.cluster.local", "svc.cluster.local", "cluster.local"]
      .map { "\(host).\($0)" }
    let dotCount = host.count { $0 == "." }
    return dotCount < 5 ? searched + [host] : [host] + searched
  }

  private func addresses(ofAbsolute name: String, aliases: Int) -> [String] {
    if let index = serviceByHost[name] {
      let service = services[index]
      if !service.externalName.isEmpty {
        guard aliases < Self.aliasLimit else { return [] }
        return addresses(ofAbsolute: service.externalName.lowercased(), aliases: aliases + 1)
      }
      if !service.address.isEmpty { return [service.address] }
      var seen: [String] = []
      for endpoint in service.ports.lazy.flatMap(\.endpoints)
      where !seen.contains(endpoint.address) { seen.append(endpoint.address) }
      return seen
    }
    if let index = workloadByHost[name] { return [workloads[index].address] }
    if let index = externalByHost[name] { return [Self.address(ofExternal: index)] }
    if let index = silentByHost[name] { return [Self.address(ofSilent: index)] }
    return Self.isAddress(name) ? [name] : []
  }

  /// The Service of a name in cluster DNS, as a pod of a namespace asks for it; `nil` for none.
  func service(named host: String, namespace: String) -> ServiceAddress? {
    for candidate in Self.candidates(host.lowercased(), namespace: namespace) {
      if let index = serviceByHost[candidate] { return services[index] }
    }
    return nil
  }

  /// The Service that has an address.
  func service(at address: String) -> ServiceAddress? {
    serviceByAddress[address].map { services[$0] }
  }

  /// Whether an address is that of a host which is said to answer.
  func isExternal(_ address: String) -> Bool { externalByAddress[address] != nil }

  /// The pod that has an address.
  func workload(at address: String) -> Workload? {
    workloadByAddress[address].map { workloads[$0] }
  }

  /// The host of a ServiceEntry that an address stands for, because nothing answers at its name.
  func silentHost(at address: String) -> OutsideHost? {
    silentByHost.values.first { Self.address(ofSilent: $0) == address }.map { outside[$0] }
  }

  /// Where a connection to an address leads; more than one where kube-proxy chooses.
  func destinations(address: String, port: Int) -> [Destination] {
    if let workload = workloadByAddress[address] { return [.workload(workload, port: port)] }
    if let index = serviceByAddress[address] {
      guard let port = services[index].ports.first(where: { $0.number == port }) else {
        return [.unanswered]
      }
      let targets: [Destination] = port.endpoints.map { endpoint in
        workloadByAddress[endpoint.address].map { .workload($0, port: endpoint.port) }
          ?? externalByAddress[endpoint.address].map { .external($0) } ?? .refused
      }
      return targets.isEmpty ? [.refused] : targets
    }
    if let index = externalByAddress[address] { return [.external(index)] }
    return [.unanswered]
  }

  /// The gateways' proxies that a client's connections may lead to at once.
  func gateways(calledBy client: ClientPlan) -> [Int] {
    guard let target = client.request.target else { return [] }
    let caller = workload(named: client.pod)
    let reached = addresses(of: target.host.lowercased(), askedBy: caller).flatMap {
      destinations(address: $0, port: target.port)
    }
    return reached.compactMap { destination in
      guard case .workload(let index, _) = destination, workloads[index].proxyKind == .gateway
      else { return nil }
      return proxyOfWorkload[index]
    }
  }

  /// Whether a text is an IPv4 or IPv6 address.
  static func isAddress(_ text: String) -> Bool {
    if text.contains(":") { return text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." } }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy(\.isNumber) && (Int(part) ?? 256) < 256
      }
  }

  /// The workload that `POD`, `POD.NAMESPACE` or `deploy/NAME[.NAMESPACE]` names: the first in the
  /// mesh's order; without a namespace one in `default` comes first.
  func workload(named text: String) -> Int? {
    let ownerWanted = ["deploy/", "deployment/"].first { text.hasPrefix($0) }
    let name = text.dropFirst(ownerWanted?.count ?? 0)
    let matches = workloads.indices.filter { index in
      let workload = workloads[index]
      if ownerWanted == nil {
        return workload.name == name || workload.podName == name
      }
      let owner = workload.owner
      return !owner.isEmpty && (owner == name || "\(owner).\(workload.namespace)" == name)
    }
    return matches.first { workloads[$0].name == name }
      ?? matches.first { workloads[$0].namespace == "default" } ?? matches.first
  }
}
