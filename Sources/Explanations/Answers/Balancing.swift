internal import Diagnostics
internal import ProxyConfig
internal import Simulator

/// How a host of the cluster was chosen, where there was a choice.
enum Balancing {
  /// The remark on a proxy that chose among several hosts.
  static func notes(_ hop: HopContext) -> [AnswerNote] {
    guard hop.isOutbound, let cluster = hop.cluster, hop.hosts.count > 1,
      let chosen = hop.hop.attempts.first?.endpoint, !chosen.isEmpty
    else { return [] }
    let written = cluster.limitOrigins.loadBalancer
    let policy = (cluster.lbPolicy ?? .roundRobin).word
    return [
      AnswerNote(
        .balancing, at: hop.hop.proxy,
        "\(policy)\(written == nil ? " (by default)" : "") chose \(chosen) among "
          + "\(hop.hosts.count) hosts of \(cluster.name)", origins: [written])
    ]
  }
}
