internal import Foundation
internal import EnvoyMessages
internal import ProxyConfig

/// What real istiod pushed, as values.
enum GoldenProxies {
  /// A mesh's proxies under one release, in the order of their names.
  ///
  /// Lists whose order the goldens do not keep are sorted.
  static func proxies(of mesh: String, release: String) throws -> [ProxyConfiguration] {
    let golden = try Corpus.istiod(mesh)
    let items = Dictionary(
      uniqueKeysWithValues: (golden["items"]?.members ?? []).map { ($0.key, $0.value) })
    let proxies = golden["versions"]?[release]?["proxies"]?.members ?? []
    return try proxies.map { member in
      func messages<Message: Decodable>(_ family: String) throws -> [Message] {
        try (member.value[family]?.items ?? []).compactMap { $0.string.flatMap { items[$0] } }
          .map { try JSONDecoder().decode(Message.self, from: Data($0.text.utf8)) }
      }
      var proxy = ProxyConfiguration(proxy: member.key, address: "", namespace: "")
      proxy.listeners = try messages("listeners")
      proxy.routes = try messages("routes")
      proxy.clusters = try messages("clusters")
      proxy.endpoints = try messages("endpoints")
      return proxy
    }
  }
}
