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
    var words = ["labbook", "curl"]
    let port = connection.head.port
    let host: String
    switch connection.door {
    case .outbound:
      words += ["--from", proxy]
      host = dialled(request.authority, connection, from: proxy)
    case .inbound, .bound:
      words += ["--from", "outside"]
      host = pods[proxy]?.address ?? connection.head.address
    }
    let authority = port == 80 ? host : "\(host):\(port)"
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
