internal import ProxyConfig

/// A compiled matcher of what filters noted (source/common/common/matchers.cc, MetadataMatcher and
/// ValueMatcher).
struct MetadataCondition: Sendable {
  /// How a value is compared.
  indirect enum Value: Sendable {
    /// A text like this.
    case text(TextCondition)
    /// Any value, or none.
    case presence(Bool)
    /// A list with an element like this.
    case listWithOne(Value)
    /// Like one of these.
    case anyOf([Value])
  }

  /// The filter that noted the value.
  let filter: String
  /// The way to the value.
  let path: [String]
  private let value: Value
  private let inverts: Bool

  init(_ matcher: MetadataMatcher) {
    filter = matcher.filter
    path = matcher.path.map(\.key)
    value = matcher.value.map { Value($0) } ?? .presence(true)
    inverts = matcher.invert ?? false
  }

  /// Whether what was noted matches; a missing value matches no text and no list.
  func holds(_ context: AccessContext) -> Bool {
    value.holds(context.noted(filter, path)) != inverts
  }

  /// Whether what filters noted matches.
  func holds(noted: [String: ProtobufValue]) -> Bool {
    value.holds(path.reduce(noted[filter]) { value, key in value?[key] }) != inverts
  }

  /// The condition as the end of a sentence, such as `is admin`.
  func words(negated: Bool) -> String { value.words(negated: negated != inverts) }

  /// What is compared, such as `the token's claim groups`.
  var subject: String {
    let name = path.dropFirst().joined(separator: ".")
    switch (filter, path.first) {
    case (FilterName.jwtAuthn, "payload"): return "the token's claim \(name)"
    case (FilterName.istioAuthn, "request.auth.claims"): return "the token's claim \(name)"
    case (FilterName.istioAuthn, let attribute?): return attribute
    case (_, let first?):
      return "\(filter)'s \(([first] + path.dropFirst()).joined(separator: "."))"
    case (_, nil): return filter
    }
  }
}

extension MetadataCondition.Value {
  init(_ matcher: MetadataMatcher.ValueMatcher) {
    switch matcher {
    case .stringMatch(let text): self = .text(TextCondition(text))
    case .presentMatch(let isPresent): self = .presence(isPresent)
    case .listWithOne(let value): self = .listWithOne(Self(value))
    case .anyOf(let values): self = .anyOf(values.map { Self($0) })
    }
  }

  /// Whether a value is like this; a missing one only where absence is asked for.
  func holds(_ value: ProtobufValue?) -> Bool {
    switch self {
    case .text(let condition): value?.text.map(condition.holds) ?? false
    case .presence(let wanted): (value != nil && value != .null) == wanted
    case .listWithOne(let inner): (value?.items ?? []).contains { inner.holds($0) }
    case .anyOf(let values): values.contains { $0.holds(value) }
    }
  }

  /// The condition as the end of a sentence.
  func words(negated: Bool) -> String {
    switch self {
    case .text(let condition): condition.words(negated: negated)
    case .presence(let wanted): wanted != negated ? "is there" : "is missing"
    case .listWithOne(let inner): inner.words(negated: negated)
    case .anyOf(let values):
      // A list or a single value like the same text is one condition in words.
      Array(Set(values.map { $0.words(negated: negated) })).sorted().joined(
        separator: negated ? " and " : " or ")
    }
  }
}
