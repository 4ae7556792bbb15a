internal import Diagnostics
internal import ProxyConfig

/// Why a request, or its last attempt, reached nobody, in words, with what to change.
public struct RequestFailure: Hashable, Sendable {
  /// A clause without a full stop, such as `no Service chekout in shop`.
  public var reason: String
  /// The likely fix; `nil` where none is plain.
  public var hint: String?

  /// A reason, with the fix where one is plain.
  public init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}

/// Looks for what a request failed at: first where the client's own connection went, then at the
/// last attempt of the last proxy.
struct FailureSearch {
  /// What became of the request.
  let trace: RequestTrace
  /// What was sent.
  let request: RequestTemplate
  /// The network that it was sent into.
  let topology: Topology
  /// What its proxies listen for.
  let mesh: MeshConfiguration

  private var caller: Int? { topology.workload(named: trace.from) }

  private var namespace: String {
    caller.map { topology.workloads[$0].namespace } ?? "default"
  }

  /// What was found; `nil` where nothing failed.
  var failure: RequestFailure? {
    let outcome = trace.outcome
    if outcome.hopLimitReached {
      return RequestFailure("it passed from proxy to proxy and never came to an application")
    }
    guard let target = request.target else { return nil }
    switch outcome.curlExit {
    case 0: return attempted
    case 6: return NameSearch(host: target.host, namespace: namespace, topology: topology).failure
    case 7, 28:
      if let attempted { return attempted }
      return waiting ?? dialled(target.host, target.port)
    case 35: return handshake(target.host, target.port) ?? closed
    case 52: return RequestFailure("the application closed the connection without an answer")
    default: return attempted ?? closed
    }
  }

  /// What the connection of a client without a proxy met.
  private func dialled(_ host: String, _ port: Int) -> RequestFailure? {
    guard trace.hops.isEmpty, trace.received.isEmpty else { return nil }
    let addresses = topology.addresses(of: host.lowercased(), askedBy: caller)
    guard let address = addresses.first else { return nil }
    if let found = place(address, port) { return found }
    return trace.outcome.curlExit == 7
      ? RequestFailure("nobody listens at port \(port) of \(host)") : nil
  }

  /// A client that gave up while somebody was at work.
  private var waiting: RequestFailure? {
    guard trace.outcome.curlExit == 28, !trace.hops.isEmpty || !trace.received.isEmpty else {
      return nil
    }
    guard let patience = request.maxTime else {
      return RequestFailure("it waits for something that never comes")
    }
    return RequestFailure(
      "the client gave up after \(Double(patience.nanoseconds) / 1e9) s, with no answer yet",
      hint: "a longer --max-time")
  }

  /// What the last attempt of the last proxy met.
  private var attempted: RequestFailure? {
    guard trace.outcome.workload == nil, let hop = trace.hops.last(where: isSender) else {
      return nil
    }
    if let attempt = hop.attempts.last, let (address, port) = attempt.target {
      guard ["connection timeout", "remote connection failure"].contains(attempt.spokenResult)
      else { return nil }
      return place(address, port)
    }
    guard hop.details.hasPrefix("no_healthy_upstream") || hop.flags.contains("UH"),
      let cluster = hop.cluster
    else { return nil }
    return unserved(cluster)
  }

  private func isSender(_ hop: RequestTrace.Hop) -> Bool {
    !(hop.cluster?.hasPrefix("inbound|") ?? false)
  }

  /// What a proxy did that closed the connection.
  private var closed: RequestFailure? {
    guard let hop = trace.hops.last else {
      return RequestFailure("the connection was closed before any proxy took it")
    }
    if let refused = refusal(byTunnel: hop) { return refused }
    if let attempt = hop.attempts.last {
      return RequestFailure(
        "the proxy of \(hop.proxy) closed the connection: its attempt ended with "
          + "“\(attempt.spokenResult)”")
    }
    if hop.cluster != nil {
      return RequestFailure(
        "the proxy of \(hop.proxy) closed the connection: it had nobody to send it to")
    }
    let listener = mesh.proxies.first { $0.proxy == hop.proxy }?.listeners
      .first { $0.name == hop.listener }
    if trace.hops.count == 1, hop.direction == "gateway", let listener,
      let url = try? RequestURL(request.url),
      let found = HandshakeSearch(url).failure(at: listener, of: hop.proxy)
    {
      return found
    }
    return RequestFailure(
      "the proxy of \(hop.proxy) closed the connection: no filter chain of its listener takes it")
  }

  /// Why TLS does not come about where the client's own connection went.
  private func handshake(_ host: String, _ port: Int) -> RequestFailure? {
    guard let url = try? RequestURL(request.url),
      let address = topology.addresses(of: host.lowercased(), askedBy: caller).first,
      case .workload(let index, let number)? = topology.destinations(address: address, port: port)
        .first
    else { return nil }
    let pod = topology.workloads[index]
    let proxy = topology.proxyOfWorkload[index]
    guard pod.proxyKind == .gateway, proxy >= 0 else { return nil }
    let listener = mesh.proxies[proxy].listeners.first {
      $0.address.socketAddress?.portValue == number
    }
    return listener.flatMap { HandshakeSearch(url).failure(at: $0, of: pod.name) }
  }

