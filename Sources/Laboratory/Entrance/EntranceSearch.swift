internal import Diagnostics
package import ProxyConfig
package import Simulator

/// Finds where a request from outside comes into a cluster, as public DNS, a load balancer and
/// kube-proxy would lead it there: to the Service of the gateway that serves the URL's host.
///
/// What DNS says of a host is in no manifest. So a gateway that serves it is taken for what DNS
/// leads to; where gateways of several Services serve it alike, the question must say which.
package struct EntranceSearch {
  private let mesh: MeshConfiguration
  private let network: AskedNetwork

  /// `network`: of the mesh, and of the hosts that the question says answer.
  package init(_ mesh: MeshConfiguration, on network: AskedNetwork) {
    self.mesh = mesh
    self.network = network
  }

  /// Where a request comes in.
  ///
  /// `gateway`: the Gateway that is asked for, as `NAMESPACE/NAME`; `nil` for whichever serves the
  /// host.
  package func choice(for request: RequestTemplate, gateway: String? = nil) -> EntranceChoice {
    guard let url = try? RequestURL(request.url), request.connectTo == nil else { return .direct }
    if let gateway { return choice(at: gateway, url) }
    if network.knows(url.host) { return .direct }
    if let entrance = byAddress(url, authority: request.authority(url)) { return .found(entrance) }
    let candidates = candidates(for: url.host, in: mesh.doors)
    guard let best = candidates.first?.closeness else {
      return .nowhere(unknownHost(url, authority: request.authority(url)))
    }
    let fitting = candidates.filter { $0.door.serves(url.scheme) && !ways($0.door, url).isEmpty }
    guard let closest = fitting.first?.closeness else {
      return atAnotherPort(candidates.filter { $0.closeness == best }, url)
    }
    let entrances = fitting.filter { $0.closeness == closest }.flatMap { candidate in
      ways(candidate.door, url).map {
        Entrance($0, of: candidate.door, because: .host(candidate.pattern))
      }
    }
    let others = candidates.filter { $0.closeness < closest }.map { $0.door.gatewayName }
    return decide(entrances, others: others.distinct)
  }

  /// Ways that lead to the same pods are one: a load balancer's comes first.
  private func decide(_ entrances: [Entrance], others: [String]) -> EntranceChoice {
    var kept: [Entrance] = []
    let open = entrances.filter { $0.kind != "ClusterIP" }
    for entrance in open.isEmpty ? entrances : open
    where !kept.contains(where: { $0.leadsWhere(entrance) }) {
      kept.append(entrance)
    }
    guard kept.count == 1, var only = kept.first else { return .several(kept) }
    only.others = others.filter { $0 != only.door?.gatewayName }
    return .found(only)
  }

  /// The ways to a door that a URL's port fits, those of load balancers first.
  private func ways(_ door: GatewayDoor, _ url: RequestURL) -> [GatewayDoor.Way] {
    let fitting = door.ways.filter { $0.port == url.port || $0.nodePort == url.port }
    return fitting.filter { $0.kind == "LoadBalancer" } + fitting.filter { $0.kind == "NodePort" }
      + fitting.filter { $0.kind != "LoadBalancer" && $0.kind != "NodePort" }
  }
}

// By host.
extension EntranceSearch {
  /// A door that serves a host.
  private struct Candidate {
    var door: GatewayDoor
    /// The host as the server has it.
    var pattern: String
    /// How closely that fits.
    var closeness: Int
  }

  /// The closest first, else in the order of the Gateways' ages.
  private func candidates(for host: String, in doors: [GatewayDoor]) -> [Candidate] {
    let all = doors.compactMap { door in
      door.hosts.compactMap { pattern in
        HostPattern(pattern).closeness(to: host).map {
          Candidate(door: door, pattern: pattern, closeness: $0)
        }
      }.max { $0.closeness < $1.closeness }
    }
    return all.enumerated().sorted {
      ($1.element.closeness, $0.offset) < ($0.element.closeness, $1.offset)
    }.map(\.element)
  }

  /// The host is served, and not at the URL's port and scheme.
  private func atAnotherPort(_ served: [Candidate], _ url: RequestURL) -> EntranceChoice {
    let gateways = served.map(\.door.server.resource.description).distinct
      .joined(separator: ", ")
    let reachable = served.filter { !$0.door.ways.isEmpty }
    guard !reachable.isEmpty else {
      let hasPods = served.contains { !$0.door.pods.isEmpty }
      let lack =
        hasPods
        ? "no Service leads to the port of its pods" : "it acts on no pod of the input"
      return .nowhere(
        RequestFailure(
          "\(gateways) serves \(url.host), and \(lack)",
          hint: hasPods
            ? "add a Service whose targetPort is \(served.first?.door.number ?? 0)"
            : "--with-gateway istio-ingressgateway adds the gateway of Istio's installation"))
    }
    // The Service that DNS leads to takes connections at its other ports, too.
    let ways = reachable.flatMap(\.door.ways)
    let behind = ways.lazy.map(\.hostname).compactMap { hostname in
      mesh.services.first { $0.hostname == hostname }
    }
    for service in behind {
      guard let port = service.ports.first(where: { $0.number == url.port }),
        let pattern = reachable.first?.pattern
      else { continue }
      return .found(
        Entrance(service, port: port, mesh.doors, because: .host(pattern)))
    }
    let places = reachable.flatMap { candidate in
      candidate.door.ways.map { candidate.door.address(of: url.host, by: $0) }
    }.distinct
    return .nowhere(
      RequestFailure(
        "\(gateways) serves \(url.host), and no port \(url.port) of its Service leads there",
        hint: "call \(places.joined(separator: " or "))"))
  }

