internal import Diagnostics
internal import ProxyConfig
internal import Resources

// How requests from outside come to the servers of Gateways.
extension MeshIndex {
  /// Every server of every Gateway, the oldest Gateway first, with the pods that serve it and the
  /// Services that lead there.
  var gatewayDoors: [GatewayDoor] {
    guard !gateways.isEmpty else { return [] }
    var doors: [GatewayDoor] = []
    var positions: [ServerPlace: Int] = [:]
    for gateway in gateways {
      for (index, server) in gateway.servers.enumerated() {
        positions[ServerPlace(gateway, index)] = doors.count
        doors.append(door(server, at: index, of: gateway))
      }
    }
    let services = resources.services
    for pod in workloads.pods where pod.proxy == .gateway {
      let served = GatewayServers(index: self, pod: pod)
      let targets = targets(of: pod)
      for server in served.ports.flatMap({ served.serversByPort[$0] ?? [] }) {
        guard let position = positions[ServerPlace(server.gateway, server.position)] else {
          continue
        }
        if !doors[position].pods.contains(pod.name) { doors[position].pods.append(pod.name) }
        for target in targets where target.targetPort == server.port {
          doors[position].add(way(target, services, pod))
        }
      }
    }
    return doors
  }

  private func door(
    _ server: Gateway.Server, at position: Int, of gateway: MeshGateway
  ) -> GatewayDoor {
    var door = GatewayDoor(
      server: gateway.metadata.origin(gateway.path.index(gateway.firstPosition + position)),
      number: Int(server.port.number), portProtocol: server.port.protocol,
      hosts: server.hosts.map { host in
        host.split(separator: "/", maxSplits: 1).last.map(String.init) ?? host
      })
    door.tlsMode = server.tlsMode
    door.selection = gateway.selection.words
    return door
  }

  private func way(
    _ target: ServiceRegistry.Target, _ written: [Service], _ pod: MeshPod
  ) -> GatewayDoor.Way {
    let service = target.service
    let source = written[service.source]
    return GatewayDoor.Way(
      hostname: service.hostname, service: service.metadata.origin(), kind: source.type,
      address: service.addresses.first ?? "", port: target.port.number,
      nodePort: source.ports.first { $0.port == target.port.number }?.nodePort,
      targetPort: target.targetPort, pods: [pod.name])
  }

  /// Warns of Gateways that no pod of the input serves: they act on nobody.
  var gatewaysWithoutPods: [Diagnostic] {
    let pods = workloads.pods.filter { $0.proxy == .gateway }
    var told: Set<ResourceIdentifier> = []
    return gateways.compactMap { gateway in
      guard !pods.contains(where: { gateway.targets(of: $0, among: targets(of: $0)) != nil }),
        told.insert(gateway.metadata.identifier).inserted
      else { return nil }
      return Diagnostic(
        .warning, .gatewayWithoutPods,
        "\(gateway.metadata.identifier) acts on nobody: no gateway's pod of this input has "
          + gateway.selection.words,
        at: gateway.metadata.places.location(of: gateway.podsPath), hint: hint(for: gateway))
    }
  }

  /// The likely fix: the pods that are meant have no gateway's proxy, or Istio's own installation
  /// is not in the input.
  private func hint(for gateway: MeshGateway) -> String {
    guard case .labels(let labels) = gateway.selection else {
      return "add the pods of its Service, or leave spec.addresses out"
    }
    if let pod = workloads.pods.first(where: { labels.isSubset(of: $0.labels) }) {
      return "pod \(pod.name) has the labels, and is no gateway: annotate it "
        + "inject.istio.io/templates: gateway"
    }
    guard let name = InstalledGateway.name(selectedBy: labels) else {
      return "add the pods of the gateway, or give them these labels"
    }
    return "--with-gateway \(name) (in an experiment gateways: [\(name)]) adds the Deployment and "
      + "the Service of Istio's installation, or add those of your own"
  }
}

/// A server by its Gateway and its position there.
private struct ServerPlace: Hashable {
  var gateway: String
  var position: Int

  init(_ gateway: MeshGateway, _ position: Int) {
    self.gateway =
      "\(gateway.metadata.kind) \(gateway.metadata.apiVersion) \(gateway.metadata.namespace)/"
      + gateway.name
    self.position = position
  }
}

extension GatewayDoor {
  /// Adds a way, or its pods to the way that is known.
  fileprivate mutating func add(_ way: Way) {
    let known = ways.firstIndex {
      $0.hostname == way.hostname && $0.port == way.port && $0.targetPort == way.targetPort
    }
    guard let known else {
      ways.append(way)
      return
    }
    for pod in way.pods where !ways[known].pods.contains(pod) { ways[known].pods.append(pod) }
  }
}

extension MeshGateway {
  /// Where the Gateway says whose it is.
  fileprivate var podsPath: FieldPath {
    switch selection {
    case .labels(let labels):
      labels.keys.sorted().first.map { FieldPath("spec.selector").key($0) } ?? "spec.selector"
    case .services: ""
    }
  }
}

extension MeshGateway.Selection {
  /// What a pod must have, in words that follow “has”.
  fileprivate var words: String {
    switch self {
    case .labels(let labels) where labels.isEmpty: "a gateway's proxy"
    case .labels(let labels):
      "labels "
        + labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        .joined(separator: ", ")
    case .services(let hosts): "the Service " + hosts.sorted().joined(separator: ", ")
    }
  }
}
