internal import Diagnostics
internal import Resources

extension KindTable {
  /// Istio's groups (manifests/charts/base/files/crd-all.gen.yaml@1.30.3).
  static let istio: [KnownKind] =
    networkingKinds + security + [
      KnownKind(group: "telemetry.istio.io", name: "Telemetry", support: .passedOver),
      KnownKind(group: "extensions.istio.io", name: "WasmPlugin", support: .unmodelled),
      KnownKind(group: "extensions.istio.io", name: "TrafficExtension", support: .unmodelled),
      KnownKind(group: "install.istio.io", name: "IstioOperator", support: .modelled),
      KnownKind(group: "operator.istio.io", name: "Istio", support: .modelled),
    ]

  private static let allVersions = ["v1", "v1beta1", "v1alpha3"]

  private static func networking(
    _ name: String, _ versions: [String] = allVersions,
    _ support: KnownKind.Support = .modelled, _ decode: @escaping KnownKind.Decoder
  ) -> KnownKind {
    KnownKind(
      group: "networking.istio.io", name: name, versions: versions, support: support,
      decode: decode)
  }

  private static let networkingKinds = [
    networking("VirtualService") {
      $0.spec([], $1, decodeVirtualService).map { .virtualService($0) }
    },
    networking("DestinationRule") {
      $0.spec([], $1, decodeDestinationRule).map { .destinationRule($0) }
    },
    networking("ServiceEntry") { document, metadata in
      document.spec([], metadata, decodeServiceEntry).map { entry in
        var entry = entry
        entry.allocated = decodeAllocatedAddresses(document)
        return .serviceEntry(entry)
      }
    },
    networking("WorkloadEntry") { document, metadata in
      document.spec([], metadata) { spec, metadata in
        var entry = decodeWorkloadEntry(spec)
        entry.metadata = metadata
        return .workloadEntry(entry)
      }
    },
    networking("WorkloadGroup") {
      $0.spec([], $1, decodeWorkloadGroup).map { .workloadGroup($0) }
    },
    networking("Sidecar") { $0.optionalSpec($1, decodeSidecar).map { .sidecar($0) } },
    networking("Gateway") { $0.spec([], $1, decodeGateway).map { .gateway($0) } },
    networking("EnvoyFilter", ["v1alpha3"]) {
      $0.optionalSpec($1, decodeEnvoyFilter).map { .envoyFilter($0) }
    },
    KnownKind(
      group: "networking.istio.io", name: "ProxyConfig", versions: ["v1beta1"],
      support: .unmodelled),
  ]

  private static let security = [
    KnownKind(
      group: "security.istio.io", name: "PeerAuthentication", versions: ["v1", "v1beta1"],
      support: .modelled
    ) { $0.optionalSpec($1, decodePeerAuthentication).map { .peerAuthentication($0) } },
    KnownKind(
      group: "security.istio.io", name: "AuthorizationPolicy", versions: ["v1", "v1beta1"],
      support: .modelled
    ) { $0.optionalSpec($1, decodeAuthorizationPolicy).map { .authorizationPolicy($0) } },
    KnownKind(
      group: "security.istio.io", name: "RequestAuthentication", versions: ["v1", "v1beta1"],
      support: .modelled
    ) { $0.optionalSpec($1, decodeRequestAuthentication).map { .requestAuthentication($0) } },
  ]

  /// Kubernetes' Gateway API, with the versions that its definitions ever served
  /// (kubernetes-sigs/gateway-api config/crd@v1.5 and before), the one to use first.
  static let gatewayAPI: [KnownKind] =
    [
      gatewayKind("GatewayClass", ["v1", "v1beta1"]) {
        $0.spec([], $1, decodeGatewayClass).map { .gatewayClass($0) }
      },
      gatewayKind("Gateway", ["v1", "v1beta1", "v1alpha2"]) {
        $0.spec([], $1, decodeKubernetesGateway).map { .kubernetesGateway($0) }
      },
      gatewayKind("HTTPRoute", ["v1", "v1beta1", "v1alpha2"]) {
        $0.optionalSpec($1, decodeHTTPRoute).map { .httpRoute($0) }
      },
      gatewayKind("GRPCRoute", ["v1", "v1alpha2"]) {
        $0.optionalSpec($1, decodeGRPCRoute).map { .grpcRoute($0) }
      },
      gatewayKind("TCPRoute", ["v1alpha2", "v1"]) {
        $0.spec([], $1, decodeTCPRoute).map { .tcpRoute($0) }
      },
      gatewayKind("TLSRoute", ["v1", "v1alpha3", "v1alpha2"]) {
        $0.spec([], $1, decodeTLSRoute).map { .tlsRoute($0) }
      },
      gatewayKind("ReferenceGrant", ["v1beta1", "v1", "v1alpha2"]) {
        $0.spec([], $1, decodeReferenceGrant).map { .referenceGrant($0) }
      },
    ]
    + ["UDPRoute", "BackendTLSPolicy", "BackendLBPolicy", "ListenerSet"].map {
      KnownKind(group: GatewayAPI.group, name: $0, support: .unmodelled)
    }
    + ["XListenerSet", "XBackendTrafficPolicy"].map {
      KnownKind(group: "gateway.networking.x-k8s.io", name: $0, support: .unmodelled)
    }
    + [
      KnownKind(group: "inference.networking.k8s.io", name: "InferencePool", support: .unmodelled),
      KnownKind(
        group: "inference.networking.x-k8s.io", name: "InferencePool", support: .unmodelled),
    ]

  private static func gatewayKind(
    _ name: String, _ versions: [String], _ decode: @escaping KnownKind.Decoder
  ) -> KnownKind {
    KnownKind(
      group: GatewayAPI.group, name: name, versions: versions,
      isClusterWide: name == "GatewayClass", support: .modelled, decode: decode)
  }

  /// What installs Istio, and gives its mesh configuration.
  static let operators: [KnownKind] =
    [KnownKind(group: "sailoperator.io", name: "Istio", support: .modelled)]
    + ["IstioRevision", "IstioRevisionTag", "IstioCNI", "ZTunnel"].map {
      KnownKind(group: "sailoperator.io", name: $0, support: .passedOver)
    }
}

extension Fields {
  /// Decodes `spec`, whose absence says the same as an empty one.
  fileprivate func optionalSpec<Object>(
    _ metadata: ResourceMetadata, _ decode: (Fields, ResourceMetadata) -> Object
  ) -> Object? {
    if value("spec") == nil {
      return Fields(YAMLNode.emptyMapping(at: node), path: "spec", findings).map {
        decode($0, metadata)
      }
    }
    return object("spec") { decode($0, metadata) }
  }
}
