/// Why a response is not simply the upstream's (%RESPONSE_FLAGS%,
/// source/common/stream_info/utility.cc).
public enum ResponseFlag: String, Hashable, Sendable, CaseIterable {
  /// No host may be used.
  case noHealthyUpstream = "UH"
  /// The route's timeout passed.
  case upstreamRequestTimeout = "UT"
  /// This side reset the stream.
  case localReset = "LR"
  /// The upstream reset the stream.
  case upstreamRemoteReset = "UR"
  /// No connection came about.
  case upstreamConnectionFailure = "UF"
  /// The upstream closed the connection.
  case upstreamConnectionTermination = "UC"
  /// A limit of the cluster is reached.
  case upstreamOverflow = "UO"
  /// No route, or no filter chain, fits.
  case noRouteFound = "NR"
  /// A delay was injected.
  case delayInjected = "DI"
  /// The request was ended on purpose.
  case faultInjected = "FI"
  /// A rate limit refused it.
  case rateLimited = "RL"
  /// An external service refused it.
  case unauthorizedExternalService = "UAEX"
  /// The client went away.
  case downstreamConnectionTermination = "DC"
  /// Retries are used up.
  case upstreamRetryLimitExceeded = "URX"
  /// The client broke the protocol.
  case downstreamProtocolError = "DPE"
  /// The upstream broke the protocol.
  case upstreamProtocolError = "UPE"
  /// The route's cluster is not there.
  case noClusterFound = "NC"
}

/// The flags of a request, in the order in which they were raised.
///
/// Twelve at most, packed into one number, so that a stream costs no allocation; no request raises
/// more than a handful.
public struct ResponseFlags: Hashable, Sendable {
  /// Five bits a flag, the last raised lowest; 0 is none.
  private var packed: UInt64 = 0

  private static let width: UInt64 = 5
  private static let mask: UInt64 = 31
  private static let greatestCount = 12

  /// Nothing is decided yet.
  public init() {}

  /// These flags.
  public init(_ flags: [ResponseFlag]) {
    for flag in flags { insert(flag) }
  }

  /// In the order in which they were raised.
  public var flags: [ResponseFlag] {
    var found: [ResponseFlag] = []
    var left = packed
    while left != 0 {
      found.append(ResponseFlag.allCases[Int(left & Self.mask) - 1])
      left >>= Self.width
    }
    return found.reversed()
  }

  /// Whether no flag was raised.
  public var isEmpty: Bool { packed == 0 }

  /// Raises a flag; one that is raised already stays in its place.
  public mutating func insert(_ flag: ResponseFlag) {
    let number = flag.number
    var left = packed
    var count = 0
    while left != 0 {
      if left & Self.mask == number { return }
      left >>= Self.width
      count += 1
    }
    if count < Self.greatestCount { packed = packed << Self.width | number }
  }

  /// Raises those of another, in their order.
  public mutating func formUnion(_ other: ResponseFlags) {
    if packed == 0 {
      packed = other.packed
    } else if !other.isEmpty {
      for flag in other.flags { insert(flag) }
    }
  }
}

extension ResponseFlag {
  /// The position in ``allCases``, counted from 1.
  fileprivate var number: UInt64 {
    switch self {
    case .noHealthyUpstream: 1
    case .upstreamRequestTimeout: 2
    case .localReset: 3
    case .upstreamRemoteReset: 4
    case .upstreamConnectionFailure: 5
    case .upstreamConnectionTermination: 6
    case .upstreamOverflow: 7
    case .noRouteFound: 8
    case .delayInjected: 9
    case .faultInjected: 10
    case .rateLimited: 11
    case .unauthorizedExternalService: 12
    case .downstreamConnectionTermination: 13
    case .upstreamRetryLimitExceeded: 14
    case .downstreamProtocolError: 15
    case .upstreamProtocolError: 16
    case .noClusterFound: 17
    }
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
