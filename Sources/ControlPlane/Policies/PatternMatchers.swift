internal import ProxyConfig

// Values of rules with `*` at one end, as matchers (`pilot/pkg/security/authz/matcher`@1.30.3).

extension StringMatcher {
  /// Any text but the empty one.
  static let anyText = StringMatcher(regex: ".+")

  /// `*` is any text but the empty one; at one end it stands for anything.
  init(pattern: String) {
    if pattern == "*" {
      self = .anyText
    } else if pattern.hasPrefix("*") {
      self.init(suffix: String(pattern.dropFirst()))
    } else if pattern.hasSuffix("*") {
      self.init(prefix: String(pattern.dropLast()))
    } else {
      self.init(exact: pattern)
    }
  }

  /// An identity with the scheme of a certificate's name before it
  /// (`matcher/string.go` StringMatcherWithPrefix@1.30.3).
  init(identity pattern: String, rules: RuleVersion) {
    let scheme = "spiffe://"
    if pattern == "*" {
      self = .anyText
    } else if pattern.hasPrefix("*") {
      let rest = String(pattern.dropFirst())
      self.init(regex: scheme + ".*" + (rules[.quotesIdentities] ? rest.quotedForRegex : rest))
    } else if pattern.hasSuffix("*") {
      self.init(prefix: scheme + pattern.dropLast())
    } else {
      self.init(exact: scheme + pattern)
    }
  }
}

extension HeaderMatcher {
  /// `*` asks for presence; at one end it stands for anything.
  init(name: String, pattern: String, ignoresCase: Bool = false) {
    self.init(name: name)
    if pattern == "*" {
      presentMatch = true
    } else {
      stringMatch = StringMatcher(pattern: pattern)
      if ignoresCase { stringMatch?.ignoreCase = true }
    }
  }
}

extension MetadataMatcher {
  /// A value within what a filter noted.
  init(filter: String, keys: [String], _ value: ValueMatcher) {
    self.init(filter: filter, path: keys.map { PathSegment(key: $0) })
    self.value = value
  }
}

extension MetadataMatcher.ValueMatcher {
  /// One of several; a single one stands alone.
  static func oneOf(_ values: [Self]) -> Self {
    if let only = values.first, values.count == 1 { return only }
    return .anyOf(values)
  }

  /// A text like one of the patterns.
  static func oneOf(patterns: [String]) -> Self {
    oneOf(patterns.map { .stringMatch(StringMatcher(pattern: $0)) })
  }

  /// A list of which one element matches, or a single value that does.
  static func listOrSingle(_ value: Self) -> Self { .anyOf([.listWithOne(value), value]) }
}

extension CidrRange {
  /// Reads an address or a range (`pilot/pkg/networking/util/util.go`
  /// AddrStrToCidrRange@1.30.3); `nil` for anything else.
  init?(text: String) {
    guard AddressSyntax.problem(ofSubnet: text) == nil else { return nil }
    let parts = text.split(separator: "/").map(String.init)
    let address = parts.first ?? text
    let isVersion6 = address.contains(":")
    let length = parts.count == 2 ? parts.last.flatMap { Int($0) } : nil
    self.init(
      addressPrefix: isVersion6 ? AddressSyntax.canonical(version6: address) : address,
      prefixLen: UInt32(clamping: length ?? (isVersion6 ? 128 : 32)))
  }
}
