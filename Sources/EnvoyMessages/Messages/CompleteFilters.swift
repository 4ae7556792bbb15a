internal import ProxyConfig

/// Makes complete filters of what labbook keeps of them.
enum CompleteFilters {
  /// The types of the configurations, by the names of the filters.
  private static let types = [
    FilterName.router: "envoy.extensions.filters.http.router.v3.Router",
    FilterName.fault: "envoy.extensions.filters.http.fault.v3.HTTPFault",
    FilterName.cors: "envoy.extensions.filters.http.cors.v3.Cors",
    FilterName.rbac: "envoy.extensions.filters.http.rbac.v3.RBAC",
    FilterName.jwtAuthn: "envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication",
    FilterName.localRateLimit:
      "envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
    FilterName.extAuthz: "envoy.extensions.filters.http.ext_authz.v3.ExtAuthz",
    FilterName.lua: "envoy.extensions.filters.http.lua.v3.Lua",
    FilterName.wasm: "envoy.extensions.filters.http.wasm.v3.Wasm",
    FilterName.dynamicForwardProxy:
      "envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig",
    FilterName.networkRBAC: "envoy.extensions.filters.network.rbac.v3.RBAC",
    FilterName.networkExtAuthz: "envoy.extensions.filters.network.ext_authz.v3.ExtAuthz",
    FilterName.networkLocalRateLimit:
      "envoy.extensions.filters.network.local_ratelimit.v3.LocalRateLimit",
  ]

  /// A filter with the type of its configuration, which a script's name does not tell.
  static func message(_ kept: JSONValue) -> JSONValue {
    var filter = kept
    let configuration = kept["typedConfig"]
    let name = kept["name"]?.string ?? ""
    let isScript = configuration?["inlineCode"] != nil || configuration?["defaultSourceCode"] != nil
    if configuration?["typeUrl"] != nil {
      filter["typedConfig"] = CompleteMessages.typed(
        configuration ?? [:], "xds.type.v3.TypedStruct")
    } else if let type = types[isScript ? FilterName.lua : name] {
      filter["typedConfig"] = CompleteMessages.typed(configuration ?? [:], type)
    }
    return filter
  }
}
