internal import ProxyConfig
internal import Resources

/// What of a patch labbook does not carry out.
enum PatchDefect: Hashable {
  /// Something that can change what becomes of requests, in the plural.
  case unmodelled(String)
  /// Fields that only the headers of responses show.
  case passedOver([String])
  /// The value has not the form of the object that it is applied to.
  case unreadable
}

extension EnvoyPatch {
  /// What of the patch is not carried out; `nil` where all of it is.
  var defect: PatchDefect? {
    let writes = operation != .remove && operation != .invalid
    switch patch.applyTo {
    case .invalid, .listenerFilter: return nil
    case .bootstrap: return .unmodelled("patches of a proxy's bootstrap")
    case .extensionConfig: return .unmodelled("filters that proxies fetch")
    case .httpFilter: return writes ? httpDefect : nil
    case .networkFilter: return writes ? networkDefect(value) : nil
    case .listener: return writes ? chainDefect(value["filterChains"]?.items ?? []) : nil
    case .filterChain: return writes ? chainDefect([value]) : nil
    case .cluster:
      return writes
        ? defect(Cluster.self, value.clusterForm, adding: ["tls": .string("none")]) : nil
    case .routeConfiguration:
      return writes ? defect(RouteConfiguration.self, value.routeConfigurationForm) : nil
    case .virtualHost: return writes ? hostDefect : nil
    case .httpRoute:
      return writes ? defect(Route.self, value.routeForm) : nil
    }
  }

  private var hostDefect: PatchDefect? {
    let form = value.virtualHostForm
    if let defect = defect(VirtualHost.self, form) { return defect }
    if form["requestHeadersToAdd"] != nil || form["requestHeadersToRemove"] != nil {
      return .unmodelled("request headers of virtual hosts")
    }
    let responses = ["responseHeadersToAdd", "responseHeadersToRemove"].filter { form[$0] != nil }
    return responses.isEmpty ? nil : .passedOver(responses)
  }

  private var httpDefect: PatchDefect? {
    guard let filter = try? HTTPFilter(patch: value) else { return .unreadable }
    switch filter.configuration {
    case .router, .cors, .localRateLimit: return nil
    case .fault:
      let isOwn = ["abort", "delay", "responseRateLimit"].contains {
        value["typedConfig"]?[$0] != nil
      }
      return isOwn ? .unmodelled("faults that a filter has and no route") : nil
    case .lua: return .unmodelled("Lua scripts")
    case .wasm: return .unmodelled("Wasm modules")
    case .rbac, .jwtAuthn, .extAuthz, .dynamicForwardProxy, .other:
      return .unmodelled("filters of type \(typeText)")
    }
  }

  private var typeText: String {
    let type = value["typedConfig"]?.typeName ?? ""
    return type.isEmpty ? value["name"]?.text ?? "unknown" : type
  }

  private func networkDefect(_ filter: ProtobufValue) -> PatchDefect? {
    guard let made = try? ChainFilter(patch: filter) else { return .unreadable }
    let settings = filter["typedConfig"] ?? .object([:])
    switch made {
    case .telemetry: return nil
    case .filter: return .unmodelled("network filters of type \(settings.typeName)")
    case .http:
      for inner in settings["httpFilters"]?.items ?? [] {
        guard let made = try? HTTPFilter(patch: inner) else { return .unreadable }
        switch made.configuration {
        case .router, .fault, .cors: continue
        case .rbac, .jwtAuthn, .localRateLimit, .extAuthz, .lua, .wasm, .dynamicForwardProxy,
          .other:
          return .unmodelled("filters of type \(inner["typedConfig"]?.typeName ?? made.name)")
        }
      }
      return defect(
        HttpConnectionManager.self, settings.without("httpFilters", "@type"),
        adding: ["filters": .list([])])
    case .tcp: return defect(TcpProxy.self, settings)
    }
  }

  private func chainDefect(_ chains: [ProtobufValue]) -> PatchDefect? {
    for chain in chains {
      guard (try? FilterChain(patch: chain)) != nil else { return .unreadable }
      for filter in chain["filters"]?.items ?? [] {
        if let defect = networkDefect(filter) { return defect }
      }
    }
    return nil
  }

  /// What is lost when a value is read as a message, beside what nobody notices.
  private func defect<Message: Codable>(
    _ type: Message.Type, _ form: ProtobufValue, adding defaults: [String: ProtobufValue] = [:]
  ) -> PatchDefect? {
    let whole = defaults.merging(Self.required(type)) { first, _ in first }.reduce(form) {
      $0[$1.key] == nil ? $0.with($1.key, $1.value) : $0
    }
    guard let message = try? MessageTree.message(type, of: whole),
      let kept = try? MessageTree.of(message)
    else { return .unreadable }
    let lost = form.names(missingIn: kept)
    guard let first = lost.first(where: { !$0.hasPrefix("response") }) else {
      return lost.isEmpty ? nil : .passedOver(lost)
    }
    return .unmodelled("fields \(first) of patches")
  }

  /// What a message must have, which a merge need not write.
  private static func required<Message>(_ type: Message.Type) -> [String: ProtobufValue] {
    if type == Cluster.self { return ["name": .string("")] }
    if type == RouteConfiguration.self { return ["name": .string(""), "virtualHosts": .list([])] }
    if type == VirtualHost.self { return ["name": .string(""), "domains": .list([])] }
    if type == Route.self { return ["match": .object([:])] }
    return [:]
  }
}

extension ProtobufValue {
  /// Names of fields that stand here and not in another message, in order.
  fileprivate func names(missingIn other: ProtobufValue) -> [String] {
    switch (self, other) {
    case (.object(let members), .object):
      return members.keys.sorted().filter { !Self.unnoticed.contains($0) }.flatMap { name in
        guard let member = members[name] else { return [String]() }
        return other[name].map { member.names(missingIn: $0) } ?? [name]
      }
    case (.list(let items), .list(let others)):
      return zip(items, others).flatMap { $0.names(missingIn: $1) }
    case (.object, _), (.list, _), (.null, _), (.bool, _), (.number, _), (.string, _): return []
    }
  }

  /// Fields that change nothing about what becomes of requests.
  private static let unnoticed: Set<String> = [
    "@type", "statPrefix", "altStatName", "accessLog", "accessLogOptions", "tracing", "metadata",
    "decorator", "runtimeKey", "listenerFiltersTimeout", "generateRequestId",
    "requestIdExtension", "alwaysSetRequestIdInResponse", "preserveExternalRequestId",
    "perConnectionBufferLimitBytes", "perRequestBufferLimitBytes", "socketOptions",
    "enableReusePort", "drainTimeout", "trafficDirection", "forwardClientCertDetails",
    "setCurrentClientCertDetails", "proxyStatusConfig", "via", "clusterName",
    "trackTimeoutBudgets", "trackClusterStats",
  ]
}
