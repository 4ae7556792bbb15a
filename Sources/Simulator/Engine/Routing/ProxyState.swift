internal import DataPlane
internal import ProxyConfig

/// A proxy's configuration, made ready as it is needed.
struct ProxyState {
  let configuration: ProxyConfiguration
  /// Its pod; -1 for none.
  let workload: Int32
  /// Whether it is the part of a ztunnel that carries the pod's connections.
  let isTunnel: Bool
  /// Clusters and endpoints by name, made at the first look.
  private(set) lazy var tables = ProxyTables(configuration, version: version)
  private let version: EnvoyVersion
  /// The engine's clusters, by name; none where there is no such cluster.
  var clusterPositions: [String: Position<ClusterState>] = [:]
  /// The engine's route tables, by name.
  var tablePositions: [String: Position<TableState>] = [:]
  /// The buckets of tokens that its filters take from.
  private var buckets: [TokenBucketKey: TokenBucket] = [:]

  init(
    _ configuration: ProxyConfiguration, workload: Int32, isTunnel: Bool, version: EnvoyVersion
  ) {
    self.isTunnel = isTunnel
    self.configuration = configuration
    self.workload = workload
    self.version = version
  }

  /// Forgets the clusters and the tokens of a run.
  mutating func forgetRun() {
    if !clusterPositions.isEmpty { clusterPositions = [:] }
    if !buckets.isEmpty { buckets = [:] }
  }

  /// Takes a token, if there is one.
  mutating func takeToken(_ key: TokenBucketKey, at time: Int64) -> Bool {
    buckets[key, default: TokenBucket(key, version: version)].take(at: time)
  }
}
