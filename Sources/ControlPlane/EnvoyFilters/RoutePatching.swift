internal import ProxyConfig
internal import Resources

/// Patches route configurations (`pilot/pkg/networking/core/envoyfilter/rc_patch.go`@1.30.3).
struct RoutePatching {
  private let configurations: [EnvoyPatch]
  private let hosts: [EnvoyPatch]
  private let routes: [EnvoyPatch]
  private let rules: RuleVersion
  /// At a gateway, the ports of its servers by the port that it listens on.
  var gatewayPorts: [Int: Set<Int>] = [:]

  /// `patches`: all that act on the proxy.
  init(_ patches: [EnvoyPatch], rules: RuleVersion) {
    self.rules = rules
    configurations = patches.filter { $0.patch.applyTo == .routeConfiguration }
    hosts = patches.filter { $0.patch.applyTo == .virtualHost }
    routes = patches.filter { $0.patch.applyTo == .httpRoute }
  }

  /// Whether nothing is patched.
  var isEmpty: Bool { configurations.isEmpty && hosts.isEmpty && routes.isEmpty }

  /// A route configuration with its patches.
  func applied(
    to configuration: RouteConfiguration, in context: EnvoyFilter.Context
  ) -> RouteConfiguration {
    let fits = { (patch: EnvoyPatch) in
      patch.isFor(context) && self.matches(configuration, patch, context)
    }
    let hostPatches = hosts.filter(fits)
    let routePatches = routes.filter(fits)
    var result = configuration
    for patch in configurations.filter(fits) { merge(patch, into: &result) }
    result.virtualHosts = result.virtualHosts.compactMap {
      patched($0, hostPatches, routePatches)
    }
    for patch in hostPatches where patch.operation == .add {
      if let host = host(of: patch) { result.virtualHosts.append(host) }
    }
    return result
  }

  private func merge(_ patch: EnvoyPatch, into configuration: inout RouteConfiguration) {
    let (merges, replacesLists) = patch.merges(rules)
    guard merges else { return }
    let form = patch.value.routeConfigurationForm
    var bare = configuration
    bare.virtualHosts = []
    guard let tree = try? MessageTree.of(bare),
      var merged = try? MessageTree.message(
        RouteConfiguration.self, of: tree.merged(with: form, replacesLists: replacesLists))
    else { return }
    let replaced = replacesLists && !merged.virtualHosts.isEmpty
    merged.virtualHosts = (replaced ? [] : configuration.virtualHosts) + merged.virtualHosts
    configuration = merged
  }

  private func host(of patch: EnvoyPatch) -> VirtualHost? {
    var form = patch.value.virtualHostForm
    if form["domains"] == nil { form = form.with("domains", .list([])) }
    guard var host = try? MessageTree.message(VirtualHost.self, of: form) else { return nil }
    host.origin = patch.origin
    for index in (host.routes ?? []).indices { host.routes?[index].origin = patch.origin }
    return host
  }

  /// A virtual host with its patches and those of its routes; `nil` where one removes it.
  ///
  /// (pilot/pkg/networking/core/envoyfilter/rc_patch.go@1.30.3, `patchVirtualHost`)
  private func patched(
    _ host: VirtualHost, _ patches: [EnvoyPatch], _ routePatches: [EnvoyPatch]
  ) -> VirtualHost? {
    var host = host
    for patch in patches where matches(host, patch) {
      switch patch.operation {
      case .remove: return nil
      case .replace: host = self.host(of: patch) ?? host
      case .merge, .mergeAndReplaceList: merge(patch, into: &host)
      case .invalid, .add, .insertBefore, .insertAfter, .insertFirst: continue
      }
    }
    patchRoutes(of: &host, routePatches.filter { matches(host, $0) })
    return host
  }

  private func merge(_ patch: EnvoyPatch, into host: inout VirtualHost) {
    let (merges, replacesLists) = patch.merges(rules)
    guard merges else { return }
    var bare = host
    bare.routes = nil
    guard let tree = try? MessageTree.of(bare),
      var merged = try? MessageTree.message(
        VirtualHost.self,
        of: tree.merged(with: patch.value.virtualHostForm, replacesLists: replacesLists))
    else { return }
    let added = merged.routes ?? []
    let routes = (replacesLists && !added.isEmpty ? [] : host.routes ?? []) + added
    merged.routes = routes.isEmpty && host.routes == nil ? nil : routes
    merged.origin = host.origin
    host = merged
  }

