internal import Foundation
internal import EnvoyMessages
internal import ProxyConfig
internal import Testing

/// The complete messages have what Envoy asks for and nothing that is labbook's own.
@Suite struct EnvoyMessageTests {
  @Test("no field of labbook's own is left", arguments: Corpus.families)
  func fieldsAreEnvoys(family: String) throws {
    let mesh = try #require(Corpus.meshes.first { $0.hasPrefix("\(family)-") })
    for proxy in try GoldenProxies.proxies(of: mesh, release: "1.30.3") {
      for kind in MeshProjection.Family.allCases {
        for message in try CompleteMessages.messages(of: kind, in: proxy) {
          // As in istioctl's output, a message does not tell its own type.
          #expect(message["@type"] == nil)
          for field in ["tls", "detectsHttp", "httpProtocolOptions", "edsServiceName"] {
            #expect(message[field] == nil, "\(mesh) \(proxy.proxy) \(field)")
          }
          for chain in message["filterChains"]?.items ?? [] {
            #expect(chain["tls"] == nil)
            // Network filters stand before the only one that reads HTTP or sends bytes on.
            let names = (chain["filters"]?.items ?? []).map { $0["name"]?.string ?? "" }
            let ends = [
              "envoy.filters.network.http_connection_manager", "envoy.filters.network.tcp_proxy",
            ]
            #expect(names.filter(ends.contains).count == 1)
            #expect(names.last.map(ends.contains) == true)
            #expect(chain["networkFilters"] == nil)
          }
        }
      }
    }
  }

  @Test("a retry's predicates and a fault have their types") func types() throws {
    var match = RouteMatch()
    match.prefix = "/"
    var route = Route(match: match)
    var action = RouteAction()
    action.cluster = "a"
    action.retryPolicy = RetryPolicy()
    action.retryPolicy?.retryHostPredicate = ["envoy.retry_host_predicates.previous_hosts"]
    route.route = action
    var filters = PerFilterConfig()
    filters.fault = HTTPFault()
    route.typedPerFilterConfig = filters
    var proxy = ProxyConfiguration(proxy: "a.default", address: "10.1.0.1", namespace: "default")
    proxy.routes = [
      RouteConfiguration(
        name: "80", virtualHosts: [VirtualHost(name: "a:80", domains: ["a"], routes: [route])])
    ]
    let message = try #require(try CompleteMessages.messages(of: .routes, in: proxy).first)
    let text = message.text
    #expect(text.contains("envoy.extensions.filters.http.fault.v3.HTTPFault"))
    #expect(text.contains("envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"))
    #expect(message["validateClusters"] == false)
  }
}
