internal import Resources

/// The namespaces that istiod looks at (`pkg/kube/namespace/filter.go` NewDiscoveryNamespacesFilter
/// @1.30.3).
///
/// One that is not in the input counts among them.
struct Discovery: Sendable {
  /// Namespaces of the input that no selector selects.
  private let excluded: Set<String>

  init(_ resources: ResourceSet) {
    let selectors = resources.meshConfig.discoverySelectors
    guard !selectors.isEmpty else {
      excluded = []
      return
    }
    let root = resources.meshConfig.rootNamespace
    excluded = Set(
      resources.namespaces.map(\.metadata).filter { namespace in
        namespace.name != root
          && !selectors.contains { $0.selects(namespace.discoveryLabels) }
      }.map(\.name))
  }

  /// Whether istiod looks at a namespace.
  func includes(_ namespace: String) -> Bool { !excluded.contains(namespace) }
}

extension ResourceMetadata {
  /// A Namespace's labels with the one that Kubernetes adds.
  fileprivate var discoveryLabels: [String: String] {
    var labels = labels
    labels["kubernetes.io/metadata.name"] = name
    return labels
  }
}
