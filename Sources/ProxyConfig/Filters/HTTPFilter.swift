/// One step of an HTTP connection manager's chain
/// (envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter).
public struct HTTPFilter: Hashable, Sendable {
  /// What the filter does; closed, so that whoever carries filters out decides about each.
  public enum Configuration: Hashable, Sendable {
    /// Sends the request on; the last one.
    case router
    /// Delays and aborts, which routes set.
    case fault(HTTPFault)
    /// Cross-origin resource sharing, which routes set.
    case cors
    /// Lets requests pass or refuses them with 403.
    case rbac(RoleBasedAccessControl)
    /// Checks tokens.
    case jwtAuthn(JWTAuthentication)
    /// A bucket of tokens in the proxy; refuses with 429.
    case localRateLimit(LocalRateLimit)
    /// Asks another service about each request.
    case extAuthz(ExternalAuthorization)
    /// A script.
    case lua(LuaScript)
    /// A WebAssembly module.
    case wasm
    /// Looks up the host that each request names, for clusters that take it.
    case dynamicForwardProxy
    /// A filter whose meaning labbook does not know.
    case other
  }

  /// The filter's name: Envoy's own, or what an EnvoyFilter calls it.
  public var name: String
  /// What it does.
  public var configuration: Configuration
  /// Whether it does nothing unless a route enables it.
  public var isDisabled = false

  /// The value of these parts.
  public init(name: String, _ configuration: Configuration) {
    self.name = name
    self.configuration = configuration
  }

  /// The router with nothing set.
  public static let router = HTTPFilter(name: FilterName.router, .router)
  /// Fault injection where routes say so.
  public static let fault = HTTPFilter(name: FilterName.fault, .fault(HTTPFault()))
  /// Cross-origin resource sharing where routes say so.
  public static let cors = HTTPFilter(name: FilterName.cors, .cors)
  /// Looks up the host that each request names.
  public static let dynamicForwardProxy = HTTPFilter(
    name: FilterName.dynamicForwardProxy, .dynamicForwardProxy)
}

/// The names that Envoy and istiod give filters.
public enum FilterName {
  /// HTTP: sends requests on.
  public static let router = "envoy.filters.http.router"
  /// HTTP: delays and aborts.
  public static let fault = "envoy.filters.http.fault"
  /// HTTP: cross-origin resource sharing.
  public static let cors = "envoy.filters.http.cors"
  /// HTTP: access by rules.
  public static let rbac = "envoy.filters.http.rbac"
  /// HTTP: tokens.
  public static let jwtAuthn = "envoy.filters.http.jwt_authn"
  /// HTTP: a bucket of tokens.
  public static let localRateLimit = "envoy.filters.http.local_ratelimit"
  /// HTTP: another service decides.
  public static let extAuthz = "envoy.filters.http.ext_authz"
  /// HTTP: a script.
  public static let lua = "envoy.filters.http.lua"
  /// HTTP: a WebAssembly module.
  public static let wasm = "envoy.filters.http.wasm"
  /// HTTP: resolves the host that a request names.
  public static let dynamicForwardProxy = "envoy.filters.http.dynamic_forward_proxy"
  /// HTTP: Istio's own, which puts the claims where access rules read them, up to 1.23.
  public static let istioAuthn = "istio_authn"
  /// TCP: access by rules.
  public static let networkRBAC = "envoy.filters.network.rbac"
  /// TCP: another service decides.
  public static let networkExtAuthz = "envoy.filters.network.ext_authz"
  /// TCP: a bucket of tokens.
  public static let networkLocalRateLimit = "envoy.filters.network.local_ratelimit"
}

extension HTTPFilter: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, disabled, typedConfig
  }

  /// Reads the message from protobuf's JSON form.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decode(String.self, forKey: .name)
    isDisabled = try fields.decodeIfPresent(Bool.self, forKey: .disabled) ?? false
    func typed<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try fields.decode(type, forKey: .typedConfig)
    }
    configuration =
      switch name {
      case FilterName.router: .router
      case FilterName.fault:
        .fault(try fields.decodeIfPresent(HTTPFault.self, forKey: .typedConfig) ?? HTTPFault())
      case FilterName.cors: .cors
      case FilterName.rbac: .rbac(try typed(RoleBasedAccessControl.self))
      case FilterName.jwtAuthn: .jwtAuthn(try typed(JWTAuthentication.self))
      case FilterName.localRateLimit: .localRateLimit(try typed(LocalRateLimit.self))
      case FilterName.extAuthz: .extAuthz(try typed(ExternalAuthorization.self))
      case FilterName.wasm: .wasm
      case FilterName.dynamicForwardProxy: .dynamicForwardProxy
      default:
        // A message of the corpus does not tell its type; only scripts bear names of their own.
        if let script = try fields.decodeIfPresent(LuaScript.self, forKey: .typedConfig) {
          .lua(script)
        } else {
          .other
        }
      }
  }

  /// Writes the message in protobuf's JSON form.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(name, forKey: .name)
    if isDisabled { try fields.encode(true, forKey: .disabled) }
    switch configuration {
    case .router, .wasm, .dynamicForwardProxy, .other: break
    case .fault(let fault): try fields.encode(fault, forKey: .typedConfig)
    case .cors: try fields.encode(EmptyMessage(), forKey: .typedConfig)
    case .rbac(let control): try fields.encode(control, forKey: .typedConfig)
    case .jwtAuthn(let tokens): try fields.encode(tokens, forKey: .typedConfig)
    case .localRateLimit(let limit): try fields.encode(limit, forKey: .typedConfig)
    case .extAuthz(let authorization): try fields.encode(authorization, forKey: .typedConfig)
    case .lua(let script): try fields.encode(script, forKey: .typedConfig)
    }
  }
}
