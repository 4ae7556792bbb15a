internal import DataPlane
internal import Diagnostics
internal import ProxyConfig

/// A cluster of one proxy: its limits, how much of them is used, its hosts and how they are chosen.
///
/// Counters are per proxy and cluster, as Envoy's resource manager keeps them
/// (source/common/upstream/resource_manager_impl.h); one worker, so the limits are exact.
struct ClusterState {
  /// Which HTTP a cluster speaks.
  enum UpstreamProtocol: UInt8 {
    case http1
    case http2
    /// What the client of the proxy speaks.
    case downstream
  }

  /// The position in the mesh's proxies.
  let proxy: Int
  let name: String
  /// What the cluster comes from.
  let origin: Origin?
  /// The limits, and where they are written.
  let breaker: CircuitBreaker
  /// How much of them is used.
  var load = ClusterLoad()
  /// When they refused.
  private(set) var overflows: [Overflow] = []
  /// Where it is written when hosts are ejected.
  let ejectionOrigin: Origin?
  /// How many streams a connection carries in all; 0 is without limit.
  let maxRequestsPerConnection: Int32
  /// In nanoseconds.
  let connectTimeout: Int64
  /// After so long without a stream a connection closes, in nanoseconds; 0 is never.
  let idleTimeout: Int64
  /// The greatest age of a connection, in nanoseconds; 0 is without limit.
  let maxConnectionDuration: Int64
  let upstreamProtocol: UpstreamProtocol
  let maxConcurrentStreams: Int32
  /// Whether hosts are taken from the request's original destination.
  let isOriginalDestination: Bool
  /// Whether hosts are looked up by the names that requests carry.
  let looksUpHosts: Bool
  /// Whether hosts that clients dialled are told TLS.
  let speaksTLSAlways: Bool
  /// Whether hosts that clients dialled are reached through tunnels, whoever they are.
  let opensTunnelToDialled: Bool
  /// The server name of its TLS.
  let serverName: String
  /// How many steps of work it is to make the load balancer anew.
  let balancerWork: Int
  var loadBalancer: LoadBalancer
  /// Whether it ejects hosts.
  let ejects: Bool
  var ejected: EjectedHosts?
  /// Where its hosts stand, by the load balancer's positions.
  let hosts: Range<Int>
  /// Hosts that clients dialled themselves, where the cluster takes these.
  var originalHosts: [String: Position<HostState>] = [:]

  /// A time in which a limit refused again and again, never a second apart.
  struct Overflow {
    /// What refused.
    let limit: LimitBreach.Limit
    /// When it refused first, in nanoseconds of virtual time.
    let start: Int64
    /// When it refused last, in nanoseconds of virtual time.
    var end: Int64
    /// How often it refused.
    var count = 1
  }

  /// Notes that a limit refused.
  mutating func noteOverflow(_ limit: LimitBreach.Limit, at now: Int64) {
    if let last = overflows.lastIndex(where: { $0.limit == limit }),
      now - overflows[last].end < 1_000_000_000
    {
      overflows[last].end = now
      overflows[last].count += 1
    } else {
      overflows.append(Overflow(limit: limit, start: now, end: now))
    }
  }

  /// The load balancer's position of a host; `nil` for those that clients dialled themselves.
  func place(of host: Position<HostState>) -> Int? {
    hosts.contains(host.index) ? host.index - hosts.lowerBound : nil
  }

  /// Whether its load balancer looks at a hash of the request.
  var hashes: Bool { loadBalancer.policy == .ringHash || loadBalancer.policy == .maglev }
}

extension ClusterState {
  /// Reads limits and protocol, with Envoy's defaults.
  init(
    _ cluster: Cluster, proxy: Int, loadBalancer: LoadBalancer, ejected: EjectedHosts?,
    hosts: Range<Int>
  ) {
    let options = cluster.httpProtocolOptions
    let common = options?.commonHttpProtocolOptions
    let http2 =
      options?.explicitHttpConfig?.http2ProtocolOptions
      ?? options?.useDownstreamProtocolConfig?.http2ProtocolOptions
    self.init(
      proxy: proxy, name: cluster.name, origin: cluster.origin, breaker: CircuitBreaker(cluster),
      ejectionOrigin: cluster.limitOrigins.outlierDetection,
      maxRequestsPerConnection: Int32(
        clamping: common?.maxRequestsPerConnection ?? cluster.maxRequestsPerConnection ?? 0),
      connectTimeout: cluster.connectTimeout?.nanoseconds ?? 5_000_000_000,
      idleTimeout: common?.idleTimeout?.nanoseconds ?? 3_600_000_000_000,
      maxConnectionDuration: (common?.maxConnectionDuration ?? cluster.maxConnectionDuration)?
        .nanoseconds ?? 0,
      upstreamProtocol: options?.useDownstreamProtocolConfig != nil
        ? .downstream
        : options?.explicitHttpConfig?.http2ProtocolOptions != nil ? .http2 : .http1,
      maxConcurrentStreams: Int32(clamping: http2?.maxConcurrentStreams ?? .max),
      isOriginalDestination: cluster.takesDialledAddress,
      looksUpHosts: cluster.clusterType == Cluster.dynamicForwardProxy,
      speaksTLSAlways: cluster.tls == .always,
      opensTunnelToDialled: cluster.opensTunnelToDialled,
      serverName: cluster.shownServerName,
      balancerWork: cluster.balancerWork(hostCount: loadBalancer.hosts.count),
      loadBalancer: loadBalancer, ejects: ejected != nil, ejected: ejected, hosts: hosts)
  }
}

extension Cluster {
  /// Whether its hosts are what clients dialled: so it is where the host is the listener that opens
  /// a tunnel to whatever was dialled, too.
  var takesDialledAddress: Bool { type == .originalDestination || opensTunnelToDialled }

  /// Whether its only host is the listener that opens tunnels, with nothing said of where to.
  var opensTunnelToDialled: Bool {
    let hosts = (loadAssignment?.endpoints ?? []).flatMap { $0.lbEndpoints ?? [] }
    guard hosts.count == 1, let inner = hosts.first?.endpoint.address.envoyInternalAddress else {
      return false
    }
    return inner.serverListenerName == TunnelName.originate && inner.endpointId == nil
  }

  /// Rings and tables are work, too: about as much as a step for each few entries.
  func balancerWork(hostCount: Int) -> Int {
    LoadBalancer.entryCount(self) / 3 + hostCount / 8
  }

  /// The server name that its TLS shows: what the rule says, else Istio's name of the cluster
  /// (pilot/pkg/model/service.go@1.30.3, BuildDNSSrvSubsetKey).
  fileprivate var shownServerName: String {
    if let tlsServerName { return tlsServerName }
    guard let name = ClusterName(self.name) else { return "" }
    return "\(name.direction.rawValue)_.\(name.port)_.\(name.subset)_.\(name.host)"
  }
}

/// A host of a cluster, as one proxy sees it.
struct HostState {
  let cluster: Position<ClusterState>
  /// The name or address that the endpoint was written with.
  let name: String
  let address: String
  let port: Int
  /// Whether connections to it are TLS, within the tunnel where there is one.
  let isTLS: Bool
  /// What the tunnel to it leads to; `nil` for none.
  var tunnel: TunnelTarget?
  /// Requests on their way.
  var active: Int32 = 0
  /// Its pools of HTTP; none where none was needed yet.
  var http1 = Position<Pool>.none
  var http2 = Position<Pool>.none
  /// Its pools of raw TCP, by what runs on them.
  var tunnels: [Wire: Position<Pool>] = [:]
}
