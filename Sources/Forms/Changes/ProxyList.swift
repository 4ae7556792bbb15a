/// Names of proxies in a sentence.
package enum ProxyList {
  /// Such as `a, b, c and 9 more`.
  package static func words(_ proxies: [String], atMost limit: Int = 3) -> String {
    guard proxies.count > limit + 1 else { return proxies.joined(separator: ", ") }
    return proxies.prefix(limit).joined(separator: ", ") + " and \(proxies.count - limit) more"
  }
}
