internal import ProxyConfig

extension RedirectAction {
  /// The status that `response_code` names (source/common/router/config_utility.cc).
  var status: Int { (responseCode ?? .movedPermanently).status }

  /// Where the client is sent: scheme, host, port and path of the request with the parts that the
  /// rule changes; the query is kept (source/common/router/config_impl.cc, newUri).
  ///
  /// `matched`: the part of the path that `prefix_rewrite` replaces.
  func location(_ request: RequestHead, matched: String) -> String {
    let scheme = schemeRedirect ?? ((httpsRedirect ?? false) ? "https" : request.scheme)
    let port = portRedirect.map { ":\($0)" } ?? ""
    let host =
      hostRedirect
      ?? Self.host(request, newScheme: scheme, dropsPort: !port.isEmpty)
    var path = redirectedPath(request, matched: matched)
    if !path.hasPrefix("/") { path = "/" + path }
    return "\(scheme)://\(host)\(port)\(path)"
  }

  private func redirectedPath(_ request: RequestHead, matched: String) -> String {
    if let pathRedirect, !pathRedirect.isEmpty {
      if pathRedirect.contains("?") { return pathRedirect }
      return pathRedirect + request.path.droppingBytes(request.pathBeforeQuery.utf8.count)
    }
    if let prefixRewrite, !prefixRewrite.isEmpty {
      return prefixRewrite + request.path.droppingBytes(matched.utf8.count)
    }
    return request.path
  }

  /// The request's host; its port goes where the rule sets one, or where it was the default of a
  /// scheme that is left (processRequestHost).
  private static func host(_ request: RequestHead, newScheme: String, dropsPort: Bool) -> String {
    let bare = withoutPort(request.authority)
    let port = request.authority.droppingBytes(bare.utf8.count)
    guard !port.isEmpty else { return request.authority }
    let leaves = newScheme != request.scheme
    let wasDefault = port == (request.scheme == "https" ? ":443" : ":80")
    return dropsPort || (leaves && wasDefault) ? bare : request.authority
  }
}

extension RequestHead {
  /// The path before `?`.
  fileprivate var pathBeforeQuery: Substring { path.prefix { $0 != "?" } }
}
