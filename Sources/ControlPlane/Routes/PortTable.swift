/// The services that take part in one route table (pilot/pkg/networking/core/httproute.go@1.30.3,
/// `BuildSidecarOutboundVirtualHosts`).
struct PortTable {
  /// A service with the ports that the table knows of it.
  struct Entry {
    /// The Service that is called.
    let service: MeshService
    /// The service's host as the table writes it.
    let hostname: String
    /// Its ports that the table is for.
    let ports: [MeshPort]

    /// The number of its port, where it has one alone.
    var onlyPort: Int? { ports.count == 1 ? ports[0].number : nil }
  }

  /// Each host once: of services of one host the last counts.
  let entries: [Entry]
  private let position: [String: Int]
  private let hosts: HostOverlaps

  /// - `port`: the port that the table is for; 0 takes services with all their ports.
  /// - `asksForWildcards`: whether hosts with a wildcard will be asked for.
  /// - `rules`: before 1.24 aliases took no part (httproute.go@1.23.0).
  init(_ services: [MeshService], port: Int, asksForWildcards: Bool, rules: RuleVersion) {
    var entries: [Entry] = []
    var position: [String: Int] = [:]
    entries.reserveCapacity(services.count)
    position.reserveCapacity(services.count)
    for service in services {
      if service.resolution == .alias, !rules[.aliasesInRouteTables] { continue }
      let ports = port == 0 ? service.ports : service.port(port).map { [$0] } ?? []
      guard port == 0 || !ports.isEmpty else { continue }
      let host =
        port != 0 && rules[.mixedCaseHosts] ? service.hostname.lowercased() : service.hostname
      let entry = Entry(service: service, hostname: host, ports: ports)
      if let known = position[host] {
        entries[known] = entry
      } else {
        position[host] = entries.count
        entries.append(entry)
      }
    }
    self.entries = entries
    self.position = position
    hosts = HostOverlaps(entries.map(\.hostname), asksForWildcards: asksForWildcards)
  }

  /// The service of a host.
  func service(_ host: String) -> Entry? { position[host].map { entries[$0] } }

  /// Whether a host that may be a wildcard matches a service of the table.
  func matches(_ host: String) -> Bool { position[host] != nil || hosts.overlap(host) }
}

/// Tells quickly whether a host overlaps with one of many.
struct HostOverlaps {
  private let wildcards: [String]
  /// Names from the last character to the first, sorted: those of one ending stand together.
  private let reversed: [String]

  /// `asksForWildcards`: whether hosts with a wildcard will be asked for.
  init(_ hosts: [String], asksForWildcards: Bool) {
    wildcards = hosts.filter(\.isWildcardHost)
    reversed =
      asksForWildcards
      ? hosts.filter { !$0.isWildcardHost }.map { String($0.reversed()) }.sorted() : []
  }

  /// Whether the host and one of the many stand for a common name; equality is not looked at.
  func overlap(_ host: String) -> Bool {
    if wildcards.contains(where: { $0.overlaps(host: host) }) { return true }
    guard host.isWildcardHost else { return false }
    let ending = String(host.dropFirst().reversed())
    var low = 0
    var high = reversed.count
    while low < high {
      let middle = (low + high) / 2
      if reversed[middle] < ending { low = middle + 1 } else { high = middle }
    }
    return low < reversed.count && reversed[low].hasPrefix(ending)
  }
}
