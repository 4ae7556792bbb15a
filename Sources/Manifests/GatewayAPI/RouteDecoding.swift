internal import Diagnostics
internal import Limits
internal import Resources

// kubernetes-sigs/gateway-api config/crd@v1.5: the fields, their defaults, and what is refused.

/// Reads an HTTPRoute.
func decodeHTTPRoute(_ spec: Fields, _ metadata: ResourceMetadata) -> GatewayAPI.HTTPRoute {
  var route = GatewayAPI.HTTPRoute()
  route.metadata = metadata
  route.parents = decodeParents(spec)
  route.hostnames = spec.texts("hostnames", .hostname, atMost: 16)
  if spec.value("rules") == nil {
    var rule = GatewayAPI.HTTPRule()
    rule.matches = [GatewayAPI.HTTPMatch()]
    route.rules = [rule]
  } else {
    route.rules = spec.list("rules", 1...16, decodeHTTPRule)
  }
  reviewRules(route.rules.map(\.name), route.rules.map(\.matches.count), spec)
  return route
}

/// Reads a GRPCRoute.
func decodeGRPCRoute(_ spec: Fields, _ metadata: ResourceMetadata) -> GatewayAPI.GRPCRoute {
  var route = GatewayAPI.GRPCRoute()
  route.metadata = metadata
  route.parents = decodeParents(spec)
  route.hostnames = spec.texts("hostnames", .hostname, atMost: 16)
  route.rules = spec.list("rules", 0...16, decodeGRPCRule)
  reviewRules(route.rules.map(\.name), route.rules.map(\.matches.count), spec)
  return route
}

/// Reads a TCPRoute.
func decodeTCPRoute(_ spec: Fields, _ metadata: ResourceMetadata) -> GatewayAPI.TCPRoute {
  var route = GatewayAPI.TCPRoute()
  route.metadata = metadata
  route.parents = decodeParents(spec)
  route.rules = spec.list("rules", 1...16, decodeConnectionRule)
  reviewRules(route.rules.map(\.name), [], spec)
  return route
}

/// Reads a TLSRoute.
func decodeTLSRoute(_ spec: Fields, _ metadata: ResourceMetadata) -> GatewayAPI.TLSRoute {
  var route = GatewayAPI.TLSRoute()
  route.metadata = metadata
  route.parents = decodeParents(spec)
  route.hostnames = spec.texts("hostnames", .hostname, atMost: 16)
  route.rules = spec.list("rules", 1...16, decodeConnectionRule)
  reviewRules(route.rules.map(\.name), [], spec)
  return route
}

private func decodeConnectionRule(_ fields: Fields) -> GatewayAPI.ConnectionRule {
  var rule = GatewayAPI.ConnectionRule()
  rule.name = fields.text("name", .sectionName)
  rule.backends = fields.list("backendRefs", 1...16) { decodeBackend($0, nil) }
  return rule
}

/// Names must be unique; all rules together may have 128 matches.
private func reviewRules(_ names: [String?], _ matchCounts: [Int], _ spec: Fields) {
  spec.refuseRepetition(of: "rules", among: names, "Rule name must be unique within the route")
  if matchCounts.reduce(0, +) > 128 {
    spec.refuse("rules", "\(spec.pathTo("rules")) may have at most 128 matches together")
  }
}

/// Reads what a route attaches to.
func decodeParents(_ spec: Fields) -> [GatewayAPI.ParentReference] {
  let parents = spec.list("parentRefs", 0...32) { fields in
    var parent = GatewayAPI.ParentReference()
    parent.group = fields.text("group", .group) ?? parent.group
    parent.kind = fields.text("kind", .kind) ?? parent.kind
    parent.namespace = fields.text("namespace", .namespace)
    parent.name = fields.requiredText("name", .objectName)
    parent.sectionName = fields.text("sectionName", .sectionName)
    parent.port = fields.port("port")
    return parent
  }
  _ = spec.value("useDefaultGateways")
  reviewParents(parents, spec)
  return parents
}

/// Several references to one parent must each name another section or port; they must not be mixed
/// with a reference to the whole parent.
private func reviewParents(_ parents: [GatewayAPI.ParentReference], _ spec: Fields) {
  spec.refuseRepetition(
    of: "parentRefs", among: parents.map(Optional.some),
    "sectionName or port must be unique when parentRefs includes 2 or more references to the "
      + "same parent")
  let whole = parents.map { parent in
    var whole = parent
    whole.sectionName = nil
    whole.port = nil
    return whole
  }
  for (position, parent) in parents.enumerated()
  where parent.sectionName == nil && parent.port == nil {
    let others = parents.indices.filter { $0 != position && whole[$0] == whole[position] }
    if others.contains(where: { parents[$0] != parent }) {
      spec.refuse(
        "parentRefs",
        "\(spec.pathTo("parentRefs")): sectionName or port must be specified when parentRefs "
          + "includes 2 or more references to the same parent")
      return
    }
  }
}

/// `filterTypes`: the filters that the route's kind knows; `nil` where backends have none.
func decodeBackend(_ fields: Fields, _ filterTypes: [String]?) -> GatewayAPI.BackendReference {
  var backend = GatewayAPI.BackendReference()
  backend.group = fields.text("group", .group) ?? ""
  backend.kind = fields.text("kind", .kind) ?? "Service"
  backend.name = fields.requiredText("name", .objectName)
  backend.namespace = fields.text("namespace", .namespace)
  backend.port = fields.port("port")
  backend.weight = fields.integer("weight", .backendWeight).map { Int32($0) } ?? 1
  if let filterTypes { backend.filters = decodeFilters(fields, filterTypes) }
  if backend.group.isEmpty, backend.kind == "Service", fields.value("port") == nil {
    fields.refuse("name", "\(fields.path): Must have port for Service reference")
  }
  return backend
}
