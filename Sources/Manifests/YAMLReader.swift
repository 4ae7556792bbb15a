internal import CYAML
public import Diagnostics

/// Reads YAML into trees that know their places, through libyaml.
public enum YAMLReader {
  /// The documents of a source, and what is wrong with it.
  ///
  /// After a syntax error the documents before it are still given. Aliases are replaced by what
  /// they stand for. Empty documents are passed over.
  public static func documents(
    of source: ManifestSource, limits: ReadingLimits = .standard
  ) -> (documents: [YAMLNode], diagnostics: [Diagnostic]) {
    if let refused = refusal(of: source, limits) { return ([], [refused]) }
    var parser = YAMLEventParser(source: source, limits: limits)
    return source.bytes.withUnsafeBufferPointer { parser.run($0) }
  }

  private static func refusal(
    of source: ManifestSource, _ limits: ReadingLimits
  ) -> Diagnostic? {
    let start = SourceLocation(file: source.name, line: 1, column: 1)
    if source.bytes.count > limits.fileByteCount {
      return Diagnostic(
        .limitExceeded,
        "the file has \(source.bytes.count) bytes, and at most \(limits.fileByteCount) are read",
        at: start)
    }
    let isUTF16 =
      source.bytes.starts(with: [0xFE, 0xFF]) || source.bytes.starts(with: [0xFF, 0xFE])
    if !isUTF16, let zero = source.bytes.firstIndex(of: 0) {
      let line = source.bytes[..<zero].count { $0 == 10 } + 1
      return Diagnostic(
        .binaryInput, "the file holds a zero byte and is no text",
        at: SourceLocation(file: source.name, line: line, column: 1))
    }
    return nil
  }
}

/// One pass over libyaml's events.
private struct YAMLEventParser {
  let source: ManifestSource
  let limits: ReadingLimits
  var documents: [YAMLNode] = []
  var diagnostics: [Diagnostic] = []
  /// Anchored values of the current document, with the number of values that each holds.
  var anchors: [String: (node: YAMLNode, size: Int)] = [:]
  var nodeCount = 0
  var aliasNodeCount = 0

  init(source: ManifestSource, limits: ReadingLimits) {
    self.source = source
    self.limits = limits
  }

  /// Why reading stops.
  struct Stop: Error {}

