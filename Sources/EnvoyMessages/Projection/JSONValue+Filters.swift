// What the older part of the corpus leaves out of listeners.
extension JSONValue {
  /// Whether a listener tells the filters of a chain.
  package var hasFilters: Bool {
    ((self["filterChains"]?.items ?? []) + [self["defaultFilterChain"] ?? [:]]).contains {
      $0["networkFilters"] != nil || $0["httpConnectionManager"]?["filters"] != nil
    }
  }

  /// A listener as the older part of the corpus keeps it.
  package var withoutFilters: JSONValue {
    var listener = self
    listener["perConnectionBufferLimitBytes"] = nil
    listener["connectionBalanceConfig"] = nil
    func strip(_ chain: inout JSONValue) {
      chain["networkFilters"] = nil
      chain.change("httpConnectionManager") {
        $0["filters"] = nil
        $0["xffNumTrustedHops"] = nil
      }
    }
    listener.change("filterChains") { $0.changeItems(strip) }
    listener.change("defaultFilterChain", strip)
    return listener
  }
}
