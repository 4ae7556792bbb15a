internal import Diagnostics
internal import Limits

/// Findings of one reading.
///
/// A class, because every decoder on the way down adds to the same list.
final class Findings {
  /// The file's name, for places.
  let file: String
  /// What was found so far, in the order of reading.
  private(set) var diagnostics: [Diagnostic] = []
  /// By the path of each mapping that was read whole, the keys that its reader knows; kept only
  /// where somebody asks which these are.
  var knownKeys: [String: Set<String>]?
  /// Whether the fields are those of a Kubernetes kind: of one name each, and dropped where they
  /// are unknown.
  ///
  /// Istio's kinds and labbook's own take protobuf's `snake_case` too, and unknown fields are
  /// errors.
  var readsKubernetes = false

  init(file: String) { self.file = file }

  /// Adds a finding.
  func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Adds a finding about a node.
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
  /// Where findings about these fields go.
  let findings: Findings
  /// How the mapping is called in findings, such as `spec.http[0]`.
  let path: ReadingPath
  /// The mapping.
  let node: YAMLNode
  /// The positions of the keys in the source.
  fileprivate let entries: [Int32]
  /// Where in ``entries`` a key stands, made where there are many.
  private lazy var positions = Dictionary(
    keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  private lazy var hasSnakeCase =
    !findings.readsKubernetes
    && entries.contains { node.tree.holds(byte: UInt8(ascii: "_"), at: Int($0)) }
  private var asked: [String] = []
  /// Which of the first 64 entries were asked for.
  private var seen: UInt64 = 0
  /// Of fields that were read whole, what is known below them: where a misplaced one belongs.
  private var below: [(key: String, asked: [String], known: Set<String>)] = []

  /// - Returns: `nil`, with a finding, where the value is no mapping.
  init?(_ node: YAMLNode, path: ReadingPath, _ findings: Findings) {
    self.findings = findings
    self.path = path
    self.node = node
    entries = node.tree.keys(node.position)
    if node.isMapping {
      asked.reserveCapacity(12)
    } else if !node.isNull {
      findings.report(
        .wrongType,
        "\(path.isEmpty ? "the document" : path) must be a mapping, and this is "
          + node.kindInWords, at: node)
      return nil
    }
  }

  /// The keys as written.
  var keys: [String] { entries.map { node.tree.text(Int($0)) } }

  /// A field that is given and not null; `snake_case` names count as their `camelCase` ones.
  func value(_ key: String) -> YAMLNode? {
    asked.append(key)
    guard let index = index(of: key) else { return nil }
    if index < 64 { seen |= 1 << UInt64(index) }
    let value = YAMLNode(node.tree, at: Int(entries[index]) + 1)
    return value.isNull ? nil : value
  }

  private func index(of key: String) -> Int? {
    let found =
      entries.count > 24 ? positions[key] : node.tree.index(of: key, among: entries)
    if let found { return found }
    guard hasSnakeCase else { return nil }
    return entries.firstIndex { node.tree.text(Int($0)).camelCased == key }
  }

  /// Where a field of this mapping stands.
  func pathTo(_ key: String) -> ReadingPath { .key(path, key) }

  /// Reports every key that no decoder asked for.
  ///
  /// - Parameter known: keys that there are although nobody asks for them.
  func reportUnknownFields(known: Set<String> = []) {
    findings.knownKeys?["\(path)", default: []].formUnion(asked)
    for (index, key) in entries.enumerated() where index >= 64 || seen & (1 << UInt64(index)) == 0 {
      let name = node.tree.text(Int(key))
      if known.contains(name) || asked.contains(name) { continue }
      if !findings.readsKubernetes, asked.contains(name.camelCased) { continue }
      report(unknown: node.entry(Int(key)), known: known)
    }
  }

  private func report(unknown entry: YAMLNode.Entry, known: Set<String>) {
    let names = asked + known.subtracting(asked).sorted()
    let owner = below.first { $0.known.contains(entry.key) || $0.asked.contains(entry.key) }
    var hint =
      owner.map { "did you mean \(pathTo($0.key)).\(entry.key)?" }
      ?? names.nearest(to: entry.key).map { "did you mean “\($0)”?" }
    if hint == nil, known.contains("labels"), case .scalar = entry.value.content {
      hint = "labels stand below \(pathTo("labels"))"
    }
    findings.report(
      Diagnostic(
        findings.readsKubernetes ? .warning : .error, .unknownField,
        "\(path.isEmpty ? "this document" : path) has no field "
          + "“\(entry.key.quotedForDiagnostics)”",
        at: SourceLocation(
          file: findings.file, line: Int(entry.line), column: Int(entry.column)),
        hint: hint))
  }

  /// Adds the finding that a field is not of the kind that is wanted.
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

  /// A truth value; `nil` where the field is missing, or wrong, which is then a finding.
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
  func integer(_ key: String, _ range: NumberRange) -> Int64? {
    guard let node = value(key) else { return nil }
    return integer(node, key, range)
  }

  /// A node's whole number within a range; outside it a finding.
  func integer(_ node: YAMLNode, _ key: String, _ range: NumberRange) -> Int64? {
    guard case .scalar(let text, _) = node.content, let value = wholeNumber(text) else {
      wrongType(key, "a whole number", node)
      return nil
    }
    guard range.range.contains(value) else {
      findings.report(
        .invalidValue,
        "\(pathTo(key)) must lie between \(range.range.lowerBound) and "
          + "\(range.range.upperBound), "
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

  /// A whole number from 0 to 2³²−1; `nil` where missing or wrong.
  func uint32(_ key: String) -> UInt32? { integer(key, .uint32).map { UInt32($0) } }
  /// A whole number from −2³¹ to 2³¹−1; `nil` where missing or wrong.
  func int32(_ key: String) -> Int32? {
    integer(key, .int32).map { Int32($0) }
  }
  /// A whole number from 0 to 2⁶³−1; `nil` where missing or wrong.
  func uint64(_ key: String) -> UInt64? { integer(key, .uint64).map { UInt64($0) } }

  /// A finite number; `nil` where missing or wrong.
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

  /// A list of texts; empty where missing, without the items that are none.
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

  /// A mapping from texts to texts, such as labels; of two of one name the first counts.
  func stringMap(_ key: String) -> [String: String] {
    guard let fields = fields(key) else { return [:] }
    return fields.texts
  }

  private var texts: [String: String] {
    var map: [String: String] = [:]
    map.reserveCapacity(entries.count)
    for key in entries {
      let name = node.tree.text(Int(key))
      guard map[name] == nil else { continue }
      let value = YAMLNode(node.tree, at: Int(key) + 1)
      map[name] = value.isNull ? "" : string(value, name) ?? ""
    }
    return map
  }

  /// The mapping in a field; `nil` where missing or wrong.
  func fields(_ key: String) -> Fields? {
    guard let node = value(key) else { return nil }
    return Fields(node, path: pathTo(key), findings)
  }

  /// A list's items with how each is called.
  func items(_ key: String) -> [(YAMLNode, ReadingPath)] {
    guard let list = value(key) else { return [] }
    guard list.tree.kind(list.position) == .sequence else {
      wrongType(key, "a list", list)
      return []
    }
    let path = pathTo(key)
    return list.tree.items(list.position).enumerated().map {
      (YAMLNode(list.tree, at: $1), .item(path, $0))
    }
  }

  /// A list of mappings, decoded one by one; the unknown fields of each are reported.
  func list<Item>(
    _ key: String, known: Set<String> = [], _ decode: (Fields) -> Item
  ) -> [Item] {
    items(key).compactMap { node, path in
      guard let fields = Fields(node, path: path, findings) else { return nil }
      return fields.closed(known: known, decode)
    }
  }

  /// A mapping, decoded; its unknown fields are reported.
  ///
  /// `known`: fields that there are although `decode` does not ask for them.
  func object<Item>(
    _ key: String, known: Set<String> = [], _ decode: (Fields) -> Item
  ) -> Item? {
    guard let fields = fields(key) else { return nil }
    let item = fields.closed(known: known, decode)
    below.append((key, fields.asked, known))
    return item
  }

  /// Decodes the mapping, and reports its unknown fields.
  func closed<Item>(known: Set<String> = [], _ decode: (Fields) -> Item) -> Item {
    let item = decode(self)
    reportUnknownFields(known: known)
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
