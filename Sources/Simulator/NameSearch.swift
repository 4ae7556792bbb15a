internal import Diagnostics
internal import ProxyConfig

/// Why a name stands for nothing.
struct NameSearch {
  /// As in the URL.
  let host: String
  /// The caller's.
  let namespace: String
  /// The network that the name is asked for in.
  let topology: Topology

  /// What is missing, and what to declare.
  var failure: RequestFailure {
    let name = host.lowercased()
    if let service = topology.service(named: name, namespace: namespace) {
      return failure(of: service)
    }
    let labels = name.split(separator: ".").map(String.init)
    guard let first = labels.first else { return Self.silence(at: host) }
    if labels.count == 1 { return unknown(first, in: namespace) }
    let isClusters = name.hasSuffix(".svc.cluster.local") || name.hasSuffix(".svc")
    if namespaces.contains(labels[1]), labels.count == 2 || isClusters {
      return unknown(first, in: labels[1])
    }
    if isClusters, labels.count > 2 {
      return RequestFailure(
        "no namespace \(labels[1]) in the input",
        hint: namespaces.sorted().nearest(to: labels[1]).map { "did you mean \($0)?" })
    }
    return outside(name)
  }

  private var namespaces: Set<String> {
    Set(topology.services.map(\.namespace) + topology.workloads.map(\.namespace))
  }

  private func unknown(_ name: String, in namespace: String) -> RequestFailure {
    let own = topology.services.filter { $0.namespace == namespace }.map(\.name)
    let elsewhere = topology.services.first { $0.name == name }
    let hint: String?
    if let elsewhere {
      hint = "there is one in \(elsewhere.namespace): did you mean \(name).\(elsewhere.namespace)?"
    } else if let near = own.nearest(to: name) {
      hint = "did you mean \(near)?"
    } else if topology.workloads.contains(where: { $0.podName == name || $0.owner == name }) {
      hint = "pods of that name have no Service: add one"
    } else {
      hint = "--external \(host) says that something outside answers there"
    }
    return RequestFailure("no Service \(name) in \(namespace)", hint: hint)
  }

  private func failure(of service: ServiceAddress) -> RequestFailure {
    if !service.externalName.isEmpty {
      let end = NameSearch.silence(at: service.externalName)
      return RequestFailure(
        "Service \(service.namespace)/\(service.name) is another name of "
          + "\(service.externalName), and \(end.reason)", hint: end.hint)
    }
    let ports = service.ports.map(\.number)
    return ports.lazy.compactMap { service.failure(at: $0) }.first
      ?? RequestFailure("Service \(service.namespace)/\(service.name) is headless and has no port")
  }

  private func outside(_ name: String) -> RequestFailure {
    var known = topology.outside.map(\.hostname) + topology.external.map(\.host)
    known += topology.services.flatMap { ["\($0.name).\($0.namespace)", $0.hostname] }
    let missing = Self.silence(at: host)
    if let entry = topology.outside.first(where: { $0.hostname.lowercased() == name }) {
      return RequestFailure(
        "\(entry.origin.resource) makes no name of DNS of \(host), and \(missing.reason)",
        hint: missing.hint)
    }
    known.removeAll { $0.hasPrefix("*") }
    guard let near = known.nearestHost(to: name) else { return missing }
    return RequestFailure(missing.reason, hint: "did you mean \(near)? Else \(missing.hint ?? "")")
  }

  /// Nothing of the input is at a name or an address.
  static func silence(at place: String, of owner: OutsideHost? = nil) -> RequestFailure {
    let whose = owner.map { " (an endpoint of \($0.origin.resource))" } ?? ""
    let declared = owner.map(\.hostname).flatMap { $0.hasPrefix("*") ? nil : $0 } ?? place
    return RequestFailure(
      "nothing in the input answers at \(place)\(whose)",
      hint: "--external \(declared) says that it answers (in an experiment external: "
        + "{\(declared): {}})")
  }
}
