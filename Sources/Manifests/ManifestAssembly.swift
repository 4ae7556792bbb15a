internal import Diagnostics
internal import Limits
internal import Resources

/// What is known while sources are read one after the other.
struct ManifestAssembly {
  private let namespace: String
  private let limits: ReadingLimits
  private var resources = ResourceSet()
  private var settings = MeshConfigSources()
  private var istiod = IstiodSources()
  private var diagnostics: [Diagnostic] = []
  private var unreadable: [ResourceIdentifier] = []
  private var unreadableReasons: [Diagnostic] = []
  private var isBroken = false
  private var documentCount = 0
  private var podCount = 0
  private var known: [ObjectKey: Int] = [:]
  private var kindsTold: Set<String> = []

  init(namespace: String, limits: ReadingLimits) {
    self.namespace = namespace
    self.limits = limits
  }

  /// Reads a source behind those before it.
  mutating func add(_ source: ManifestSource) {
    let (documents, findings) = YAMLReader.documents(of: source, limits: limits, skips: true)
    diagnostics += findings.map { $0.hinted(for: source) }
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
          + document.kindInWords, at: document, hint: ForeignDocument(document)?.hint)
      isBroken = true
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
        at: document, hint: ForeignDocument(document)?.hint)
      return
    }
    read(kind, fields, findings)
  }

  private mutating func read(_ kind: String, _ fields: Fields, _ findings: Findings) {
    let apiVersion = fields.string("apiVersion") ?? ""
    switch KindTable.verdict(on: kind, apiVersion: apiVersion) {
    case .known(let known) where known.support == .passedOver:
      passOver(known, fields, findings, apiVersion)
    case .known(let known): read(known, fields, findings, apiVersion)
    case .otherVersion(let known):
      findings.report(
        .unknownVersion, "\(kind) has no apiVersion “\(apiVersion.quotedForDiagnostics)”",
        at: fields.value("apiVersion") ?? fields.node, hint: "use \(known.apiVersion)")
      leaveOut(metadata(of: kind, fields, apiVersion, isClusterWide: false), findings)
      // A version that is not served is left out as admission leaves out; another group's kind is
      // one that does not exist.
      if apiVersion.groupAndVersion.group != known.group { isBroken = true }
    case .nonexistent(let nearest):
      findings.report(
        .unknownKind,
        "\(apiVersion.groupAndVersion.group.quotedForDiagnostics) has no kind "
          + "“\(kind.quotedForDiagnostics)”",
        at: fields.value("kind") ?? fields.node, hint: nearest.map { "did you mean \($0)?" })
    case .unmodelled:
      if fields.hasPodTemplate {
        readTemplated(kind, fields, findings, apiVersion)
      } else {
        let group = apiVersion.groupAndVersion.group
        read(
          KnownKind(group: group, name: kind, support: .unmodelled), fields, findings, apiVersion)
      }
    case .foreign(let isTold):
      if fields.hasPodTemplate {
        readTemplated(kind, fields, findings, apiVersion)
      } else if isTold {
        tell(kind, apiVersion, fields.node, findings)
      }
    }
  }

  /// Keeps of an object that acts on nothing what a reference to it can be held against.
  private mutating func passOver(
    _ kind: KnownKind, _ fields: Fields, _ findings: Findings, _ apiVersion: String
  ) {
    guard let decode = kind.decode else { return }
    findings.readsKubernetes = true
    let metadata = metadata(
      of: kind.name, fields, apiVersion, isClusterWide: kind.isClusterWide)
    guard !metadata.name.isEmpty, let object = decode(fields, metadata) else { return }
    resources.append(object)
  }

  /// Warns once of a kind that is no part of the mesh.
  private mutating func tell(
    _ kind: String, _ apiVersion: String, _ node: YAMLNode, _ findings: Findings
  ) {
    let group = apiVersion.groupAndVersion.group
    guard kindsTold.insert("\(group)/\(kind)").inserted else { return }
    findings.report(
      Diagnostic(
        .warning, .unknownKind,
        "objects of kind \(kind.quotedForDiagnostics) (\(group.quotedForDiagnostics)) are passed "
          + "over", at: node.location(in: findings.file), hint: ForeignDocument(node)?.hint))
  }

  /// Pods of somebody else's controller.
  private mutating func readTemplated(
    _ kind: String, _ fields: Fields, _ findings: Findings, _ apiVersion: String
  ) {
    let group = apiVersion.groupAndVersion.group
    let known = KnownKind(
      group: group, name: kind, support: .modelled, decode: KindTable.decodeTemplated)
    read(known, fields, findings, apiVersion)
    guard kindsTold.insert("\(group)/\(kind)").inserted else { return }
    findings.report(
      Diagnostic(
        .warning, .unknownKind,
        "\(kind.quotedForDiagnostics) is not known, and is taken to make pods of its template as a "
          + "Deployment does", at: fields.node.location(in: findings.file)))
  }

  private func metadata(
    of kind: String, _ fields: Fields, _ apiVersion: String, isClusterWide: Bool
  ) -> ResourceMetadata {
    var metadata =
      fields.object("metadata", known: KubernetesFields.metadata, decodeMetadata)
      ?? ResourceMetadata()
    metadata.kind = kind
    metadata.apiVersion = apiVersion
    metadata.places = fields.node.places
    if isClusterWide {
      metadata.namespace = ""
    } else if metadata.namespace.isEmpty {
      metadata.namespace = namespace
    }
    return metadata
  }

  /// Notes that an object is not read, and the first finding that forbids it.
  private mutating func leaveOut(_ metadata: ResourceMetadata, _ findings: Findings) {
    guard let reason = findings.diagnostics.first(where: { $0.forbidsReading }) else { return }
    unreadable.append(metadata.identifier)
    unreadableReasons.append(reason)
  }

  private mutating func read(
    _ kind: KnownKind, _ fields: Fields, _ findings: Findings, _ apiVersion: String
  ) {
    findings.readsKubernetes = !kind.isIstios && kind.group != GatewayAPI.group
    let metadata = metadata(
      of: kind.name, fields, apiVersion, isClusterWide: kind.isClusterWide)
    if metadata.name.isEmpty {
      findings.report(
        .missingField, "this \(kind.name) has no metadata.name",
        at: fields.value("metadata") ?? fields.node)
    }
    let object = decode(kind, fields, metadata)
    guard !findings.diagnostics.contains(where: { $0.forbidsReading }) else {
      leaveOut(metadata, findings)
      return
    }
    guard let object else { return }
    noteDuplicate(metadata)
    resources.append(bounded(object, findings))
  }

  /// A controller without its pods where there would be more than the limit.
  private mutating func bounded(_ object: MeshObject, _ findings: Findings) -> MeshObject {
    if case .pod = object { podCount += 1 }
    guard case .controller(var controller) = object else { return object }
    let total = podCount.adding(saturating: controller.replicas)
    guard total > limits.podCount else {
      podCount = total
      return object
    }
    findings.report(
      Diagnostic(
        .limitExceeded,
        "with the \(controller.replicas) pods of \(controller.metadata.identifier.description) "
          + "the mesh has more than \(limits.podCount), and no more are made",
        at: controller.metadata.places.location(of: FieldPath()), hint: "lower spec.replicas"))
    controller.replicas = 0
    return .controller(controller)
  }

  private mutating func decode(
    _ kind: KnownKind, _ fields: Fields, _ metadata: ResourceMetadata
  ) -> MeshObject? {
    switch kind.name {
    case "ConfigMap":
      settings.add(configMap: fields, metadata)
      istiod.add(configMap: fields, metadata)
    case "IstioOperator", "Istio":
      settings.add(operator: fields, metadata)
      istiod.add(operator: fields, metadata)
    default:
      guard let decode = kind.decode else {
        return .unmodelled(
          Unmodelled(metadata: metadata, plural: kind.plural, selector: fields.podSelector))
      }
      let object = decode(fields, metadata)
      fields.reportUnknownFields(known: KubernetesFields.document)
      return object
    }
    return nil
  }

  private mutating func noteDuplicate(_ metadata: ResourceMetadata) {
    known[metadata.key, default: 0] += 1
    guard known[metadata.key] == 2 else { return }
    diagnostics.append(
      Diagnostic(
        .warning, .duplicateResource,
        "\(metadata.identifier.description.quotedForDiagnostics) is given twice; the later counts",
        at: metadata.places.location(of: FieldPath()),
        hint: "if one is a patch of a kustomization, merge them first: kubectl kustomize DIR | "
          + "labbook … -f -"))
  }

  /// What was read of all sources.
  mutating func finished() -> ManifestReading {
    if diagnostics.contains(where: { $0.severity == .error && $0.code.breaksReading }) {
      isBroken = true
    }
    let twice = Set(known.filter { $0.value > 1 }.keys)
    if !twice.isEmpty { resources.keepLast(of: twice) }
    let (config, findings) = settings.choice(resources)
    resources.meshConfig = config
    resources.installation = istiod.installation
    diagnostics += findings
    if diagnostics.count > limits.findingCount {
      let count = diagnostics.count - limits.findingCount
      diagnostics.removeLast(count)
      diagnostics.append(
        Diagnostic(.limitExceeded, "\(count) more findings are not printed"))
    }
    return ManifestReading(
      resources: resources, diagnostics: diagnostics, unreadable: unreadable,
      unreadableReasons: unreadableReasons, isBroken: isBroken)
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

extension Diagnostic {
  /// Whether istiod could not read the resource either.
  fileprivate var forbidsReading: Bool {
    severity == .error && code != .unknownField && code != .contradictingFields
  }

  /// The finding as of a text that begins on the line after the given one.
  func moved(toLine line: Int) -> Diagnostic {
    var finding = self
    finding.location?.line += line
    for index in finding.notes.indices { finding.notes[index].location?.line += line }
    return finding
  }
}

extension Fields {
  /// Whether `spec.template` is that of pods which something tells apart: by a selector, a number
  /// of replicas, or labels.
  fileprivate var hasPodTemplate: Bool {
    guard let spec = silently("spec"), let template = spec.silently("template"),
      let pod = template.silently("spec"), case .sequence = pod.value("containers")?.content
    else { return false }
    return spec.value("selector") != nil || spec.value("replicas") != nil
      || template.silently("metadata")?.value("labels") != nil
  }

  /// `spec.selector` or `spec.podSelector`, where labels are all that it asks for; `nil` where it
  /// asks for nothing.
  fileprivate var podSelector: [String: String]? {
    guard let spec = silently("spec"),
      let selector = spec.silently("podSelector") ?? spec.silently("selector"),
      selector.value("matchExpressions") == nil, selector.silently("matchLabels") != nil
    else { return nil }
    return selector.stringMap("matchLabels")
  }

  /// A mapping below a key, without a finding where it is none.
  private func silently(_ key: String) -> Fields? {
    guard let node = value(key), case .mapping = node.content else { return nil }
    return Fields(node, path: pathTo(key), findings)
  }
}
