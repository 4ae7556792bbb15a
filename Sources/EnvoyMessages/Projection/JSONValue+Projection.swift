extension JSONValue {
  /// A message with the lists whose order means nothing sorted: virtual hosts by name and then
  /// domains, domains, endpoints by their JSON text.
  package func projected(as family: MeshProjection.Family) -> JSONValue {
    var message = self
    switch family {
    case .routes: message.sortVirtualHosts()
    case .listeners:
      message.change("filterChains") { $0.changeItems { $0.sortRoutesOfChain() } }
      message.change("defaultFilterChain") { $0.sortRoutesOfChain() }
    case .clusters: message.change("loadAssignment") { $0.sortEndpoints() }
    case .endpoints: message.sortEndpoints()
    }
    return message
  }

  private mutating func sortRoutesOfChain() {
    change("httpConnectionManager") { $0.change("routeConfig") { $0.sortVirtualHosts() } }
  }

  private mutating func sortVirtualHosts() {
    change("virtualHosts") { hosts in
      hosts.changeItems { host in
        host.change("domains") { domains in
          domains = .array(domains.items.sortedByKey { $0.string ?? "" })
        }
      }
      hosts = .array(
        hosts.items.sortedByKey { "\($0["name"]?.string ?? "")\0\($0["domains"]?.text ?? "")" })
    }
  }

  private mutating func sortEndpoints() {
    change("endpoints") { groups in
      groups.changeItems { group in
        group.change("lbEndpoints") { hosts in
          let sorted = hosts.items.sortedByKey { $0.text }
          hosts = .array(sorted.enumerated().filter { $0 == 0 || sorted[$0 - 1] != $1 }.map(\.1))
        }
      }
      groups = .array(groups.items.sortedByKey { $0.text })
    }
  }
}

extension JSONValue {
  /// Changes a member where there is one.
  package mutating func change(_ key: String, _ body: (inout JSONValue) -> Void) {
    guard case .object(var members) = self,
      let position = members.firstIndex(where: { $0.key == key })
    else { return }
    self = .null
    body(&members[position].value)
    self = .object(members)
  }

  /// Changes each item of an array.
  package mutating func changeItems(_ body: (inout JSONValue) -> Void) {
    guard case .array(var items) = self else { return }
    self = .null
    for position in items.indices { body(&items[position]) }
    self = .array(items)
  }
}

extension [JSONValue] {
  fileprivate func sortedByKey(_ key: (JSONValue) -> String) -> [JSONValue] {
    map { (key($0), $0) }.sorted { $0.0.precedesByCodeUnits($1.0) }.map(\.1)
  }
}
