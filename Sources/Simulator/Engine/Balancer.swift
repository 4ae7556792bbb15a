internal import DataPlane
internal import ProxyConfig

/// How one proxy chooses among the hosts of a cluster, and which it has ejected.
struct Balancer {
  var loadBalancer: LoadBalancer
  var detector: OutlierDetector?
  /// The engine's hosts, by the load balancer's positions.
  var hosts: [Int32]
  /// Hosts that clients dialled themselves, where the cluster takes these.
  var originalHosts: [String: Int32] = [:]
  /// When hosts were last let in again, in whole intervals.
  var sweeps: Int64 = 0
  var hasEjected = false

  /// The load balancer's position of one of the engine's hosts, which lie side by side; `nil` for
  /// hosts that clients dialled themselves.
  func place(ofHost host: Int32) -> Int? {
    guard let first = hosts.first, host >= first, Int(host - first) < hosts.count else {
      return nil
    }
    return Int(host - first)
  }

  var hashes: Bool { loadBalancer.policy == .ringHash || loadBalancer.policy == .maglev }
}
