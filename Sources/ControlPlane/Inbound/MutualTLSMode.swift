/// How a server's proxy takes connections (istio/api security/v1beta1/peer_authentication.proto).
enum MutualTLSMode: Hashable, Sendable {
  /// Plain text only.
  case disable
  /// Mutual TLS and plain text.
  case permissive
  /// Mutual TLS only.
  case strict

  /// Reads a mode; `nil` for `UNSET` and for none.
  init?(_ text: String?) {
    switch text {
    case "DISABLE": self = .disable
    case "PERMISSIVE": self = .permissive
    case "STRICT": self = .strict
    default: return nil
    }
  }
}

/// The modes of one workload.
struct WorkloadMutualTLS: Hashable, Sendable {
  /// Permissive where no PeerAuthentication says otherwise.
  var mode = MutualTLSMode.permissive
  /// Ports that the workload's own policy names.
  var ports: [Int: MutualTLSMode] = [:]

  /// The mode of a target port.
  func mode(port: Int) -> MutualTLSMode { ports[port] ?? mode }
}
