internal import Diagnostics
internal import Resources

/// Puts the rules of delegates in the place of the rules that hand over to them
/// (pilot/pkg/model/virtualservice_controller.go@1.30.3, `mergeVirtualServices`).
struct Delegation {
  private let sources: [VirtualService]
  private let delegates: [String: VirtualService]
  private let meshConfig: MeshConfig

  init(_ resources: ResourceSet) {
    sources = resources.virtualServices
    meshConfig = resources.meshConfig
    delegates = Dictionary(
      sources.filter { $0.hosts.isEmpty }.map {
        ("\($0.metadata.namespace)/\($0.metadata.name)", $0)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// All VirtualServices with hosts and with their delegates' rules, those that are made of Gateway
  /// API among them, in order.
  ///
  /// `notes`: takes what is lost on the way.
  func merged(
    with derived: [MeshVirtualService], in order: ResourceOrder, under rules: RuleVersion,
    notes: inout [RuleNote]
  ) -> [MeshVirtualService] {
    let exportByDefault = meshConfig.virtualServiceExport(under: rules)
    let roots = order.positions(of: sources).filter { !sources[$0].hosts.isEmpty }
    var services = roots.map { position in
      let root = sources[position]
      return MeshVirtualService(
        root, http: rulesOf(root, &notes), defaultExport: exportByDefault)
    }
    if !derived.isEmpty {
      services = (services + derived).enumerated().sorted { first, second in
        let (one, other) = (first.element, second.element)
        if order.isBefore(one.metadata, named: one.name, other.metadata, named: other.name) {
          return true
        }
        return first.offset < second.offset
          && !order.isBefore(other.metadata, named: other.name, one.metadata, named: one.name)
      }.map(\.element)
    }
    guard rules[.delegatingRootsLast] else { return services }
    return services.filter { !$0.delegates } + services.filter(\.delegates)
  }

  private func rulesOf(
    _ root: VirtualService, _ notes: inout [RuleNote]
  ) -> [MeshVirtualService.HTTPRule] {
    let namespace = root.metadata.namespace
    var found: [MeshVirtualService.HTTPRule] = []
    for (position, rule) in root.http.enumerated() {
      let rule = MeshVirtualService.HTTPRule(
        rule: rule.withFullNames(in: namespace), metadata: root.metadata,
        path: .httpRule(position))
      guard let name = rule.rule.delegate else {
        found.append(rule)
        continue
      }
      found += delegated(to: name, by: rule, of: root, &notes)
    }
    if found.isEmpty, !root.http.isEmpty {
      notes.append(
        RuleNote(
          root.metadata.origin("spec.http"), .nothingLeft, hosts: root.fullHosts))
    }
    return found
  }

  private func delegated(
    to name: Delegate, by root: MeshVirtualService.HTTPRule, of service: VirtualService,
    _ notes: inout [RuleNote]
  ) -> [MeshVirtualService.HTTPRule] {
    let rootNamespace = service.metadata.namespace
    let namespace = name.namespace.isEmpty ? rootNamespace : name.namespace
    let fullName = "\(namespace)/\(name.name)"
    /// Notes why the delegate's rules stand nowhere.
    func lose(_ problem: RuleNote.DelegateProblem, by other: Origin?) {
      notes.append(
        RuleNote(
          root.metadata.origin(root.path.key("delegate")), .delegate(problem), by: other,
          hosts: service.fullHosts))
    }
    guard let delegate = delegates[fullName] else {
      let other = sources.first {
        $0.metadata.namespace == namespace && $0.metadata.name == name.name
      }
      lose(other == nil ? .missing(fullName) : .hasHosts(fullName), by: other?.metadata.origin())
      return []
    }
    // For delegates `~` hides nothing that another entry shows.
    let exportTo =
      delegate.exportTo.isEmpty
      ? meshConfig.defaultVirtualServiceExportTo ?? ["*"] : delegate.exportTo
    guard
      exportTo.contains(where: {
        $0 == "*" || ($0 == "." ? namespace : $0) == rootNamespace
      })
    else {
      lose(.notExported(fullName, to: rootNamespace), by: delegate.metadata.origin("spec.exportTo"))
      return []
    }
    return delegate.http.enumerated().compactMap { position, subrule in
      guard let merged = subrule.withFullNames(in: namespace).merged(into: root.rule) else {
        notes.append(
          RuleNote(
            delegate.metadata.origin(.httpRule(position)),
            .delegate(.conflictingMatch(root: root.origin.description)), by: root.origin,
            hosts: service.fullHosts))
        return nil
      }
      return MeshVirtualService.HTTPRule(
        rule: merged, metadata: delegate.metadata, path: .httpRule(position))
    }
  }
}

extension VirtualService {
  /// Its hosts with full names.
  fileprivate var fullHosts: [String] {
    hosts.map { $0.fullHostname(in: metadata.namespace) }
  }
}

extension FieldPath {
  /// A rule's place in a VirtualService.
  fileprivate static func httpRule(_ position: Int) -> FieldPath {
    FieldPath([.key("spec"), .key("http"), .index(position)])
  }
}

extension HTTPRoute {
  /// This rule of a delegate, with what the root's rule says where it is silent; `nil` where their
  /// conditions exclude each other (pilot/pkg/model/virtualservice.go@1.30.3, `mergeHTTPRoute`).
  func merged(into root: HTTPRoute) -> HTTPRoute? {
    guard let match = mergedMatches(root.match, match) else { return nil }
    var merged = self
    merged.match = match
    merged.name = joined(root.name, name)
    merged.rewrite = rewrite ?? root.rewrite
    merged.directResponse = directResponse ?? root.directResponse
    merged.timeout = timeout ?? root.timeout
    merged.retries = retries ?? root.retries
    merged.fault = fault ?? root.fault
    merged.mirror = mirror ?? root.mirror
    merged.mirrorPercent = mirrorPercent ?? root.mirrorPercent
    merged.mirrorPercentage = mirrorPercentage ?? root.mirrorPercentage
    merged.corsPolicy = corsPolicy ?? root.corsPolicy
    merged.mirrors = mirrors.isEmpty ? root.mirrors : mirrors
    merged.headers = headers ?? root.headers
    return merged
  }
}

private func joined(_ root: String, _ delegate: String) -> String {
  if delegate.isEmpty { return root }
  return root.isEmpty ? delegate : "\(root)-\(delegate)"
}

/// One match for each pair of the delegate's and the root's that do not exclude each other; `nil`
/// where a delegate's match fits none of the root's.
private func mergedMatches(
  _ roots: [HTTPMatchRequest], _ delegates: [HTTPMatchRequest]
) -> [HTTPMatchRequest]? {
  if roots.isEmpty { return delegates }
  if delegates.isEmpty { return roots }
  var merged: [HTTPMatchRequest] = []
  for delegate in delegates {
    let fitting = roots.filter { !delegate.conflicts(withRoot: $0) }
    if fitting.isEmpty { return nil }
    merged += fitting.map { delegate.merged(into: $0) }
  }
  return merged
}

extension HTTPMatchRequest {
  fileprivate func merged(into root: HTTPMatchRequest) -> HTTPMatchRequest {
    var merged = self
    merged.name = joined(root.name, name)
    merged.uri = uri ?? root.uri
    merged.scheme = scheme ?? root.scheme
    merged.method = method ?? root.method
    merged.authority = authority ?? root.authority
    merged.headers = root.headers.merging(headers) { $1 }
    merged.withoutHeaders = root.withoutHeaders.merging(withoutHeaders) { $1 }
    merged.queryParams = root.queryParams.merging(queryParams) { $1 }
    merged.sourceLabels = root.sourceLabels.merging(sourceLabels) { $1 }
    if port == 0 { merged.port = root.port }
    if sourceNamespace.isEmpty { merged.sourceNamespace = root.sourceNamespace }
    if gateways.isEmpty { merged.gateways = root.gateways }
    if statPrefix.isEmpty { merged.statPrefix = root.statPrefix }
    return merged
  }

  /// Whether no request can meet this match and the root's as well.
  ///
  /// (pilot/pkg/model/virtualservice.go@1.30.3, `hasConflict`)
  fileprivate func conflicts(withRoot root: HTTPMatchRequest) -> Bool {
    let texts = [
      (root.uri, uri), (root.scheme, scheme), (root.method, method),
      (root.authority, authority),
    ]
    if texts.contains(where: excludes) { return true }
    let maps = [
      (root.headers, headers), (root.withoutHeaders, withoutHeaders),
      (root.queryParams, queryParams),
    ]
    for (wide, narrow) in maps where narrow.contains(where: { excludes(wide[$0.key], $0.value) }) {
      return true
    }
    if root.ignoreUriCase != ignoreUriCase { return true }
    if root.port > 0, port > 0, root.port != port { return true }
    if !root.sourceNamespace.isEmpty, sourceNamespace != root.sourceNamespace { return true }
    if sourceLabels.contains(where: { label in
      root.sourceLabels[label.key].map { $0 != label.value } ?? false
    }) {
      return true
    }
    guard !root.gateways.isEmpty, !gateways.isEmpty else { return false }
    return root.gateways.count < gateways.count
      || !gateways.allSatisfy { root.gateways.contains($0) }
  }
}

/// Whether no text can satisfy both, as istiod judges
/// (pilot/pkg/model/virtualservice.go@1.30.3, `stringMatchConflict`).
private func excludes(_ root: StringMatch?, _ delegate: StringMatch?) -> Bool {
  guard let root, let delegate else { return false }
  switch (root, delegate) {
  case (.exact(let one), .exact(let other)): return one.isEmpty || one != other
  case (.prefix(let wide), .prefix(let narrow)), (.prefix(let wide), .exact(let narrow)):
    return wide.isEmpty || narrow.isEmpty || !narrow.hasPrefix(wide)
  case (.exact, .prefix), (.regex, _), (_, .regex), (.unset, _), (_, .unset): return true
  }
}
