internal import Diagnostics
internal import Resources

// What keeps rules from acting on anybody, whatever they say.
extension MeshIndex {
  /// Says that no pod has a proxy, where rules are written for them.
  var meshWithoutProxies: [Diagnostic] {
    guard !workloads.pods.isEmpty, workloads.pods.allSatisfy({ $0.proxy == .none }),
      !workloads.pods.contains(where: ambient.isAsked),
      let rule = resources.objects.first(where: \.isRuleForProxies)?.metadata
    else { return [] }
    return [
      Diagnostic(
        .warning, .noProxies,
        "no pod of this input is in the mesh, so that no rule acts, such as \(rule.identifier)",
        at: rule.places.location(of: FieldPath()),
        hint: "label a namespace istio-injection: enabled, or pods sidecar.istio.io/inject: "
          + "\"true\", or list pods with their container istio-proxy")
    ]
  }

  /// Says of which pods the injector refuses an annotation, so that none is made.
  var refusedAnnotations: [Diagnostic] {
    workloads.pods.filter { $0.proxy == .sidecar }.flatMap { pod in
      CaptureAnnotations(pod.metadata).problems.map { problem in
        let value = pod.metadata.annotations[problem.name] ?? ""
        return Diagnostic(
          .error, .refusedByInjector,
          "the injector makes no pod of \(pod.metadata.identifier): \(problem.name) "
            + "“\(value.quotedForDiagnostics)” \(problem.words)",
          at: pod.metadata.places.location(
            of: FieldPath("metadata.annotations").key(problem.name)),
          hint: "write ports, or ranges of addresses with their lengths, with commas between them")
      }
    }
  }

  /// Says which namespaces with pods istiod does not look at.
  var undiscoveredNamespaces: [Diagnostic] {
    var told: Set<String> = []
    return workloads.pods.compactMap { pod in
      guard !discovery.includes(pod.namespace), told.insert(pod.namespace).inserted else {
        return nil
      }
      return Diagnostic(
        .warning, .unusedSettings,
        "istiod does not look at namespace “\(pod.namespace.quotedForDiagnostics)”, which none of "
          + "the discoverySelectors selects: no proxy knows its Services",
        at: meshConfig.metadata?.places.location(of: FieldPath()))
    }
  }

  /// Says which TCPRoutes are written in a version that the release does not ask for.
  private var routesNotServed: [Diagnostic] {
    resources.gatewayAPI.tcpRoutes.map(\.metadata).filter { !$0.isServed(under: rules) }.map {
      Diagnostic(
        .warning, .versionNotServed,
        "\(rules.name) reads TCPRoutes as v1: \($0.identifier), written as \($0.apiVersion), does "
          + "not act where the cluster's CRD serves no v1",
        at: $0.places.location(of: "apiVersion"),
        hint: "write apiVersion: gateway.networking.k8s.io/v1, and install the CRDs of Gateway API "
          + "that serve it")
    }
  }

  /// Says which objects are written in a version that the release does not serve
  /// (manifests/charts/base/crds/crd-all.gen.yaml@1.21.0 and @1.22.0).
  var versionsNotServed: [Diagnostic] {
    var told: Set<String> = []
    guard !rules[.servesVersionOne] else { return routesNotServed }
    return resources.objects.compactMap { object in
      let metadata = object.metadata
      guard metadata.isOfUnservedVersion,
        told.insert("\(metadata.kind) \(metadata.apiVersion)").inserted
      else { return nil }
      return Diagnostic(
        .warning, .versionNotServed,
        "\(rules.name) serves no \(metadata.apiVersion) of \(metadata.kind): "
          + "\(metadata.identifier) is read as \(metadata.servedVersion)",
        at: metadata.places.location(of: "apiVersion"),
        hint: "write apiVersion: \(metadata.servedVersion), which every release serves")
    }
  }
}

extension MeshObject {
  /// Whether the object says something to proxies.
  fileprivate var isRuleForProxies: Bool {
    switch self {
    case .virtualService, .destinationRule, .sidecar, .envoyFilter, .peerAuthentication,
      .authorizationPolicy, .requestAuthentication:
      true
    case .namespace, .node, .secret, .service, .endpointSlice, .pod, .controller, .serviceEntry,
      .workloadEntry, .workloadGroup, .gateway, .gatewayClass, .kubernetesGateway, .httpRoute,
      .grpcRoute, .tcpRoute, .tlsRoute, .referenceGrant, .ingress, .ingressClass,
      .unmodelled:
      false
    }
  }
}

extension ResourceMetadata {
  /// Versions `v1` that came with 1.22; those of AuthorizationPolicy and RequestAuthentication are
  /// older.
  fileprivate var isOfUnservedVersion: Bool {
    apiVersion == "networking.istio.io/v1"
      || (apiVersion == "security.istio.io/v1" && kind == "PeerAuthentication")
  }

  /// The version that every release serves.
  fileprivate var servedVersion: String {
    apiVersion.replacing("/v1", with: "/v1beta1")
  }
}
