internal import Diagnostics
internal import Resources

/// A Gateway of Istio's API, as written or as istiod makes it of a listener of Gateway API.
struct MeshGateway: Sendable {
  /// Whose proxies serve it.
  enum Selection: Hashable, Sendable {
    /// Pods with all of these labels; none are all pods.
    case labels([String: String])
    /// Pods of these services in the Gateway's own namespace
    /// (pilot/pkg/model/push_context.go@1.30.3, `InternalGatewayServiceAnnotation`).
    case services(Set<String>)
  }

  /// As written: of the Gateway of either API.
  let metadata: ResourceMetadata
  /// As istiod calls it.
  let name: String
  /// In the order written.
  let servers: [Gateway.Server]
  /// Whose proxies serve it.
  let selection: Selection
  /// Where the servers are written.
  let path: FieldPath
  /// The position of the first of ``servers`` there.
  var firstPosition = 0
  /// Where it is for istiod; `nil` is where it is written.
  var homeNamespace: String?

  /// `namespace/name`, as istiod calls it.
  var fullName: String { "\(namespace)/\(name)" }

  /// Where it is for istiod.
  var namespace: String { homeNamespace ?? metadata.namespace }

  /// The servers' targets among those of a pod; `nil` where the pod does not serve the Gateway.
  func targets(
    of pod: MeshPod, among targets: [ServiceRegistry.Target]
  ) -> [ServiceRegistry.Target]? {
    switch selection {
    case .labels(let labels): return labels.isSubset(of: pod.labels) ? targets : nil
    case .services(let hosts):
      let own = targets.filter {
        hosts.contains($0.service.hostname) && $0.service.namespace == metadata.namespace
      }
      return own.isEmpty ? nil : own
    }
  }

  /// The ports of the pod that a server's port stands for: a service's port is its target.
  ///
  /// A Gateway that labels choose takes the oldest service's, and the port itself where there is
  /// none (pilot/pkg/model/gateway.go@1.30.3, `resolvePorts`).
  func ports(for number: Int, among targets: [ServiceRegistry.Target]) -> [Int] {
    switch selection {
    case .labels:
      let target = targets.first {
        $0.port.number == number
          && $0.service.labels["experimental.istio.io/disable-gateway-port-translation"] == nil
      }
      return [target?.targetPort ?? number]
    case .services:
      return Set(targets.filter { $0.port.number == number }.map(\.targetPort)).sorted()
    }
  }
}

extension MeshGateway {
  /// All Gateways of a mesh, the oldest first.
  static func all(
    _ written: [Gateway], _ derived: [MeshGateway], in order: ResourceOrder
  ) -> [MeshGateway] {
    let all =
      written.map {
        MeshGateway(
          metadata: $0.metadata, name: $0.metadata.name, servers: $0.servers,
          selection: .labels($0.selector), path: FieldPath("spec.servers"))
      } + derived
    return all.sorted {
      order.isBefore($0.metadata, named: $0.name, $1.metadata, named: $1.name)
    }
  }
}
