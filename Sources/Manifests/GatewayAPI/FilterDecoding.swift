internal import Diagnostics
internal import Limits
internal import Resources

// kubernetes-sigs/gateway-api config/crd@v1.5: filters of rules and of backends.

/// The field in which a filter of a type says what it does.
private func fieldName(of type: String) -> String {
  switch type {
  case "URLRewrite": "urlRewrite"
  case "CORS": "cors"
  default: type.prefix(1).lowercased() + type.dropFirst()
  }
}

/// Reads the filters of a rule or of a backend.
func decodeFilters(_ fields: Fields, _ types: [String]) -> [GatewayAPI.Filter] {
  let filters = fields.list("filters", 0...16) { decodeFilter($0, types) }
  let once = [
    "RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect", "URLRewrite", "CORS",
  ]
  fields.refuseRepetition(
    of: "filters", among: filters.map { once.contains($0.type) ? $0.type : nil },
    "a filter of this type cannot be repeated")
  let given = Set(filters.map(\.type))
  if given.contains("RequestRedirect"), given.contains("URLRewrite") {
    fields.refuse(
      "filters",
      "\(fields.path): May specify either httpRouteFilterRequestRedirect or "
        + "httpRouteFilterRequestRewrite, but not both")
  }
  return filters
}

private func decodeFilter(_ fields: Fields, _ types: [String]) -> GatewayAPI.Filter {
  guard let type = fields.enumeration("type", types) else {
    if fields.value("type") == nil { fields.missing("type") }
    for other in types { _ = fields.value(fieldName(of: other)) }
    return .other("")
  }
  for other in types where other != type && fields.value(fieldName(of: other)) != nil {
    fields.refuse(
      fieldName(of: other),
      "\(fields.path): \(fieldName(of: other)) must be nil if the type is not \(other)")
  }
  let name = fieldName(of: type)
  guard let content = fields.value(name) else {
    fields.refuse("type", "\(fields.path): \(name) must be specified for type \(type)")
    return .other(type)
  }
  _ = content
  switch type {
  case "RequestHeaderModifier":
    return .requestHeaderModifier(fields.object(name, decodeModifier) ?? .init())
  case "ResponseHeaderModifier":
    return .responseHeaderModifier(fields.object(name, decodeModifier) ?? .init())
  case "RequestRedirect": return .requestRedirect(fields.object(name, decodeRedirect) ?? .init())
  case "URLRewrite": return .urlRewrite(fields.object(name, decodeRewrite) ?? .init())
  case "RequestMirror": return .requestMirror(fields.object(name, decodeMirror) ?? .init())
  case "CORS": return .cors(fields.object(name, decodeCORS) ?? .init())
  default: return .other(type)
  }
}

private func decodeModifier(_ fields: Fields) -> GatewayAPI.HeaderModifier {
  func headers(_ key: String) -> [GatewayAPI.Header] {
    let headers = fields.list(key, 0...16) { fields in
      GatewayAPI.Header(
        name: fields.requiredText("name", .token),
        value: fields.requiredText("value", .upTo(4096)))
    }
    fields.refuseRepetition(
      of: key, among: headers.map { $0.name.isEmpty ? nil : $0.name },
      "names must be unique within a filter")
    return headers
  }
  var modifier = GatewayAPI.HeaderModifier()
  modifier.set = headers("set")
  modifier.add = headers("add")
  modifier.remove = fields.strings("remove")
  if modifier.remove.count > 16 {
    fields.refuse("remove", "\(fields.pathTo("remove")) may have at most 16 entries")
  }
  return modifier
}

private func decodePathModifier(_ fields: Fields) -> GatewayAPI.PathModifier? {
  let type = fields.enumeration("type", ["ReplaceFullPath", "ReplacePrefixMatch"])
  let full = fields.string("replaceFullPath")
  let prefix = fields.string("replacePrefixMatch")
  switch type {
  case "ReplaceFullPath":
    if full == nil || prefix != nil {
      fields.refuse(
        "type", "\(fields.path): type ReplaceFullPath takes replaceFullPath and nothing else")
    }
    return .replaceFullPath(full ?? "")
  case "ReplacePrefixMatch":
    if prefix == nil || full != nil {
      fields.refuse(
        "type", "\(fields.path): type ReplacePrefixMatch takes replacePrefixMatch and nothing else")
    }
    return .replacePrefixMatch(prefix ?? "")
  default:
    if fields.value("type") == nil { fields.missing("type") }
    return nil
  }
}

private func decodeRedirect(_ fields: Fields) -> GatewayAPI.Redirect {
  var redirect = GatewayAPI.Redirect()
  redirect.scheme = fields.enumeration("scheme", ["http", "https"])
  redirect.hostname = fields.text("hostname", .preciseHostname)
  redirect.path = fields.object("path", decodePathModifier) ?? nil
  redirect.port = fields.port("port")
  if let code = fields.integer("statusCode", .redirectStatus) {
    redirect.statusCode = UInt32(code)
    if ![301, 302, 303, 307, 308].contains(code) {
      fields.refuse(
        "statusCode",
        "\(fields.pathTo("statusCode")) must be 301, 302, 303, 307 or 308, and this is \(code)")
    }
  }
  return redirect
}

private func decodeRewrite(_ fields: Fields) -> GatewayAPI.Rewrite {
  var rewrite = GatewayAPI.Rewrite()
  rewrite.hostname = fields.text("hostname", .preciseHostname)
  rewrite.path = fields.object("path", decodePathModifier) ?? nil
  return rewrite
}

private func decodeMirror(_ fields: Fields) -> GatewayAPI.Mirror {
  var mirror = GatewayAPI.Mirror()
  if fields.value("backendRef") == nil { fields.missing("backendRef") }
  mirror.backend = fields.object("backendRef") { decodeBackend($0, nil) } ?? .init()
  mirror.percent = fields.integer("percent", .percent).map { Int32($0) }
  mirror.fraction = fields.object("fraction") { fields in
    var fraction = GatewayAPI.Mirror.Fraction()
    fraction.numerator = fields.integer("numerator", .numerator).map { Int32($0) } ?? 0
    fraction.denominator =
      fields.integer("denominator", .denominator).map { Int32($0) } ?? 100
    if fraction.numerator > fraction.denominator {
      fields.refuse("numerator", "\(fields.path): numerator must be at most the denominator")
    }
    return fraction
  }
  if mirror.percent != nil, mirror.fraction != nil {
    fields.refuse(
      "fraction", "\(fields.path): Only one of percent or fraction may be specified")
  }
  return mirror
}

private func decodeCORS(_ fields: Fields) -> GatewayAPI.CORS {
  var cors = GatewayAPI.CORS()
  cors.allowOrigins = fields.strings("allowOrigins")
  cors.allowCredentials = fields.boolean("allowCredentials") ?? false
  cors.allowMethods = fields.strings("allowMethods")
  cors.allowHeaders = fields.strings("allowHeaders")
  cors.exposeHeaders = fields.strings("exposeHeaders")
  cors.maxAge = fields.integer("maxAge", .maxAge) ?? cors.maxAge
  return cors
}
