public import Resources

extension MeshFacts {
  /// A pod as istiod knows it.
  public struct PodFact: Hashable, Sendable {
    /// `POD.NAMESPACE`.
    public var name: String
    /// Its namespace.
    public var namespace: String
    /// Its labels, with what injection adds.
    public var labels: [String: String]
    /// Whether its proxy is a gateway's.
    public var isGateway: Bool

    /// Whether it has all of these labels; none are had by every pod.
    public func has(_ wanted: [String: String]) -> Bool { wanted.isSubset(of: labels) }
  }

  /// Every pod, those that controllers make among them.
  public var pods: [PodFact] {
    index.workloads.pods.map { pod in
      PodFact(
        name: pod.name, namespace: pod.namespace, labels: pod.labels,
        isGateway: pod.proxy == .gateway)
    }
  }

  /// Whether Istio's webhooks take the pods of a controller, so that what its template leaves to
  /// them, such as `image: auto`, is filled in.
  public func takesInjection(_ controller: PodController) -> Bool {
    var metadata = controller.templateMetadata
    metadata.namespace = controller.metadata.namespace
    return index.workloads.injection.takes(
      MeshPodDraft(
        name: controller.metadata.name, metadata: metadata, spec: controller.template,
        owner: controller.metadata.name))
  }

  /// Whether Istio's webhooks take a pod when it is made.
  public func takesInjection(_ pod: Pod) -> Bool {
    index.workloads.injection.takes(
      MeshPodDraft(name: pod.metadata.name, metadata: pod.metadata, spec: pod.spec, owner: ""))
  }

  /// The namespaces whose clients see a VirtualService, by name; `nil` for all.
  public func namespaces(seeing service: VirtualService) -> [String]? {
    let export = Export(
      service.exportTo, default: resources.meshConfig.virtualServiceExport(under: rules),
      in: service.metadata.namespace)
    switch export {
    case .everybody: return nil
    case .nobody: return []
    case .namespaces(let names): return names.sorted()
    }
  }

  /// The namespaces whose clients see a ServiceEntry, by name; `nil` for all.
  public func namespaces(seeing entry: ServiceEntry) -> [String]? {
    let export = Export(
      entry.exportTo, default: resources.meshConfig.serviceExport(under: rules),
      in: entry.metadata.namespace)
    switch export {
    case .everybody: return nil
    case .nobody: return []
    case .namespaces(let names): return names.sorted()
    }
  }
}
