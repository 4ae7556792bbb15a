internal import Diagnostics
internal import ProxyConfig
internal import Resources

/// A port on which a pod takes connections: behind a service, or an `ingress` of its Sidecar
/// (`pilot/pkg/networking/core/listener_inbound.go` inboundChainConfig@1.30.3).
struct InboundPort: Sendable {
  /// The port that clients connect to at the pod.
  var targetPort: Int
  /// The service's port, or the Sidecar's.
  var port: MeshPort
  /// The oldest service of the target port: its protocol counts, and its DestinationRule.
  var owner: MeshService?
  /// The address in the names of listeners and chains.
  var bind: String
  /// Where the Sidecar says that the application listens; empty for where the client dialled.
  var defaultEndpoint = ""
  /// Whether it is a listener of its own.
  var bindsToPort = false
  /// The Sidecar's `ingress` entry, by position.
  var ingress: Int?

  /// `inbound|PORT||` (`pilot/pkg/model/service.go` BuildInboundSubsetKey@1.30.3).
  var clusterName: String { ClusterName.inbound(port: targetPort).text }
}

extension InboundPort {
  /// The ports of a pod, by number.
  ///
  /// A Sidecar with `ingress` replaces what services say: ports of services that it leaves out
  /// are ports without a service (buildInboundChainConfigs@1.30.3).
  static func ports(
    of pod: MeshPod, sidecar: Sidecar?, targets: [ServiceRegistry.Target]
  ) -> [InboundPort] {
    var ports: [Int: InboundPort] = [:]
    if let sidecar, !sidecar.ingress.isEmpty {
      for (position, listener) in sidecar.ingress.enumerated() {
        guard let written = listener.port, ports[Int(written.number)] == nil else { continue }
        ports[Int(written.number)] = InboundPort(
          listener, written, position: position, pod: pod, targets: targets)
      }
    } else {
      for target in targets where ports[target.targetPort] == nil {
        ports[target.targetPort] = InboundPort(
          targetPort: target.targetPort, port: target.port, owner: target.service,
          bind: "0.0.0.0")
      }
    }
    return ports.values.sorted { $0.targetPort < $1.targetPort }
  }

  private init(
    _ listener: Sidecar.IngressListener, _ written: Sidecar.Port, position: Int, pod: MeshPod,
    targets: [ServiceRegistry.Target]
  ) {
    targetPort = Int(written.number)
    port = MeshPort(
      name: written.name, number: targetPort,
      portProtocol: PortProtocol(named: written.protocol))
    let number = targetPort
    owner = targets.first { $0.targetPort == number }?.service
    bind = listener.bind.isEmpty ? pod.address : listener.bind
    defaultEndpoint = listener.defaultEndpoint
    bindsToPort = listener.captureMode == "NONE"
    ingress = position
  }
}
