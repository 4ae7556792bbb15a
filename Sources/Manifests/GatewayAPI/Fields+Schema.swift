internal import Limits
internal import Diagnostics
internal import Limits

/// What the API server refuses by the schema of a custom resource definition: a finding at its
/// place, and the object plays no part.
extension Fields {
  /// Reports at a field what the schema says of it.
  func refuse(_ key: String, _ summary: String, hint: String? = nil) {
    findings.report(.invalidValue, summary, at: value(key) ?? node, hint: hint)
  }

  /// A text of a form; `nil` where it is not given or not of the form.
  func text(_ key: String, _ form: SchemaText) -> String? {
    guard let text = string(key) else { return nil }
    guard form.matches(text) else {
      refuse(
        key,
        "\(pathTo(key)) must be \(form.inWords), and this is “\(text.quotedForDiagnostics)”")
      return nil
    }
    return text
  }

  /// A text of a form that must be given.
  func requiredText(_ key: String, _ form: SchemaText) -> String {
    guard value(key) != nil else {
      missing(key)
      return ""
    }
    return text(key, form) ?? ""
  }

  /// Reports that a field is not given.
  func missing(_ key: String) {
    findings.report(.missingField, "\(path) has no \(key)", at: node)
  }

  /// A port's number.
  func port(_ key: String) -> Int? { integer(key, .port).map { Int($0) } }

  /// Texts of a form, at most so many.
  func texts(_ key: String, _ form: SchemaText, atMost limit: Int) -> [String] {
    let texts = strings(key)
    limitCount(of: key, texts.count, 0...limit)
    for (position, text) in texts.enumerated() where !form.matches(text) {
      refuse(
        key,
        "\(pathTo(key))[\(position)] must be \(form.inWords), and this is "
          + "“\(text.quotedForDiagnostics)”")
    }
    return texts
  }

  /// A list of mappings of which there must be so many.
  func list<Item>(
    _ key: String, _ counts: ClosedRange<Int>, _ decode: (Fields) -> Item
  ) -> [Item] {
    let items = list(key, decode)
    limitCount(of: key, items.count, counts)
    return items
  }

  private func limitCount(of key: String, _ count: Int, _ counts: ClosedRange<Int>) {
    if counts.contains(count) { return }
    if count > counts.upperBound {
      refuse(
        key, "\(pathTo(key)) may have at most \(counts.upperBound) entries, and has \(count)")
    } else {
      refuse(key, "\(pathTo(key)) must have at least \(counts.lowerBound) entries")
    }
  }

  /// A length of time in the form of Gateway API.
  func gatewayDuration(_ key: String) -> Duration? {
    guard let text = string(key) else { return nil }
    guard text.isGatewayDuration, let duration = Duration(goText: text) else {
      refuse(
        key,
        "\(pathTo(key)) must be a length of time such as 10s or 1m500ms, and this is "
          + "“\(text.quotedForDiagnostics)”",
        hint: text.allSatisfy(\.isNumber) ? "write a unit: \(text.prefix(5))s" : nil)
      return nil
    }
    return duration
  }

  /// Reports the second of two items of a list that are alike.
  func refuseRepetition<Key: Hashable>(of key: String, among keys: [Key?], _ summary: String) {
    var seen: Set<Key> = []
    let nodes = items(key)
    for (position, item) in keys.enumerated() {
      guard let item, !seen.insert(item).inserted else { continue }
      findings.report(
        .invalidValue, "\(pathTo(key)): \(summary)",
        at: position < nodes.count ? nodes[position].0 : node)
      return
    }
  }
}
