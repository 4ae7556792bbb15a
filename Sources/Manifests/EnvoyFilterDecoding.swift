internal import Diagnostics
internal import Resources

// istio/api networking/v1alpha3/envoy_filter.proto, 1.30.

/// Reads an EnvoyFilter; what its patches write is kept as it is.
func decodeEnvoyFilter(_ spec: Fields, _ metadata: ResourceMetadata) -> EnvoyFilter {
  var filter = EnvoyFilter()
  filter.metadata = metadata
  filter.workloadSelector = spec.object("workloadSelector") { $0.stringMap("labels") }
  filter.targets = decodeTargets(spec)
  filter.priority = spec.int32("priority") ?? 0
  filter.patches = spec.list("configPatches", decodePatch)
  return filter
}

private func decodePatch(_ fields: Fields) -> EnvoyFilter.Patch {
  var patch = EnvoyFilter.Patch()
  patch.applyTo = fields.word("applyTo") ?? patch.applyTo
  _ = fields.object("match") { match in
    patch.context = match.word("context") ?? patch.context
    _ = match.object("proxy") { proxy in
      patch.proxyVersion = proxy.string("proxyVersion") ?? ""
      patch.proxyMetadata = proxy.stringMap("metadata")
    }
    patch.match = decodeMatch(match)
  }
  _ = fields.object("patch") { inner in
    patch.operation = inner.word("operation") ?? patch.operation
    patch.value = inner.value("value").map(FreeValue.init)
    patch.filterClass =
      inner.enumeration("filterClass", ["UNSPECIFIED", "AUTHN", "AUTHZ", "STATS"])
      ?? patch.filterClass
  }
  return patch
}

private func decodeMatch(_ fields: Fields) -> EnvoyFilter.ObjectMatch? {
  switch fields.only(of: ["listener", "routeConfiguration", "cluster", "waypoint"]) {
  case "listener": fields.object("listener", decodeListenerMatch).map { .listener($0) }
  case "routeConfiguration":
    fields.object("routeConfiguration", decodeRouteMatch).map { .routeConfiguration($0) }
  case "cluster":
    fields.object("cluster") { fields in
      var match = EnvoyFilter.ClusterMatch()
      match.name = fields.string("name") ?? ""
      match.portNumber = fields.uint32("portNumber") ?? 0
      match.service = fields.string("service") ?? ""
      match.subset = fields.string("subset") ?? ""
      return match
    }.map { .cluster($0) }
  case "waypoint":
    fields.object("waypoint") { fields in
      var match = EnvoyFilter.WaypointMatch()
      match.portNumber = fields.uint32("portNumber") ?? 0
      match.route = fields.object("route") { $0.string("name") ?? "" } ?? ""
      (match.filter, match.subFilter) = decodeFilterMatch(fields)
      return match
    }.map { .waypoint($0) }
  default: nil
  }
}

private func decodeListenerMatch(_ fields: Fields) -> EnvoyFilter.ListenerMatch {
  var match = EnvoyFilter.ListenerMatch()
  match.name = fields.string("name") ?? ""
  match.portNumber = fields.uint32("portNumber") ?? 0
  match.portName = fields.string("portName") ?? ""
  match.listenerFilter = fields.string("listenerFilter") ?? ""
  match.filterChain = fields.object("filterChain") { fields in
    var chain = EnvoyFilter.FilterChainMatch()
    chain.name = fields.string("name") ?? ""
    chain.sni = fields.string("sni") ?? ""
    chain.transportProtocol = fields.string("transportProtocol") ?? ""
    chain.applicationProtocols = fields.string("applicationProtocols") ?? ""
    chain.destinationPort = fields.uint32("destinationPort") ?? 0
    (chain.filter, chain.subFilter) = decodeFilterMatch(fields)
    return chain
  }
  return match
}

private func decodeFilterMatch(_ fields: Fields) -> (filter: String, subFilter: String) {
  fields.object("filter") { fields in
    (
      fields.string("name") ?? "",
      fields.object("subFilter") { $0.string("name") ?? "" } ?? ""
    )
  } ?? ("", "")
}

private func decodeRouteMatch(_ fields: Fields) -> EnvoyFilter.RouteConfigurationMatch {
  var match = EnvoyFilter.RouteConfigurationMatch()
  match.name = fields.string("name") ?? ""
  match.portNumber = fields.uint32("portNumber") ?? 0
  match.portName = fields.string("portName") ?? ""
  match.gateway = fields.string("gateway") ?? ""
  _ = fields.object("vhost") { host in
    match.virtualHost = host.string("name") ?? ""
    match.domainName = host.string("domainName") ?? ""
    _ = host.object("route") { route in
      match.route = route.string("name") ?? ""
      match.routeAction =
        route.enumeration("action", ["ANY", "ROUTE", "REDIRECT", "DIRECT_RESPONSE"]) ?? "ANY"
    }
  }
  return match
}

extension Fields {
  /// One of an enumeration's words; a number stands for the word at its position.
  fileprivate func word<Word>(_ key: String) -> Word?
  where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
    enumeration(key, Word.allCases.map(\.rawValue)).flatMap { Word(rawValue: $0) }
  }
}

extension FreeValue {
  /// A YAML value as JSON would have it.
  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let text, let isPlain):
      guard isPlain else {
        self = .text(text)
        return
      }
      if node.isNull {
        self = .null
        return
      }
      switch YAMLScalar(plain: text) {
      case .boolean(let value): self = .boolean(value)
      case .integer(let value): self = .number(Double(value))
      case .number(let value): self = .number(value)
      case .text: self = .text(text)
      }
    case .sequence(let items): self = .list(items.map(FreeValue.init))
    case .mapping(let entries):
      self = .object(entries.map { Field(name: $0.key, value: FreeValue($0.value)) })
    }
  }
}
