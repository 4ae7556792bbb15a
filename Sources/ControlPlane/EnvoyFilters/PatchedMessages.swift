internal import ProxyConfig

// What a patch's value says, in the forms in which messages are kept here.

extension ProtobufValue {
  /// A route with names of plug-ins in place of the plug-ins.
  var routeForm: ProtobufValue {
    changing("route") { action in
      action.changing("retryPolicy") { policy in
        policy.changing("retryHostPredicate") { $0.changingItems { $0["name"] ?? $0 } }
          .changing("retryPriority") { $0["name"] ?? $0 }
      }
    }.changing("typedPerFilterConfig") { $0.perFilterForm }
  }

  /// A virtual host with its routes.
  var virtualHostForm: ProtobufValue {
    changing("routes") { $0.changingItems(\.routeForm) }
      .changing("typedPerFilterConfig") { $0.perFilterForm }
  }

  /// A route configuration with its virtual hosts.
  var routeConfigurationForm: ProtobufValue {
    changing("virtualHosts") { $0.changingItems(\.virtualHostForm) }
  }

  private var perFilterForm: ProtobufValue {
    guard case .object(let members) = self else { return self }
    return .object(members.mapValues { $0.without("@type") })
  }

  /// A cluster, with what its transport socket and its HTTP options say.
  var clusterForm: ProtobufValue {
    let options = self["typedExtensionProtocolOptions"]?[
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"]
    let socket = self["transportSocket"]?["name"]?.text
    var form = without("typedExtensionProtocolOptions", "transportSocket")
    if let options { form = form.with("httpProtocolOptions", options.without("@type")) }
    if let socket { form = form.with("tls", .string(Self.security(ofSocket: socket))) }
    return form
  }

  private static func security(ofSocket name: String) -> String {
    switch name {
    case "envoy.transport_sockets.tls": "always"
    case "envoy.transport_sockets.raw_buffer": "none"
    default: name
    }
  }
}

extension HTTPFilter {
  /// A filter as a patch writes it, told by the type of its configuration.
  init(patch value: ProtobufValue) throws {
    self.init(name: value["name"]?.text ?? "", try Self.configuration(value["typedConfig"]))
    isDisabled = value["disabled"] == .bool(true)
  }

  private static func configuration(_ value: ProtobufValue?) throws -> Configuration {
    guard let value else { return .other }
    let type = value.typeName
    // What a structure holds is read by the filter alone.
    let inner = value["typeUrl"] == nil ? value : value["value"]?.withJSONNames ?? .object([:])
    switch type.split(separator: ".").dropLast(2).last {
    case "router": return .router
    case "fault": return .fault(try MessageTree.message(HTTPFault.self, of: inner))
    case "cors": return .cors
    case "rbac": return .rbac(try MessageTree.message(RoleBasedAccessControl.self, of: inner))
    case "jwt_authn":
      return .jwtAuthn(try MessageTree.message(JWTAuthentication.self, of: inner))
    case "local_ratelimit":
      return .localRateLimit(try MessageTree.message(LocalRateLimit.self, of: value))
    case "ext_authz":
      return .extAuthz(try MessageTree.message(ExternalAuthorization.self, of: inner))
    case "lua": return .lua(try MessageTree.message(LuaScript.self, of: inner))
    case "wasm": return .wasm
    default: return .other
    }
  }
}

/// A filter of a chain, the last one among them.
enum ChainFilter {
  /// A filter before the last.
  case filter(NetworkFilter)
  /// HTTP is read here.
  case http(HttpConnectionManager, name: String)
  /// Bytes are sent on here.
  case tcp(TcpProxy, name: String)
  /// One of Istio's own that say nothing about traffic, by its name.
  case telemetry(String)

  /// The name that patches call it by.
  var name: String {
    switch self {
    case .filter(let filter): filter.name
    case .http(_, let name), .tcp(_, let name), .telemetry(let name): name
    }
  }

  /// The name of what reads HTTP.
  static let httpName = "envoy.filters.network.http_connection_manager"
  /// The name of what sends bytes on.
  static let tcpName = "envoy.filters.network.tcp_proxy"

