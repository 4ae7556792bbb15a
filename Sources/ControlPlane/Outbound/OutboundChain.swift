internal import ProxyConfig

/// A filter chain of an outbound listener before it is written (pilot/pkg/networking/core/
/// listener.go@1.30.3, `filterChainOpts`).
struct OutboundChain {
  /// What becomes of the connections.
  enum Target {
    /// HTTP, by the route table of a name.
    case routes(String)
    /// Bytes, to clusters.
    case clusters(TcpProxy)
  }

  /// Server names of TLS that it takes; empty for any.
  var serverNames: [String] = []
  /// Destination addresses as they are written, with or without a prefix length.
  var destinations: [String] = []
  /// Whether only bytes that look like HTTP are taken.
  var inspectsHTTP = false
  /// Whether hosts are looked up as requests name them.
  var looksUpHosts = false
  /// What it does with a connection.
  var target: Target

  /// Whether every connection matches.
  var matchesAll: Bool {
    (serverNames.isEmpty || serverNames.contains("*")) && !inspectsHTTP && destinations.isEmpty
  }

  /// Chains with one key would match the same connections (`conflictsWith`).
  var conflictKey: ConflictKey {
    ConflictKey(
      inspectsHTTP: inspectsHTTP, serverNames: Set(serverNames.filter { $0 != "*" }),
      destinations: Set(destinations.compactMap { AddressRange($0)?.masked }))
  }

  /// What tells chains of one listener apart.
  struct ConflictKey: Hashable {
    /// Whether it takes connections found to be HTTP.
    var inspectsHTTP: Bool
    /// Server names of TLS; empty for any.
    var serverNames: Set<String>
    /// Where connections are headed; empty for anywhere.
    var destinations: Set<AddressRange>
  }

  /// `normalization`: the mesh's `pathNormalization`.
  func message(pathNormalization normalization: String) -> FilterChain {
    var chain = FilterChain()
    if !matchesAll { chain.filterChainMatch = match }
    switch target {
    case .routes(let name):
      var manager = HttpConnectionManager(rds: name)
      manager.streamIdleTimeout = .zero
      manager.useRemoteAddress = false
      manager.normalizePaths(as: normalization)
      if looksUpHosts { manager.httpFilters = [.fault, .cors, .dynamicForwardProxy, .router] }
      chain.httpConnectionManager = manager
    case .clusters(let proxy): chain.tcpProxy = proxy
    }
    return chain
  }

  private var match: FilterChainMatch {
    var match = FilterChainMatch()
    if inspectsHTTP {
      match.applicationProtocols = ["http/1.1", "h2c"]
      match.transportProtocol = .plainText
    }
    if !serverNames.isEmpty, !serverNames.contains("*") { match.serverNames = serverNames.sorted() }
    let ranges = destinations.sorted().compactMap { AddressRange($0) }
      .filter { $0.address != "0.0.0.0" }
    if !ranges.isEmpty {
      match.prefixRanges = ranges.map {
        CidrRange(addressPrefix: $0.address, prefixLen: UInt32($0.length))
      }
    }
    return match
  }
}

/// An address with the number of its leading bits that count.
struct AddressRange: Hashable {
  /// The first address.
  var address: String
  /// How many leading bits count.
  var length: Int

  /// Reads an address, or an address, `/` and a length; `nil` for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    address = String(first)
    let whole = address.contains(":") ? 128 : 32
    guard whole == 128 || address.isIPv4Address else { return nil }
    guard parts.count == 2 else {
      length = whole
      return
    }
    guard let number = Int(parts[1]), (0...whole).contains(number) else { return nil }
    length = number
  }

  /// The range with its other bits cleared; of IPv6 ranges, and of `0.0.0.0`, none.
  var masked: AddressRange? {
    guard address != "0.0.0.0" else { return nil }
    guard !address.contains(":") else { return self }
    let value = address.split(separator: ".").reduce(UInt32(0)) { $0 << 8 | (UInt32($1) ?? 0) }
    let kept = length == 0 ? 0 : value & (UInt32.max << UInt32(32 - length))
    var range = self
    range.address = "\(kept >> 24).\(kept >> 16 & 255).\(kept >> 8 & 255).\(kept & 255)"
    return range
  }
}
