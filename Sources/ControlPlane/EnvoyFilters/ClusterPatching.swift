internal import ProxyConfig
internal import Resources

/// Patches a proxy's clusters
/// (`pilot/pkg/networking/core/envoyfilter/cluster_patch.go`@1.30.3).
struct ClusterPatching {
  /// Patches of clusters, in order.
  private let patches: [EnvoyPatch]
  private let rules: RuleVersion

  /// `patches`: all that act on the proxy.
  init(_ patches: [EnvoyPatch], rules: RuleVersion) {
    self.patches = patches.filter { $0.patch.applyTo == .cluster }
    self.rules = rules
  }

  /// Whether nothing is patched.
  var isEmpty: Bool { patches.isEmpty }

  /// The clusters of one direction, without those that are removed and with those that are added.
  ///
  /// `hosts`: the service behind an inbound cluster, whose name does not say it.
  func applied(
    to clusters: [Cluster], in context: EnvoyFilter.Context,
    hosts: (Cluster) -> [String] = { _ in [] }
  ) -> [Cluster] {
    let kept = clusters.compactMap { cluster in
      patched(cluster, in: context, hosts: hosts(cluster))
    }
    return kept
      + patches.filter { $0.adds(to: context) }.compactMap { patch in
        var form = patch.value.clusterForm
        if form["tls"] == nil { form = form.with("tls", .string("none")) }
        guard var cluster = try? MessageTree.message(Cluster.self, of: form) else { return nil }
        cluster.origin = patch.origin
        return cluster
      }
  }

  private func patched(
    _ cluster: Cluster, in context: EnvoyFilter.Context, hosts: [String]
  ) -> Cluster? {
    var cluster = cluster
    for patch in patches where patch.isFor(context) && matches(cluster, patch, hosts) {
      if patch.operation == .remove { return nil }
      let (merges, replacesLists) = patch.merges(rules)
      if merges { merge(patch, into: &cluster, replacesLists: replacesLists) }
    }
    return cluster
  }

  /// A patch with a transport socket changes that alone; where endpoints choose among sockets, only
  /// the one of its name (mergeTransportSocketCluster@1.30.3).
  private func merge(_ patch: EnvoyPatch, into cluster: inout Cluster, replacesLists: Bool) {
    let form = patch.value.clusterForm
    if let socket = patch.value["transportSocket"]?["name"]?.text {
      let security = form["tls"]?.text ?? ""
      if cluster.tls != .byEndpoint, cluster.tls != .always || !socket.hasSuffix(".tls") {
        cluster.tls = security == "always" ? .always : security == "none" ? .none : .other(socket)
        cluster.origin = patch.origin
      }
      return
    }
    guard let tree = try? MessageTree.of(cluster),
      var merged = try? MessageTree.message(
        Cluster.self, of: tree.merged(with: form, replacesLists: replacesLists))
    else { return }
    merged.origin = cluster.origin
    merged.limitOrigins = cluster.limitOrigins
    cluster = merged
  }

  /// Whether a patch is for this cluster.
  ///
  /// (pilot/pkg/networking/core/envoyfilter/cluster_patch.go@1.30.3, `clusterMatch`)
  private func matches(_ cluster: Cluster, _ patch: EnvoyPatch, _ hosts: [String]) -> Bool {
    guard case .cluster(let match)? = patch.patch.match else { return patch.patch.match == nil }
    if !match.name.isEmpty { return match.name == cluster.name }
    let name = ClusterName(cluster.name)
    let known = name?.direction == .inbound && !hosts.isEmpty ? hosts : [name?.host ?? ""]
    return (match.subset.isEmpty || match.subset == name?.subset ?? "")
      && (match.service.isEmpty || known.contains(match.service))
      && (match.portNumber == 0 || Int(match.portNumber) == name?.port ?? 0)
  }
}
