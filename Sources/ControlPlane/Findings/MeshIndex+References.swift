internal import Diagnostics
internal import Resources

// Objects that others name and that the input does not hold.
extension MeshIndex {
  /// Says which certificates of gateways, and which Services of StatefulSets, are not in the input.
  var missingObjects: [Diagnostic] { missingCertificates + missingServices }

  /// Secrets are looked for in the namespace of the gateway's pods
  /// (pilot/pkg/xds/sds.go@1.30.3).
  ///
  /// Where the input holds none at all, they are taken as there.
  private var missingCertificates: [Diagnostic] {
    let known = Set(resources.secrets.map { "\($0.metadata.namespace)/\($0.metadata.name)" })
    let edges = workloads.pods.filter { $0.proxy == .gateway }
    return gateways.flatMap { gateway in
      gateway.servers.enumerated().compactMap { position, server -> Diagnostic? in
        guard let name = server.tls?.credentialName, !name.isEmpty,
          !name.hasPrefix("builtin://")
        else { return nil }
        let namespaces = Set(
          edges.filter { gateway.targets(of: $0, among: targets(of: $0)) != nil }.map(\.namespace))
        let bare = name.replacing("kubernetes://", with: "")
        guard let home = namespaces.sorted().first(where: { !known.contains("\($0)/\(bare)") })
        else { return nil }
        return Diagnostic(
          known.isEmpty ? .note : .warning, .missingSecret,
          "\(gateway.metadata.identifier) names Secret \(home)/\(bare.quotedForDiagnostics), which "
            + "is not in the input and is taken as there: without it the gateway closes every "
            + "connection to this server, and curl exits with 35",
          at: gateway.metadata.places.location(
            of: gateway.path.index(gateway.firstPosition + position).key("tls")
              .key("credentialName")),
          hint: known.filter { $0.hasPrefix("\(home)/") }.map {
            String($0.dropFirst(home.count + 1))
          }
          .sorted().nearest(to: bare).map { "did you mean \($0)?" })
      }
    }
  }

  /// Without its Service the pods of a StatefulSet have no names in cluster DNS.
  private var missingServices: [Diagnostic] {
    let known = Set(resources.services.map { "\($0.metadata.namespace)/\($0.metadata.name)" })
    return resources.controllers.compactMap { controller in
      guard case .ordinal(_, let name) = controller.kind, !name.isEmpty else { return nil }
      let metadata = controller.metadata
      guard !known.contains("\(metadata.namespace)/\(name)") else { return nil }
      return Diagnostic(
        .warning, .missingGoverningService,
        "the pods of \(metadata.identifier) have no names of their own: there is no Service "
          + "\(name.quotedForDiagnostics) in \(metadata.namespace)",
        at: metadata.places.location(of: "spec.serviceName"),
        hint: "add a Service \(name.quotedForDiagnostics) with clusterIP: None")
    }
  }
}
