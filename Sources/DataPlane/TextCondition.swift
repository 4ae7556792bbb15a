public import ProxyConfig
internal import RegularExpression

/// A compiled string matcher (source/common/common/matchers.cc, StringMatcherImpl).
enum TextCondition: Sendable {
  /// The whole text.
  case exact(String, ignoresCase: Bool)
  /// The text's beginning.
  case prefix(String, ignoresCase: Bool)
  /// The text's end.
  case suffix(String, ignoresCase: Bool)
  /// A part of the text.
  case contains(String, ignoresCase: Bool)
  /// The whole text fits a pattern.
  case pattern(RegularExpression)
  /// A pattern that RE2 refuses; Envoy would refuse the whole configuration.
  case broken(String)

  init(_ matcher: StringMatcher) {
    let ignoresCase = matcher.ignoreCase ?? false
    if let text = matcher.prefix {
      self = .prefix(text, ignoresCase: ignoresCase)
    } else if let text = matcher.suffix {
      self = .suffix(text, ignoresCase: ignoresCase)
    } else if let text = matcher.contains {
      self = .contains(text, ignoresCase: ignoresCase)
    } else if let regex = matcher.safeRegex?.regex {
      self.init(pattern: regex)
    } else {
      self = .exact(matcher.exact ?? "", ignoresCase: ignoresCase)
    }
  }

  init(pattern: String) {
    do throws(RegularExpression.SyntaxError) {
      self = .pattern(try RegularExpression(pattern))
    } catch {
      self = .broken(pattern)
    }
  }

  /// Whether a text meets it.
  func holds(_ text: String) -> Bool {
    switch self {
    case .exact(let wanted, let ignoresCase):
      folded(text, ignoresCase) == folded(wanted, ignoresCase)
    case .prefix(let wanted, let ignoresCase):
      folded(text, ignoresCase).hasBytePrefix(folded(wanted, ignoresCase))
    case .suffix(let wanted, let ignoresCase):
      folded(text, ignoresCase).hasByteSuffix(folded(wanted, ignoresCase))
    case .contains(let wanted, let ignoresCase):
      folded(text, ignoresCase).containsBytes(folded(wanted, ignoresCase))
    case .pattern(let expression): expression.matchesWhole(text)
    case .broken: false
    }
  }

  /// The condition as the end of a sentence, such as `starts with /api`; negated, `does not start
  /// with /api`.
  func words(negated: Bool) -> String {
    switch self {
    case .exact(let text, let ignoresCase):
      (negated ? "is not " : "is ") + text + caseNote(ignoresCase)
    case .prefix(let text, let ignoresCase):
      (negated ? "does not start with " : "starts with ") + text + caseNote(ignoresCase)
    case .suffix(let text, let ignoresCase):
      (negated ? "does not end with " : "ends with ") + text + caseNote(ignoresCase)
    case .contains(let text, let ignoresCase):
      (negated ? "does not contain " : "contains ") + text + caseNote(ignoresCase)
    case .pattern(let expression):
      (negated ? "does not match " : "matches ") + expression.pattern
    case .broken(let pattern): "cannot match \(pattern), which is no regular expression"
    }
  }

  private func folded(_ text: String, _ ignoresCase: Bool) -> String {
    ignoresCase ? text.lowercasedASCII : text
  }

  private func caseNote(_ ignoresCase: Bool) -> String { ignoresCase ? " in any case" : "" }
}

extension StringMatcher {
  /// Whether a text is one that the matcher takes.
  public func holds(_ text: String) -> Bool { TextCondition(self).holds(text) }
}
