internal import ProxyConfig
internal import Resources

/// Patches listeners (`pilot/pkg/networking/core/envoyfilter/listener_patch.go`@1.30.3).
struct ListenerPatching {
  private let listeners: [EnvoyPatch]
  private let inspectors: [EnvoyPatch]
  private let chains: [EnvoyPatch]
  private let filters: [EnvoyPatch]
  private let http: [EnvoyPatch]
  private let rules: RuleVersion

  /// `patches`: all that act on the proxy.
  init(_ patches: [EnvoyPatch], rules: RuleVersion) {
    func of(_ target: EnvoyFilter.Target) -> [EnvoyPatch] {
      patches.filter { $0.patch.applyTo == target }
    }
    self.rules = rules
    listeners = of(.listener)
    inspectors = of(.listenerFilter)
    chains = of(.filterChain)
    filters = of(.networkFilter)
    http = of(.httpFilter)
  }

  /// Whether nothing is patched.
  var isEmpty: Bool {
    listeners.isEmpty && inspectors.isEmpty && chains.isEmpty && filters.isEmpty && http.isEmpty
  }

  /// The listeners without those that are removed.
  ///
  /// `adds`: whether patches may add listeners.
  func applied(
    to all: [Listener], in context: EnvoyFilter.Context, adds: Bool
  ) -> [Listener] {
    let kept = all.compactMap { patched($0, in: context) }
    guard adds else { return kept }
    return kept
      + listeners.filter { $0.adds(to: context) }.compactMap { try? Listener(patch: $0.value) }
  }

  private func patched(_ listener: Listener, in context: EnvoyFilter.Context) -> Listener? {
    var listener = listener
    for patch in listeners where patch.isFor(context) && listener.isMeant(by: patch) {
      if patch.operation == .remove { return nil }
      let (merges, replacesLists) = patch.merges(rules)
      guard merges else { continue }
      listener =
        (try? listener.merged(with: patch.value, replacesLists: replacesLists)) ?? listener
    }
    for patch in inspectors where patch.isFor(context) && listener.isMeant(by: patch) {
      patchInspector(of: &listener, patch)
    }
    listener.filterChains = patchedChains(listener, in: context)
    listener.defaultFilterChain = listener.defaultFilterChain.flatMap {
      patched($0, of: listener, in: context)
    }
    return listener
  }

  /// Of the listener filters the one that tells HTTP from other bytes is kept here.
  private func patchInspector(of listener: inout Listener, _ patch: EnvoyPatch) {
    let name = "envoy.filters.listener.http_inspector"
    switch patch.operation {
    case .remove: if patch.listenerFilter == name { listener.detectsHttp = false }
    case .add, .insertFirst, .insertBefore, .insertAfter, .replace:
      if patch.value["name"]?.text == name { listener.detectsHttp = true }
    case .invalid, .merge, .mergeAndReplaceList: return
    }
  }

  private func patchedChains(
    _ listener: Listener, in context: EnvoyFilter.Context
  ) -> [FilterChain]? {
    var result = (listener.filterChains ?? []).compactMap {
      patched($0, of: listener, in: context)
    }
    for patch in chains
    where patch.operation == .add && patch.isFor(context) && listener.isMeant(by: patch) {
      if let chain = try? FilterChain(patch: patch.value) { result.append(chain) }
    }
    return result.isEmpty && listener.filterChains == nil ? nil : result
  }

  private func patched(
    _ chain: FilterChain, of listener: Listener, in context: EnvoyFilter.Context
  ) -> FilterChain? {
    var chain = chain
    func fits(_ patch: EnvoyPatch) -> Bool {
      patch.isFor(context) && listener.isMeant(by: patch)
        && chain.isMeant(by: patch, in: listener)
    }
    for patch in chains where fits(patch) {
      if patch.operation == .remove { return nil }
      let (merges, _) = patch.merges(rules)
      guard merges else { continue }
      chain = (try? chain.merged(with: patch.value)) ?? chain
    }
    let own = filters.filter(fits)
    let ownHTTP = http.filter(fits)
    guard !own.isEmpty || !ownHTTP.isEmpty else { return chain }
    chain.set(
      patched(chain.filters, own).map { filter in
        guard case .http(let manager, let name) = filter else { return filter }
        let isHTTP = name == ChainFilter.httpName
        return .http(
          isHTTP
            ? HTTPFilterPatching(ownHTTP, rules: rules)
              .applied(to: manager, in: context, filter: name) : manager, name: name)
      })
    return chain
  }

