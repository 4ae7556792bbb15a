internal import Resources

/// Who takes care of the Gateways of a class
/// (pilot/pkg/config/kube/gatewaycommon/classinfo.go@1.30.3).
enum GatewayController: Hashable {
  /// Istio, as a gateway: `istio.io/gateway-controller`.
  case gateway
  /// Istio, as a waypoint: `istio.io/mesh-controller`.
  case waypoint
  /// Istio, as a gateway between networks.
  case eastWest
  /// Another cluster's: `istio.io/unmanaged-gateway`.
  case remote
  /// Another product.
  case foreign

  private init(controllerName: String) {
    switch controllerName {
    case "istio.io/gateway-controller": self = .gateway
    case "istio.io/mesh-controller": self = .waypoint
    case "istio.io/eastwest-controller": self = .eastWest
    case "istio.io/unmanaged-gateway": self = .remote
    default: self = .foreign
    }
  }

  /// Classes that exist without being in the cluster.
  private static let builtIn: [String: GatewayController] = [
    "istio": .gateway, "istio-waypoint": .waypoint, "istio-east-west": .eastWest,
    "istio-remote": .remote,
  ]

  /// The controllers of classes, by name; what the input says of a class goes before.
  static func byClass(
    _ classes: [GatewayAPI.GatewayClass]
  ) -> (_ gatewayClassName: String) -> GatewayController {
    let written = Dictionary(
      classes.map { ($0.metadata.name, GatewayController(controllerName: $0.controllerName)) },
      uniquingKeysWith: { $1 })
    return { name in
      // A class of somebody else's controller counts as absent.
      if let known = written[name], known != .foreign { return known }
      return builtIn[name] ?? .foreign
    }
  }

  /// What the label `gateway.istio.io/managed` says of what istiod deploys; `nil` where it deploys
  /// nothing.
  var managerLabel: String? {
    switch self {
    case .gateway: "istio.io-gateway-controller"
    case .waypoint: "istio.io-mesh-controller"
    case .eastWest, .remote, .foreign: nil
    }
  }

  /// Whether names of what istiod makes for a Gateway end in the class's name.
  var addsClassToNames: Bool { self == .gateway }
}

extension GatewayAPI.Gateway {
  /// Whether istiod makes the Deployment and the Service, or the Gateway names a Service of its own
  /// (pilot/pkg/config/kube/gatewaycommon/gateway_utils.go@1.30.3, `IsManaged`).
  var isManaged: Bool {
    guard addresses.count <= 1 else { return false }
    return addresses.first.map { $0.type == "IPAddress" } ?? true
  }

  /// The name of the Deployment and the Service that istiod makes.
  func deploymentName(of controller: GatewayController) -> String {
    if let name = metadata.annotations["gateway.istio.io/name-override"], !name.isEmpty {
      return name
    }
    return controller.addsClassToNames
      ? "\(metadata.name)-\(gatewayClassName)" : metadata.name
  }

  /// The hosts of the Services whose pods are the Gateway
  /// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3, `extractGatewayServices`).
  func serviceHosts(of controller: GatewayController) -> [String] {
    if isManaged {
      return [deploymentName(of: controller).fullHostname(in: metadata.namespace)]
    }
    return addresses.filter { $0.type == "Hostname" }
      .map { $0.value.fullHostname(in: metadata.namespace) }
  }
}
