internal import Diagnostics

/// Findings of one reading. A class, because every decoder on the way down adds to the same list.
final class Findings {
  let file: String
  private(set) var diagnostics: [Diagnostic] = []
  /// By the path of each mapping that was read whole, the keys that its reader knows; kept only
  /// where somebody asks which these are.
  var knownKeys: [String: Set<String>]?

  init(file: String) { self.file = file }

  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  func report(
    _ code: DiagnosticCode, _ summary: String, at node: YAMLNode, hint: String? = nil
  ) {
    report(Diagnostic(code, summary, at: node.location(in: file), hint: hint))
  }
}

/// A mapping that is being decoded field by field.
///
/// It notes which keys were asked for, so that what was never asked is unknown. A class, because
/// decoders ask it in turn.
final class Fields {
  let findings: Findings
  /// How the mapping is called in findings, such as `spec.http[0]`.
  let path: ReadingPath
  let node: YAMLNode
  private let entries: [YAMLNode.Entry]
  private let hasSnakeCase: Bool
  private var asked: [String] = []

  /// - Returns: `nil`, with a finding, where the value is no mapping.
  init?(_ node: YAMLNode, path: ReadingPath, _ findings: Findings) {
    self.findings = findings
    self.path = path
    self.node = node
    switch node.content {
    case .mapping(let entries):
      self.entries = entries
      hasSnakeCase = entries.contains { $0.key.utf8.contains(95) }
      asked.reserveCapacity(12)
    default:
      entries = []
      hasSnakeCase = false
      if node.isNull { return }
      findings.report(
        .wrongType,
        "\(path.isEmpty ? "the document" : path) must be a mapping, and this is "
          + node.kindInWords, at: node)
      return nil
    }
  }

  /// The keys as written.
  var keys: [String] { entries.map(\.key) }

  /// A field that is given and not null; `snake_case` names count as their `camelCase` ones.
  func value(_ key: String) -> YAMLNode? {
    asked.append(key)
    guard let position = position(of: key), !entries[position].value.isNull else { return nil }
    return entries[position].value
  }

  private func position(of key: String) -> Int? {
    for position in entries.indices where entries[position].key == key { return position }
    guard hasSnakeCase else { return nil }
    return entries.indices.first { entries[$0].key.camelCased == key }
  }

  func pathTo(_ key: String) -> ReadingPath { .key(path, key) }

  /// Reports every key that no decoder asked for.
  func reportUnknownFields() {
    findings.knownKeys?["\(path)", default: []].formUnion(asked)
    for entry in entries where !asked.contains(entry.key) && !asked.contains(entry.key.camelCased) {
      let near = asked.nearest(to: entry.key)
      findings.report(
        Diagnostic(
          .unknownField,
          "\(path.isEmpty ? "this document" : path) has no field "
            + "“\(entry.key.quotedForDiagnostics)”",
          at: SourceLocation(
            file: findings.file, line: Int(entry.line), column: Int(entry.column)),
          hint: near.map { "did you mean “\($0)”?" }))
    }
  }

  func wrongType(_ key: String, _ wanted: String, _ node: YAMLNode) {
    findings.report(
      .wrongType, "\(pathTo(key)) must be \(wanted), and this is \(node.kindInWords)", at: node)
  }
}

extension Fields {
  /// A text; a number or a Boolean without quotes is none.
  func string(_ key: String) -> String? {
    guard let node = value(key) else { return nil }
    return string(node, key)
  }

  fileprivate func string(_ node: YAMLNode, _ key: String) -> String? {
    guard case .scalar(let text, let isPlain) = node.content else {
      wrongType(key, "a text", node)
      return nil
    }
    if isPlain, YAMLScalar(plain: text) != .text {
      findings.report(
        .wrongType, "\(pathTo(key)) must be a text, and this is \(node.kindInWords)", at: node,
        hint: "write it with quotes: \"\(text.quotedForDiagnostics)\"")
      return nil
    }
    return text
  }

  func boolean(_ key: String) -> Bool? {
    guard let node = value(key) else { return nil }
    if case .scalar(let text, isPlain: true) = node.content,
      case .boolean(let value) = YAMLScalar(plain: text)
    {
      return value
    }
    wrongType(key, "true or false", node)
    return nil
  }

  /// A whole number in a range; a number in quotes is taken, as protobuf's JSON takes it.
  func integer(_ key: String, _ range: ClosedRange<Int64>) -> Int64? {
    guard let node = value(key) else { return nil }
    return integer(node, key, range)
  }

  func integer(_ node: YAMLNode, _ key: String, _ range: ClosedRange<Int64>) -> Int64? {
    guard case .scalar(let text, _) = node.content, let value = wholeNumber(text) else {
      wrongType(key, "a whole number", node)
      return nil
    }
    guard range.contains(value) else {
      findings.report(
        .invalidValue,
        "\(pathTo(key)) must lie between \(range.lowerBound) and \(range.upperBound), "
          + "and this is \(value)", at: node)
      return nil
    }
    return value
  }

