package import DataPlane
package import Probes
package import ProxyConfig

/// Writes a probe as a command to paste.
package struct CurlLine {
  /// The mesh in which the command will be run.
  package let mesh: MeshConfiguration
  /// The options that name manifests and rule version.
  package let options: [String]
  private let hostnames: Set<String>
  private let pods: [String: Workload]

  package init(_ mesh: MeshConfiguration, options: [String]) {
    self.mesh = mesh
    self.options = options
    hostnames = Set(mesh.services.map(\.hostname))
    pods = Dictionary(mesh.workloads.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The command for a request at a proxy.
  package func text(
    _ request: RequestHead, _ connection: ProbeConnection, at proxy: String
  ) -> String {
    let (words, host, port) = way(request.authority, connection, to: proxy)
    return text(request, words, port == 80 ? host : "\(host):\(port)")
  }

  /// The command for a connection to a ztunnel or to a pod behind one, which reads no request;
  /// `nil` where no URL leads there.
  package func text(_ connection: ProbeConnection, at proxy: String) -> String? {
    guard connection.door == .carried || pods[proxy]?.proxyKind == .ztunnel else { return nil }
    let address = connection.head.address
    let service = mesh.services.first { $0.address == address }
    let name = connection.door == .carried ? service?.hostname ?? address : ""
    let (words, host, port) = way(name, connection, to: proxy)
    let authority = port == 80 ? host : "\(host):\(port)"
    return text(RequestHead(authority: authority, path: "/"), words, authority)
  }

  /// Who sends, and the name or address and port that are dialled.
  private func way(
    _ authority: String, _ connection: ProbeConnection, to proxy: String
  ) -> (words: [String], host: String, port: Int) {
    let words = ["labbook", "curl", "--from"]
    let port = connection.head.port
    switch connection.door {
    case .outbound, .carried:
      return (words + [proxy], dialled(authority, connection, from: proxy), port)
    case .tunnelled:
      let caller = caller(connection.principal, notAt: proxy)
      let service = mesh.services.first { $0.address == connection.head.address }
      return (words + caller, service?.hostname ?? connection.head.address, port)
    case .inbound, .bound:
      let address = pods[proxy]?.address ?? connection.head.address
      guard let principal = connection.principal else {
        return (words + ["outside"], address, port)
      }
      let target = serving(address, port)
      return (
        words + caller(principal, notAt: proxy), target?.host ?? address, target?.port ?? port
      )
    }
  }

  /// A pod whose proxy can show the name, and the option that lets it.
  private func caller(_ principal: String?, notAt proxy: String) -> [String] {
    let callers = mesh.workloads.filter {
      $0.name != proxy && [.sidecar, .ztunnel].contains($0.proxyKind)
    }
    let own = callers.first { $0.principal == principal }
    let name = (own ?? callers.first)?.name ?? "outside"
    guard let principal else { return [name] }
    let text = principal.hasPrefix("spiffe://") ? String(principal.dropFirst(9)) : principal
    return [name, "--as", text]
  }

  /// A service and its port that lead to a pod's port.
  private func serving(_ address: String, _ port: Int) -> (host: String, port: Int)? {
    for service in mesh.services {
      let found = service.ports.first { candidate in
        candidate.endpoints.contains { $0.address == address && $0.port == port }
      }
      if let found { return (service.hostname, found.number) }
    }
    return nil
  }

  private func text(_ request: RequestHead, _ way: [String], _ authority: String) -> String {
    var words = way
    words.append("http://\(authority)\(request.path)")
    if authority != request.authority { words += ["-H", "Host: \(request.authority)"] }
    if request.method != "GET" { words += ["-X", request.method] }
    for field in request.headers.fields { words += ["-H", "\(field.name): \(field.value)"] }
    return (words + options).map(Self.quoted).joined(separator: " ")
  }

  /// A name that leads to the proxy's listener: the request's own where the mesh knows it.
  private func dialled(
    _ authority: String, _ connection: ProbeConnection, from proxy: String
  ) -> String {
    var name = authority.lastIndex(of: ":").map { String(authority[..<$0]) } ?? authority
    if name.hasSuffix(".") { name.removeLast() }
    let namespace = pods[proxy]?.namespace ?? "default"
    let full = [
      name, "\(name).\(namespace).svc.cluster.local", "\(name).svc.cluster.local",
      "\(name).cluster.local",
    ]
    return full.contains(where: hostnames.contains) ? name : connection.head.address
  }

  /// A word as a shell reads it as one.
  package static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
          || "-_./:=,@%+".utf8.contains($0)
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
