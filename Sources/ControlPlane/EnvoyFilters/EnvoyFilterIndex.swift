internal import Diagnostics
internal import ProxyConfig
internal import RegularExpression
internal import Resources

/// One patch of an EnvoyFilter that acts on a proxy.
struct EnvoyPatch: Sendable {
  /// What is written.
  var patch: EnvoyFilter.Patch
  /// What is done, with insertions where nothing can be inserted turned into additions.
  var operation: EnvoyFilter.Operation
  /// The value under protobuf's JSON names; empty where none is written.
  var value: ProtobufValue
  /// The EnvoyFilter.
  var metadata: ResourceMetadata
  /// The patch's field there.
  var path: FieldPath

  init(_ patch: EnvoyFilter.Patch, at position: Int, of metadata: ResourceMetadata) {
    self.patch = patch
    self.metadata = metadata
    path = FieldPath("spec.configPatches").index(position)
    value = patch.value.map { ProtobufValue(patch: $0) } ?? .object([:])
    operation = patch.operation
    let inserts: Set<EnvoyFilter.Operation> = [.insertBefore, .insertAfter, .insertFirst]
    let ordered: Set<EnvoyFilter.Target> = [
      .httpFilter, .networkFilter, .httpRoute, .listenerFilter,
    ]
    if inserts.contains(operation), !ordered.contains(patch.applyTo) { operation = .add }
  }

  /// The origin of what the patch brings about.
  var origin: Origin { metadata.origin(path) }

  /// Whether it merges, and whether lists are replaced then.
  func merges(_ rules: RuleVersion) -> (merges: Bool, replacesLists: Bool) {
    switch operation {
    case .merge: (true, false)
    case .mergeAndReplaceList: (rules[.patchesReplaceLists], true)
    case .invalid, .add, .remove, .insertBefore, .insertAfter, .insertFirst, .replace:
      (false, false)
    }
  }

  /// Whether it looks at a part of a proxy's configuration.
  func isFor(_ context: EnvoyFilter.Context) -> Bool {
    patch.context == context || patch.context == .any
  }

  /// Whether it adds a listener or a cluster there: without a context only to what goes out
  /// (`pilot/pkg/networking/core/envoyfilter/listener_patch.go` patchListeners@1.30.3).
  func adds(to context: EnvoyFilter.Context) -> Bool {
    guard operation == .add, isFor(context) else { return false }
    return patch.context != .any || context == .sidecarOutbound || context == .gateway
  }
}

/// The EnvoyFilters of a mesh, and whom they act on.
struct EnvoyFilterIndex: Sendable {
  /// Filters by namespace.
  private let byNamespace: [String: [EnvoyFilter]]
  private let rootNamespace: String
  private let rules: RuleVersion

  /// `filters`: those that admission took, in any order.
  init(_ filters: [EnvoyFilter], mesh: MeshConfig, rules: RuleVersion) {
    byNamespace = Dictionary(grouping: filters, by: \.metadata.namespace)
    rootNamespace = mesh.rootNamespace
    self.rules = rules
  }

  /// Whether there is none.
  var isEmpty: Bool { byNamespace.isEmpty }

  /// The patches that act on a pod's proxy, in order: those of lower priority first, then the root
  /// namespace's, then the older (`pilot/pkg/model/push_context.go` EnvoyFilters@1.30.3).
  func patches(for pod: MeshPod) -> [EnvoyPatch] {
    filters(for: pod).flatMap { filter in
      filter.patches.enumerated().filter { matches($0.element) }.map { position, patch in
        EnvoyPatch(patch, at: position, of: filter.metadata)
      }
    }
  }

  /// The filters of the root namespace and the pod's own that select it.
  func filters(for pod: MeshPod) -> [EnvoyFilter] {
    guard !isEmpty, pod.proxy != .none else { return [] }
    var found = byNamespace[rootNamespace] ?? []
    if pod.namespace != rootNamespace { found += byNamespace[pod.namespace] ?? [] }
    return found.filter { selects($0, pod) }.sorted { first, second in
      key(first) < key(second)
    }
  }

  private func selects(_ filter: EnvoyFilter, _ pod: MeshPod) -> Bool {
    guard filter.targets.isEmpty || !rules[.filtersAttach] else {
      return filter.targets.contains { target in
        target.kind == "Gateway"
          && pod.labels["gateway.networking.k8s.io/gateway-name"] == target.name
          && filter.metadata.namespace == pod.namespace
      }
    }
    return (filter.workloadSelector ?? [:]).isSubset(of: pod.placedLabels)
  }

  private func key(_ filter: EnvoyFilter) -> (Int32, Int, Int64, String) {
    let metadata = filter.metadata
    return (
      filter.priority, metadata.namespace == rootNamespace ? 0 : 1,
      metadata.creationTimestamp ?? .min, "\(metadata.name).\(metadata.namespace)"
    )
  }

  /// Whether a patch is for proxies of this release and without settings of their own
  /// (`pilot/pkg/model/envoyfilter.go` proxyMatch@1.30.3).
  func matches(_ patch: EnvoyFilter.Patch) -> Bool {
    guard patch.proxyMetadata.isEmpty else { return false }
    guard !patch.proxyVersion.isEmpty else { return true }
    guard let pattern = try? RegularExpression("(?s).*(?:\(patch.proxyVersion)).*") else {
      return true
    }
    return pattern.matchesWhole(rules.releaseText)
  }
}