  mutating func run(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (documents: [YAMLNode], diagnostics: [Diagnostic]) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      return ([], [Diagnostic(.unreadableYAML, "libyaml has no memory left")])
    }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
    while let event = try? next(&parser) {
      if event.type == YAML_STREAM_END_EVENT { break }
      guard event.type == YAML_DOCUMENT_START_EVENT else { continue }
      anchors.removeAll(keepingCapacity: true)
      guard let content = try? next(&parser), let node = try? value(content, &parser, depth: 1)
      else { break }
      if !node.0.isNull { documents.append(node.0) }
    }
    return (documents, diagnostics)
  }

  /// An event without libyaml's memory.
  struct Event {
    var type: yaml_event_type_t
    var line: Int32
    var column: Int32
    var text = ""
    var isPlain = false
    var anchor: String?
  }

  private mutating func next(_ parser: inout yaml_parser_t) throws(Stop) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else {
      diagnostics.append(syntaxError(parser))
      throw Stop()
    }
    defer { yaml_event_delete(&event) }
    var result = Event(
      type: event.type, line: Int32(clamping: event.start_mark.line + 1),
      column: Int32(clamping: event.start_mark.column + 1))
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      result.text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      result.isPlain =
        scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.quoted_implicit == 0
        || scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
      result.anchor = scalar.anchor.map { String(cString: $0) }
    case YAML_SEQUENCE_START_EVENT:
      result.anchor = event.data.sequence_start.anchor.map { String(cString: $0) }
    case YAML_MAPPING_START_EVENT:
      result.anchor = event.data.mapping_start.anchor.map { String(cString: $0) }
    case YAML_ALIAS_EVENT:
      result.anchor = event.data.alias.anchor.map { String(cString: $0) }
    default: break
    }
    return result
  }

  private func syntaxError(_ parser: yaml_parser_t) -> Diagnostic {
    let problem = parser.problem.map { String(cString: $0) } ?? "unreadable"
    let mark = parser.problem_mark
    let isInput = parser.error == YAML_READER_ERROR
    let line = isInput ? lineOfByte(parser.problem_offset) : mark.line + 1
    let context = parser.context.map { " (\(String(cString: $0)))" } ?? ""
    return Diagnostic(
      isInput ? .binaryInput : .unreadableYAML, "\(problem)\(context)",
      at: SourceLocation(
        file: source.name, line: Int(line), column: isInput ? 1 : Int(mark.column + 1)))
  }

  private func lineOfByte(_ offset: Int) -> Int {
    source.bytes.prefix(offset).count { $0 == 10 } + 1
  }

  private mutating func value(
    _ event: Event, _ parser: inout yaml_parser_t, depth: Int
  ) throws(Stop) -> (YAMLNode, size: Int) {
    try count(1, event)
    var size = 1
    let content: YAMLNode.Content
    switch event.type {
    case YAML_ALIAS_EVENT: return try expanded(event)
    case YAML_SCALAR_EVENT: content = .scalar(event.text, isPlain: event.isPlain)
    case YAML_SEQUENCE_START_EVENT:
      try check(depth, event)
      content = .sequence(try items(&parser, depth: depth, size: &size))
    default:
      try check(depth, event)
      content = .mapping(try entries(&parser, depth: depth, size: &size))
    }
    let node = YAMLNode(content: content, line: event.line, column: event.column)
    if let anchor = event.anchor { anchors[anchor] = (node, size) }
    return (node, size)
  }

  private mutating func items(
    _ parser: inout yaml_parser_t, depth: Int, size: inout Int
  ) throws(Stop) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try next(&parser)
      if event.type == YAML_SEQUENCE_END_EVENT { return items }
      let item = try value(event, &parser, depth: depth + 1)
      size += item.size
      items.append(item.0)
    }
  }

  private mutating func entries(
    _ parser: inout yaml_parser_t, depth: Int, size: inout Int
  ) throws(Stop) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    while true {
      let keyEvent = try next(&parser)
      if keyEvent.type == YAML_MAPPING_END_EVENT { break }
      let key = try value(keyEvent, &parser, depth: depth + 1)
      let item = try value(try next(&parser), &parser, depth: depth + 1)
      size += key.size + item.size
      guard case .scalar(let name, _) = key.0.content else {
        diagnostics.append(
          Diagnostic(
            .wrongType, "a key must be a text, and this is \(key.0.kindInWords)",
            at: key.0.location(in: source.name)))
        continue
      }
      entries.append(
        YAMLNode.Entry(key: name, line: keyEvent.line, column: keyEvent.column, value: item.0))
    }
    reportDuplicates(entries)
    return entries
  }

  private mutating func reportDuplicates(_ entries: [YAMLNode.Entry]) {
    guard entries.count > 1 else { return }
    if entries.count <= 8 {
      for (index, entry) in entries.enumerated().dropFirst() {
        if let first = entries[..<index].first(where: { $0.key == entry.key }) {
          reportDuplicate(entry, first)
        }
      }
      return
    }
    var seen: [String: YAMLNode.Entry] = [:]
    for entry in entries {
      if let first = seen[entry.key] {
        reportDuplicate(entry, first)
      } else {
        seen[entry.key] = entry
      }
    }
  }

  private mutating func reportDuplicate(_ entry: YAMLNode.Entry, _ first: YAMLNode.Entry) {
    let place = SourceLocation(
      file: source.name, line: Int(entry.line), column: Int(entry.column))
    diagnostics.append(
      Diagnostic(
        .duplicateKey, "the key “\(entry.key.quotedForDiagnostics)” is given twice", at: place,
        notes: [
          Diagnostic.Note(
            "first given here",
            at: SourceLocation(
              file: source.name, line: Int(first.line), column: Int(first.column)))
        ]))
  }

  private mutating func expanded(_ event: Event) throws(Stop) -> (YAMLNode, size: Int) {
    let name = event.anchor ?? ""
    guard let target = anchors[name] else {
      diagnostics.append(
        Diagnostic(
          .unreadableYAML, "the alias “\(name.quotedForDiagnostics)” names no anchor before it",
          at: place(event)))
      throw Stop()
    }
    aliasNodeCount += target.size
    guard aliasNodeCount <= limits.aliasNodeCount else {
      diagnostics.append(
        Diagnostic(
          .limitExceeded,
          "aliases stand for more than \(limits.aliasNodeCount) values in this file",
          at: place(event)))
      throw Stop()
    }
    return (target.node, target.size)
  }

  private mutating func check(_ depth: Int, _ event: Event) throws(Stop) {
    guard depth > limits.depth else { return }
    diagnostics.append(
      Diagnostic(
        .limitExceeded, "values are nested deeper than \(limits.depth) levels", at: place(event)))
    throw Stop()
  }

  private mutating func count(_ added: Int, _ event: Event) throws(Stop) {
    nodeCount += added
    guard nodeCount > limits.nodeCount else { return }
    diagnostics.append(
      Diagnostic(
        .limitExceeded, "the file holds more than \(limits.nodeCount) values", at: place(event)))
    throw Stop()
  }

  private func place(_ event: Event) -> SourceLocation {
    SourceLocation(file: source.name, line: Int(event.line), column: Int(event.column))
  }
}
