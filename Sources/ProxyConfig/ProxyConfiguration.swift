public import Diagnostics

/// Everything that istiod would push to one proxy.
public struct ProxyConfiguration: Hashable, Sendable {
  /// The pod as `POD.NAMESPACE`.
  public var proxy: String
  /// The pod's address.
  public var address: String
  /// The namespace of the proxy's pod.
  public var namespace: String
  /// In istiod's order.
  public var listeners: [Listener]
  /// In istiod's order.
  public var routes: [RouteConfiguration]
  /// Clusters that all proxies share that see the same: outbound ones.
  public var sharedClusters: [Cluster]
  /// Clusters of this proxy alone: inbound ones.
  public var ownClusters: [Cluster]
  /// In the order of the clusters.
  public var endpoints: [ClusterLoadAssignment]

  /// The value of these parts.
  public init(proxy: String, address: String, namespace: String) {
    self.proxy = proxy
    self.address = address
    self.namespace = namespace
    listeners = []
    routes = []
    sharedClusters = []
    ownClusters = []
    endpoints = []
  }

  /// All clusters, the shared ones first.
  ///
  /// Reading puts both lists together: keep the result. What is set is this proxy's own.
  public var clusters: [Cluster] {
    get { sharedClusters + ownClusters }
    set {
      sharedClusters = []
      ownClusters = newValue
    }
  }
}

extension ProxyConfiguration {
  /// The route tables that a filter chain may ask: its own, where it has one, else those that are
  /// fetched by name.
  public func tables(at chain: String) -> [RouteConfiguration] {
    let own = listeners.flatMap { $0.filterChains ?? [] }.filter { $0.name == chain }
      .compactMap { $0.httpConnectionManager?.routeConfig }
    return own.isEmpty ? routes : own
  }
}

/// Where a pod's proxy stands.
public enum ProxyKind: Hashable, Sendable {
  /// There is none: the application is reached as it is.
  case none
  /// Before the application, which it takes all connections of, both ways.
  case sidecar
  /// In the application's place: it takes what its own listeners are bound to.
  case gateway
  /// Before services or pods of others: it takes what tunnels bring.
  case waypoint
  /// The Node's, which carries the pod's connections both ways and reads no HTTP.
  case ztunnel
}

/// One pod as the network sees it, in the mesh or not.
public struct Workload: Hashable, Sendable {
  /// `POD.NAMESPACE`.
  public var name: String
  /// The pod's own name.
  public var podName: String
  /// The pod's namespace.
  public var namespace: String
  /// The pod's IP address.
  public var address: String
  /// The pod's labels.
  public var labels: [String: String]
  /// The Deployment or other owner that it belongs to; empty for a bare pod.
  public var owner: String
  /// Its proxy; without a sidecar its own traffic meets no outbound rule.
  public var proxyKind: ProxyKind
  /// Its service account.
  public var serviceAccount = "default"
  /// The trust domain of its mesh.
  public var trustDomain = "cluster.local"
  /// The name that its proxy shows instead of its service account's, as a question may ask for;
  /// `nil` for the account's.
  public var shownPrincipal: String?
  /// Its own names in cluster DNS, such as `db-0.db.shop.svc.cluster.local`: those below a headless
  /// Service that it is behind.
  public var hostnames: [String] = []
  /// Whether its Node's ztunnel answers what it asks of DNS.
  public var isAnsweredByTunnel = false
  /// Which of its connections its sidecar sees.
  public var capture = TrafficCapture.all

  /// The value of these parts.
  public init(
    podName: String, namespace: String, address: String, labels: [String: String],
    owner: String, proxyKind: ProxyKind
  ) {
    self.name = "\(podName).\(namespace)"
    self.podName = podName
    self.namespace = namespace
    self.address = address
    self.labels = labels
    self.owner = owner
    self.proxyKind = proxyKind
  }
}

