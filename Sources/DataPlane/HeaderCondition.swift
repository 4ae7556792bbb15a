internal import ProxyConfig

/// A compiled header matcher (source/common/http/header_utility.cc, HeaderDataBaseImpl).
struct HeaderCondition: Sendable {
  /// The header's name, in small letters.
  var name: String
  /// `nil` asks only whether the header is there.
  var text: TextCondition?
  /// Whether it must be there; without meaning beside a text.
  var wantsPresence: Bool
  /// Whether the condition is turned round.
  var inverts: Bool
  /// Whether a header that is not there counts as an empty one.
  var takesMissingAsEmpty: Bool
  /// From Envoy 1.39 one of several values may match; before, they are joined with a comma.
  var looksAtEachValue: Bool

  init(_ matcher: HeaderMatcher, version: EnvoyVersion) {
    name = matcher.name.lowercasedASCII
    text = matcher.stringMatch.map { TextCondition($0) }
    wantsPresence = matcher.presentMatch ?? true
    inverts = matcher.invertMatch ?? false
    takesMissingAsEmpty = matcher.treatMissingHeaderAsEmpty ?? false
    looksAtEachValue = version >= EnvoyVersion(minor: 39)
  }

  /// A missing header matches no text, inverted or not, unless it is taken as empty.
  func holds(_ request: RequestHead) -> Bool {
    let values = request.values(name)
    guard let text else { return (values.isEmpty != wantsPresence) != inverts }
    if values.isEmpty { return takesMissingAsEmpty && text.holds("") != inverts }
    let candidates = looksAtEachValue ? values : [values.joined(separator: ",")]
    return candidates.contains(where: text.holds) != inverts
  }

  /// Why the condition does not hold, such as `header end-user is not jason`.
  func whyNot(_ request: RequestHead) -> String {
    guard let text else {
      return "\(subject) is " + (wantsPresence != inverts ? "missing" : "there")
    }
    if request.values(name).isEmpty, !takesMissingAsEmpty { return "\(subject) is missing" }
    return "\(subject) \(text.words(negated: !inverts))"
  }

  /// What holds, such as `header end-user is jason`.
  var words: String {
    guard let text else {
      return "\(subject) is " + (wantsPresence != inverts ? "there" : "missing")
    }
    return "\(subject) \(text.words(negated: inverts))"
  }

  private var subject: String {
    switch name {
    case ":method": "method"
    case ":authority": "authority"
    case ":scheme": "scheme"
    case ":path": "path"
    default: "header \(name)"
    }
  }
}

/// A compiled query parameter matcher (source/common/router/config_utility.cc).
///
/// Values are compared as sent, without undoing escapes; of several, the first counts.
struct QueryCondition: Sendable {
  /// The parameter's name.
  var name: String
  /// `nil` asks only whether the parameter is there.
  var text: TextCondition?
  /// Whether it must be there.
  var wantsPresence: Bool

  init(_ matcher: QueryParameterMatcher) {
    name = matcher.name
    text = matcher.stringMatch.map { TextCondition($0) }
    wantsPresence = matcher.presentMatch ?? true
  }

  /// Whether a request's parameters meet it.
  func holds(_ query: QueryParameters) -> Bool {
    guard let text else { return (query.first(name) != nil) == wantsPresence }
    guard let value = query.first(name) else { return false }
    return text.holds(value)
  }

  /// Why they do not, in words.
  func whyNot(_ query: QueryParameters) -> String {
    guard let text else {
      return "query parameter \(name) is " + (wantsPresence ? "missing" : "there")
    }
    guard query.first(name) != nil else { return "query parameter \(name) is missing" }
    return "query parameter \(name) \(text.words(negated: true))"
  }

  /// The condition in words.
  var words: String {
    guard let text else {
      return "query parameter \(name) is " + (wantsPresence ? "there" : "missing")
    }
    return "query parameter \(name) \(text.words(negated: false))"
  }
}

/// The parameters behind `?` (source/common/http/utility.cc, parseQueryString).
struct QueryParameters {
  private var pairs: [(name: Substring, value: Substring)]

  init(path: String) {
    guard let start = path.firstIndex(of: "?") else {
      pairs = []
      return
    }
    pairs = path[path.index(after: start)...].split(separator: "&").map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (sides[0], sides.count == 2 ? sides[1] : "")
    }
  }

  /// The first value of a name; empty where there is a name without `=`.
  func first(_ name: String) -> String? {
    pairs.first { $0.name == name }.map { String($0.value) }
  }
}
