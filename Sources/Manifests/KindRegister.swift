internal import Diagnostics
internal import Resources

/// Which kinds are read, which are known not to matter, and which matter and are not modelled.
enum KindRegister {
  enum Family {
    case modelled
    case unmodelled
    case passedOver
    case unknown
    case unknownVersion(String)
  }

  /// Kinds that can change an outcome and are not modelled yet.
  static let unmodelled: Set<String> = [
    "EnvoyFilter", "AuthorizationPolicy", "RequestAuthentication", "WasmPlugin", "ProxyConfig",
    "WorkloadEntry", "WorkloadGroup", "UDPRoute", "BackendTLSPolicy", "ListenerSet", "XListenerSet",
    "XBackendTrafficPolicy", "InferencePool", "NetworkPolicy", "TrafficExtension",
  ]

  static let networking = ["VirtualService", "DestinationRule", "ServiceEntry", "Sidecar"]

  static let core = [
    "Namespace", "Node", "Service", "Pod", "Deployment", "ConfigMap",
  ]

  static let passedOver: Set<String> = [
    "Secret", "ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding",
    "PersistentVolume", "PersistentVolumeClaim", "StorageClass", "HorizontalPodAutoscaler",
    "PodDisruptionBudget", "ResourceQuota", "LimitRange", "CustomResourceDefinition", "Event",
    "ReplicaSet", "Lease", "Telemetry",
  ]

  /// The kinds of Gateway API with the versions that their definitions ever served
  /// (kubernetes-sigs/gateway-api config/crd@v1.5 and before), the one to use first.
  static let gatewayAPI: [String: [String]] = [
    "GatewayClass": ["v1", "v1beta1"], "Gateway": ["v1", "v1beta1", "v1alpha2"],
    "HTTPRoute": ["v1", "v1beta1", "v1alpha2"], "GRPCRoute": ["v1", "v1alpha2"],
    "TCPRoute": ["v1alpha2", "v1"], "TLSRoute": ["v1", "v1alpha3", "v1alpha2"],
    "ReferenceGrant": ["v1beta1", "v1", "v1alpha2"],
  ]

  static func family(of kind: String, apiVersion: String) -> Family {
    let group = apiVersion.split(separator: "/").first.map(String.init) ?? ""
    if group == GatewayAPI.group, let versions = gatewayAPI[kind] {
      return version(apiVersion, group, versions)
    }
    if kind != "Gateway", let versions = gatewayAPI[kind] {
      return version(apiVersion, GatewayAPI.group, versions)
    }
    if networking.contains(kind) || kind == "Gateway" {
      return version(apiVersion, "networking.istio.io", ["v1", "v1beta1", "v1alpha3"])
    }
    if kind == "PeerAuthentication" {
      return version(apiVersion, "security.istio.io", ["v1", "v1beta1"])
    }
    if core.contains(kind) { return .modelled }
    if unmodelled.contains(kind) { return .unmodelled }
    return passedOver.contains(kind) ? .passedOver : .unknown
  }

  private static func version(_ text: String, _ group: String, _ versions: [String]) -> Family {
    versions.contains { text == "\(group)/\($0)" }
      ? .modelled : .unknownVersion("\(group)/\(versions[0])")
  }

  /// Decodes a modelled kind; fields that its spec does not have are findings in Istio's kinds.
  static func decode(
    _ kind: String, _ document: Fields, _ metadata: ResourceMetadata, into set: inout ResourceSet
  ) {
    switch kind {
    case "Namespace":
      var namespace = Namespace()
      namespace.metadata = metadata
      set.namespaces = [namespace]
    case "Node":
      var node = Node()
      node.metadata = metadata
      set.nodes = [node]
    case "Service":
      guard let spec = document.fields("spec") else { return missingSpec(document) }
      set.services = [decodeService(spec, metadata)]
    case "Pod": set.pods = [decodePod(document, metadata)]
    case "Deployment":
      guard let spec = document.fields("spec") else { return missingSpec(document) }
      set.deployments = [decodeDeployment(spec, metadata)]
    case "ConfigMap": decodeConfigMap(document, metadata, into: &set)
    case _ where metadata.apiVersion.hasPrefix("\(GatewayAPI.group)/"):
      decodeGatewayAPI(kind, document, metadata, into: &set)
    default: decodeIstio(kind, document, metadata, into: &set)
    }
  }