extension Workload {
  /// The value of these parts.
  public init(
    podName: String, namespace: String, address: String, labels: [String: String],
    owner: String, hasProxy: Bool
  ) {
    self.init(
      podName: podName, namespace: namespace, address: address, labels: labels, owner: owner,
      proxyKind: hasProxy ? .sidecar : .none)
  }

  /// The name in the pod's certificate (SPIFFE).
  public var principal: String {
    shownPrincipal ?? "spiffe://\(trustDomain)/ns/\(namespace)/sa/\(serviceAccount)"
  }

  /// Whether it has a sidecar.
  public var hasProxy: Bool { proxyKind == .sidecar }
}

/// What cluster DNS and the service network know of one service.
public struct ServiceAddress: Hashable, Sendable {
  /// The fully qualified name, such as `helloworld.default.svc.cluster.local`.
  public var hostname: String
  /// The Service's namespace.
  public var namespace: String
  /// The cluster address; empty for a headless service.
  public var address: String
  /// The target of an ExternalName service; empty else.
  public var externalName: String
  /// Each port and the pod addresses with the target port behind it, as kube-proxy would choose.
  public var ports: [Port]
  /// Addresses outside the cluster network that lead to it: a load balancer's, `externalIPs`.
  public var outsideAddresses: [String] = []
  /// The labels of its selector; empty where it has none.
  public var selector: [String: String] = [:]
  /// How many pods its selector chooses, ready or not.
  public var selectedCount = 0
  /// The Service's place.
  public var origin: Origin?

  /// A service port and what is behind it.
  public struct Port: Hashable, Sendable {
    /// The Service's port.
    public var number: Int
    /// Pods and addresses behind the port; empty where none is ready.
    public var endpoints: [Endpoint]
    /// The port on every node; `nil` where none is written.
    public var nodePort: Int?

    /// The value of these parts.
    public init(number: Int, endpoints: [Endpoint]) {
      self.number = number
      self.endpoints = endpoints
    }
  }

  /// A pod's address and port.
  public struct Endpoint: Hashable, Sendable {
    /// An IP address.
    public var address: String
    /// The target port.
    public var port: Int

    /// The value of these parts.
    public init(address: String, port: Int) {
      self.address = address
      self.port = port
    }
  }

  /// The value of these parts.
  public init(hostname: String, namespace: String, address: String, ports: [Port]) {
    self.hostname = hostname
    self.namespace = namespace
    self.address = address
    self.externalName = ""
    self.ports = ports
  }
}

/// A whole mesh under one rule version: every proxy's configuration, and the network around them.
///
/// This is all that a data plane needs; it holds no VirtualService and no DestinationRule.
public struct MeshConfiguration: Hashable, Sendable {
  /// The resolved name of the rule version, such as `istio-1.20.2`.
  public var ruleVersion: String
  /// The minor release of Envoy 1 that its proxies run: 38 for Envoy 1.38.
  public var envoyMinor: Int
  /// One for each pod in the mesh.
  public var proxies: [ProxyConfiguration]
  /// What ztunnels do with the connections of each pod in ambient mode, in the shapes of a proxy
  /// that sends bytes on.
  public var tunnels: [ProxyConfiguration] = []
  /// Every pod, with a proxy or without.
  public var workloads: [Workload]
  /// Every Service, as cluster DNS and kube-proxy know it.
  public var services: [ServiceAddress]
  /// Hosts of ServiceEntries, in the order of their ages.
  public var outside: [OutsideHost]
  /// The servers of all Gateways, oldest first, with the ways that lead to them.
  public var doors: [GatewayDoor]

  /// The value of these parts.
  public init(ruleVersion: String, envoyMinor: Int) {
    self.ruleVersion = ruleVersion
    self.envoyMinor = envoyMinor
    proxies = []
    workloads = []
    services = []
    outside = []
    doors = []
  }

  /// The proxy that a pod's connections go through, its own or its Node's; `nil` for none.
  public func station(of pod: String) -> ProxyConfiguration? {
    proxies.first { $0.proxy == pod } ?? tunnels.first { $0.proxy == pod }
  }
}
