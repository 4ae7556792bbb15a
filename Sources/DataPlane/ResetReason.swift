/// Why a stream towards a host ended before its response (envoy/http/stream_reset_handler.h).
public enum ResetReason: String, Hashable, Sendable, CaseIterable {
  /// This side gave it up.
  case localReset = "local reset"
  /// This side refused it before it was worked on.
  case localRefusedStreamReset = "local refused stream reset"
  /// The other side gave it up.
  case remoteReset = "remote reset"
  /// The other side refused it before it was worked on.
  case remoteRefusedStreamReset = "remote refused stream reset"
  /// This side could not open a connection.
  case localConnectionFailure = "local connection failure"
  /// The other side took no connection.
  case remoteConnectionFailure = "remote connection failure"
  /// A connection took longer than the connect timeout.
  case connectionTimeout = "connection timeout"
  /// The connection was closed under it.
  case connectionTermination = "connection termination"
  /// A limit of the cluster is reached.
  case overflow
  /// The other side broke the protocol.
  case protocolError = "protocol error"

  /// The flag of a response made for it (source/common/router/router.cc,
  /// streamResetReasonToResponseFlag).
  public var flag: ResponseFlag {
    switch self {
    case .localConnectionFailure, .remoteConnectionFailure, .connectionTimeout:
      .upstreamConnectionFailure
    case .connectionTermination: .upstreamConnectionTermination
    case .localReset, .localRefusedStreamReset: .localReset
    case .overflow: .upstreamOverflow
    case .remoteReset, .remoteRefusedStreamReset: .upstreamRemoteReset
    case .protocolError: .upstreamProtocolError
    }
  }

  /// The status of a response made for it (onUpstreamReset).
  public var status: Int { self == .protocolError ? 502 : 503 }

  /// What the transport says where a host refuses a connection: the error's number up to Envoy 1.31
  /// (github.com/envoyproxy/envoy/pull/35154), then its words.
  ///
  /// Other resets bring no words.
  public func transportFailure(_ version: EnvoyVersion) -> String {
    guard self == .remoteConnectionFailure else { return "" }
    return version < EnvoyVersion(minor: 32)
      ? "delayed connect error: 111" : "delayed connect error: Connection refused"
  }

  /// Whether no connection came about.
  public var isConnectFailure: Bool {
    switch self {
    case .localConnectionFailure, .remoteConnectionFailure, .connectionTimeout: true
    default: false
    }
  }
}