  /// No Gateway serves the host.
  private func unknownHost(_ url: RequestURL, authority: String) -> RequestFailure {
    let hosts = mesh.doors.flatMap(\.hosts)
    let name = authority.split(separator: ":").first.map(String.init) ?? authority
    if name != url.host, let door = candidates(for: name, in: mesh.doors).first?.door,
      let way = door.ways.first
    {
      return RequestFailure(
        "nothing in the input answers at \(url.host)",
        hint: "the gateway that serves \(name) is called as "
          + "\(door.address(of: way.shortName, by: way)) -H 'Host: \(name)'")
    }
    let near = hosts.nearestHost(to: url.host).map { "did you mean \($0)? " }
    guard let way = mesh.doors.lazy.filter({ $0.serves(url.scheme) }).flatMap(\.ways).first,
      let door = mesh.doors.first(where: { $0.ways.contains(way) })
    else {
      return RequestFailure(
        mesh.doors.isEmpty
          ? "nothing in the input answers at \(url.host), and there is no Gateway to enter at"
          : "no Gateway serves \(url.host)",
        hint: (near ?? "") + "--external \(url.host) says that something outside answers there")
    }
    return RequestFailure(
      "no Gateway serves \(url.host), so that nothing is known to answer there",
      hint: (near ?? "") + "to ask a gateway all the same: "
        + "\(door.address(of: way.shortName, by: way)) -H 'Host: \(url.host)'")
  }
}

// By what the question names.
extension EntranceSearch {
  private func choice(at gateway: String, _ url: RequestURL) -> EntranceChoice {
    let doors = mesh.doors.filter { $0.gatewayName == gateway }
    guard !doors.isEmpty else {
      let names = mesh.doors.map(\.gatewayName).distinct
      return .unknown(
        RequestFailure(
          "there is no Gateway \(gateway)",
          hint: names.nearest(to: gateway).map { "did you mean \($0)?" }
            ?? (names.isEmpty ? nil : "there are \(names.joined(separator: ", "))")))
    }
    let served = candidates(for: url.host, in: doors).map(\.door)
    let rest = doors.filter { !served.contains($0) }
    let fitting = (served + rest).filter { $0.serves(url.scheme) }
    for door in fitting {
      if let way = ways(door, url).first {
        return .found(Entrance(way, of: door, because: .asked))
      }
    }
    if doors.allSatisfy(\.pods.isEmpty) {
      return .nowhere(
        RequestFailure(
          "Gateway \(gateway) acts on no pod of the input",
          hint: "--with-gateway istio-ingressgateway adds the gateway of Istio's installation"))
    }
    let places = doors.flatMap { door in
      door.ways.map { door.address(of: url.host, by: $0) }
    }.distinct
    return .nowhere(
      RequestFailure(
        "no Service leads to port \(url.port) of Gateway \(gateway)",
        hint: places.isEmpty ? nil : "call \(places.joined(separator: " or "))"))
  }

  /// A load balancer's address, or a port that every node has.
  private func byAddress(_ url: RequestURL, authority: String) -> Entrance? {
    let name = authority.split(separator: ":").first.map(String.init) ?? authority
    let doors = candidates(for: name, in: mesh.doors).map(\.door) + mesh.doors
    for service in mesh.services where service.outsideAddresses.contains(url.host) {
      guard let port = service.ports.first(where: { $0.number == url.port }) else { continue }
      return Entrance(service, port: port, doors, because: .address(url.host))
    }
    guard RequestURL.isAddress(url.host) || url.host.lowercased() == "localhost" else {
      return nil
    }
    let onNodes = mesh.services.compactMap { service in
      service.ports.first { $0.nodePort == url.port }.map { (service, $0) }
    }
    guard onNodes.count == 1, let (service, port) = onNodes.first else { return nil }
    return Entrance(service, port: port, doors, because: .nodePort(url.port))
  }
}

extension Entrance {
  /// Whether both lead to the same port of the same pods.
  fileprivate func leadsWhere(_ other: Entrance) -> Bool {
    targetPort == other.targetPort && pods == other.pods && hostname == other.hostname
      && port == other.port || targetPort == other.targetPort && Set(pods) == Set(other.pods)
  }
}

extension GatewayDoor {
  /// The Gateway as `NAMESPACE/NAME`.
  package var gatewayName: String { "\(server.resource.namespace)/\(server.resource.name)" }

  /// Whether it takes what a URL's scheme sends.
  fileprivate func serves(_ scheme: String) -> Bool { isTLS == (scheme == "https") }

  /// A URL by which one comes to it.
  fileprivate func address(of host: String, by way: Way) -> String {
    let scheme = isTLS ? "https" : "http"
    let isUsual = way.port == (isTLS ? 443 : 80)
    return "\(scheme)://\(host)\(isUsual ? "" : ":\(way.port)")/"
  }
}

extension GatewayDoor.Way {
  /// `SERVICE.NAMESPACE`.
  fileprivate var shortName: String { "\(service.resource.name).\(service.resource.namespace)" }
}

extension RequestTemplate {
  /// The Host header that is sent.
  fileprivate func authority(_ url: RequestURL) -> String {
    headers.last { $0.name.lowercased() == "host" }?.value ?? url.authority
  }
}

extension [String] {
  /// Each once, in order.
  fileprivate var distinct: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