  /// Insertions and removals first, then merges (patchNetworkFilters@1.30.3).
  private func patched(_ filters: [ChainFilter], _ patches: [EnvoyPatch]) -> [ChainFilter] {
    var list = filters
    for patch in patches {
      let place = PatchPlace(
        name: patch.filter, names: list.map(\.name), operation: patch.operation)
      let new = { try? ChainFilter(patch: patch.value) }
      switch place {
      case .insert(let position): if let new = new() { list.insert(new, at: position) }
      case .replace(let position): if let new = new() { list[position] = new }
      case .remove(let positions):
        list = list.indices.filter { !positions.contains($0) }.map { list[$0] }
      case .nowhere: continue
      }
    }
    return list.map { filter in
      patches.reduce(filter) { filter, patch in
        let (merges, replacesLists) = patch.merges(rules)
        guard merges, patch.filter.isEmpty || patch.filter == filter.name else { return filter }
        return filter.merged(with: patch.value, replacesLists: replacesLists)
      }
    }
  }
}

/// Patches the HTTP filters of a connection manager (patchHTTPFilters@1.30.3).
struct HTTPFilterPatching {
  private let patches: [EnvoyPatch]
  private let rules: RuleVersion

  init(_ patches: [EnvoyPatch], rules: RuleVersion) {
    self.patches = patches
    self.rules = rules
  }

  /// `filter`: the name of the network filter.
  func applied(
    to manager: HttpConnectionManager, in context: EnvoyFilter.Context, filter: String
  ) -> HttpConnectionManager {
    let own = patches.filter { $0.filter.isEmpty || $0.filter == filter }
    guard !own.isEmpty else { return manager }
    var list = Self.withTelemetry(manager.httpFilters, in: context)
    for patch in own {
      let place = PatchPlace(
        name: patch.subFilter, names: list.map(\.name), operation: patch.operation)
      let new = { (try? HTTPFilter(patch: patch.value)).map { Entry.filter($0) } }
      switch place {
      case .insert(let position): if let new = new() { list.insert(new, at: position) }
      case .replace(let position): if let new = new() { list[position] = new }
      case .remove(let positions):
        list = list.indices.filter { !positions.contains($0) }.map { list[$0] }
      case .nowhere: continue
      }
    }
    var result = manager
    result.httpFilters = list.compactMap { entry in
      guard case .filter(let filter) = entry else { return nil }
      return own.reduce(filter) { filter, patch in
        let (merges, replacesLists) = patch.merges(rules)
        guard merges, patch.subFilter.isEmpty || patch.subFilter == filter.name else {
          return filter
        }
        return filter.merged(with: patch.value, replacesLists: replacesLists)
      }
    }
    return result
  }

  private enum Entry {
    case filter(HTTPFilter)
    /// One of Istio's own that say nothing about traffic, by its name.
    case telemetry(String)

    var name: String {
      switch self {
      case .filter(let filter): filter.name
      case .telemetry(let name): name
      }
    }
  }

  /// Where istiod has its filters for telemetry, by which patches may find their place
  /// (`pilot/pkg/networking/core/listener_builder.go` buildHTTPConnectionManager@1.30.3).
  private static func withTelemetry(
    _ filters: [HTTPFilter], in context: EnvoyFilter.Context
  ) -> [Entry] {
    var list: [Entry] = [.telemetry("istio.metadata_exchange")]
    for filter in filters {
      switch filter.configuration {
      case .fault:
        list.append(.telemetry("envoy.filters.http.grpc_stats"))
        if context != .sidecarInbound { list.append(.telemetry("istio.alpn")) }
      case .router: list.append(.telemetry("istio.stats"))
      case .cors, .rbac, .jwtAuthn, .localRateLimit, .extAuthz, .lua, .wasm, .dynamicForwardProxy,
        .other:
        break
      }
      list.append(.filter(filter))
    }
    return list
  }
}

/// Where in a list of filters a patch acts.
enum PatchPlace {
  /// A new filter comes here.
  case insert(Int)
  /// This one is replaced.
  case replace(Int)
  /// These go.
  case remove(Set<Int>)
  /// Nothing is done here.
  case nowhere

  /// - `name`: the filter that the patch names; empty for none.
  /// - `names`: those of the list.
  init(name: String, names: [String], operation: EnvoyFilter.Operation) {
    let first = names.firstIndex(of: name)
    switch operation {
    case .add: self = .insert(names.count)
    case .insertFirst: self = .insert(0)
    case .insertAfter:
      self =
        name.isEmpty ? .insert(names.count) : first.map { .insert($0 + 1) } ?? .nowhere
    case .insertBefore: self = name.isEmpty ? .insert(0) : first.map { .insert($0) } ?? .nowhere
    case .replace: self = first.map { .replace($0) } ?? .nowhere
    case .remove:
      self =
        name.isEmpty ? .nowhere : .remove(Set(names.indices.filter { names[$0] == name }))
    case .invalid, .merge, .mergeAndReplaceList: self = .nowhere
    }
  }
}
