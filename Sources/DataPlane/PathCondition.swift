internal import ProxyConfig

/// The part of a route match that looks at the path (source/common/router/config_impl.cc).
enum PathCondition: Sendable {
  /// The path begins so.
  case prefix(String, ignoresCase: Bool)
  /// The path is this, without its query.
  case exact(String, ignoresCase: Bool)
  /// The prefix must end where a segment ends.
  case separatedPrefix(String, ignoresCase: Bool)
  /// The path, without its query, fits a pattern as a whole.
  case pattern(TextCondition)

  init(_ match: RouteMatch) {
    let ignoresCase = !(match.caseSensitive ?? true)
    if let path = match.path {
      self = .exact(path, ignoresCase: ignoresCase)
    } else if let prefix = match.pathSeparatedPrefix {
      self = .separatedPrefix(prefix, ignoresCase: ignoresCase)
    } else if let regex = match.safeRegex?.regex {
      self = .pattern(TextCondition(pattern: regex))
    } else {
      self = .prefix(match.prefix ?? "/", ignoresCase: ignoresCase)
    }
  }

  /// `path`: without its query.
  func holds(_ path: String) -> Bool {
    switch self {
    case .prefix(let prefix, let ignoresCase):
      return TextCondition.prefix(prefix, ignoresCase: ignoresCase).holds(path)
    case .exact(let wanted, let ignoresCase):
      return TextCondition.exact(wanted, ignoresCase: ignoresCase).holds(path)
    case .separatedPrefix(let prefix, let ignoresCase):
      guard TextCondition.prefix(prefix, ignoresCase: ignoresCase).holds(path) else { return false }
      let rest = path.utf8.dropFirst(prefix.utf8.count)
      return rest.isEmpty || rest.first == 47
    case .pattern(let pattern): return pattern.holds(path)
    }
  }

  /// Why a path does not match, such as `path /x does not start with /api`.
  func whyNot(_ path: String) -> String { "path \(path) \(words(negated: true))" }

  /// What holds, such as `path starts with /api`; `nil` where every path matches.
  var words: String? {
    switch self {
    case .prefix("/", _), .prefix("", _): nil
    default: "path \(words(negated: false))"
    }
  }

  /// The part of a path that a prefix rewrite replaces (finalizePathHeader's `matched_path`).
  func matchedPart(of path: String) -> String {
    switch self {
    case .prefix(let prefix, _), .separatedPrefix(let prefix, _): prefix
    case .exact, .pattern: path
    }
  }

  private func words(negated: Bool) -> String {
    switch self {
    case .prefix(let text, let ignoresCase):
      TextCondition.prefix(text, ignoresCase: ignoresCase).words(negated: negated)
    case .exact(let text, let ignoresCase):
      TextCondition.exact(text, ignoresCase: ignoresCase).words(negated: negated)
    case .separatedPrefix(let text, _):
      (negated ? "is not " : "is ") + "\(text) or below it"
    case .pattern(let pattern): pattern.words(negated: negated)
    }
  }
}
