/// Why a response is not simply the upstream's (%RESPONSE_FLAGS%,
/// source/common/stream_info/utility.cc).
public enum ResponseFlag: String, Hashable, Sendable, CaseIterable {
  case noHealthyUpstream = "UH"
  case upstreamRequestTimeout = "UT"
  case localReset = "LR"
  case upstreamRemoteReset = "UR"
  case upstreamConnectionFailure = "UF"
  case upstreamConnectionTermination = "UC"
  case upstreamOverflow = "UO"
  case noRouteFound = "NR"
  case delayInjected = "DI"
  case faultInjected = "FI"
  case downstreamConnectionTermination = "DC"
  case upstreamRetryLimitExceeded = "URX"
  case downstreamProtocolError = "DPE"
  case upstreamProtocolError = "UPE"
  case noClusterFound = "NC"
}

/// The flags of a request, in the order in which they were raised.
public struct ResponseFlags: Hashable, Sendable {
  public private(set) var flags: [ResponseFlag]

  public init(_ flags: [ResponseFlag] = []) {
    self.flags = []
    for flag in flags { insert(flag) }
  }

  public mutating func insert(_ flag: ResponseFlag) {
    if !flags.contains(flag) { flags.append(flag) }
  }
}

extension ResponseFlags {
  /// The flags as a release of Envoy prints them: up to 1.29 in the order of its own list
  /// (``ResponseFlag/allCases``), since then in the order in which they were raised
  /// (source/common/stream_info/stream_info_impl.h; github.com/envoyproxy/envoy/pull/31719).
  public func text(_ version: EnvoyVersion) -> String {
    guard version < EnvoyVersion(minor: 30) else { return description }
    return ResponseFlags(ResponseFlag.allCases.filter(flags.contains)).description
  }
}

extension ResponseFlags: CustomStringConvertible {
  /// Joined with commas, such as `URX,UF`; empty for none.
  public var description: String { flags.map(\.rawValue).joined(separator: ",") }
}