  /// Removals and merges first, then what is added (patchHTTPRoutes@1.30.3).
  private func patchRoutes(of host: inout VirtualHost, _ patches: [EnvoyPatch]) {
    guard !patches.isEmpty else { return }
    // What is added is looked for beside routes that are to be removed.
    var routes: [(route: Route, isRemoved: Bool)] = (host.routes ?? []).map { route in
      var route = route
      for patch in patches where matches(route, patch) {
        if patch.operation == .remove { return (route, true) }
        merge(patch, into: &route)
      }
      return (route, false)
    }
    for patch in patches {
      guard let new = route(of: patch) else { continue }
      let namesRoute = patch.namesRoute
      let first = routes.firstIndex { !$0.isRemoved && matches($0.route, patch) }
      switch patch.operation {
      case .add: routes.append((new, false))
      case .insertAfter:
        guard namesRoute else {
          routes.append((new, false))
          continue
        }
        if let first { routes.insert((new, false), at: first + 1) }
      case .insertBefore:
        guard namesRoute else {
          routes.insert((new, false), at: 0)
          continue
        }
        if let first { routes.insert((new, false), at: first) }
      case .insertFirst:
        if !namesRoute || first != nil { routes.insert((new, false), at: 0) }
      case .invalid, .merge, .remove, .replace, .mergeAndReplaceList: continue
      }
    }
    host.routes = routes.filter { !$0.isRemoved }.map(\.route)
  }

  private func merge(_ patch: EnvoyPatch, into route: inout Route) {
    let (merges, replacesLists) = patch.merges(rules)
    guard merges, let tree = try? MessageTree.of(route),
      var merged = try? MessageTree.message(
        Route.self, of: tree.merged(with: patch.value.routeForm, replacesLists: replacesLists))
    else { return }
    merged.origin = route.origin
    route = merged
  }

  private func route(of patch: EnvoyPatch) -> Route? {
    guard var route = try? MessageTree.message(Route.self, of: patch.value.routeForm) else {
      return nil
    }
    route.origin = patch.origin
    return route
  }
}

// Which parts a patch means.
extension RoutePatching {
  /// Whether a patch is for this route configuration.
  ///
  /// (pilot/pkg/networking/core/envoyfilter/rc_patch.go@1.30.3, `routeConfigurationMatch`)
  private func matches(
    _ configuration: RouteConfiguration, _ patch: EnvoyPatch, _ context: EnvoyFilter.Context
  ) -> Bool {
    guard case .routeConfiguration(let match)? = patch.patch.match else { return true }
    guard match.name.isEmpty || match.name == configuration.name else { return false }
    let port = Int(match.portNumber)
    guard context == .gateway else {
      return port == 0 || port == Self.port(of: configuration.name)
    }
    let parts = configuration.name.split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    let own = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let isSecure = parts.first == "https" && parts.count >= 5
    guard match.portName.isEmpty || (isSecure && match.portName == parts[2]),
      match.gateway.isEmpty || (isSecure && match.gateway == "\(parts[4])/\(parts[3])")
    else { return false }
    return port == 0 || gatewayPorts[own]?.contains(port) ?? (own == port)
  }

  /// The port in the name of a sidecar's route configuration.
  private static func port(of name: String) -> Int {
    name.hasPrefix("inbound") ? ClusterName(name)?.port ?? 0 : Int(name) ?? 0
  }

  private func matches(_ host: VirtualHost, _ patch: EnvoyPatch) -> Bool {
    guard case .routeConfiguration(let match)? = patch.patch.match else { return true }
    return (match.virtualHost.isEmpty || match.virtualHost == host.name)
      && (match.domainName.isEmpty || host.domains.contains(match.domainName))
  }

  private func matches(_ route: Route, _ patch: EnvoyPatch) -> Bool {
    guard case .routeConfiguration(let match)? = patch.patch.match else { return true }
    guard match.route.isEmpty || match.route == route.name else { return false }
    switch match.routeAction {
    case "ROUTE":
      return route.route != nil || (route.redirect == nil && route.directResponse == nil)
    case "REDIRECT": return route.redirect != nil
    case "DIRECT_RESPONSE": return route.directResponse != nil
    default: return true
    }
  }
}

extension EnvoyPatch {
  /// Whether it is for certain routes of a virtual host.
  fileprivate var namesRoute: Bool {
    guard case .routeConfiguration(let match)? = patch.match else { return false }
    return !match.route.isEmpty || match.routeAction != "ANY"
  }
}
