internal import Diagnostics
public import Resources

/// A gateway that Istio's installation makes, for inputs that hold its Gateways alone.
///
/// `istioctl install` makes `istio-ingressgateway` and `istio-egressgateway`
/// (manifests/charts/gateways/istio-ingress/values.yaml and istio-egress/values.yaml@1.30.3);
/// others are those of the chart `gateway`
/// (manifests/charts/gateway/templates/_helpers.tpl and values.yaml@1.30.3).
public struct InstalledGateway: Hashable, Sendable {
  /// The name of its Deployment and its Service.
  public var name: String
  /// Their namespace.
  public var namespace: String

  /// - Parameter text: `NAME` or `NAMESPACE/NAME`; `nil` is given for what is neither.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), parts.allSatisfy(\.isObjectName), let last = parts.last
    else { return nil }
    name = last
    namespace = parts.dropLast().first ?? "istio-system"
  }

  /// The name to ask for so that a Gateway's selector fits; `nil` where none does.
  static func name(selectedBy labels: [String: String]) -> String? {
    let istio = labels["istio"] ?? "ingressgateway"
    return [labels["app"], "istio-\(istio)", istio].lazy.compactMap { $0 }
      .compactMap { InstalledGateway($0) }.first { labels.isSubset(of: $0.labels) }?.name
  }

  private var isOfInstallation: Bool {
    ["istio-ingressgateway", "istio-egressgateway"].contains(name)
  }

  private var labels: [String: String] {
    ["app": name, "istio": name.hasPrefix("istio-") ? String(name.dropFirst(6)) : name]
  }

  private func metadata(_ kind: String, _ apiVersion: String) -> ResourceMetadata {
    var made = ResourceMetadata()
    made.kind = kind
    made.apiVersion = apiVersion
    made.name = name
    made.namespace = namespace
    made.labels = labels
    return made
  }

  fileprivate var deployment: PodController {
    var deployment = PodController()
    deployment.metadata = metadata("Deployment", "apps/v1")
    deployment.selector.matchLabels = labels
    deployment.templateMetadata = deployment.metadata
    deployment.templateMetadata.annotations["inject.istio.io/templates"] = "gateway"
    var proxy = Container()
    proxy.name = "istio-proxy"
    proxy.arguments = ["proxy", "router"]
    deployment.template.containers = [proxy]
    deployment.template.serviceAccountName =
      isOfInstallation ? "\(name)-service-account" : name
    return deployment
  }

  /// Of a namespace that nothing else is in: its pods are not injected.
  fileprivate var ownNamespace: Namespace {
    var made = Namespace()
    made.metadata.kind = "Namespace"
    made.metadata.apiVersion = "v1"
    made.metadata.name = namespace
    return made
  }

  fileprivate var service: Service {
    var service = Service()
    service.metadata = metadata("Service", "v1")
    service.selector = labels
    let isEgress = name == "istio-egressgateway"
    service.type = isEgress ? "ClusterIP" : "LoadBalancer"
    service.ports =
      (isEgress ? [] : [Self.port("status-port", 15021, 15021)])
      + [
        Self.port("http2", 80, isOfInstallation ? 8080 : 80),
        Self.port("https", 443, isOfInstallation ? 8443 : 443),
      ]
    return service
  }

  private static func port(_ name: String, _ number: Int, _ target: Int) -> ServicePort {
    var port = ServicePort()
    port.name = name
    port.port = number
    port.targetPort = .number(target)
    return port
  }
}

extension ResourceSet {
  /// The resources with a Deployment and a Service for each gateway, unless they are among them.
  public func withInstalled(_ gateways: [InstalledGateway]) -> ResourceSet {
    var result = self
    let deployed = Set(
      controllers.filter { $0.metadata.kind == "Deployment" }.map(\.metadata.identifier))
    let services = Set(services.map(\.metadata.identifier))
    let known = Set(namespaces.map(\.metadata.name) + objects.map(\.metadata.namespace))
    for gateway in gateways {
      if !known.contains(gateway.namespace) { result.append(.namespace(gateway.ownNamespace)) }
      let deployment = gateway.deployment
      if !deployed.contains(deployment.metadata.identifier) {
        result.append(.controller(deployment))
      }
      let service = gateway.service
      if !services.contains(service.metadata.identifier) { result.append(.service(service)) }
    }
    return result
  }
}

extension String {
  /// Whether it can be the name of a Kubernetes object (RFC 1123, a label).
  fileprivate var isObjectName: Bool {
    !isEmpty && utf8.count <= 63
      && utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 45
      }
  }
}
