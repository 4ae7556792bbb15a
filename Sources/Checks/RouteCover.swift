internal import DataPlane
internal import ProxyConfig

/// Whether every request that satisfies one match satisfies an earlier one, too.
///
/// What is asked is the matcher that routes: the earlier match, without the conditions that both
/// have, must take the least request that the later one lets in; and each of its conditions must be
/// one that more of a path, or more headers, cannot undo.
struct RouteCover {
  /// The later match.
  private let narrow: RouteMatch
  /// The least request that it lets in; absent where none can be made up.
  private let witness: RequestHead

  init(_ narrow: RouteMatch) {
    self.narrow = narrow
    let path =
      narrow.path ?? narrow.prefix ?? narrow.pathSeparatedPrefix.map { $0.isEmpty ? "/" : $0 }
      ?? "/"
    var method = "GET"
    var authority = "host.example"
    var fields: [HeaderField] = []
    for header in narrow.headers ?? [] where header.invertMatch != true {
      guard let value = header.leastValue else { continue }
      switch header.name {
      case ":method": method = value
      case ":authority": authority = value
      case ":scheme", ":path": break
      default: fields.append(HeaderField(header.name, value))
      }
    }
    let query = (narrow.queryParameters ?? []).compactMap { parameter in
      (parameter.stringMatch.map { $0.exact ?? $0.prefix } ?? "x").map { "\(parameter.name)=\($0)" }
    }
    witness = RequestHead(
      method: method, authority: authority,
      path: query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))", headers: fields)
  }

  /// Whether the earlier match takes whatever the later one lets in.
  func isCovered(by wide: RouteMatch) -> Bool {
    if wide == narrow { return true }
    guard coversPaths(wide), wide.dynamicMetadata?.isEmpty ?? true else { return false }
    var rest = wide
    let headers = (wide.headers ?? []).filter { !(narrow.headers ?? []).contains($0) }
    let parameters = (wide.queryParameters ?? []).filter {
      !(narrow.queryParameters ?? []).contains($0)
    }
    guard headers.allSatisfy(isDetermined), parameters.allSatisfy(isDetermined) else {
      return false
    }
    rest.headers = headers.isEmpty ? nil : headers
    rest.queryParameters = parameters.isEmpty ? nil : parameters
    if wide.safeRegex != nil, wide.safeRegex == narrow.safeRegex {
      rest.safeRegex = nil
      rest.prefix = "/"
    }
    if rest == RouteMatch(prefix: "/") { return true }
    return takes(rest)
  }

  private func takes(_ match: RouteMatch) -> Bool {
    let host = VirtualHost(name: "all", domains: ["*"], routes: [Route(match: match)])
    let configuration = RouteConfiguration(
      name: "cover", virtualHosts: [host], ignorePortInHostMatching: nil)
    let table = RouteTable(configuration, version: EnvoyVersion(minor: 38))
    return table.route(witness).route != nil
  }

  /// Whether the kind of path condition is one that the later one's can be within; whether it is, the
  /// matcher says.
  private func coversPaths(_ wide: RouteMatch) -> Bool {
    if wide.prefix == "/" { return true }
    if wide.caseSensitive != false, narrow.caseSensitive == false { return false }
    if wide.safeRegex != nil { return narrow.path != nil || wide.safeRegex == narrow.safeRegex }
    if let prefix = wide.prefix {
      let text = narrow.path ?? narrow.prefix ?? narrow.pathSeparatedPrefix
      guard wide.caseSensitive == false else { return text?.hasPrefix(prefix) ?? false }
      return text?.lowercased().hasPrefix(prefix.lowercased()) ?? false
    }
    if wide.path != nil { return narrow.path != nil }
    if let separated = wide.pathSeparatedPrefix {
      return narrow.path != nil || narrow.pathSeparatedPrefix != nil
        || narrow.prefix?.hasPrefix("\(separated)/") == true
    }
    return false
  }

  /// Whether the later match says enough of a header that no request can undo the condition.
  private func isDetermined(_ wide: HeaderMatcher) -> Bool {
    guard wide.invertMatch != true, wide.treatMissingHeaderAsEmpty != true else { return false }
    return (narrow.headers ?? []).contains { own in
      guard own.name.lowercased() == wide.name.lowercased(), own.invertMatch != true else {
        return false
      }
      return own.stringMatch.determines(wide.stringMatch)
    }
  }

  private func isDetermined(_ wide: QueryParameterMatcher) -> Bool {
    (narrow.queryParameters ?? []).contains { own in
      own.name == wide.name && own.stringMatch.determines(wide.stringMatch)
    }
  }
}

extension StringMatcher? {
  /// Whether texts that satisfy this satisfy another or do not, all alike: an exact text is one
  /// alone, and a prefix stays.
  fileprivate func determines(_ other: StringMatcher?) -> Bool {
    guard let other else { return true }
    guard let self, self.ignoreCase != true || other.ignoreCase == true else { return false }
    if self.exact != nil { return true }
    return self.prefix != nil && other.prefix != nil
  }
}

extension HeaderMatcher {
  /// The shortest value that satisfies it; `nil` where none can be made up.
  fileprivate var leastValue: String? {
    guard let match = stringMatch else { return presentMatch == false ? nil : "x" }
    return match.exact ?? match.prefix ?? match.suffix ?? match.contains
  }
}
