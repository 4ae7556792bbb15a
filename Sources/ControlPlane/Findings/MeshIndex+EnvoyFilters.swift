internal import Diagnostics
internal import ProxyConfig
internal import Resources

// What of EnvoyFilters does not act, and on whom it would.
extension MeshIndex {
  /// What patches do that is not modelled, patch by patch.
  var unmodelledPatches: [UnmodelledPart] {
    resources.envoyFilters.flatMap { filter in
      filter.patches.enumerated().compactMap { position, patch -> UnmodelledPart? in
        let made = EnvoyPatch(patch, at: position, of: filter.metadata)
        guard let defect = made.defect else { return nil }
        let path = reach(of: patch, in: filter)
        guard !path.isNobodys else { return nil }
        return UnmodelledPart(diagnostic: finding(defect, of: made), reach: path)
      }
    }
  }

  /// Patches of waypoints' proxies, which are left as istiod makes them without.
  var patchesAtWaypoints: [UnmodelledPart] {
    guard ambient.isOn else { return [] }
    return resources.envoyFilters.flatMap { filter in
      filter.patches.enumerated().compactMap { position, patch -> UnmodelledPart? in
        let pods = waypoints(patchedBy: patch, in: filter)
        guard !pods.isEmpty else { return nil }
        let path = EnvoyPatch(patch, at: position, of: filter.metadata).path
        return UnmodelledPart(
          diagnostic: Diagnostic(
            .notModelled,
            "patches of waypoints are not modelled: \(filter.metadata.identifier)",
            at: filter.metadata.places.location(of: path),
            hint: "leave it out, or give --allow-unmodelled to go on without it"),
          reach: RequestPath(pods: pods))
      }
    }
  }

  private func finding(_ defect: PatchDefect, of patch: EnvoyPatch) -> Diagnostic {
    let place = patch.metadata.places.location(of: patch.path.key("patch"))
    let name = patch.metadata.identifier
    switch defect {
    case .unmodelled(let subject):
      return Diagnostic(
        .notModelled, "\(subject.quotedForDiagnostics) are not modelled: \(name)", at: place,
        hint: "leave it out, or give --allow-unmodelled to go on without it")
    case .passedOver(let fields):
      return Diagnostic(
        .warning, .patchPassedOver,
        "answers do not show what \(name) writes in \(fields.joined(separator: ", "))", at: place)
    case .unreadable:
      return Diagnostic(
        .notModelled,
        "\(name) has a patch whose value is no \(patch.patch.applyTo.rawValue) of Envoy's: the "
          + "webhook refuses it, or istiod leaves the patch out", at: place,
        hint: "correct it, or give --allow-unmodelled to go on without it")
    }
  }

  /// Says once that EnvoyFilters act on no proxy, and why.
  var patchesWithoutProxies: [Diagnostic] {
    let idle = resources.envoyFilters.filter { filter in
      !filter.patches.isEmpty
        && filter.patches.allSatisfy { reach(of: $0, in: filter).isNobodys }
    }
    guard let first = idle.first else { return [] }
    let isOld = first.patches.allSatisfy { !envoyFilters.matches($0) }
    let reason =
      isOld
      ? "its proxyVersion is not \(rules.releaseText)"
      : "no proxy of its namespace has its selector's labels and one of its contexts"
    let others = idle.count == 1 ? "" : ", like \(idle.count - 1) others"
    return [
      Diagnostic(
        .warning, .patchPassedOver,
        "\(first.metadata.identifier) acts on no proxy\(others): \(reason)",
        at: first.metadata.places.location(of: FieldPath()))
    ]
  }
}

extension RequestPath {
  /// Whether no pod is on it.
  fileprivate var isNobodys: Bool { senders.isEmpty && receivers.isEmpty }
}
