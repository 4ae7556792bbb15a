internal import Diagnostics
package import EnvoyMessages
package import Laboratory
internal import ProxyConfig
internal import Simulator

/// Where a request from outside comes in, as text, as JSON, and as a finding where it is open.
package enum EntranceWords {
  /// Lines for a terminal, below the request's own.
  package static func lines(of entrance: Entrance) -> [String] {
    var lines: [String] = []
    if let door = entrance.door {
      lines.append(
        "  enters at     \(door.server.resource), server for \(door.portProtocol) on port "
          + "\(door.number), hosts \(door.hosts.joined(separator: ", "))")
      lines.append("    from \(door.server)")
    }
    let target = entrance.targetPort.map { $0 == entrance.port ? "" : " → \($0)" } ?? ""
    let pods = entrance.pods.isEmpty ? "" : " of \(entrance.pods.joined(separator: ", "))"
    lines.append(
      "  by Service    \(entrance.serviceName) port \(entrance.port)\(target)\(pods)")
    if let service = entrance.service { lines.append("    from \(service)") }
    lines.append("    because \(reason(entrance))")
    if !entrance.others.isEmpty {
      lines.append(
        "    less closely served by Gateway \(entrance.others.joined(separator: ", ")): "
          + "--gateway asks there")
    }
    return lines.map(VisibleText.line)
  }

  /// The object in an answer's `entrance`.
  package static func json(of entrance: Entrance) -> JSONValue {
    var value: JSONValue = [
      "service": .string(entrance.serviceName), "port": .number(Double(entrance.port)),
      "targetPort": entrance.targetPort.map { .number(Double($0)) } ?? .null,
      "pods": .array(entrance.pods.map { .string($0) }), "why": .string(reason(entrance)),
      "gateway": .null,
    ]
    if let door = entrance.door {
      var gateway: JSONValue = [
        "namespace": .string(door.server.resource.namespace),
        "name": .string(door.server.resource.name), "field": .string(door.server.fieldPath),
        "port": .number(Double(door.number)), "protocol": .string(door.portProtocol),
        "hosts": .array(door.hosts.map { .string($0) }),
      ]
      if let place = door.server.location {
        gateway["file"] = .string(place.file)
        gateway["line"] = .number(Double(place.line))
      }
      value["gateway"] = gateway
    }
    return value
  }

  private static func reason(_ entrance: Entrance) -> String {
    let inside =
      entrance.kind == "ClusterIP"
      ? " (of type ClusterIP: outside the cluster something else must lead to it)" : ""
    switch entrance.reason {
    case .host(let pattern):
      return entrance.door.map(\.hosts)?.contains(pattern) ?? false
        ? "the server's host \(pattern) fits\(inside)"
        : "the gateway of host \(pattern) is behind it\(inside)"
    case .asked: return "--gateway names it\(inside)"
    case .nodePort(let port): return "every node has port \(port) for it"
    case .address(let address): return "\(address) is an address of it outside the cluster"
    }
  }
}
