/// The mesh configuration (istio/api mesh/v1alpha1/config.proto; defaults of
/// istio/istio pkg/config/mesh/mesh.go, 1.30).
public struct MeshConfig: Hashable, Sendable {
  public var rootNamespace = "istio-system"
  public var outboundTrafficPolicy = "ALLOW_ANY"
  public var defaultHttpRetryPolicy: HTTPRetry?
  public var defaultServiceExportTo: [String]?
  public var defaultVirtualServiceExportTo: [String]?
  public var defaultDestinationRuleExportTo: [String]?
  public var enableAutoMtls = true
  public var connectTimeout: Duration = .seconds(10)
  public var tcpKeepalive: ConnectionPoolSettings.TCP.Keepalive?
  public var h2UpgradePolicy = "DO_NOT_UPGRADE"
  public var localityLbSetting: LocalityLoadBalancerSetting?
  public var dnsRefreshRate: Duration = .seconds(60)
  public var protocolDetectionTimeout: Duration = .zero
  /// `pathNormalization.normalization`: `DEFAULT`, `NONE`, `BASE`, `MERGE_SLASHES`,
  /// `DECODE_AND_MERGE_SLASHES`.
  public var pathNormalization = "DEFAULT"
  public var trustDomain = "cluster.local"
  /// Trust domains whose identities count as ``trustDomain``'s.
  public var trustDomainAliases: [String] = []
  /// Namespaces that istiod looks at: those that any of these selects; empty is all.
  public var discoverySelectors: [LabelSelector] = []
  /// The names of `extensionProviders`.
  public var extensionProviders: [String] = []
  /// Those of `extensionProviders` that can be asked whether a request may pass, in order.
  public var authorizationProviders: [AuthorizationProvider] = []
  /// Where its fields are written: the ConfigMap's.
  public var metadata: ResourceMetadata?
  public init() {}
}
