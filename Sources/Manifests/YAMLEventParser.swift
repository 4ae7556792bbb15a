internal import CYAML
internal import Diagnostics

/// One pass over libyaml's events.
struct YAMLEventParser {
  private let source: ManifestSource
  private let limits: ReadingLimits
  private let skips: Bool
  private var builder: SourceTreeBuilder
  private var diagnostics: [Diagnostic] = []
  /// Anchored values of the current document.
  private var anchors: [String: Range<Int>] = [:]
  private var nodeCount = 0
  private var aliasNodeCount = 0
  /// The event that is being looked at.
  private var event = yaml_event_t()
  /// Keys of the mappings that are open, the innermost's last.
  private var keys: [Int32] = []

  init(source: ManifestSource, limits: ReadingLimits, skips: Bool) {
    self.source = source
    self.limits = limits
    self.skips = skips
    builder = SourceTreeBuilder(file: source.name, byteCount: source.bytes.count)
  }

  /// Why reading stops.
  private struct Stop: Error {}

  /// What a value is part of, as far as that says what is read of it.
  private enum Part {
    /// A Kubernetes object, or what may be one.
    case object
    /// An object's `metadata`.
    case metadata
    case other
  }

  /// The documents of the bytes, and what is wrong with them.
  mutating func run(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> (documents: [YAMLNode], diagnostics: [Diagnostic]) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      return ([], [Diagnostic(.unreadableYAML, "libyaml has no memory left")])
    }
    defer {
      yaml_event_delete(&event)
      yaml_parser_delete(&parser)
    }
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
    var roots: [Int] = []
    do throws(Stop) {
      while true {
        try next(&parser)
        if event.type == YAML_STREAM_END_EVENT { break }
        guard event.type == YAML_DOCUMENT_START_EVENT else { continue }
        anchors.removeAll(keepingCapacity: true)
        let root = builder.count
        try next(&parser)
        try value(&parser, depth: 1, part: skips ? .object : .other)
        roots.append(root)
      }
    } catch {}
    let tree = builder.finished()
    let documents = roots.map { YAMLNode(tree, at: $0) }.filter { !$0.isNull }
    return (documents, diagnostics)
  }

  private mutating func next(_ parser: inout yaml_parser_t) throws(Stop) {
    yaml_event_delete(&event)
    guard yaml_parser_parse(&parser, &event) == 1 else {
      diagnostics.append(syntaxError(parser))
      throw Stop()
    }
  }

  private var line: Int { Int(event.start_mark.line) + 1 }
  private var column: Int { Int(event.start_mark.column) + 1 }

  /// Adds the value that the event begins.
  private mutating func value(
    _ parser: inout yaml_parser_t, depth: Int, part: Part
  ) throws(Stop) {
    try count()
    let start = builder.count
    var anchor: UnsafeMutablePointer<UInt8>?
    switch event.type {
    case YAML_ALIAS_EVENT: return try addAlias()
    case YAML_SCALAR_EVENT:
      addScalar()
      anchor = event.data.scalar.anchor
    case YAML_SEQUENCE_START_EVENT:
      let name = event.data.sequence_start.anchor.map { String(cString: $0) }
      try addItems(&parser, depth: depth, part: part)
      if let name { anchors[name] = start..<builder.count }
      return
    default:
      let name = event.data.mapping_start.anchor.map { String(cString: $0) }
      try addEntries(&parser, depth: depth, part: part)
      if let name { anchors[name] = start..<builder.count }
      return
    }
    if let anchor { anchors[String(cString: anchor)] = start..<builder.count }
  }

  private mutating func addScalar() {
    let scalar = event.data.scalar
    let isPlain =
      scalar.style == YAML_PLAIN_SCALAR_STYLE && (scalar.quoted_implicit == 0 || scalar.tag == nil)
    builder.add(
      UnsafeBufferPointer(start: scalar.value, count: scalar.length), isPlain: isPlain,
      line: line, column: column)
  }

  private mutating func addItems(
    _ parser: inout yaml_parser_t, depth: Int, part: Part
  ) throws(Stop) {
    try check(depth)
    let start = builder.open(.sequence, line: line, column: column)
    while true {
      try next(&parser)
      if event.type == YAML_SEQUENCE_END_EVENT { break }
      try value(&parser, depth: depth + 1, part: part)
    }
    builder.close(start)
  }

  private mutating func addEntries(
    _ parser: inout yaml_parser_t, depth: Int, part: Part
  ) throws(Stop) {
    try check(depth)
    let start = builder.open(.mapping, line: line, column: column)
    let firstKey = keys.count
    var kind: Int?
    while true {
      try next(&parser)
      if event.type == YAML_MAPPING_END_EVENT { break }
      let key = builder.count
      try value(&parser, depth: depth + 1, part: .other)
      try next(&parser)
      if part == .object, kind == nil, builder.isScalar(key), builder.holds("kind", at: key) {
        kind = key + 1
      }
      if isSkipped(key, part, kind: kind) {
        try skip(&parser, depth: depth + 1)
      } else {
        try value(&parser, depth: depth + 1, part: self.part(of: key, part))
      }
      if builder.isScalar(key) {
        keys.append(Int32(key))
      } else {
        refuse(key: key)
      }
    }
    builder.close(start)
    reportRepetitions(keys[firstKey...])
    keys.removeLast(keys.count - firstKey)
  }

  /// What the value behind a key is part of.
  private func part(of key: Int, _ part: Part) -> Part {
    guard part == .object, builder.isScalar(key) else { return .other }
    if builder.holds("metadata", at: key) { return .metadata }
    return builder.holds("items", at: key) ? .object : .other
  }

  /// Whether nobody reads what stands behind a key: an object's `managedFields`, and its `status`
  /// unless it is a pod's, a Service's or a ServiceEntry's.
  private func isSkipped(_ key: Int, _ part: Part, kind: Int?) -> Bool {
    switch part {
    case .other: return false
    case .metadata: return builder.isScalar(key) && builder.holds("managedFields", at: key)
    case .object:
      guard let kind, kind < key, builder.isScalar(key), builder.isScalar(kind) else {
        return false
      }
      return builder.holds("status", at: key) && !builder.holds("Pod", at: kind)
        && !builder.holds("Service", at: kind) && !builder.holds("ServiceEntry", at: kind)
    }
  }

  /// Passes over the value that the event begins; what has an anchor is kept for its aliases.
  private mutating func skip(_ parser: inout yaml_parser_t, depth: Int) throws(Stop) {
    let start = builder.open(.skipped, line: line, column: column)
    var open = 0
    repeat {
      try count()
      switch event.type {
      case YAML_ALIAS_EVENT:
        guard let name = event.data.alias.anchor, anchors[String(cString: name)] != nil else {
          try addAlias()
          break
        }
      case YAML_SCALAR_EVENT:
        if event.data.scalar.anchor != nil { try value(&parser, depth: depth, part: .other) }
      case YAML_SEQUENCE_START_EVENT where event.data.sequence_start.anchor != nil,
        YAML_MAPPING_START_EVENT where event.data.mapping_start.anchor != nil:
        try value(&parser, depth: depth + open, part: .other)
      case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
        try check(depth + open)
        open += 1
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: open -= 1
      default: break
      }
      if open > 0 { try next(&parser) }
    } while open > 0
    builder.close(start)
  }

  /// A key that is no text is told, and its entry left out.
  private mutating func refuse(key: Int) {
    let (line, column) = builder.place(key)
    diagnostics.append(
      Diagnostic(
        .wrongType,
        "a key must be a text, and this is "
          + (builder.kind(key) == .sequence ? "a list" : "a mapping"),
        at: SourceLocation(file: source.name, line: line, column: column)))
    builder.removeNodes(from: key)
    anchors = anchors.filter { $0.value.upperBound <= key }
  }

  private mutating func reportRepetitions(_ keys: ArraySlice<Int32>) {
    for (later, first) in builder.repetitions(among: keys) {
      diagnostics.append(
        Diagnostic(
          .duplicateKey,
          "the key “\(builder.text(later).quotedForDiagnostics)” is given twice",
          at: location(later), notes: [Diagnostic.Note("first given here", at: location(first))]))
    }
  }

  private func location(_ position: Int) -> SourceLocation {
    let (line, column) = builder.place(position)
    return SourceLocation(file: source.name, line: line, column: column)
  }

  private mutating func addAlias() throws(Stop) {
    let name = event.data.alias.anchor.map { String(cString: $0) } ?? ""
    guard let target = anchors[name] else {
      diagnostics.append(
        Diagnostic(
          .unreadableYAML, "the alias “\(name.quotedForDiagnostics)” names no anchor before it",
          at: place))
      throw Stop()
    }
    aliasNodeCount += target.count
    guard aliasNodeCount <= limits.aliasNodeCount else {
      diagnostics.append(
        Diagnostic(
          .limitExceeded,
          "aliases stand for more than \(limits.aliasNodeCount) values in this file", at: place))
      throw Stop()
    }
    builder.repeatNodes(target)
  }

  private mutating func check(_ depth: Int) throws(Stop) {
    guard depth > limits.depth else { return }
    diagnostics.append(
      Diagnostic(
        .limitExceeded, "values are nested deeper than \(limits.depth) levels", at: place))
    throw Stop()
  }

  private mutating func count() throws(Stop) {
    nodeCount += 1
    guard nodeCount > limits.nodeCount else { return }
    diagnostics.append(
      Diagnostic(
        .limitExceeded, "the file holds more than \(limits.nodeCount) values", at: place))
    throw Stop()
  }

  private var place: SourceLocation {
    SourceLocation(file: source.name, line: line, column: column)
  }
}

extension YAMLEventParser {
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
}
