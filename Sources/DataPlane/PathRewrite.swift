internal import ProxyConfig
internal import RegularExpression

/// A compiled rewrite of the path (source/common/router/config_impl.cc, finalizePathHeader).
enum PathRewrite: Sendable {
  /// This takes the place of what matched.
  case prefix(String)
  /// What fits the pattern is replaced, `\1` being the first group.
  case pattern(RegularExpression, substitution: String)

  init?(_ action: RouteAction) {
    if let prefix = action.prefixRewrite, !prefix.isEmpty {
      self = .prefix(prefix)
    } else if let rewrite = action.regexRewrite,
      let pattern = try? RegularExpression(rewrite.pattern.regex)
    {
      self = .pattern(pattern, substitution: rewrite.substitution ?? "")
    } else {
      return nil
    }
  }

  /// The path after the rewrite.
  ///
  /// A prefix replaces the matched part; a pattern is replaced in the whole path; the query stays.
  func path(_ request: RequestHead, matched: String) -> String {
    switch self {
    case .prefix(let prefix):
      return prefix + request.path.droppingBytes(matched.utf8.count)
    case .pattern(let pattern, let substitution):
      let path = request.pathWithoutQuery
      return pattern.replacingMatches(in: path, with: substitution)
        + request.path.droppingBytes(path.utf8.count)
    }
  }
}
