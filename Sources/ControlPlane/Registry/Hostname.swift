/// Comparisons of host names that may begin with `*` (pkg/config/host/name.go@1.30.3).
extension String {
  /// Whether the name begins with `*`.
  var isWildcardHost: Bool { utf8.first == UInt8(ascii: "*") }

  /// Whether two names overlap: equal, or one's wildcard covers the other.
  func overlaps(host other: String) -> Bool {
    switch (isWildcardHost, other.isWildcardHost) {
    case (false, false): self == other
    case (true, false): other.hasSuffix(dropFirst())
    case (false, true): hasSuffix(other.dropFirst())
    case (true, true):
      utf8.count < other.utf8.count
        ? other.dropFirst().hasSuffix(dropFirst()) : dropFirst().hasSuffix(other.dropFirst())
    }
  }

  /// Whether every name that this one stands for is one of the other's.
  func isCovered(byHost other: String) -> Bool {
    switch (isWildcardHost, other.isWildcardHost) {
    case (false, false): self == other
    case (true, false): false
    case (false, true): hasSuffix(other.dropFirst())
    case (true, true):
      utf8.count >= other.utf8.count && dropFirst().hasSuffix(other.dropFirst())
    }
  }

  /// The full name of a short one: a name without a dot is completed with the namespace of the
  /// resource that says it (pilot/pkg/model/config.go@1.30.3, `ResolveShortnameToFQDN`).
  func fullHostname(in namespace: String) -> String {
    if isEmpty || self == "*" || contains(".") || contains(":") { return self }
    return "\(self).\(namespace).svc.cluster.local"
  }
}

/// Values by host name, of which the most specific host that matches is found
/// (pilot/pkg/model/config.go@1.30.3, `MostSpecificHostMatch`).
///
/// A host's first value stays. Finding one costs as many look-ups as the name has characters,
/// whatever the number of hosts.
struct HostTable<Value: Sendable>: Sendable {
  private var exact: [String: Value] = [:]
  /// Keyed by what follows the `*`.
  private var wildcard: [String: Value] = [:]
  private var wildcardLengths: Set<Int> = []

  init() {}

  /// Whether it holds no name at all.
  var isEmpty: Bool { exact.isEmpty && wildcard.isEmpty }

  /// All hosts with their values, by host.
  var entries: [(host: String, value: Value)] {
    (exact.map { ($0.key, $0.value) } + wildcard.map { ("*\($0.key)", $0.value) })
      .sorted { $0.0 < $1.0 }
  }

  /// The value of exactly this host.
  subscript(host: String) -> Value? {
    host.isWildcardHost ? wildcard[String(host.dropFirst())] : exact[host]
  }

  /// Keeps a value, unless the host has one already.
  mutating func insert(_ value: Value, for host: String) {
    guard host.isWildcardHost else {
      if exact[host] == nil { exact[host] = value }
      return
    }
    let suffix = String(host.dropFirst())
    wildcardLengths.insert(suffix.utf8.count)
    if wildcard[suffix] == nil { wildcard[suffix] = value }
  }

  /// Puts a value in the place of the host's.
  mutating func update(_ value: Value, for host: String) {
    guard host.isWildcardHost else {
      exact[host] = value
      return
    }
    let suffix = String(host.dropFirst())
    wildcardLengths.insert(suffix.utf8.count)
    wildcard[suffix] = value
  }

  /// The most specific host that covers a name: itself, else the longest wildcard.
  func mostSpecific(covering name: String) -> (host: String, value: Value)? {
    if name.isWildcardHost {
      let suffix = String(name.dropFirst())
      if let value = wildcard[suffix] { return (name, value) }
      return longestWildcard(covering: suffix)
    }
    if let value = exact[name] { return (name, value) }
    return longestWildcard(covering: name)
  }

  private func longestWildcard(covering name: String) -> (host: String, value: Value)? {
    guard !wildcard.isEmpty else { return nil }
    var rest = name[...]
    while true {
      if wildcardLengths.contains(rest.utf8.count), let value = wildcard[String(rest)] {
        return ("*\(rest)", value)
      }
      if rest.isEmpty { return nil }
      rest = rest.dropFirst()
    }
  }
}
