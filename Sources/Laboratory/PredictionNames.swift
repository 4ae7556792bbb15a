internal import Diagnostics
internal import Notebook
internal import ProxyConfig
internal import Simulator

/// Checks that what predictions name exists: a misspelt name would let `none` hold for ever.
struct PredictionNames {
  /// Pods and Deployments as `NAME.NAMESPACE`, and hosts outside the mesh.
  private var workloads: Set<String> = []
  /// Pods as `POD.NAMESPACE`.
  private var pods: Set<String> = []
  /// Hostnames of services.
  private var hosts: Set<String> = []

  /// One finding for each name that nothing has under any of the rule versions.
  static func problems(
    in experiment: Experiment, _ meshes: [MeshConfiguration]
  ) -> [Diagnostic] {
    var names = PredictionNames(external: experiment.external)
    for mesh in meshes { names.add(mesh) }
    var problems: [Diagnostic] = []
    for (index, hypothesis) in experiment.hypotheses.enumerated() {
      let path = FieldPath().key("hypotheses").index(index).key("predicts")
      for (number, prediction) in hypothesis.predictions.enumerated() {
        for (field, filter) in prediction.kind.filters {
          let place = path.index(number).key(field)
          problems += names.unknown(in: filter).map { unknown in
            unknown.diagnostic(
              hypothesis.id, at: experiment.places.location(of: place.key(unknown.field.rawValue)))
          }
        }
      }
    }
    return problems
  }

  private init(external: [ExternalHost]) {
    workloads.formUnion(external.map(\.host))
    hosts.formUnion(external.map(\.host))
  }

  private mutating func add(_ mesh: MeshConfiguration) {
    for workload in mesh.workloads {
      pods.insert(workload.name)
      workloads.insert(workload.name)
      if !workload.owner.isEmpty { workloads.insert("\(workload.owner).\(workload.namespace)") }
    }
    hosts.formUnion(mesh.services.map(\.hostname))
    for proxy in mesh.proxies {
      pods.insert(proxy.proxy)
      hosts.formUnion(proxy.clusters.compactMap { ClusterName($0.name)?.host })
    }
  }

  /// A name that nothing has.
  private struct Unknown {
    var field: RequestFilter.Field
    var what: String
    var name: String
    var suggestion: String?

    func diagnostic(_ hypothesis: String, at place: SourceLocation?) -> Diagnostic {
      Diagnostic(
        .unknownName,
        "hypothesis “\(hypothesis.quotedForDiagnostics)” speaks of \(what) "
          + "“\(name.quotedForDiagnostics)”, and there is none", at: place,
        hint: suggestion.map { "did you mean “\($0)”?" })
    }
  }

  private func unknown(in filter: RequestFilter) -> [Unknown] {
    var unknown: [Unknown] = []
    if let name = filter.workload, !workloads.contains(where: { QualifiedName.matches($0, name) }) {
      unknown.append(
        Unknown(
          field: .workload, what: "a workload", name: name, suggestion: nearest(name, workloads)))
    }
    if let name = filter.refusedBy,
      !pods.contains(where: { QualifiedName.matches(proxy: $0, name) }),
      !workloads.contains(where: { QualifiedName.matches($0, name) })
    {
      unknown.append(
        Unknown(
          field: .refusedBy, what: "the proxy of", name: name,
          suggestion: nearest(name, workloads)))
    }
    if let name = filter.mirroredTo, !hosts.contains(where: { QualifiedName.matches($0, name) }) {
      unknown.append(
        Unknown(
          field: .mirroredTo, what: "a service", name: name, suggestion: nearest(name, hosts)))
    }
    return unknown
  }

  /// The nearest of the names, with or without what follows their first dot.
  private func nearest(_ name: String, _ names: Set<String>) -> String? {
    let short = names.map { String($0.prefix { $0 != "." }) }
    return (names.sorted() + Set(short).sorted()).nearest(to: name)
  }
}