  private static func decodeIstio(
    _ kind: String, _ document: Fields, _ metadata: ResourceMetadata, into set: inout ResourceSet
  ) {
    guard
      let spec = document.value("spec").flatMap({ Fields($0, path: "spec", document.findings) })
        ?? (kind == "PeerAuthentication" || kind == "Sidecar"
          ? Fields(emptySpec, path: "spec", document.findings) : nil)
    else { return missingSpec(document) }
    switch kind {
    case "VirtualService":
      set.virtualServices = [spec.closed { decodeVirtualService($0, metadata) }]
    case "DestinationRule":
      set.destinationRules = [spec.closed { decodeDestinationRule($0, metadata) }]
    case "ServiceEntry": set.serviceEntries = [spec.closed { decodeServiceEntry($0, metadata) }]
    case "Sidecar": set.sidecars = [spec.closed { decodeSidecar($0, metadata) }]
    case "PeerAuthentication":
      set.peerAuthentications = [spec.closed { decodePeerAuthentication($0, metadata) }]
    default: set.gateways = [decodeGateway(spec, metadata)]
    }
  }

  private static func decodeGatewayAPI(
    _ kind: String, _ document: Fields, _ metadata: ResourceMetadata, into set: inout ResourceSet
  ) {
    let given = document.value("spec")
    guard given != nil || kind == "HTTPRoute" || kind == "GRPCRoute" else {
      return missingSpec(document)
    }
    guard let spec = Fields(given ?? emptySpec, path: "spec", document.findings) else { return }
    switch kind {
    case "GatewayClass":
      set.gatewayAPI.gatewayClasses = [spec.closed { decodeGatewayClass($0, metadata) }]
    case "Gateway":
      set.gatewayAPI.gateways = [spec.closed { decodeKubernetesGateway($0, metadata) }]
    case "HTTPRoute": set.gatewayAPI.httpRoutes = [spec.closed { decodeHTTPRoute($0, metadata) }]
    case "GRPCRoute": set.gatewayAPI.grpcRoutes = [spec.closed { decodeGRPCRoute($0, metadata) }]
    case "TCPRoute": set.gatewayAPI.tcpRoutes = [spec.closed { decodeTCPRoute($0, metadata) }]
    case "TLSRoute": set.gatewayAPI.tlsRoutes = [spec.closed { decodeTLSRoute($0, metadata) }]
    default:
      set.gatewayAPI.referenceGrants = [spec.closed { decodeReferenceGrant($0, metadata) }]
    }
  }

  private static let emptySpec = YAMLNode(content: .mapping([]), line: 1, column: 1)

  private static func missingSpec(_ document: Fields) {
    guard document.value("spec") == nil else { return }
    document.findings.report(.missingField, "this object has no spec", at: document.node)
  }

  private static func decodeConfigMap(
    _ document: Fields, _ metadata: ResourceMetadata, into set: inout ResourceSet
  ) {
    guard metadata.name == "istio", let data = document.fields("data"),
      let mesh = data.value("mesh"), case .scalar(let text, _) = mesh.content
    else { return }
    let source = ManifestSource(name: document.findings.file, text: text)
    let (documents, findings) = YAMLReader.documents(of: source)
    for finding in findings { document.findings.report(finding.moved(toLine: Int(mesh.line))) }
    // A block scalar's first line is the one below its key.
    let inner = Findings(file: document.findings.file)
    let config = documents.first.flatMap { Fields($0, path: "data.mesh", inner) }
      .map { $0.closed { decodeMeshConfig($0, metadata) } }
    for finding in inner.diagnostics {
      document.findings.report(finding.moved(toLine: Int(mesh.line)))
    }
    if let config { set.meshConfig = config }
  }
}
