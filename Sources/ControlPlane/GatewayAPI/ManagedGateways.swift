internal import Resources

/// What istiod deploys for the Gateways of a class that it controls
/// (pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go@1.30.3;
/// manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml and waypoint.yaml@1.30.3).
extension ResourceSet {
  /// The resources with a Deployment and a Service for each Gateway that names no address of its
  /// own, unless they are in the input.
  var withManagedGateways: ResourceSet {
    guard !gatewayAPI.gateways.isEmpty else { return self }
    var result = self
    let controller = GatewayController.byClass(gatewayAPI.gatewayClasses)
    let services = Set(services.map { "\($0.metadata.namespace)/\($0.metadata.name)" })
    let deployed = Set(
      controllers.filter { $0.metadata.kind == "Deployment" }.map {
        "\($0.metadata.namespace)/\($0.metadata.name)"
      })
    let served = Set(
      pods.compactMap { pod in
        pod.metadata.labels[GatewayAPI.Gateway.nameLabel].map { "\(pod.metadata.namespace)/\($0)" }
      })
    for gateway in gatewayAPI.gateways where gateway.isManaged {
      let controller = controller(gateway.gatewayClassName)
      guard let manager = controller.managerLabel else { continue }
      let namespace = gateway.metadata.namespace
      let name = gateway.deploymentName(of: controller)
      if !deployed.contains("\(namespace)/\(name)"),
        !served.contains("\(namespace)/\(gateway.metadata.name)")
      {
        result.append(.controller(gateway.managedDeployment(named: name, by: manager)))
      }
      if !services.contains("\(namespace)/\(name)") {
        result.append(.service(gateway.managedService(named: name, by: manager)))
      }
    }
    return result
  }
}

extension GatewayAPI.Gateway {
  /// The label by which pods say which Gateway they are.
  static let nameLabel = "gateway.networking.k8s.io/gateway-name"

  private var managedLabels: [String: String] {
    infrastructureLabels.merging([
      Self.nameLabel: metadata.name,
      "gateway.networking.k8s.io/gateway-class-name": gatewayClassName,
    ]) { $1 }
  }

  /// Metadata of what is made: it is written where the Gateway is.
  private func managedMetadata(
    _ kind: String, _ apiVersion: String, named name: String
  ) -> ResourceMetadata {
    var made = metadata
    made.kind = kind
    made.apiVersion = apiVersion
    made.name = name
    made.labels = managedLabels
    made.annotations = infrastructureAnnotations
    return made
  }

  /// One replica, whose pods carry the Gateway's name.
  fileprivate func managedDeployment(
    named name: String, by manager: String
  ) -> PodController {
    var deployment = PodController()
    deployment.metadata = managedMetadata("Deployment", "apps/v1", named: name)
    deployment.metadata.labels["gateway.istio.io/managed"] = manager
    deployment.selector.matchLabels = [Self.nameLabel: metadata.name]
    deployment.templateMetadata = deployment.metadata
    deployment.templateMetadata.labels["sidecar.istio.io/inject"] = "false"
    deployment.templateMetadata.labels["istio.io/dataplane-mode"] = "none"
    deployment.templateMetadata.labels["service.istio.io/canonical-name"] = name
    deployment.templateMetadata.labels["service.istio.io/canonical-revision"] = "latest"
    var proxy = Container()
    proxy.name = "istio-proxy"
    deployment.template.containers = [proxy]
    deployment.template.serviceAccountName =
      metadata.annotations["gateway.istio.io/service-account"] ?? name
    return deployment
  }

  /// The ports of the listeners, each number once, behind that of the proxy's own state.
  fileprivate func managedService(named name: String, by manager: String) -> Service {
    var service = Service()
    service.metadata = managedMetadata("Service", "v1", named: name)
    let isWaypoint = manager == GatewayController.waypoint.managerLabel
    if isWaypoint { service.metadata.labels["gateway.istio.io/managed"] = manager }
    service.type =
      metadata.annotations["networking.istio.io/service-type"]
      ?? (isWaypoint ? "ClusterIP" : "LoadBalancer")
    service.selector = [Self.nameLabel: metadata.name]
    var state = ServicePort()
    state.name = "status-port"
    state.port = 15021
    state.appProtocol = "tcp"
    service.ports = [state]
    for listener in listeners where !service.ports.contains(where: { $0.port == listener.port }) {
      var port = ServicePort()
      port.name = listener.name
      port.port = listener.port
      port.appProtocol = listener.protocol.lowercased()
      service.ports.append(port)
    }
    return service
  }
}
