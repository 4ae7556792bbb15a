internal import DataPlane
internal import ProxyConfig

/// Names by which clients call a virtual host.
enum Authorities {
  /// One for each domain that leads to the virtual host, the plainest first.
  static func of(_ host: Int, in table: RouteTable) -> [String] {
    var names: [String] = []
    for domain in table.configuration.virtualHosts[host].domains {
      for name in examples(of: domain)
      where !names.contains(name) && table.virtualHost(for: name) == host {
        names.append(name)
        break
      }
    }
    return names.sorted { rank($0) < rank($1) }
  }

  /// Names that a domain stands for.
  static func examples(of domain: String) -> [String] {
    if domain == "*" { return ["unknown.invalid", "unknown.invalid:81", "probe.unknown.invalid"] }
    if domain.hasPrefix("*") {
      let rest = domain.dropFirst()
      return ["probe\(rest)", "a.probe\(rest)", "probe2\(rest)"]
    }
    if domain.hasSuffix("*") {
      return ["\(domain.dropLast())probe", "\(domain.dropLast())invalid"]
    }
    return [domain]
  }

  /// Names before addresses, without port before with one, long before short: the full name is the
  /// same from every namespace.
  private static func rank(_ name: String) -> Rank {
    Rank(
      isAddress: isAddress(name), hasPort: name.contains(":"),
      endsInDot: name.hasSuffix("."), length: -name.utf8.count, name: name)
  }

  /// Whether a name is an IP address, with or without a port.
  static func isAddress(_ name: String) -> Bool {
    name.hasPrefix("[") || name.utf8.allSatisfy { (46...58).contains($0) && $0 != 47 }
  }

  private struct Rank: Comparable {
    var isAddress: Bool
    var hasPort: Bool
    var endsInDot: Bool
    var length: Int
    var name: String

    private var key: (Int, Int, Int, Int, String) {
      (isAddress ? 1 : 0, hasPort ? 1 : 0, endsInDot ? 1 : 0, length, name)
    }

    static func < (first: Self, second: Self) -> Bool { first.key < second.key }
  }
}
