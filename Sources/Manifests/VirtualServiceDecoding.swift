internal import Diagnostics
internal import Resources

// istio/api networking/v1alpha3/virtual_service.proto, 1.30.

/// Reads a VirtualService.
func decodeVirtualService(_ spec: Fields, _ metadata: ResourceMetadata) -> VirtualService {
  var service = VirtualService()
  service.metadata = metadata
  service.hosts = spec.strings("hosts")
  service.gateways = spec.strings("gateways")
  service.http = spec.list("http", decodeHTTPRoute)
  service.tls = spec.list("tls", decodeTLSRoute)
  service.tcp = spec.list("tcp", decodeTCPRoute)
  service.exportTo = spec.strings("exportTo")
  return service
}

private func decodeHTTPRoute(_ fields: Fields) -> HTTPRoute {
  var route = HTTPRoute()
  route.name = fields.string("name") ?? ""
  route.match = fields.list("match", decodeHTTPMatch)
  route.route = fields.list("route", decodeHTTPRouteDestination)
  route.redirect = fields.object("redirect", decodeRedirect)
  route.directResponse = fields.object("directResponse", decodeDirectResponse)
  route.delegate = fields.object("delegate") {
    var delegate = Delegate()
    delegate.name = $0.string("name") ?? ""
    delegate.namespace = $0.string("namespace") ?? ""
    return delegate
  }
  route.rewrite = fields.object("rewrite", decodeRewrite)
  route.timeout = fields.duration("timeout")
  route.retries = fields.object("retries", decodeRetry)
  route.fault = fields.object("fault", decodeFault)
  route.mirror = fields.object("mirror", decodeDestination)
  route.mirrors = fields.list("mirrors") {
    var mirror = HTTPMirrorPolicy()
    mirror.destination = $0.object("destination", decodeDestination)
    mirror.percentage = $0.object("percentage", decodePercent)
    return mirror
  }
  route.mirrorPercent = fields.uint32("mirrorPercent")
  route.mirrorPercentage = fields.object("mirrorPercentage", decodePercent)
  route.corsPolicy = fields.object("corsPolicy", decodeCors)
  route.headers = fields.object("headers", decodeHeaders)
  return route
}

private func decodeHTTPMatch(_ fields: Fields) -> HTTPMatchRequest {
  var match = HTTPMatchRequest()
  match.name = fields.string("name") ?? ""
  match.uri = fields.object("uri", decodeStringMatch)
  match.scheme = fields.object("scheme", decodeStringMatch)
  match.method = fields.object("method", decodeStringMatch)
  match.authority = fields.object("authority", decodeStringMatch)
  match.headers = decodeStringMatches(fields, "headers")
  match.port = fields.uint32("port") ?? 0
  match.sourceLabels = fields.stringMap("sourceLabels")
  match.gateways = fields.strings("gateways")
  match.queryParams = decodeStringMatches(fields, "queryParams")
  match.ignoreUriCase = fields.boolean("ignoreUriCase") ?? false
  match.withoutHeaders = decodeStringMatches(fields, "withoutHeaders")
  match.sourceNamespace = fields.string("sourceNamespace") ?? ""
  match.statPrefix = fields.string("statPrefix") ?? ""
  return match
}

private func decodeStringMatches(_ fields: Fields, _ key: String) -> [String: StringMatch] {
  guard let map = fields.fields(key) else { return [:] }
  var matches: [String: StringMatch] = [:]
  for name in map.keys { matches[name] = map.object(name, decodeStringMatch) ?? .unset }
  return matches
}

/// A match of a text: `exact`, `prefix` or `regex`.
func decodeStringMatch(_ fields: Fields) -> StringMatch {
  let kind = fields.only(of: ["exact", "prefix", "regex"])
  let text = kind.flatMap { fields.string($0) } ?? ""
  switch kind {
  case "exact": return .exact(text)
  case "prefix": return .prefix(text)
  case "regex": return .regex(text)
  default: return .unset
  }
}

/// A host, with subset and port.
func decodeDestination(_ fields: Fields) -> Destination {
  var destination = Destination()
  destination.host = fields.string("host") ?? ""
  destination.subset = fields.string("subset") ?? ""
  destination.port = fields.object("port") { $0.uint32("number") ?? 0 }
  return destination
}

private func decodeHTTPRouteDestination(_ fields: Fields) -> HTTPRouteDestination {
  var route = HTTPRouteDestination()
  route.destination = fields.object("destination", decodeDestination) ?? Destination()
  route.weight = fields.int32("weight") ?? 0
  route.headers = fields.object("headers", decodeHeaders)
  return route
}

private func decodeHeaders(_ fields: Fields) -> Headers {
  func operations(_ fields: Fields) -> Headers.Operations {
    var operations = Headers.Operations()
    operations.set = fields.stringMap("set")
    operations.add = fields.stringMap("add")
    operations.remove = fields.strings("remove")
    return operations
  }
  var headers = Headers()
  headers.request = fields.object("request", operations)
  headers.response = fields.object("response", operations)
  return headers
}

private func decodeRedirect(_ fields: Fields) -> HTTPRedirect {
  var redirect = HTTPRedirect()
  redirect.uri = fields.string("uri") ?? ""
  redirect.authority = fields.string("authority") ?? ""
  switch fields.only(of: ["port", "derivePort"]) {
  case "port": redirect.port = fields.uint32("port").map { .number($0) }
  case "derivePort":
    let names = ["FROM_PROTOCOL_DEFAULT", "FROM_REQUEST_PORT"]
    redirect.port = fields.enumeration("derivePort", names).map { .derived($0) }
  default: break
  }
  redirect.scheme = fields.string("scheme") ?? ""
  redirect.redirectCode = fields.uint32("redirectCode") ?? 0
  return redirect
}

