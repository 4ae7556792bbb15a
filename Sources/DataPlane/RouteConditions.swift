internal import ProxyConfig

/// A compiled route match: all conditions must hold (source/common/router/config_impl.cc,
/// matchRoute).
///
/// Dynamic metadata (a token's claims) is there once a filter has noted it and lets the route be
/// chosen again; before that such a condition holds only where it is inverted.
struct RouteConditions: Sendable {
  /// What the path must be.
  var path: PathCondition
  /// What headers must be; all hold.
  var headers: [HeaderCondition]
  /// What query parameters must be; all hold.
  var query: [QueryCondition]
  /// What filters must have noted; all hold.
  var metadata: [MetadataCondition]

  init(_ match: RouteMatch, version: EnvoyVersion) {
    path = PathCondition(match)
    headers = (match.headers ?? []).map { HeaderCondition($0, version: version) }
    query = (match.queryParameters ?? []).map { QueryCondition($0) }
    metadata = (match.dynamicMetadata ?? []).map { MetadataCondition($0) }
  }

  /// The first condition that does not hold, in words; `nil` where the route takes the request.
  ///
  /// `noted`: what filters noted, by their names.
  func failure(
    _ request: RequestHead, path text: String, query parameters: QueryParameters,
    noted: [String: ProtobufValue] = [:]
  ) -> String? {
    if !path.holds(text) { return path.whyNot(text) }
    for condition in headers where !condition.holds(request) { return condition.whyNot(request) }
    for condition in query where !condition.holds(parameters) {
      return condition.whyNot(parameters)
    }
    for condition in metadata where !condition.holds(noted: noted) {
      return "\(condition.subject) \(condition.words(negated: true))"
    }
    return nil
  }

  /// What the route asks for, such as `path starts with /api, header end-user is jason`.
  var words: String {
    let conditions =
      [path.words].compactMap(\.self) + headers.map(\.words) + query.map(\.words)
      + metadata.map { "\($0.subject) \($0.words(negated: false))" }
    return conditions.isEmpty ? "takes every request" : conditions.joined(separator: ", ")
  }
}
