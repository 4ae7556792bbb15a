internal import Diagnostics
internal import Limits
internal import Resources

// kubernetes-sigs/gateway-api config/crd@v1.5: rules and matches of HTTPRoute and GRPCRoute.

private let httpFilterTypes = [
  "RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "RequestRedirect",
  "URLRewrite", "ExtensionRef", "CORS", "ExternalAuth",
]

private let grpcFilterTypes = [
  "ResponseHeaderModifier", "RequestHeaderModifier", "RequestMirror", "ExtensionRef",
]

private let methods = [
  "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
]

/// Reads a rule of an HTTPRoute.
func decodeHTTPRule(_ fields: Fields) -> GatewayAPI.HTTPRule {
  var rule = GatewayAPI.HTTPRule()
  rule.name = fields.text("name", .sectionName)
  rule.matches =
    fields.value("matches") == nil
    ? [GatewayAPI.HTTPMatch()] : fields.list("matches", 0...64, decodeHTTPMatch)
  rule.filters = decodeFilters(fields, httpFilterTypes)
  rule.backends = fields.list("backendRefs", 0...16) { decodeBackend($0, httpFilterTypes) }
  rule.timeouts = fields.object("timeouts", decodeTimeouts)
  rule.retry = fields.object("retry") { fields in
    var retry = GatewayAPI.Retry()
    retry.codes = fields.items("codes").compactMap { node, _ in
      fields.integer(node, "codes", .retryCode).map { Int($0) }
    }
    retry.attempts = fields.int32("attempts")
    retry.backoff = fields.gatewayDuration("backoff")
    return retry
  }
  rule.hasSessionPersistence = fields.value("sessionPersistence") != nil
  reviewFilters(of: rule, fields)
  return rule
}

private func decodeTimeouts(_ fields: Fields) -> GatewayAPI.Timeouts {
  var timeouts = GatewayAPI.Timeouts()
  timeouts.request = fields.gatewayDuration("request")
  timeouts.backendRequest = fields.gatewayDuration("backendRequest")
  if let request = timeouts.request, let backend = timeouts.backendRequest, request != .zero,
    backend > request
  {
    fields.refuse(
      "backendRequest",
      "\(fields.path): backendRequest timeout cannot be longer than request timeout")
  }
  return timeouts
}

/// A redirect excludes backends; a replaced prefix wants exactly one match, of a prefix.
private func reviewFilters(of rule: GatewayAPI.HTTPRule, _ fields: Fields) {
  var replacesPrefix: String?
  for filter in rule.filters {
    switch filter {
    case .requestRedirect(let redirect):
      if !rule.backends.isEmpty {
        fields.refuse(
          "backendRefs",
          "\(fields.path): RequestRedirect filter must not be used together with backendRefs")
      }
      if case .replacePrefixMatch = redirect.path { replacesPrefix = "RequestRedirect" }
    case .urlRewrite(let rewrite):
      if case .replacePrefixMatch = rewrite.path { replacesPrefix = "URLRewrite" }
    default: break
    }
  }
  guard let replacesPrefix else { return }
  let isPrefix = rule.matches.count == 1 && rule.matches.allSatisfy(\.path.isPrefix)
  if !isPrefix {
    fields.refuse(
      "filters",
      "\(fields.path): When using \(replacesPrefix) filter with path.replacePrefixMatch, exactly "
        + "one PathPrefix match must be specified")
  }
}

extension GatewayAPI.HTTPMatch.Path {
  fileprivate var isPrefix: Bool {
    if case .prefix = self { return true }
    return false
  }
}

private func decodeHTTPMatch(_ fields: Fields) -> GatewayAPI.HTTPMatch {
  var match = GatewayAPI.HTTPMatch()
  if let path = fields.object("path", decodePath) { match.path = path }
  match.headers = decodeNamedMatches("headers", valueLength: 4096, fields)
  match.queryParameters = decodeNamedMatches("queryParams", valueLength: 1024, fields)
  match.method = fields.enumeration("method", methods)
  return match
}