private func decodeDirectResponse(_ fields: Fields) -> HTTPDirectResponse {
  var response = HTTPDirectResponse()
  response.status = fields.uint32("status") ?? 0
  response.body = fields.object("body") { body in
    switch body.only(of: ["string", "bytes"]) {
    case "string": return .string(body.string("string") ?? "")
    case "bytes": return .bytes(body.string("bytes") ?? "")
    default: return .string("")
    }
  }
  return response
}

private func decodeRewrite(_ fields: Fields) -> HTTPRewrite {
  var rewrite = HTTPRewrite()
  rewrite.uri = fields.string("uri") ?? ""
  rewrite.authority = fields.string("authority") ?? ""
  rewrite.uriRegexRewrite = fields.object("uriRegexRewrite") {
    var regex = HTTPRewrite.Regex()
    regex.match = $0.string("match") ?? ""
    regex.rewrite = $0.string("rewrite") ?? ""
    return regex
  }
  return rewrite
}

/// Retries, from a route or the mesh configuration.
func decodeRetry(_ fields: Fields) -> HTTPRetry {
  var retry = HTTPRetry()
  retry.attempts = fields.int32("attempts") ?? 0
  retry.perTryTimeout = fields.duration("perTryTimeout")
  retry.retryOn = fields.string("retryOn") ?? ""
  retry.retryRemoteLocalities = fields.boolean("retryRemoteLocalities")
  retry.retryIgnorePreviousHosts = fields.boolean("retryIgnorePreviousHosts")
  retry.backoff = fields.duration("backoff")
  return retry
}

private func decodePercent(_ fields: Fields) -> Percent { Percent(fields.number("value") ?? 0) }

private func decodeFault(_ fields: Fields) -> HTTPFaultInjection {
  var fault = HTTPFaultInjection()
  fault.delay = fields.object("delay") { fields in
    var delay = HTTPFaultInjection.Delay()
    delay.percent = fields.int32("percent") ?? 0
    delay.percentage = fields.object("percentage", decodePercent)
    _ = fields.only(of: ["fixedDelay", "exponentialDelay"])
    delay.fixedDelay = fields.duration("fixedDelay")
    delay.exponentialDelay = fields.duration("exponentialDelay")
    return delay
  }
  fault.abort = fields.object("abort") { fields in
    var abort = HTTPFaultInjection.Abort()
    abort.percentage = fields.object("percentage", decodePercent)
    switch fields.only(of: ["httpStatus", "grpcStatus", "http2Error"]) {
    case "httpStatus": abort.kind = fields.int32("httpStatus").map { .httpStatus($0) }
    case "grpcStatus": abort.kind = fields.string("grpcStatus").map { .grpcStatus($0) }
    case "http2Error": abort.kind = fields.string("http2Error").map { .http2Error($0) }
    default: break
    }
    return abort
  }
  return fault
}

private func decodeCors(_ fields: Fields) -> CorsPolicy {
  var cors = CorsPolicy()
  cors.allowOrigin = fields.strings("allowOrigin")
  cors.allowOrigins = fields.list("allowOrigins", decodeStringMatch)
  cors.allowMethods = fields.strings("allowMethods")
  cors.allowHeaders = fields.strings("allowHeaders")
  cors.exposeHeaders = fields.strings("exposeHeaders")
  cors.maxAge = fields.duration("maxAge")
  cors.allowCredentials = fields.boolean("allowCredentials")
  cors.unmatchedPreflights =
    fields.enumeration("unmatchedPreflights", ["UNSPECIFIED", "FORWARD", "IGNORE"]) ?? ""
  return cors
}

private func decodeTLSRoute(_ fields: Fields) -> TLSRoute {
  var route = TLSRoute()
  route.match = fields.list("match") { fields in
    var match = TLSRoute.Match()
    match.sniHosts = fields.strings("sniHosts")
    match.destinationSubnets = fields.strings("destinationSubnets")
    match.port = fields.uint32("port") ?? 0
    match.sourceLabels = fields.stringMap("sourceLabels")
    match.gateways = fields.strings("gateways")
    match.sourceNamespace = fields.string("sourceNamespace") ?? ""
    return match
  }
  route.route = fields.list("route", decodeRouteDestination)
  return route
}

private func decodeTCPRoute(_ fields: Fields) -> TCPRoute {
  var route = TCPRoute()
  route.match = fields.list("match") { fields in
    var match = TCPRoute.Match()
    match.destinationSubnets = fields.strings("destinationSubnets")
    match.port = fields.uint32("port") ?? 0
    match.sourceSubnet = fields.string("sourceSubnet") ?? ""
    match.sourceLabels = fields.stringMap("sourceLabels")
    match.gateways = fields.strings("gateways")
    match.sourceNamespace = fields.string("sourceNamespace") ?? ""
    return match
  }
  route.route = fields.list("route", decodeRouteDestination)
  return route
}

private func decodeRouteDestination(_ fields: Fields) -> RouteDestination {
  var route = RouteDestination()
  route.destination = fields.object("destination", decodeDestination) ?? Destination()
  route.weight = fields.int32("weight") ?? 0
  return route
}