  /// A filter as a patch writes it.
  init(patch value: ProtobufValue) throws {
    let name = value["name"]?.text ?? ""
    let settings = value["typedConfig"] ?? .object([:])
    switch settings.typeName.split(separator: ".").last {
    case "HttpConnectionManager":
      var manager = HttpConnectionManager(rds: "")
      manager.rds = nil
      manager.httpFilters = []
      self = .http(try manager.merged(with: settings), name: name)
    case "TcpProxy":
      self = .tcp(try MessageTree.message(TcpProxy.self, of: settings), name: name)
    case "RBAC":
      self = .filter(
        NetworkFilter(
          name: name, .rbac(try MessageTree.message(RoleBasedAccessControl.self, of: settings))))
    case "ExtAuthz":
      self = .filter(
        NetworkFilter(
          name: name,
          .extAuthz(try MessageTree.message(ExternalAuthorization.self, of: settings))))
    case "LocalRateLimit":
      self = .filter(
        NetworkFilter(
          name: name,
          .localRateLimit(try MessageTree.message(LocalRateLimit.self, of: settings))))
    default: self = .filter(NetworkFilter(name: name, .other))
    }
  }
}

extension HttpConnectionManager {
  /// The manager with what a patch writes; its filters come behind those that are there.
  func merged(with patch: ProtobufValue, replacesLists: Bool = false) throws
    -> HttpConnectionManager
  {
    var rest = patch.without("@type", "httpFilters", "statPrefix", "accessLog", "tracing")
    rest = rest.changing("routeConfig") { $0.routeConfigurationForm }
    var bare = self
    bare.httpFilters = []
    bare.routeConfig = nil
    let tree = try MessageTree.of(bare).without("filters")
    var result = try MessageTree.message(
      HttpConnectionManager.self,
      of: tree.merged(with: rest, replacesLists: replacesLists).with("filters", .list([])))
    let added = try (patch["httpFilters"]?.items ?? []).map { try HTTPFilter(patch: $0) }
    result.httpFilters = (replacesLists && !added.isEmpty ? [] : httpFilters) + added
    if rest["routeConfig"] == nil, rest["rds"] == nil { result.routeConfig = routeConfig }
    return result
  }
}

extension FilterChain {
  /// A chain as a patch writes it.
  init(patch value: ProtobufValue) throws {
    self.init()
    name = value["name"]?.text
    if let match = value["filterChainMatch"] {
      filterChainMatch = try MessageTree.message(FilterChainMatch.self, of: match)
    }
    tls = value["transportSocket"]?["name"]?.text == "envoy.transport_sockets.tls"
    set(try (value["filters"]?.items ?? []).map { try ChainFilter(patch: $0) })
  }

  /// The filters in order, with Istio's own that say nothing about traffic where istiod has them.
  var filters: [ChainFilter] {
    var filters: [ChainFilter] = [.telemetry("istio.metadata_exchange")]
    filters += (networkFilters ?? []).map { .filter($0) }
    if let manager = httpConnectionManager {
      filters.append(.http(manager, name: ChainFilter.httpName))
    } else if let proxy = tcpProxy {
      filters.append(.telemetry("istio.stats"))
      filters.append(.tcp(proxy, name: ChainFilter.tcpName))
    }
    return filters
  }

  /// Sets the filters.
  mutating func set(_ filters: [ChainFilter]) {
    var before: [NetworkFilter] = []
    httpConnectionManager = nil
    tcpProxy = nil
    for filter in filters {
      switch filter {
      case .filter(let filter): before.append(filter)
      case .http(let manager, _): httpConnectionManager = manager
      case .tcp(let proxy, _): tcpProxy = proxy
      case .telemetry: continue
      }
    }
    networkFilters = before.isEmpty ? nil : before
  }
}

extension Listener {
  /// A listener as a patch writes it.
  init(patch value: ProtobufValue) throws {
    let bare = value.without("filterChains", "defaultFilterChain", "listenerFilters")
    self = try MessageTree.message(
      Listener.self, of: bare.with("detectsHttp", .bool(value.inspectsHTTP)))
    let chains = try (value["filterChains"]?.items ?? []).map { try FilterChain(patch: $0) }
    filterChains = chains.isEmpty ? nil : chains
    defaultFilterChain = try value["defaultFilterChain"].map { try FilterChain(patch: $0) }
  }

  /// The listener with what a patch writes; its chains come behind those that are there.
  func merged(with patch: ProtobufValue, replacesLists: Bool) throws -> Listener {
    let rest = patch.without("filterChains", "defaultFilterChain", "listenerFilters")
    var bare = self
    bare.filterChains = nil
    bare.defaultFilterChain = nil
    var result = try MessageTree.message(
      Listener.self, of: try MessageTree.of(bare).merged(with: rest, replacesLists: replacesLists))
    let added = try (patch["filterChains"]?.items ?? []).map { try FilterChain(patch: $0) }
    let chains = (replacesLists && !added.isEmpty ? [] : filterChains ?? []) + added
    result.filterChains = chains.isEmpty ? nil : chains
    result.defaultFilterChain = defaultFilterChain
    if patch.inspectsHTTP { result.detectsHttp = true }
    return result
  }
}

extension ProtobufValue {
  /// Whether a listener has a filter that tells HTTP from other bytes.
  fileprivate var inspectsHTTP: Bool {
    (self["listenerFilters"]?.items ?? []).contains {
      $0["name"] == .string("envoy.filters.listener.http_inspector")
    }
  }
}
