/// The mesh configuration (istio/api mesh/v1alpha1/config.proto; defaults of
/// istio/istio pkg/config/mesh/mesh.go, 1.30).
public struct MeshConfig: Hashable, Sendable {
  /// The namespace whose policies and rules are for the whole mesh.
  public var rootNamespace = "istio-system"
  /// What becomes of hosts that the mesh does not know: `ALLOW_ANY` or `REGISTRY_ONLY`.
  public var outboundTrafficPolicy = "ALLOW_ANY"
  /// Where proxies hand over what they receive: at the address that was dialled (`PASSTHROUGH`), or
  /// at loopback (`LOCALHOST`).
  public var inboundTrafficPolicy = "PASSTHROUGH"
  /// Retries of routes that set none; `nil` takes istiod's two.
  public var defaultHttpRetryPolicy: HTTPRetry?
  /// Where Services are seen that say nothing themselves; `nil` is everywhere.
  public var defaultServiceExportTo: [String]?
  /// Where VirtualServices are seen that say nothing themselves; `nil` is everywhere.
  public var defaultVirtualServiceExportTo: [String]?
  /// Where DestinationRules are seen that say nothing themselves; `nil` is everywhere.
  public var defaultDestinationRuleExportTo: [String]?
  /// Whether proxies use mutual TLS towards pods that have a proxy.
  public var enableAutoMtls = true
  /// How long a connection may take to come about, where no rule says so.
  public var connectTimeout: Duration = .seconds(10)
  /// Probes of idle connections, where no rule says so; `nil` sets none.
  public var tcpKeepalive: ConnectionPoolSettings.TCP.Keepalive?
  /// Whether HTTP/1.1 goes on as HTTP/2, where no rule says so: `DO_NOT_UPGRADE` or `UPGRADE`.
  public var h2UpgradePolicy = "DO_NOT_UPGRADE"
  /// Localities, where no rule says so; `nil` leaves failover on for hosts that can be ejected.
  public var localityLbSetting: LocalityLoadBalancerSetting?
  /// How often names are looked up again.
  public var dnsRefreshRate: Duration = .seconds(60)
  /// How long a proxy waits for the first bytes to tell a protocol; zero waits without end.
  public var protocolDetectionTimeout: Duration = .zero
  /// `pathNormalization.normalization`: `DEFAULT`, `NONE`, `BASE`, `MERGE_SLASHES`,
  /// `DECODE_AND_MERGE_SLASHES`.
  public var pathNormalization = "DEFAULT"
  /// What identities of the mesh begin with.
  public var trustDomain = "cluster.local"
  /// Trust domains whose identities count as ``trustDomain``'s.
  public var trustDomainAliases: [String] = []
  /// Namespaces that istiod looks at: those that any of these selects; empty is all.
  public var discoverySelectors: [LabelSelector] = []
  /// The names of `extensionProviders`.
  public var extensionProviders: [String] = []
  /// Those of `extensionProviders` that can be asked whether a request may pass, in order.
  public var authorizationProviders: [AuthorizationProvider] = []
  /// The class of the Ingresses that istiod takes care of.
  public var ingressClass = "istio"
  /// The Service of the gateways that serve Ingresses.
  public var ingressService = "istio-ingressgateway"
  /// The label `istio` of the gateways that serve Ingresses; empty takes ``ingressService``'s.
  public var ingressSelector = ""
  /// Which Ingresses istiod takes care of: `OFF`, `STRICT` (those of its class), `DEFAULT` (those
  /// without a class, too).
  public var ingressControllerMode = "STRICT"
  /// What `defaultConfig` says of every proxy.
  public var proxySettings = ProxySettings()
  /// Where its fields are written: the ConfigMap's.
  public var metadata: ResourceMetadata?

  /// No field is written.
  public init() {}
}
