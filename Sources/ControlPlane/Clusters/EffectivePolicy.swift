internal import Diagnostics
internal import Resources

/// The policy that governs one cluster, after ports and subsets have had their say.
///
/// A block is taken as a whole: nothing is merged below it
/// (`pilot/pkg/networking/util/util.go` GetPortLevelTrafficPolicy and MergeSubsetTrafficPolicy
/// @1.30.3; MergeTrafficPolicy@1.20.2 says the same). `tunnel` acts on listeners, not on clusters.
struct EffectivePolicy: Sendable {
  /// Absent where nothing is written.
  var connectionPool: Written<ConnectionPoolSettings>?
  /// Absent where nothing is written.
  var loadBalancer: Written<LoadBalancerSettings>?
  /// Absent where nothing is written.
  var outlierDetection: Written<Resources.OutlierDetection>?
  /// Absent where nothing is written.
  var tls: Written<ClientTLSSettings>?
  /// Absent where nothing is written.
  var proxyProtocol: Written<TrafficPolicy.ProxyProtocol>?
  /// Absent where nothing is written.
  var retryBudget: Written<TrafficPolicy.RetryBudget>?

  /// No policy: defaults everywhere.
  init() {}

  /// The policy of a service port.
  ///
  /// The first `portLevelSettings` entry of the port replaces all four blocks it can hold; what it
  /// leaves out is default and not inherited, and of the others nothing remains.
  init(_ written: Written<TrafficPolicy>, port: Int) {
    let policy = written.value
    if let position = policy.portLevelSettings.firstIndex(where: { $0.port == UInt32(port) }) {
      let path = written.path.key("portLevelSettings").index(position)
      let entry = Written(policy.portLevelSettings[position], in: written.source, at: path)
      connectionPool = entry.field("connectionPool", entry.value.connectionPool)
      loadBalancer = entry.field("loadBalancer", entry.value.loadBalancer)
      outlierDetection = entry.field("outlierDetection", entry.value.outlierDetection)
      tls = entry.field("tls", entry.value.tls)
      return
    }
    connectionPool = written.field("connectionPool", policy.connectionPool)
    loadBalancer = written.field("loadBalancer", policy.loadBalancer)
    outlierDetection = written.field("outlierDetection", policy.outlierDetection)
    tls = written.field("tls", policy.tls)
    proxyProtocol = written.field("proxyProtocol", policy.proxyProtocol)
    retryBudget = written.field("retryBudget", policy.retryBudget)
  }

  /// The policy of a subset of the rule whose policy of that port this is.
  ///
  /// `subset`: the subset's own `trafficPolicy`.
  func overridden(
    by subset: Written<TrafficPolicy>?, port: Int, hasRulePolicy: Bool, rules: RuleVersion
  ) -> EffectivePolicy {
    guard let subset else { return self }
    let own = EffectivePolicy(subset, port: port)
    guard hasRulePolicy else { return own }
    var merged = self
    let replacesAll = subset.value.portLevelSettings.contains { $0.port == UInt32(port) }
    if replacesAll || own.connectionPool != nil { merged.connectionPool = own.connectionPool }
    if replacesAll || own.loadBalancer != nil { merged.loadBalancer = own.loadBalancer }
    if replacesAll || own.outlierDetection != nil {
      merged.outlierDetection = own.outlierDetection
    }
    if replacesAll || own.tls != nil { merged.tls = own.tls }
    if own.proxyProtocol != nil { merged.proxyProtocol = own.proxyProtocol }
    merged.retryBudget =
      rules[.retryBudgetOfSubsets] ? own.retryBudget ?? retryBudget : nil
    return merged
  }
}
