internal import Diagnostics

/// A document that people keep beside their manifests and that is none, by what it looks like.
enum ForeignDocument {
  /// What kustomize makes manifests of.
  case kustomization
  /// What Docker Compose runs.
  case compose
  /// Operations on an object.
  case jsonPatch
  /// The metadata of a Helm chart.
  case chart

  /// - Returns: `nil` where it looks like nothing in particular.
  init?(_ document: YAMLNode) {
    switch document.content {
    case .scalar: return nil
    case .sequence(let items):
      guard case .mapping(let entries) = items.first?.content,
        entries.contains(where: { $0.key == "op" }), entries.contains(where: { $0.key == "path" })
      else { return nil }
      self = .jsonPatch
    case .mapping(let entries):
      let keys = Set(entries.map(\.key))
      if let version = entries.first(where: { $0.key == "apiVersion" }),
        case .scalar(let text, _) = version.value.content,
        text.hasPrefix("kustomize.config.k8s.io/")
      {
        self = .kustomization
      } else if keys.contains("services"), !keys.contains("apiVersion") {
        self = .compose
      } else if keys.contains("kind") {
        return nil
      } else if !keys.isDisjoint(with: Self.kustomizationKeys) {
        self = .kustomization
      } else if keys.isSuperset(of: ["apiVersion", "name", "version"]) {
        self = .chart
      } else {
        return nil
      }
    }
  }

  private static let kustomizationKeys: Set<String> = [
    "resources", "patches", "patchesStrategicMerge", "patchesJson6902", "configMapGenerator",
    "secretGenerator", "commonLabels", "namePrefix", "nameSuffix", "bases", "components",
  ]

  /// What makes manifests of it.
  var hint: String {
    switch self {
    case .kustomization: "this is a kustomization: kubectl kustomize DIR | labbook … -f -"
    case .compose: "this is a compose file: kompose convert makes manifests of it"
    case .jsonPatch: "this is a JSON patch: apply it first, as with kubectl kustomize"
    case .chart: "this is a Helm chart: helm template DIR | labbook … -f -"
    }
  }
}

extension Diagnostic {
  /// The finding about a source that is no YAML, with the hint that it is a template of Helm's.
  func hinted(for source: ManifestSource) -> Diagnostic {
    guard code == .unreadableYAML, hint == nil, source.bytes.holdsTemplate else { return self }
    var finding = self
    finding.hint = "this is a Helm template: helm template CHART | labbook … -f -"
    return finding
  }
}

extension [UInt8] {
  /// Whether two opening braces stand side by side, as in Go's templates.
  fileprivate var holdsTemplate: Bool {
    let brace = UInt8(ascii: "{")
    return zip(self, dropFirst()).contains { $0 == brace && $1 == brace }
  }
}
