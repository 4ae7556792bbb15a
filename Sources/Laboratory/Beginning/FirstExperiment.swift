internal import ControlPlane
package import Resources

/// The first experiment of a notebook, made from somebody's own manifests: a client for each of
/// their services, and a claim for each client, to be filled in.
package struct FirstExperiment {
  /// Who calls what.
  struct Call: Hashable {
    /// The client's id.
    var id: String
    /// The service's namespace.
    var namespace: String
    /// As an experiment names a pod.
    var pod: String
    /// What is called.
    var url: String
  }

  private struct Workload {
    var name: String
    var namespace: String
    var labels: [String: String]

    init(_ metadata: ResourceMetadata, pod: String, labels: [String: String]) {
      name = pod
      namespace = metadata.namespace
      self.labels = labels
    }
  }

  /// So many services get a client each; the others are for the author to add.
  private static let limit = 6
  /// In the services' order.
  let calls: [Call]
  /// Services with HTTP ports beyond the limit, or that nobody could call.
  let left: Int

  package init(_ resources: ResourceSet) {
    let workloads =
      resources.controllers.filter { $0.replicas > 0 }.map { controller in
        Workload(
          controller.metadata, pod: "\(controller.metadata.name)-\(controller.firstNumber)",
          labels: controller.templateMetadata.labels)
      }
      + resources.pods.map {
        Workload($0.metadata, pod: $0.metadata.name, labels: $0.metadata.labels)
      }
    var calls: [Call] = []
    var left = 0
    for service in resources.services {
      guard let port = service.ports.first(where: \.mayCarryHTTP) else { continue }
      let caller =
        workloads.first(where: { workload in
          workload.namespace != service.metadata.namespace
            || service.selector.isEmpty
            || !service.selector.allSatisfy { workload.labels[$0] == $1 }
        }) ?? workloads.first
      guard let caller, calls.count < Self.limit else {
        left += 1
        continue
      }
      let host = "\(service.metadata.name).\(service.metadata.namespace).svc.cluster.local"
      calls.append(
        Call(
          id: "to-\(service.metadata.name)", namespace: service.metadata.namespace,
          pod: "\(caller.name).\(caller.namespace)",
          url: "http://\(host):\(port.port)/"))
    }
    self.calls = Self.distinct(calls)
    self.left = left
  }

  /// Services of one name in several namespaces: the namespace tells their clients apart.
  private static func distinct(_ calls: [Call]) -> [Call] {
    let counts = Dictionary(grouping: calls, by: \.id).mapValues(\.count)
    return calls.map { call in
      var call = call
      if counts[call.id, default: 1] > 1 { call.id += "-\(call.namespace)" }
      return call
    }
  }

  /// `experiment.yaml`.
  ///
  /// `title` is of the experiment.
  /// `rules` is the rule versions.
  package func text(title: String, rules: [String]) -> String {
    var lines = [
      "apiVersion: labbook/v1", "title: \(Self.scalar(title))",
      "question: What do these rules do to the calls of their clients?", "seed: 1",
      "replications: 10", "rules: [\(rules.joined(separator: ", "))]", "manifests: [manifests/]",
    ]
    if left > 0 { lines.append("# \(left) more services are called by nobody yet.") }
    lines.append(calls.isEmpty ? "clients: []  # add who calls what" : "clients:")
    for call in calls {
      lines += [
        "  - id: \(Self.scalar(call.id))", "    pod: \(Self.scalar(call.pod))", "    start: 0s",
        "    stop: 10s", "    loop: {url: \(Self.scalar(call.url)), pause: 100ms}",
      ]
    }
    lines.append(calls.isEmpty ? "hypotheses: []" : "hypotheses:")
    for call in calls {
      lines += [
        "  - id: \(Self.scalar("\(call.id)-answered"))",
        "    claim: \(Self.scalar("Every call to \(call.url) is answered."))  # say what you expect",
        "    predicts:", "      - {all: {client: \(Self.scalar(call.id))}, are: {status: 200}}",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func scalar(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

extension PodController {
  /// The number in the name of its first pod.
  fileprivate var firstNumber: Int {
    if case .ordinal(let start, _) = kind { start } else { 0 }
  }
}