private func decodePath(_ fields: Fields) -> GatewayAPI.HTTPMatch.Path {
  let type =
    fields.enumeration("type", ["Exact", "PathPrefix", "RegularExpression"]) ?? "PathPrefix"
  let value = fields.string("value") ?? "/"
  if type == "RegularExpression" {
    if value.unicodeScalars.count > 1024 {
      fields.refuse("value", "\(fields.pathTo("value")) may have at most 1024 characters")
    }
    return .regularExpression(value)
  }
  if !value.isPlainAbsolutePath {
    fields.refuse(
      "value",
      "\(fields.pathTo("value")) must be an absolute path of valid characters without //, /./, "
        + "/../, %2f and #, and this is “\(value.quotedForDiagnostics)”",
      hint: value.hasPrefix("/") ? nil : "write /\(value.quotedForDiagnostics)")
  }
  return type == "Exact" ? .exact(value) : .prefix(value)
}

private func decodeNamedMatches(
  _ key: String, valueLength: Int, _ fields: Fields
) -> [GatewayAPI.NamedMatch] {
  let matches = fields.list(key, 0...16) { fields in
    let name = fields.requiredText("name", .token)
    let value = fields.requiredText("value", .upTo(valueLength))
    let isExpression =
      fields.enumeration("type", ["Exact", "RegularExpression"]) == "RegularExpression"
    return GatewayAPI.NamedMatch(
      name: name, value: isExpression ? .regularExpression(value) : .exact(value))
  }
  fields.refuseRepetition(
    of: key, among: matches.map { $0.name.isEmpty ? nil : $0.name },
    "names must be unique within a match")
  return matches
}

/// Reads a rule of a GRPCRoute.
func decodeGRPCRule(_ fields: Fields) -> GatewayAPI.GRPCRule {
  var rule = GatewayAPI.GRPCRule()
  rule.name = fields.text("name", .sectionName)
  rule.matches = fields.list("matches", 0...64) { fields in
    var match = GatewayAPI.GRPCMatch()
    match.method = fields.object("method", decodeGRPCMethod)
    match.headers = decodeNamedMatches("headers", valueLength: 4096, fields)
    return match
  }
  rule.filters = decodeFilters(fields, grpcFilterTypes)
  rule.backends = fields.list("backendRefs", 0...16) { decodeBackend($0, grpcFilterTypes) }
  rule.hasSessionPersistence = fields.value("sessionPersistence") != nil
  return rule
}

private func decodeGRPCMethod(_ fields: Fields) -> GatewayAPI.GRPCMatch.Method {
  var method = GatewayAPI.GRPCMatch.Method()
  method.isRegularExpression =
    fields.enumeration("type", ["Exact", "RegularExpression"]) == "RegularExpression"
  method.service = fields.text("service", .upTo(1024))
  method.method = fields.text("method", .upTo(1024))
  if method.service == nil, method.method == nil {
    fields.findings.report(
      .missingField, "\(fields.path): One or both of 'service' or 'method' must be specified",
      at: fields.node)
  }
  guard !method.isRegularExpression else { return method }
  if let service = method.service, !service.isGRPCService {
    fields.refuse(
      "service", "\(fields.path): service must only contain letters, digits, “_” and “.”")
  }
  if let name = method.method, !name.isIdentifier {
    fields.refuse("method", "\(fields.path): method must only contain letters, digits and “_”")
  }
  return method
}

extension StringProtocol {
  fileprivate var isIdentifier: Bool {
    guard let first = utf8.first, !(48...57).contains(first) else { return false }
    return utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 95
    }
  }

  /// Identifiers with dots between, perhaps one before.
  fileprivate var isGRPCService: Bool {
    (hasPrefix(".") ? dropFirst() : self[...])
      .split(separator: ".", omittingEmptySubsequences: false).allSatisfy { $0.isIdentifier }
  }
}
