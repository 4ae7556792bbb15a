import Diagnostics
import EnvoyMessages
import Laboratory
import ProxyConfig
import Simulator

/// Where a request from outside comes in, as text, as JSON, and as a finding where it is open.
enum EntranceWords {
  /// Lines for a terminal, below the request's own.
  static func lines(of entrance: Entrance) -> [String] {
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
      "  by Service    \(name(of: entrance)) port \(entrance.port)\(target)\(pods)")
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
  static func json(of entrance: Entrance) -> JSONValue {
    var value: JSONValue = [
      "service": .string(name(of: entrance)), "port": .number(Double(entrance.port)),
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

  /// Why a question cannot be answered before it is said where it comes in; `nil` where it can.
  static func finding(_ choice: EntranceChoice, host: String) -> Diagnostic? {
    switch choice {
    case .direct, .found, .nowhere: nil
    case .unknown(let failure):
      Diagnostic(.unknownGateway, failure.reason, hint: failure.hint)
    case .several(let entrances):
      Diagnostic(
        .severalGateways,
        "\(entrances.count) gateways serve \(host), and what DNS leads to is in no manifest",
        hint: "say which with --gateway NAMESPACE/NAME, or call a Service's own name",
        notes: entrances.map { entrance in
          Diagnostic.Note(
            "--gateway \(entrance.door?.gatewayName ?? "") enters by Service "
              + "\(name(of: entrance)), as does \(address(of: entrance)) -H 'Host: \(host)'",
            at: entrance.door?.server.location)
        })
    }
  }

  /// `NAMESPACE/NAME`.
  private static func name(of entrance: Entrance) -> String {
    guard let service = entrance.service?.resource else { return entrance.hostname }
    return "\(service.namespace)/\(service.name)"
  }

  private static func address(of entrance: Entrance) -> String {
    let isTLS = entrance.door?.isTLS ?? false
    let name =
      entrance.service.map { "\($0.resource.name).\($0.resource.namespace)" } ?? entrance.hostname
    let port = entrance.port == (isTLS ? 443 : 80) ? "" : ":\(entrance.port)"
    return "\(isTLS ? "https" : "http")://\(name)\(port)/"
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
