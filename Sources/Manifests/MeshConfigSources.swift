internal import Diagnostics
internal import Resources

/// Objects that give a mesh configuration, of which one counts.
struct MeshConfigSources {
  /// A configuration and what gave it.
  private struct Candidate {
    var config: MeshConfig
    var metadata: ResourceMetadata
    /// The revision of `istio-REVISION`; empty for `istio`.
    var revision = ""
    /// Whether it stands in the cluster as istiod reads it; else an operator would write it there.
    var isConfigMap: Bool
  }

  private var candidates: [Candidate] = []

  /// Reads a ConfigMap `istio` or `istio-REVISION` that has a key `mesh`; others are none.
  mutating func add(configMap document: Fields, _ metadata: ResourceMetadata) {
    guard let revision = metadata.name.istioRevision, let data = document.fields("data"),
      let mesh = data.value("mesh"), case .scalar(let text, _) = mesh.content
    else { return }
    let source = ManifestSource(name: document.findings.file, text: text)
    let (documents, findings) = YAMLReader.documents(of: source)
    for finding in findings { document.findings.report(finding.moved(toLine: Int(mesh.line))) }
    // A block scalar's first line is the one below its key.
    let inner = Findings(file: document.findings.file)
    let config = documents.first.flatMap { Fields($0, path: "data.mesh", inner) }
      .map { $0.closed { decodeMeshConfig($0, metadata) } }
    for finding in inner.diagnostics {
      document.findings.report(finding.moved(toLine: Int(mesh.line)))
    }
    guard let config else { return }
    candidates.append(
      Candidate(config: config, metadata: metadata, revision: revision, isConfigMap: true))
  }

  /// Reads an IstioOperator (`spec.meshConfig`) or an Istio (`spec.values.meshConfig`).
  mutating func add(operator document: Fields, _ metadata: ResourceMetadata) {
    guard let spec = document.fields("spec") else { return }
    let fields =
      spec.fields("meshConfig") ?? spec.fields("values").flatMap { $0.fields("meshConfig") }
    guard let fields else { return }
    let config = fields.closed { decodeMeshConfig($0, metadata) }
    candidates.append(Candidate(config: config, metadata: metadata, isConfigMap: false))
  }

  /// The configuration that counts: of ConfigMaps in istiod's own namespace the one of the revision
  /// that is in use, else `istio`; without any what an operator object says.
  ///
  /// `resources`: what shows istiod's namespace and the revisions in use.
  func choice(_ resources: ResourceSet) -> (config: MeshConfig, diagnostics: [Diagnostic]) {
    guard !candidates.isEmpty else { return (MeshConfig(), []) }
    let home = resources.istiodNamespace
    let own = candidates.filter { $0.isConfigMap && $0.metadata.namespace == home }
    let used = resources.revisions
    let chosen =
      own.last { !$0.revision.isEmpty && used == [$0.revision] } ?? own.last(
        where: \.revision.isEmpty)
      ?? own.first ?? candidates.last { !$0.isConfigMap }
    var diagnostics = candidates.filter { $0.isConfigMap && $0.metadata.namespace != home }
      .map { Self.elsewhere($0.metadata, home) }
    if let chosen {
      let others = own.filter {
        $0.metadata.identifier != chosen.metadata.identifier && used.contains($0.revision)
      }
      diagnostics += others.map { Self.further($0.metadata, chosen.metadata) }
    }
    return (chosen?.config ?? MeshConfig(), diagnostics)
  }

  private static func elsewhere(_ metadata: ResourceMetadata, _ home: String) -> Diagnostic {
    Diagnostic(
      .warning, .unusedSettings,
      "\(metadata.identifier.description.quotedForDiagnostics) gives no mesh configuration: istiod "
        + "reads that of its own namespace, \(home.quotedForDiagnostics)",
      at: metadata.places.location(of: FieldPath()))
  }

  private static func further(
    _ metadata: ResourceMetadata, _ chosen: ResourceMetadata
  ) -> Diagnostic {
    Diagnostic(
      .warning, .notModelled,
      "several revisions side by side are not modelled: \(chosen.identifier) counts for all pods, "
        + "and \(metadata.identifier) for none",
      at: metadata.places.location(of: FieldPath()))
  }
}

extension String {
  /// The revision of a ConfigMap's name: empty for `istio`, `canary` for `istio-canary`; `nil` for
  /// other names, and for those that hold something else.
  fileprivate var istioRevision: String? {
    if self == "istio" { return "" }
    guard hasPrefix("istio-") else { return nil }
    return String(dropFirst("istio-".count))
  }
}

extension ResourceSet {
  /// The namespace in which istiod runs: that of a Deployment of its name or label.
  fileprivate var istiodNamespace: String {
    let istiod = controllers.first {
      $0.metadata.labels["app"] == "istiod" || $0.metadata.name == "istiod"
    }
    return istiod?.metadata.namespace ?? "istio-system"
  }

  /// The revisions that namespaces and pods ask for, sorted.
  fileprivate var revisions: [String] {
    let labels =
      namespaces.map(\.metadata.labels) + pods.map(\.metadata.labels)
      + controllers.map(\.templateMetadata.labels)
    return Set(labels.compactMap { $0["istio.io/rev"] }).sorted()
  }
}