  /// What a ztunnel closed the connection for; `nil` for other proxies, and where it sent it on.
  private func refusal(byTunnel hop: RequestTrace.Hop) -> RequestFailure? {
    switch hop.listener {
    case TunnelName.ztunnelInbound where !hop.details.isEmpty:
      return RequestFailure("the ztunnel before \(hop.proxy) refused it: \(hop.details)")
    case TunnelName.ztunnelInbound where hop.cluster == nil:
      return RequestFailure(
        "the ztunnel before \(hop.proxy) takes no plain text, by a PeerAuthentication",
        hint: "put the caller into the mesh")
    case TunnelName.ztunnelOutbound where hop.attempts.isEmpty:
      return unknownPort
        ?? RequestFailure(
          "the ztunnel behind \(hop.proxy) found no ready endpoint for what was dialled")
    default: return nil
    }
  }

  /// A port that what was dialled does not have.
  private var unknownPort: RequestFailure? {
    guard let target = request.target,
      let address = topology.addresses(of: target.host.lowercased(), askedBy: caller).first
    else { return nil }
    if let service = topology.service(at: address) { return service.failure(at: target.port) }
    guard let host = topology.outside.first(where: { $0.tunnelAddresses.contains(address) }),
      !host.ports.contains(target.port)
    else { return nil }
    let known = host.ports.map(String.init).joined(separator: ", ")
    return RequestFailure(
      "\(host.origin.resource) has port \(known) only, not \(target.port), and the ztunnel knows "
        + "\(host.hostname) by it",
      hint: "add the port to the ServiceEntry")
  }

  /// A cluster without a host that may be used.
  private func unserved(_ cluster: String) -> RequestFailure? {
    guard let name = ClusterName(cluster) else { return nil }
    guard let service = topology.services.first(where: { $0.hostname == name.host }) else {
      guard topology.outside.contains(where: { $0.hostname == name.host }) else { return nil }
      return NameSearch.silence(at: name.host)
    }
    if let whole = service.failure(at: name.port) { return whole }
    guard !name.subset.isEmpty else { return nil }
    return RequestFailure(
      "no ready pod of Service \(service.name) has the labels of subset \(name.subset)")
  }

  /// Why nobody answers at an address and a port.
  private func place(_ address: String, _ port: Int) -> RequestFailure? {
    if let service = topology.service(at: address) { return service.failure(at: port) }
    if let host = topology.silentHost(at: address) {
      return NameSearch.silence(at: host.hostname)
    }
    if topology.workload(at: address) != nil { return nil }
    switch topology.destinations(address: address, port: port).first {
    case .external, .workload: return nil
    case .refused, .unanswered, nil: break
    }
    let owner = topology.outside.first { $0.endpoints.contains(address) }
    guard let owner else { return NameSearch.silence(at: address) }
    return NameSearch.silence(at: address, of: owner)
  }
}

extension RequestTrace.Attempt {
  /// How it ended, in words.
  fileprivate var spokenResult: String { result.replacing("_", with: " ") }

  /// Where it went.
  fileprivate var target: (address: String, port: Int)? {
    guard let colon = endpoint.lastIndex(of: ":"),
      let port = Int(endpoint[endpoint.index(after: colon)...])
    else { return nil }
    let host = endpoint[..<colon]
    let bare = host.hasPrefix("[") ? host.dropFirst().dropLast() : host
    return (String(bare), port)
  }
}

extension ServiceAddress {
  /// The Service's own name.
  var name: String { hostname.split(separator: ".").first.map(String.init) ?? hostname }

  /// `shop/web`, with its line where one is known.
  private var written: String {
    let place = origin?.location.map { " (\($0.file):\($0.line))" } ?? ""
    return "\(namespace)/\(name)\(place)"
  }

  /// Why nobody answers at a port; `nil` where somebody is behind it.
  func failure(at number: Int) -> RequestFailure? {
    guard let port = ports.first(where: { $0.number == number }) else {
      let known = ports.map { String($0.number) }
      guard let first = known.first else {
        return RequestFailure("Service \(written) has no port")
      }
      return RequestFailure(
        "Service \(written) has port \(known.joined(separator: ", ")) only, not \(number)",
        hint: known.count == 1 ? "call port \(first)" : nil)
    }
    guard port.endpoints.isEmpty else { return nil }
    return RequestFailure("\(absence) of Service \(written)")
  }

  private var absence: String {
    if selector.isEmpty { return "no EndpointSlice of the input gives an endpoint" }
    let labels = selector.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      .joined(separator: ", ")
    if selectedCount == 0 { return "no pod has the labels \(labels) that the selector asks for" }
    return selectedCount == 1
      ? "the only pod of the selector (\(labels)) is not ready"
      : "no pod of the selector (\(labels)) is ready"
  }
}
