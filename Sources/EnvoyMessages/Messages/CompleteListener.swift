/// Makes a complete envoy.config.listener.v3.Listener of what labbook keeps of one.
enum CompleteListener {
  /// The complete message of a listener that is given as the projection keeps it.
  static func message(_ kept: JSONValue) -> JSONValue {
    var listener = kept
    let detectsHTTP = kept["detectsHttp"] == true
    listener["detectsHttp"] = nil
    let direction = (kept["trafficDirection"]?.string ?? "").lowercased()
    let prefix = "\(direction)_\(kept["name"]?.string ?? "")"
    listener.change("filterChains") { $0.changeItems { complete(chain: &$0, prefix) } }
    listener.change("defaultFilterChain") { complete(chain: &$0, prefix) }
    if kept["address"] == nil { listener["internalListener"] = [:] }
    if detectsHTTP || looksAtTLS(kept) {
      listener["listenerFilters"] = .array(inspectors(detectsHTTP: detectsHTTP))
    }
    return listener
  }

  /// Whether chains are chosen by what a TLS greeting says.
  private static func looksAtTLS(_ listener: JSONValue) -> Bool {
    (listener["filterChains"]?.items ?? []).contains { chain in
      let match = chain["filterChainMatch"]
      return match?["transportProtocol"] != nil || match?["serverNames"] != nil
        || match?["applicationProtocols"] != nil
    }
  }

  private static func inspectors(detectsHTTP: Bool) -> [JSONValue] {
    let tls = CompleteMessages.named(
      "envoy.filters.listener.tls_inspector",
      "envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector")
    let http = CompleteMessages.named(
      "envoy.filters.listener.http_inspector",
      "envoy.extensions.filters.listener.http_inspector.v3.HttpInspector")
    return detectsHTTP ? [tls, http] : [tls]
  }

  private static func complete(chain: inout JSONValue, _ prefix: String) {
    chain["tls"] = nil
    if chain["filterChainMatch"] == [:] { chain["filterChainMatch"] = nil }
    var filters = (chain["networkFilters"]?.items ?? []).map { CompleteFilters.message($0) }
    if let manager = chain["httpConnectionManager"] {
      filters.append(httpFilter(manager, prefix))
    } else if let proxy = chain["tcpProxy"] {
      filters.append(tcpFilter(proxy, prefix))
    }
    if !filters.isEmpty { chain["filters"] = .array(filters) }
    chain["networkFilters"] = nil
    chain["httpConnectionManager"] = nil
    chain["tcpProxy"] = nil
  }

  private static func tcpFilter(_ kept: JSONValue, _ prefix: String) -> JSONValue {
    var proxy = kept
    proxy["statPrefix"] = kept["cluster"] ?? .string(prefix)
    return CompleteMessages.named(
      "envoy.filters.network.tcp_proxy",
      "envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", proxy)
  }

  private static func httpFilter(_ kept: JSONValue, _ prefix: String) -> JSONValue {
    var manager = kept
    manager["statPrefix"] = .string(prefix)
    manager.change("rds") { $0["configSource"] = CompleteMessages.overADS }
    manager.change("routeConfig") { $0 = CompleteRoutes.message($0) }
    manager["upgradeConfigs"] = [["upgradeType": "websocket"]]
    let filters = (kept["filters"]?.items ?? []).map { CompleteFilters.message($0) }
    manager["httpFilters"] = .array(filters)
    manager["filters"] = nil
    return CompleteMessages.named(
      "envoy.filters.network.http_connection_manager",
      "envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
      manager)
  }
}
