import Foundation
import ProxyConfig
import Testing

/// Filters as protobuf's JSON writes them: what is read is written again as it was.
@Suite struct FilterTests {
  static let http: [(String, String)] = [
    ("router", #"{"name":"envoy.filters.http.router"}"#),
    ("cors", #"{"name":"envoy.filters.http.cors","typedConfig":{}}"#),
    ("istio_authn", #"{"name":"istio_authn"}"#),
    ("disabled", #"{"disabled":true,"name":"envoy.filters.http.wasm"}"#),
    (
      "rbac",
      #"{"name":"envoy.filters.http.rbac","typedConfig":{"rules":{"action":"DENY","policies":{"#
        + #""a":{"permissions":[{"andRules":{"rules":[{"orRules":{"rules":[{"destinationPort":80},"#
        + #"{"urlPath":{"path":{"prefix":"/a"}}},{"notRule":{"any":true}}]}}]}}],"principals":["#
        + #"{"authenticated":{"principalName":{"exact":"spiffe://a"}}},{"directRemoteIp":"#
        + #"{"addressPrefix":"10.0.0.0","prefixLen":8}},{"metadata":{"filter":"f","path":["#
        + #"{"key":"k"}],"value":{"orMatch":{"valueMatchers":[{"stringMatch":{"exact":"v"}},"#
        + #"{"listMatch":{"oneOf":{"stringMatch":{"exact":"v"}}}}]}}}}]}}},"#
        + #""shadowRulesStatPrefix":"istio_dry_run_allow_"}}"#
    ),
    (
      "jwt_authn",
      #"{"name":"envoy.filters.http.jwt_authn","typedConfig":{"providers":{"origins-0":{"issuer":"#
        + #""i","localJwks":{"inlineString":"{}"},"payloadInMetadata":"payload"}},"rules":[{"#
        + #""match":{"prefix":"/"},"requires":{"requiresAny":{"requirements":[{"providerName":"#
        + #""origins-0"},{"allowMissing":{}}]}}}]}}"#
    ),
    ("script", #"{"name":"after.lua","typedConfig":{"inlineCode":"x"}}"#),
  ]

  @Test(arguments: http)
  func httpFilters(id: String, text: String) throws {
    let filter = try JSONDecoder().decode(HTTPFilter.self, from: Data(text.utf8))
    #expect(try written(filter) == text)
  }

  /// A structure with the name of a type is handed on as it is, and read for what it says.
  @Test func localRateLimitsOfAnyForm() throws {
    let text =
      #"{"name":"envoy.filters.http.local_ratelimit","typedConfig":{"typeUrl":"type.googleapis.com/"#
      + #"envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit","value":{"stat_prefix":"#
      + #""s","token_bucket":{"fill_interval":"60s","max_tokens":1}}}}"#
    let filter = try JSONDecoder().decode(HTTPFilter.self, from: Data(text.utf8))
    #expect(try written(filter) == text)
    guard case .localRateLimit(let limit) = filter.configuration else {
      Issue.record("no limit: \(filter)")
      return
    }
    #expect(limit.tokenBucket?.maxTokens == 1)
    #expect(limit.tokenBucket?.fillInterval.text == "60s")
    #expect(limit.statPrefix == "s")
  }

  /// Envoy tries policies by their names.
  @Test func policiesAreSortedByName() {
    let rules = RoleBasedAccessControl.Rules(
      action: nil,
      policies: ["b", "a"].map { .init(name: $0, permissions: [.any], principals: [.any]) })
    #expect(rules.policies.map(\.name) == ["a", "b"])
  }

  @Test func overridesOfUnknownFiltersAreKept() throws {
    let text = #"{"envoy.filters.http.fault":{},"other":{"a":[1,true,null,"b"]}}"#
    let config = try JSONDecoder().decode(PerFilterConfig.self, from: Data(text.utf8))
    #expect(config.fault == HTTPFault())
    #expect(try written(config) == text)
  }

  private func written(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
