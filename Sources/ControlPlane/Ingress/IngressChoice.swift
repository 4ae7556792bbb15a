internal import Diagnostics
internal import Resources

/// Which Ingresses istiod takes care of (pilot/pkg/config/kube/ingress/virtualservices.go@1.30.3,
/// `shouldProcessIngressWithClass`).
struct IngressChoice {
  /// The controller by which an IngressClass is istiod's.
  static let controller = "istio.io/ingress-controller"

  private static let annotation = "kubernetes.io/ingress.class"

  private let mesh: MeshConfig
  private let classes: [IngressClass]

  init(_ resources: ResourceSet) {
    mesh = resources.meshConfig
    classes = resources.ingressClasses
  }

  /// Why an Ingress is not istiod's, in words; `nil` where it is.
  func reasonAgainst(_ ingress: Ingress) -> String? {
    if mesh.ingressControllerMode == "OFF" {
      return "the mesh's ingressControllerMode is OFF"
    }
    if let name = ingress.metadata.annotations[Self.annotation] {
      return name == mesh.ingressClass ? nil : "its class is \(name.quotedForDiagnostics)"
    }
    if let found = ingressClass(of: ingress) {
      return found.controller == Self.controller
        ? nil
        : "the controller of its class \(found.metadata.name.quotedForDiagnostics) is "
          + found.controller.quotedForDiagnostics
    }
    guard mesh.ingressControllerMode != "DEFAULT" else { return nil }
    return ingress.className.map {
      "there is no IngressClass \($0.quotedForDiagnostics) in the input"
    } ?? "it has no class"
  }

  /// The class that it names, else the default one, which the API server fills in.
  private func ingressClass(of ingress: Ingress) -> IngressClass? {
    guard let name = ingress.className else { return classes.first(where: \.isDefault) }
    return classes.first { $0.metadata.name == name }
  }
}

extension MeshConfig {
  /// The labels of the gateways that serve Ingresses (gateways.go@1.30.3,
  /// `getIngressGatewaySelector`).
  var ingressGatewayLabels: [String: String] {
    if !ingressSelector.isEmpty { return ["istio": ingressSelector] }
    let usual = "istio-ingressgateway"
    return ["istio": [usual, ""].contains(ingressService) ? "ingressgateway" : ingressService]
  }
}
