internal import Limits

/// A `google.protobuf.Duration`, in whole nanoseconds; its JSON is `"0.500s"`.
public struct ProtoDuration: Hashable, Sendable, Codable {
  /// The length in nanoseconds; 0 or more.
  public var nanoseconds: Int64

  /// The value with this `nanoseconds`.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Parts below a nanosecond are cut off.
  public init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// No time at all.
  public static let zero = ProtoDuration(nanoseconds: 0)

  /// Protobuf's JSON form: seconds with 0, 3, 6 or 9 decimal places.
  public var text: String {
    let (seconds, fraction) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    let sign = nanoseconds < 0 ? "-" : ""
    guard fraction != 0 else { return "\(sign)\(seconds)s" }
    let digits = String(fraction + 1_000_000_000).dropFirst()
    let places = fraction % 1_000_000 == 0 ? 3 : fraction % 1000 == 0 ? 6 : 9
    return "\(sign)\(seconds).\(digits.prefix(places))s"
  }

  /// Reads protobuf's JSON form; `nil` for anything else.
  public init?(text: String) {
    guard text.hasSuffix("s") else { return nil }
    let parts = text.dropLast().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let seconds = Int64(parts[0]) else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
      guard parts[1].count <= 9, let digits = Int64(parts[1]), digits >= 0 else { return nil }
      fraction = (parts[1].count..<9).reduce(digits) { value, _ in value * 10 }
    }
    let isNegative = text.hasPrefix("-")
    nanoseconds = seconds.multiplied(saturatingBy: 1_000_000_000)
      .adding(saturating: isNegative ? -fraction : fraction)
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = ProtoDuration(text: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no duration: \(text)")
    }
    self = value
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// A 64-bit integer; protobuf's JSON writes it as a string.
public struct Integer64: Hashable, Sendable, Codable, ExpressibleByIntegerLiteral {
  /// The number itself.
  public var value: UInt64

  /// The number.
  public init(_ value: UInt64) { self.value = value }

  /// The number that is written.
  public init(integerLiteral value: UInt64) { self.value = value }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = UInt64(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no integer")
    }
    self.value = value
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(String(value))
  }
}

/// A protobuf wrapper message around one value, such as `{"value": 50}`.
public struct Wrapped<Value: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  /// Absent is the zero value.
  public var value: Value?

  /// The value in a message of its own; `nil` for an absent one.
  public init(_ value: Value?) { self.value = value }
}

/// An empty message: `{}`.
public struct EmptyMessage: Hashable, Sendable, Codable {
  /// Every field is absent, as in an empty message.
  public init() {}
}

/// A share in parts of a hundred, ten thousand or a million (envoy.type.v3.FractionalPercent).
public struct FractionalPercent: Hashable, Sendable, Codable {
  /// Absent is 0.
  public var numerator: UInt32?
  /// Absent is a hundred.
  public var denominator: Denominator?

  /// The value of these parts.
  public init(numerator: UInt32?, denominator: Denominator? = nil) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The share in millionths.
  public var millionths: UInt64 { UInt64(numerator ?? 0) * (1_000_000 / parts) }

  /// How many parts are the whole.
  public var parts: UInt64 { denominator?.parts ?? Denominator.hundred.parts }
}

/// A FractionalPercent behind a runtime key (envoy.config.core.v3.RuntimeFractionalPercent).
public struct RuntimeFractionalPercent: Hashable, Sendable, Codable {
  /// What holds unless a runtime key says otherwise; absent is none.
  public var defaultValue: FractionalPercent?

  /// The value with this `defaultValue`.
  public init(defaultValue: FractionalPercent?) { self.defaultValue = defaultValue }
}

/// Metadata as labbook keeps it: which resource a message came from, as istiod says it.
public struct Metadata: Hashable, Sendable, Codable {
  /// The filters' namespaces.
  public struct FilterMetadata: Hashable, Sendable, Codable {
    /// What istiod says of the message's source.
    public var istio: Istio?
    /// Whether an endpoint takes mutual TLS.
    public var transportSocketMatch: TransportSocketMatch?

    enum CodingKeys: String, CodingKey {
      case istio
      case transportSocketMatch = "envoy.transport_socket_match"
    }
  }

  /// Istio's own entries.
  public struct Istio: Hashable, Sendable, Codable {
    /// The resource, as `/apis/<group>/<version>/namespaces/<namespace>/<kind>/<name>`.
    public var config: String?
    /// The subset of the DestinationRule; absent for none.
    public var subset: String?
  }

  /// What the endpoint's proxy speaks.
  public struct TransportSocketMatch: Hashable, Sendable, Codable {
    /// `istio`: the endpoint takes mutual TLS.
    public var tlsMode: String?
    /// `http`: the endpoint is reached through a tunnel of CONNECT requests (HBONE).
    public var tunnel: String?
  }

  /// By filter.
  public var filterMetadata: FilterMetadata?

  /// Metadata that names a resource, and the subset of a cluster.
  public init(config: String?, subset: String? = nil) {
    filterMetadata = FilterMetadata(istio: Istio(config: config, subset: subset))
  }

  /// Metadata of an endpoint.
  public init(tlsMode: String) {
    filterMetadata = FilterMetadata(transportSocketMatch: TransportSocketMatch(tlsMode: tlsMode))
  }

  /// Metadata of an endpoint that is reached through a tunnel.
  public init(tunnel: String) {
    filterMetadata = FilterMetadata(transportSocketMatch: TransportSocketMatch(tunnel: tunnel))
  }
}

/// An address and a port.
public struct Address: Hashable, Sendable, Codable {
  /// A TCP address.
  public struct SocketAddress: Hashable, Sendable, Codable {
    /// An IP address, or a name for DNS.
    public var address: String
    /// 0 to 65,535; absent for none.
    public var portValue: Int?
  }

  /// A Unix domain socket.
  public struct Pipe: Hashable, Sendable, Codable {
    /// The socket's path.
    public var path: String
  }

  /// A listener inside the same proxy.
  public struct EnvoyInternalAddress: Hashable, Sendable, Codable {
    /// The listener within the same proxy.
    public var serverListenerName: String?
    /// The address that the inner listener sends on to.
    public var endpointId: String?

    /// The value of these parts.
    public init(serverListenerName: String, endpointId: String? = nil) {
      self.serverListenerName = serverListenerName
      self.endpointId = endpointId
    }
  }

  /// A port of an IP address.
  public var socketAddress: SocketAddress?
  /// A Unix socket.
  public var pipe: Pipe?
  /// A listener within the same proxy.
  public var envoyInternalAddress: EnvoyInternalAddress?

  /// An IP address and a port.
  public init(_ address: String, port: Int) {
    socketAddress = SocketAddress(address: address, portValue: port == 0 ? nil : port)
  }

  /// The address of a Unix domain socket.
  public init(pipe path: String) { pipe = Pipe(path: path) }

  /// The address of a listener within the same proxy.
  public init(internalListener name: String, endpointId: String? = nil) {
    envoyInternalAddress = EnvoyInternalAddress(serverListenerName: name, endpointId: endpointId)
  }

  /// No address, as an internal listener has.
  public static let none = Address()

  private init() {}
}
