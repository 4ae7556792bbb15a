public import Diagnostics
public import Resources

/// What a reading gave: everything that could be read, and everything that is wrong.
public struct ManifestReading: Sendable {
  public var resources: ResourceSet
  public var diagnostics: [Diagnostic]
  /// Resources that are left out because a field could not be read.
  public var unreadable: [ResourceIdentifier]
  /// Why each of ``unreadable`` is left out, in the same order.
  public var unreadableReasons: [Diagnostic]

  /// Whether a file could not be taken apart, or holds a kind that its group does not have.
  ///
  /// Then nobody knows what the mesh would be, and no question about it has an answer.
  public var isBroken: Bool {
    diagnostics.contains { $0.severity == .error && $0.code.breaksReading }
  }
}

extension DiagnosticCode {
  /// Whether what follows in the input may be lost together with what the finding is about.
  fileprivate var breaksReading: Bool {
    switch self {
    case .unreadableFile, .unreadableYAML, .limitExceeded, .binaryInput, .notAnObject, .unknownKind:
      true
    default: false
    }
  }
}

/// Reads what one would `kubectl apply`.
public enum ManifestReader {
  /// Reads every document of every source, in the order given.
  ///
  /// A resource with an error is left out, unless istiod would read it all the same: it passes over
  /// unknown fields and takes the last of contradicting ones. Reading goes on, so that all findings
  /// come at once. Of
  /// two resources of one kind, namespace and name the later counts, as with `kubectl apply`.
  public static func read(
    _ sources: [ManifestSource], limits: ReadingLimits = .standard
  ) -> ManifestReading {
    var reading = ManifestAssembly(limits: limits)
    for source in sources { reading.add(source) }
    return reading.finished()
  }
}

/// What is known while sources are read one after the other.
private struct ManifestAssembly {
  let limits: ReadingLimits
  var resources = ResourceSet()
  var diagnostics: [Diagnostic] = []
  var unreadable: [ResourceIdentifier] = []
  var unreadableReasons: [Diagnostic] = []
  var documentCount = 0
  var known: [ResourceIdentifier: Int] = [:]
  var unknownKinds: Set<String> = []

  init(limits: ReadingLimits) { self.limits = limits }

  mutating func add(_ source: ManifestSource) {
    let (documents, findings) = YAMLReader.documents(of: source, limits: limits)
    diagnostics += findings
    for document in documents {
      documentCount += 1
      guard documentCount <= limits.documentCount else {
        diagnostics.append(
          Diagnostic(
            .limitExceeded, "more than \(limits.documentCount) documents are read at once",
            at: document.location(in: source.name)))
        return
      }
      add(document, source.name)
    }
  }

  private mutating func add(_ document: YAMLNode, _ file: String) {
    let findings = Findings(file: file)
    defer { diagnostics += findings.diagnostics }
    guard case .mapping = document.content else {
      findings.report(
        .notAnObject,
        "a manifest must be a mapping with apiVersion and kind, and this is "
          + document.kindInWords, at: document)
      return
    }
    guard let fields = Fields(document, path: "", findings) else { return }
    let kind = fields.string("kind") ?? ""
    if kind == "List" || (kind.hasSuffix("List") && fields.value("items") != nil) {
      for (item, _) in fields.items("items") { add(item, file) }
      return
    }
    guard !kind.isEmpty else {
      findings.report(
        .missingField,
        fields.value("apiVersion") == nil
          ? "this document has no apiVersion and no kind" : "this document has no kind",
        at: document)
      return
    }
    read(kind, fields, document, findings)
  }

  private mutating func read(
    _ kind: String, _ fields: Fields, _ document: YAMLNode, _ findings: Findings
  ) {
    var metadata = decodeMetadata(fields.fields("metadata"))
    metadata.kind = kind
    metadata.apiVersion = fields.string("apiVersion") ?? ""
    metadata.places = document.places(in: findings.file)
    let isClusterWide = ["Namespace", "Node", "GatewayClass"].contains(kind)
    if metadata.namespace.isEmpty { metadata.namespace = isClusterWide ? "" : "default" }
    switch KindRegister.family(of: kind, apiVersion: metadata.apiVersion) {
    case .passedOver: return
    case .unknown:
      if unknownKinds.insert(kind).inserted {
        diagnostics.append(
          Diagnostic(
            .warning, .unknownKind,
            "objects of kind \(kind.quotedForDiagnostics) are passed over",
            at: document.location(in: findings.file)))
      }
      return
    case .unknownVersion(let known):
      findings.report(
        .unknownVersion,
        "\(kind) has no apiVersion “\(metadata.apiVersion.quotedForDiagnostics)”",
        at: fields.value("apiVersion") ?? document, hint: "use \(known)")
      leaveOut(metadata, findings)
      return
    case .modelled, .unmodelled: break
    }
    if metadata.name.isEmpty {
      findings.report(
        .missingField, "this \(kind) has no metadata.name",
        at: fields.value("metadata") ?? document)
    }
    decode(kind, fields, metadata, findings)
  }

  private mutating func decode(
    _ kind: String, _ fields: Fields, _ metadata: ResourceMetadata, _ findings: Findings
  ) {
    var addition = ResourceSet()
    if KindRegister.unmodelled.contains(kind) {
      addition.unmodelled = [ResourceSet.Unmodelled(metadata: metadata)]
    } else {
      KindRegister.decode(kind, fields, metadata, into: &addition)
    }
    guard !findings.diagnostics.contains(where: { $0.forbidsReading }) else {
      leaveOut(metadata, findings)
      return
    }
    noteDuplicate(metadata)
    resources.append(addition)
  }

  private mutating func leaveOut(_ metadata: ResourceMetadata, _ findings: Findings) {
    guard let reason = findings.diagnostics.first(where: { $0.forbidsReading }) else { return }
    unreadable.append(metadata.identifier)
    unreadableReasons.append(reason)
  }

  private mutating func noteDuplicate(_ metadata: ResourceMetadata) {
    known[metadata.identifier, default: 0] += 1
    guard known[metadata.identifier] == 2 else { return }
    diagnostics.append(
      Diagnostic(
        .warning, .duplicateResource,
        "\(metadata.identifier.description.quotedForDiagnostics) is given twice; the later counts",
        at: metadata.places.location(of: FieldPath())))
  }

  mutating func finished() -> ManifestReading {
    let twice = Set(known.filter { $0.value > 1 }.keys)
    if !twice.isEmpty { resources.keepLast(of: twice) }
    if diagnostics.count > limits.findingCount {
      let count = diagnostics.count - limits.findingCount
      diagnostics.removeLast(count)
      diagnostics.append(
        Diagnostic(.limitExceeded, "\(count) more findings are not printed"))
    }
    return ManifestReading(
      resources: resources, diagnostics: diagnostics, unreadable: unreadable,
      unreadableReasons: unreadableReasons)
  }
}

extension Diagnostic {
  /// Whether istiod could not read the resource either.
  fileprivate var forbidsReading: Bool {
    severity == .error && code != .unknownField && code != .contradictingFields
  }
}
