internal import ProxyConfig

/// Finds a virtual host by domain without looking at the others.
///
/// Exact domain, then the longest suffix wildcard, then the longest prefix wildcard, then `*`
/// (source/common/router/config_impl.cc, findVirtualHost). A look-up costs one hash for each length
/// of wildcard, whatever the number of virtual hosts.
struct VirtualHostIndex: Sendable {
  private var exact: [String: Int] = [:]
  /// `*.example.com` under `.example.com`.
  private var suffixes = WildcardTable()
  /// `example.*` under `example.`.
  private var prefixes = WildcardTable()
  private var catchAll: Int?
  private var ignoresPort: Bool

  init(_ configuration: RouteConfiguration) {
    ignoresPort = configuration.ignorePortInHostMatching ?? false
    for (place, host) in configuration.virtualHosts.enumerated() {
      for domain in host.domains { add(domain.lowercasedASCII, place) }
    }
    suffixes.sortLengths()
    prefixes.sortLengths()
  }

  private mutating func add(_ domain: String, _ place: Int) {
    if domain == "*" {
      catchAll = catchAll ?? place
    } else if domain.hasPrefix("*") {
      suffixes.add(domain.droppingBytes(1), place)
    } else if domain.hasSuffix("*") {
      prefixes.add(String(domain.dropLast()), place)
    } else if exact[domain] == nil {
      exact[domain] = place
    }
  }

  /// The position of the virtual host for an authority.
  func find(_ authority: String) -> Int? {
    let host = (ignoresPort ? withoutPort(authority) : authority).lowercasedASCII
    if let place = exact[host] { return place }
    if let place = suffixes.find(host, atEnd: true) { return place }
    return prefixes.find(host, atEnd: false) ?? catchAll
  }
}

/// Wildcards by the text that they fix, longest first.
private struct WildcardTable: Sendable {
  private var places: [String: Int] = [:]
  private var lengths: [Int] = []

  mutating func add(_ text: String, _ place: Int) {
    if places[text] == nil { places[text] = place }
    lengths.append(text.utf8.count)
  }

  mutating func sortLengths() { lengths = Set(lengths).sorted(by: >) }

  /// A wildcard stands for at least one character.
  func find(_ host: String, atEnd: Bool) -> Int? {
    for length in lengths where length < host.utf8.count {
      let part = atEnd ? host.utf8.suffix(length) : host.utf8.prefix(length)
      if let place = places[String(decoding: part, as: UTF8.self)] { return place }
    }
    return nil
  }
}

/// The authority without its port (source/common/http/header_utility.cc, getPortStart): everything
/// behind the last colon that is not inside brackets.
package func withoutPort(_ authority: String) -> String {
  guard let colon = authority.lastIndex(of: ":") else { return authority }
  if let bracket = authority.lastIndex(of: "]"), bracket > colon { return authority }
  return String(authority[..<colon])
}
