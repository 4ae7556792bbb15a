/// A filter before a chain's last one, which proxies (envoy.config.listener.v3.Filter).
public struct NetworkFilter: Hashable, Sendable {
  /// What the filter does; closed, as ``HTTPFilter/Configuration`` is.
  public enum Configuration: Hashable, Sendable {
    /// Lets connections pass or closes them.
    case rbac(RoleBasedAccessControl)
    /// Asks another service about each connection.
    case extAuthz(ExternalAuthorization)
    /// A bucket of tokens; closes connections that find none.
    case localRateLimit(LocalRateLimit)
    /// A filter whose meaning labbook does not know.
    case other
  }

  /// The filter's name.
  public var name: String
  /// What it does.
  public var configuration: Configuration

  /// The value of these parts.
  public init(name: String, _ configuration: Configuration) {
    self.name = name
    self.configuration = configuration
  }
}

extension NetworkFilter: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, typedConfig
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decode(String.self, forKey: .name)
    configuration =
      switch name {
      case FilterName.networkRBAC:
        .rbac(try fields.decode(RoleBasedAccessControl.self, forKey: .typedConfig))
      case FilterName.networkExtAuthz:
        .extAuthz(try fields.decode(ExternalAuthorization.self, forKey: .typedConfig))
      case FilterName.networkLocalRateLimit:
        .localRateLimit(try fields.decode(LocalRateLimit.self, forKey: .typedConfig))
      default: .other
      }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(name, forKey: .name)
    switch configuration {
    case .rbac(let control): try fields.encode(control, forKey: .typedConfig)
    case .extAuthz(let authorization): try fields.encode(authorization, forKey: .typedConfig)
    case .localRateLimit(let limit): try fields.encode(limit, forKey: .typedConfig)
    case .other: break
    }
  }
}
