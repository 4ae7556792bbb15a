internal import ControlPlane
internal import Diagnostics
internal import Resources

extension Check {
  /// Servers of several Gateways with one host and port.
  static let conflictingGateways = Check(
    .conflictingGateways, istio: ["IST0145"], "servers of several Gateways with one host and port",
    meaning: "Two Gateways for the same pods have a server each for one port, address and host. Of "
      + "servers with TLS the younger Gateway's is left out as a whole, with all its hosts. "
      + "Servers of HTTP are merged: the rules of both Gateways meet in one virtual host.",
    fix: "Put the servers into one Gateway, or give them different hosts.",
    source: "(pilot/pkg/model/gateway.go@1.30.3, mergeGateways)",
    example: """
      apiVersion: v1
      kind: Pod
      metadata: {name: edge, namespace: shop, labels: {istio: edge}}
      ---
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: one, namespace: shop}
      spec:
        selector: {istio: edge}
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example]}]
      ---
      apiVersion: networking.istio.io/v1
      kind: Gateway
      metadata: {name: two, namespace: shop}
      spec:
        selector: {istio: edge}
        servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example, b.example]}]
      """
  ) { context in
    let gateways = context.facts.resources.gateways
    let pods = context.facts.pods
    return gateways.enumerated().flatMap { position, gateway in
      let others = gateways.enumerated().filter { number, other in
        number != position && gateway.sharesPods(with: other, among: pods)
      }.map(\.element)
      return others.isEmpty && gateway.servers.count < 2 ? [] : conflicts(of: gateway, with: others)
    }
  }

  private static func conflicts(of gateway: Gateway, with others: [Gateway]) -> [Diagnostic] {
    gateway.servers.enumerated().compactMap { position, server in
      var rivals = others.filter { other in
        other.servers.contains { $0.conflicts(with: server) }
      }
      // Within a Gateway, too, a later server with TLS is left out.
      if server.tls != nil,
        gateway.servers[..<position].contains(where: { $0.tls != nil && $0.conflicts(with: server) }
        )
      {
        rivals.append(gateway)
      }
      return rivals.isEmpty ? nil : conflict(of: gateway, position, server, with: rivals)
    }
  }

  private static func conflict(
    of gateway: Gateway, _ position: Int, _ server: Gateway.Server, with rivals: [Gateway]
  ) -> Diagnostic {
    let names = rivals.map { rival in
      rival.metadata.identifier == gateway.metadata.identifier
        ? "a server before it" : rival.metadata.identifier.description
    }
    return Diagnostic(
      server.tls == nil ? .note : .warning, .conflictingGateways,
      "port \(server.port.number) of \(gateway.metadata.identifier) has a host that "
        + "\(names.joined(separator: ", ")) has, too",
      at: gateway.metadata.places.location(
        of: FieldPath("spec.servers").index(position).key("hosts")),
      why: server.tls == nil
        ? "servers of HTTP are merged: the rules of both meet in one virtual host"
        : "of servers with TLS the later one is left out as a whole",
      hint: "put the servers into one Gateway",
      notes: rivals.prefix(3).map {
        Diagnostic.Note("the other servers", at: $0.metadata.places.location(of: "spec.servers"))
      })
  }
}

extension Gateway {
  /// Whether a pod serves both, or, where no pod is known, whether both select alike.
  func sharesPods(with other: Gateway, among pods: [MeshFacts.PodFact]) -> Bool {
    selector == other.selector
      || pods.contains { $0.isGateway && $0.has(selector) && $0.has(other.selector) }
  }
}

extension Gateway.Server {
  /// Whether both serve a host at one port and address.
  fileprivate func conflicts(with other: Gateway.Server) -> Bool {
    port.number == other.port.number && bind == other.bind
      && !Set(hosts).isDisjoint(with: other.hosts)
  }
}
