internal import Resources

// istio/api mesh/v1alpha1/config.proto, 1.30.

/// Reads those of MeshConfig's `extensionProviders` that decide about requests.
func decodeAuthorizationProviders(_ fields: Fields) -> [AuthorizationProvider] {
  fields.items("extensionProviders").compactMap { node, path -> AuthorizationProvider? in
    guard let entry = Fields(node, path: path, fields.findings) else { return nil }
    let http = entry.object("envoyExtAuthzHttp") { fields in
      decode(fields, .http(decodeHTTPSettings(fields)))
    }
    guard var provider = http ?? entry.object("envoyExtAuthzGrpc", { decode($0, .grpc) }) else {
      return nil
    }
    provider.name = entry.string("name") ?? ""
    return provider
  }
}

private func decode(
  _ fields: Fields, _ transport: AuthorizationProvider.Transport
) -> AuthorizationProvider {
  var provider = AuthorizationProvider(transport)
  provider.service = fields.string("service") ?? ""
  provider.port = fields.uint32("port") ?? 0
  provider.timeout = fields.duration("timeout")
  provider.failsOpen = fields.boolean("failOpen") ?? false
  _ = fields.value("clearRouteCache")
  provider.statusOnError = fields.string("statusOnError") ?? ""
  provider.body = fields.object("includeRequestBodyInCheck") { fields in
    var body = AuthorizationProvider.BodySettings()
    body.maxRequestBytes = fields.uint32("maxRequestBytes") ?? 0
    body.allowsPartialMessage = fields.boolean("allowPartialMessage") ?? false
    body.packsAsBytes = fields.boolean("packAsBytes") ?? false
    return body
  }
  return provider
}

private func decodeHTTPSettings(_ fields: Fields) -> AuthorizationProvider.HTTPSettings {
  var settings = AuthorizationProvider.HTTPSettings()
  settings.pathPrefix = fields.string("pathPrefix") ?? ""
  let included = fields.strings("includeRequestHeadersInCheck")
  let deprecated = fields.strings("includeHeadersInCheck")
  settings.includedHeaders = included.isEmpty ? deprecated : included
  settings.additionalHeaders = fields.stringMap("includeAdditionalHeadersInCheck")
  settings.headersToUpstreamOnAllow = fields.strings("headersToUpstreamOnAllow")
  settings.headersToDownstreamOnAllow = fields.strings("headersToDownstreamOnAllow")
  settings.headersToDownstreamOnDeny = fields.strings("headersToDownstreamOnDeny")
  return settings
}