  private func wholeNumber(_ text: String) -> Int64? {
    switch YAMLScalar(plain: text) {
    case .integer(let value): return value
    case .number(let value) where value.rounded() == value && value.magnitude < 1e15:
      return Int64(value)
    default: return nil
    }
  }

  func uint32(_ key: String) -> UInt32? { integer(key, 0...4_294_967_295).map { UInt32($0) } }
  func int32(_ key: String) -> Int32? {
    integer(key, -2_147_483_648...2_147_483_647).map { Int32($0) }
  }
  func uint64(_ key: String) -> UInt64? { integer(key, 0...Int64.max).map { UInt64($0) } }

  func number(_ key: String) -> Double? {
    guard let node = value(key) else { return nil }
    if case .scalar(let text, _) = node.content {
      switch YAMLScalar(plain: text) {
      case .integer(let value): return Double(value)
      case .number(let value): return value
      default: break
      }
    }
    wrongType(key, "a number", node)
    return nil
  }

  /// A length of time as Go writes it: `1.5s`, `500ms`, `1h30m` (golang/protobuf jsonpb).
  func duration(_ key: String) -> Duration? {
    guard let node = value(key), let text = string(node, key) else { return nil }
    if let duration = Duration(goText: text) { return duration }
    findings.report(
      .invalidValue,
      "\(pathTo(key)) must be a length of time, and this is “\(text.quotedForDiagnostics)”",
      at: node, hint: text.allSatisfy(\.isNumber) ? "write a unit: \(text.prefix(20))s" : nil)
    return nil
  }

  /// One of some names; a number stands for the name at its position.
  func enumeration(_ key: String, _ names: [String]) -> String? {
    guard let node = value(key) else { return nil }
    guard case .scalar(let text, _) = node.content else {
      wrongType(key, "one of \(names.joined(separator: ", "))", node)
      return nil
    }
    if names.contains(text), !text.isEmpty { return text }
    if let position = Int(text), names.indices.contains(position), !names[position].isEmpty {
      return names[position]
    }
    findings.report(
      .invalidValue,
      "\(pathTo(key)) must be one of \(names.filter { !$0.isEmpty }.joined(separator: ", ")), "
        + "and this is “\(text.quotedForDiagnostics)”", at: node,
      hint: names.nearest(to: text).map { "did you mean \($0)?" })
    return nil
  }

  func strings(_ key: String) -> [String] {
    items(key).compactMap { item, path in
      guard case .scalar(let text, let isPlain) = item.content,
        !isPlain || YAMLScalar(plain: text) == .text
      else {
        findings.report(
          .wrongType, "\(path) must be a text, and this is \(item.kindInWords)", at: item)
        return nil
      }
      return text
    }
  }

  /// A mapping from texts to texts, such as labels.
  func stringMap(_ key: String) -> [String: String] {
    guard let fields = fields(key) else { return [:] }
    var map: [String: String] = [:]
    for name in fields.keys where map[name] == nil { map[name] = fields.string(name) ?? "" }
    return map
  }

  func fields(_ key: String) -> Fields? {
    guard let node = value(key) else { return nil }
    return Fields(node, path: pathTo(key), findings)
  }

  /// A list's items with how each is called.
  func items(_ key: String) -> [(YAMLNode, ReadingPath)] {
    guard let node = value(key) else { return [] }
    guard case .sequence(let items) = node.content else {
      wrongType(key, "a list", node)
      return []
    }
    let path = pathTo(key)
    return items.enumerated().map { ($1, .item(path, $0)) }
  }

  /// A list of mappings, decoded one by one; the unknown fields of each are reported.
  func list<Item>(_ key: String, _ decode: (Fields) -> Item) -> [Item] {
    items(key).compactMap { node, path in
      guard let fields = Fields(node, path: path, findings) else { return nil }
      return fields.closed(decode)
    }
  }

  /// A mapping, decoded; its unknown fields are reported.
  func object<Item>(_ key: String, _ decode: (Fields) -> Item) -> Item? {
    fields(key)?.closed(decode)
  }

  func closed<Item>(_ decode: (Fields) -> Item) -> Item {
    let item = decode(self)
    reportUnknownFields()
    return item
  }

  /// Which one of some keys is given; two are a finding, and the last in this order counts, as
  /// istiod's parser sets fields in the order of their declaration.
  func only(of keys: [String]) -> String? {
    let given = keys.filter { value($0) != nil }
    if given.count > 1, let node = value(given[1]) {
      findings.report(
        .contradictingFields,
        "\(path) may have only one of \(keys.joined(separator: ", ")), and has "
          + given.joined(separator: " and "), at: node)
    }
    return given.last
  }
}

extension String {
  /// `snake_case` as `camelCase`, the way protobuf's JSON names are made.
  var camelCased: String {
    guard utf8.contains(95) else { return self }
    var result = ""
    var isUpper = false
    for character in self {
      if character == "_" {
        isUpper = true
      } else {
        result += isUpper ? character.uppercased() : String(character)
        isUpper = false
      }
    }
    return result
  }
}
