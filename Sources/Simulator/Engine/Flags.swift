internal import DataPlane

/// Envoy's response flags as far as the simulation sets them (access log documentation,
/// `%RESPONSE_FLAGS%`).
struct Flags: OptionSet, Hashable {
  var rawValue: UInt16

  static let delayInjected = Flags(rawValue: 1 << 0)
  static let faultInjected = Flags(rawValue: 1 << 1)
  static let upstreamRetryLimitExceeded = Flags(rawValue: 1 << 2)
  static let upstreamOverflow = Flags(rawValue: 1 << 3)
  static let upstreamConnectionFailure = Flags(rawValue: 1 << 4)
  static let upstreamConnectionTermination = Flags(rawValue: 1 << 5)
  static let upstreamRequestTimeout = Flags(rawValue: 1 << 6)
  static let noHealthyUpstream = Flags(rawValue: 1 << 7)
  static let noRouteFound = Flags(rawValue: 1 << 8)
  static let noClusterFound = Flags(rawValue: 1 << 9)
  static let downstreamConnectionTermination = Flags(rawValue: 1 << 10)

  private static let names: [(Flags, String)] = [
    (.delayInjected, "DI"), (.faultInjected, "FI"), (.upstreamRetryLimitExceeded, "URX"),
    (.upstreamOverflow, "UO"), (.upstreamConnectionFailure, "UF"),
    (.upstreamConnectionTermination, "UC"), (.upstreamRequestTimeout, "UT"),
    (.noHealthyUpstream, "UH"), (.noRouteFound, "NR"), (.noClusterFound, "NC"),
    (.downstreamConnectionTermination, "DC"),
  ]

  /// The short names joined by commas, in the order in which Envoy sets them.
  var text: String {
    Self.names.filter { contains($0.0) }.map(\.1).joined(separator: ",")
  }
}

extension Flags {
  /// The flags that the data plane names.
  init(_ flags: [ResponseFlag]) {
    self = []
    for flag in flags {
      if let known = Self.names.first(where: { $0.1 == flag.rawValue }) { insert(known.0) }
    }
  }
}
