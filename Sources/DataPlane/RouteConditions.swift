internal import ProxyConfig

/// A compiled route match: all conditions must hold (source/common/router/config_impl.cc,
/// matchRoute).
///
/// Dynamic metadata (JWT claims) is never there, since no filter here writes it: such a condition
/// holds only where it is inverted.
struct RouteConditions: Sendable {
  /// What the path must be.
  var path: PathCondition
  /// What headers must be; all hold.
  var headers: [HeaderCondition]
  /// What query parameters must be; all hold.
  var query: [QueryCondition]
  /// What filters must have noted; all hold.
  var metadata: [MetadataMatcher]

  init(_ match: RouteMatch, version: EnvoyVersion) {
    path = PathCondition(match)
    headers = (match.headers ?? []).map { HeaderCondition($0, version: version) }
    query = (match.queryParameters ?? []).map { QueryCondition($0) }
    metadata = match.dynamicMetadata ?? []
  }

  /// The first condition that does not hold, in words; `nil` where the route takes the request.
  func failure(_ request: RequestHead, path text: String, query parameters: QueryParameters)
    -> String?
  {
    if !path.holds(text) { return path.whyNot(text) }
    for condition in headers where !condition.holds(request) { return condition.whyNot(request) }
    for condition in query where !condition.holds(parameters) {
      return condition.whyNot(parameters)
    }
    for matcher in metadata where !(matcher.invert ?? false) {
      return "metadata of \(matcher.filter) is missing"
    }
    return nil
  }

  /// What the route asks for, such as `path starts with /api, header end-user is jason`.
  var words: String {
    let conditions = [path.words].compactMap(\.self) + headers.map(\.words) + query.map(\.words)
    return conditions.isEmpty ? "takes every request" : conditions.joined(separator: ", ")
  }
}
