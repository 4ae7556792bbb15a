internal import Diagnostics
internal import Resources

/// The listeners of Gateway API's Gateways as Gateways of Istio's API, each of one server
/// (pilot/pkg/config/kube/gateway/gateway_collection.go@1.30.3, `GatewayCollection`).
struct Listeners {
  /// The parents of routes by Gateway, as `namespace/name`.
  private(set) var parents: [String: [ListenerParent]] = [:]
  /// One for each listener that can be served.
  private(set) var gateways: [MeshGateway] = []

  /// `alpha`: which experimental listeners istiod serves.
  init(
    _ resources: ResourceSet, _ alpha: AlphaRoutes, grants: ReferenceGrants,
    under rules: RuleVersion
  ) {
    let objects = resources.gatewayAPI
    let controller = GatewayController.byClass(objects.gatewayClasses)
    for gateway in objects.gateways {
      let controller = controller(gateway.gatewayClassName)
      // A waypoint's listeners become no servers.
      guard controller == .gateway else { continue }
      let services = Set(gateway.serviceHosts(of: controller))
      guard !services.isEmpty else { continue }
      for (position, listener) in gateway.listeners.enumerated()
      where alpha.serves(listener.protocol) {
        add(
          listener, at: position, of: gateway, services, resources.namespaces, grants, rules)
      }
    }
  }

  private mutating func add(
    _ listener: GatewayAPI.Gateway.Listener, at position: Int, of gateway: GatewayAPI.Gateway,
    _ services: Set<String>, _ namespaces: [Namespace], _ grants: ReferenceGrants,
    _ rules: RuleVersion
  ) {
    let metadata = gateway.metadata
    let separator = rules[.tildesInGeneratedNames] ? "~" : "-"
    let name = [metadata.name, GatewayAPITranslation.generatedSuffix, listener.name]
      .joined(separator: separator)
    let hostname = listener.hostname ?? "*"
    let allowed = listener.allowedRoutes.namespaceNames(in: metadata.namespace, namespaces)
    var server = Gateway.Server()
    server.port.name = "default"
    server.port.number = UInt32(listener.port)
    server.port.protocol = listener.protocol
    server.hosts = allowed.isEmpty ? ["~/\(hostname)"] : allowed.map { "\($0)/\(hostname)" }
    let tls = listener.serverTLS(of: gateway, grants, rules)
    server.tls = tls.settings
    server.tlsMode = tls.settings?.mode
    parents["\(metadata.namespace)/\(metadata.name)", default: []].append(
      ListenerParent(
        internalName: "\(metadata.namespace)/\(name)",
        allowedKinds: listener.allowedKinds(under: rules), hostnames: server.hosts,
        hostname: listener.hostname ?? "", section: listener.name, port: listener.port,
        portProtocol: listener.protocol))
    guard tls.isSound, listener.hasKnownProtocol else { return }
    gateways.append(
      MeshGateway(
        metadata: metadata, name: name, servers: [server], selection: .services(services),
        path: FieldPath("spec.listeners"), firstPosition: position))
  }
}

extension GatewayAPI.Gateway.AllowedRoutes {
  /// The namespaces whose routes may attach; `*` is all (`namespacesFromSelector`).
  func namespaceNames(in own: String, _ all: [Namespace]) -> [String] {
    switch namespaces {
    case .same: return [own]
    case .all, .selector(nil): return ["*"]
    case .selector(.some(let selector)):
      return all.filter { namespace in
        // Kubernetes gives every namespace a label with its name.
        var labels = namespace.metadata.labels
        labels["kubernetes.io/metadata.name"] = namespace.metadata.name
        return selector.matches(labels)
      }.map(\.metadata.name).sorted()
    }
  }
}

extension LabelSelector {
  /// Whether labels meet all of it (apimachinery/pkg/labels `Requirement.Matches`).
  func matches(_ labels: [String: String]) -> Bool {
    guard matchLabels.isSubset(of: labels) else { return false }
    return matchExpressions.allSatisfy { requirement in
      let value = labels[requirement.key]
      switch requirement.operator {
      case "In": return value.map { requirement.values.contains($0) } ?? false
      case "NotIn": return value.map { !requirement.values.contains($0) } ?? true
      case "Exists": return value != nil
      case "DoesNotExist": return value == nil
      default: return false
      }
    }
  }
}

extension GatewayAPI.Gateway.Listener {
  /// Whether the protocol is one that a gateway of Istio serves (`listenerProtocolToIstio`).
  fileprivate var hasKnownProtocol: Bool { ["HTTP", "HTTPS", "TLS", "TCP"].contains(`protocol`) }

  /// The kinds of routes that may attach: what the protocol carries, as far as the listener allows
  /// it (conditions.go@1.30.3, `generateSupportedKinds`).
  fileprivate func allowedKinds(under rules: RuleVersion) -> [String] {
    let supported: [String]
    switch `protocol` {
    case "HTTP", "HTTPS": supported = ["HTTPRoute", "GRPCRoute"]
    case "TCP": supported = ["TCPRoute"]
    case "TLS":
      if tls?.mode == "Passthrough" {
        supported = ["TLSRoute"]
      } else {
        supported = rules[.tlsRoutesTerminate] ? ["TLSRoute", "TCPRoute"] : ["TCPRoute"]
      }
    default: supported = []
    }
    guard !allowedRoutes.kinds.isEmpty else { return supported }
    return supported.filter { kind in
      allowedRoutes.kinds.contains { $0.kind == kind && $0.group == GatewayAPI.group }
    }
  }

  /// The server's TLS settings, and whether istiod can serve with them (`buildTLS`).
  ///
  /// Certificates count as present and sound, for labbook reads no Secrets.
  fileprivate func serverTLS(
    of gateway: GatewayAPI.Gateway, _ grants: ReferenceGrants, _ rules: RuleVersion
  ) -> (settings: Sidecar.ServerTLSSettings?, isSound: Bool) {
    guard let tls else { return (nil, true) }
    var settings = Sidecar.ServerTLSSettings()
    guard tls.mode == "Terminate" else {
      settings.mode = "PASSTHROUGH"
      return (settings, true)
    }
    settings.mode = "SIMPLE"
    switch tls.options["gateway.istio.io/tls-terminate-mode"] {
    case "MUTUAL": settings.mode = "MUTUAL"
    case "OPTIONAL_MUTUAL": settings.mode = "OPTIONAL_MUTUAL"
    case "ISTIO_SIMPLE": return (settings, true)
    case "ISTIO_MUTUAL":
      settings.mode = "ISTIO_MUTUAL"
      return (settings, true)
    default: break
    }
    let namespace = gateway.metadata.namespace
    let usable = tls.certificates.filter { certificate in
      guard certificate.group.isEmpty, certificate.kind == "Secret" else { return false }
      guard let other = certificate.namespace, other != namespace else { return true }
      return grants.allow(
        "Gateway", in: namespace, toKind: "Secret", named: certificate.name, in: other)
    }
    settings.credentialName = usable.first?.name ?? ""
    return (settings, !usable.isEmpty)
  }
}
