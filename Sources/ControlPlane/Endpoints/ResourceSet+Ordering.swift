internal import Resources

extension ResourceSet {
  /// Whether anything asks for endpoints in the order of how many labels they share with a client:
  /// `failoverPriority`, or a Service's traffic distribution.
  var ordersByLabel: Bool {
    func asks(_ settings: LoadBalancerSettings?) -> Bool {
      !(settings?.localityLbSetting?.failoverPriority ?? []).isEmpty
    }
    func asks(_ policy: TrafficPolicy?) -> Bool {
      asks(policy?.loadBalancer)
        || (policy?.portLevelSettings ?? []).contains { asks($0.loadBalancer) }
    }
    return !(meshConfig.localityLbSetting?.failoverPriority ?? []).isEmpty
      || services.contains {
        ($0.trafficDistribution ?? $0.metadata.annotatedDistribution) != nil
      } || serviceEntries.contains { $0.metadata.annotatedDistribution != nil }
      || destinationRules.contains { rule in
        asks(rule.trafficPolicy) || rule.subsets.contains { asks($0.trafficPolicy) }
      }
  }
}
