extension Listener {
  /// Which way connections go, seen from the pod (envoy.config.core.v3.TrafficDirection).
  public enum TrafficDirection: ProtobufWord {
    /// Gateways have no direction of their own: istiod calls theirs outbound.
    case unspecified, inbound, outbound
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [TrafficDirection] = [.unspecified, .inbound, .outbound]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .unspecified: "UNSPECIFIED"
      case .inbound: "INBOUND"
      case .outbound: "OUTBOUND"
      case .other(let word): word
      }
    }
  }
}

extension FilterChainMatch {
  /// What a listener filter found on a connection
  /// (envoy.config.listener.v3.FilterChainMatch.transport_protocol).
  public enum TransportProtocol: ProtobufWord {
    /// What does not begin with a TLS hello, and what does.
    case plainText, tls
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [TransportProtocol] = [.plainText, .tls]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .plainText: "raw_buffer"
      case .tls: "tls"
      case .other(let word): word
      }
    }
  }
}

extension HttpConnectionManager {
  /// What becomes of `%2F` and `%5C` in paths (PathWithEscapedSlashesAction).
  public enum EscapedSlashesAction: ProtobufWord {
    /// As they are, refused with 400, or decoded: by a redirect, or without telling the client.
    case implementationSpecificDefault, keepUnchanged, rejectRequest, unescapeAndRedirect
    /// Decoded before routes are matched.
    case unescapeAndForward
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [EscapedSlashesAction] = [
      .implementationSpecificDefault, .keepUnchanged, .rejectRequest, .unescapeAndRedirect,
      .unescapeAndForward,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .implementationSpecificDefault: "IMPLEMENTATION_SPECIFIC_DEFAULT"
      case .keepUnchanged: "KEEP_UNCHANGED"
      case .rejectRequest: "REJECT_REQUEST"
      case .unescapeAndRedirect: "UNESCAPE_AND_REDIRECT"
      case .unescapeAndForward: "UNESCAPE_AND_FORWARD"
      case .other(let word): word
      }
    }
  }

  /// What becomes of the response's `server` header (ServerHeaderTransformation).
  public enum ServerHeaderTransformation: ProtobufWord {
    /// The proxy's name always, only where the application gave none, never.
    case overwrite, appendIfAbsent, passThrough
    /// A word that labbook does not know.
    case other(String)

    /// In the order of their numbers.
    public static let known: [ServerHeaderTransformation] = [
      .overwrite, .appendIfAbsent, .passThrough,
    ]

    /// As protobuf writes it.
    public var word: String {
      switch self {
      case .overwrite: "OVERWRITE"
      case .appendIfAbsent: "APPEND_IF_ABSENT"
      case .passThrough: "PASS_THROUGH"
      case .other(let word): word
      }
    }
  }
}
