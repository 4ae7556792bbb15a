internal import Diagnostics
internal import Limits
internal import Notebook
internal import Simulator

extension Fields {
  /// A field that must be there.
  func required<Value>(_ key: String, _ decode: (String) -> Value?) -> Value? {
    guard value(key) != nil else {
      findings.report(
        .missingField, "\(path.isEmpty ? "the experiment" : path) has no \(key)", at: node)
      return nil
    }
    return decode(key)
  }

  /// A text, or a mapping from language tags to texts.
  func localizedText(_ key: String) -> LocalizedText? {
    guard let node = value(key) else { return nil }
    guard case .mapping = node.content else {
      return string(key).map { LocalizedText($0) }
    }
    let texts = stringMap(key)
    guard let fields = fields(key) else { return nil }
    for language in fields.keys where !language.isLanguageTag {
      findings.report(
        .invalidValue,
        "\(pathTo(key)) has the language “\(language.quotedForDiagnostics)”, and a language is "
          + "written as in en, ko or pt-BR", at: node)
    }
    return LocalizedText(texts)
  }

  /// A mapping from names to objects, in the order in which they are written.
  func namedObjects<Item>(_ key: String, _ decode: (String, Fields) -> Item) -> [Item] {
    guard let outer = fields(key) else { return [] }
    return outer.keys.compactMap { name in
      outer.fieldsOrEmpty(name).map { fields in fields.closed { decode(name, $0) } }
    }
  }

  private func fieldsOrEmpty(_ key: String) -> Fields? {
    if let fields = fields(key) { return fields }
    guard value(key) == nil else { return nil }
    return Fields(
      YAMLNode.emptyMapping(at: node), path: pathTo(key), findings)
  }

  /// A length of virtual time that is not negative.
  func simulationDuration(_ key: String) -> SimulationDuration? {
    guard let node = value(key), let duration = duration(key) else { return nil }
    return nonNegative(duration, key, node)
  }

  /// An instant of virtual time, written as the length of time since the start.
  func simulationTime(_ key: String) -> SimulationTime? {
    simulationDuration(key).map { SimulationTime(nanoseconds: $0.nanoseconds) }
  }

  /// A list of lengths of time.
  func simulationDurations(_ key: String) -> [SimulationDuration]? {
    guard value(key) != nil else { return nil }
    let items = items(key)
    let durations = items.compactMap { node, path -> SimulationDuration? in
      guard case .scalar(let text, _) = node.content, let duration = Duration(goText: text) else {
        findings.report(
          .invalidValue, "\(path) must be a length of time, such as 10ms", at: node)
        return nil
      }
      return nonNegative(duration, key, node)
    }
    return durations.count == items.count ? durations : nil
  }

  private func nonNegative(
    _ duration: Duration, _ key: String, _ node: YAMLNode
  ) -> SimulationDuration? {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    guard NumberRange.time.range.contains(nanoseconds) else {
      findings.report(
        .invalidValue, "\(pathTo(key)) must lie between 0s and 24h", at: node)
      return nil
    }
    return SimulationDuration(nanoseconds: nanoseconds)
  }
}

extension String {
  /// Whether it has the form of a language tag (BCP 47): letters, then parts of letters and digits.
  fileprivate var isLanguageTag: Bool {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.utf8.count) else { return false }
    return parts.allSatisfy { part in
      (1...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 32) }
    }
  }
}
