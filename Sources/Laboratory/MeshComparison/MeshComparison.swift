internal import ControlPlane
package import Diagnostics
internal import Probes
internal import ProxyConfig

/// What changes for a mesh from one state to another: requests that are answered otherwise, and
/// properties of those that are not, each with its causes.
package struct MeshComparison: Sendable {
  /// An object that admission refuses on one side alone.
  package struct Refusal: Hashable, Sendable {
    /// The object.
    package var resource: ResourceIdentifier
    /// Whether it is the later state that refuses it.
    package var isAfter: Bool
    /// Why.
    package var reason: Diagnostic
  }

  /// The earlier state.
  package let before: MeshState
  /// The later state.
  package let after: MeshState
  /// Requests and connections that are answered otherwise, in the order of proxies and tables.
  package internal(set) var answers: [AnswerChange] = []
  /// Properties that differ where the answer is the same.
  package internal(set) var properties: [PropertyChange] = []
  /// What they are due to.
  package internal(set) var causes: [ChangeCause] = []
  /// Objects that one side refuses.
  package private(set) var refusals: [Refusal] = []
  /// Findings of the later state that the earlier one does not have.
  package private(set) var newFindings: [Diagnostic] = []
  /// Proxies that only the earlier state has.
  package private(set) var goneProxies: [String] = []
  /// Proxies that only the later state has.
  package private(set) var newProxies: [String] = []
  /// Requests that were asked under both and are answered alike.
  package private(set) var unchangedRequests = 0
  /// Proxies whose tables are the same.
  package private(set) var unchangedProxies = 0
  /// Proxies that both states have.
  package private(set) var comparedProxies = 0

  /// What the comparison does not tell, in words: what is not modelled, and what was too much.
  package private(set) var notCompared: [String] = []

  /// Compares two states.
  ///
  /// `findsCauses`: whether ``causes`` are wanted.
  package init(_ before: MeshState, _ after: MeshState, findsCauses: Bool = true) {
    self.before = before
    self.after = after
    compareRefusals()
    compareFindings()
    let old = before.compilation.mesh
    let new = AddressTranslation(from: after.compilation.mesh, to: old)
      .applied(to: after.compilation.mesh)
    compareProxies(old, new)
    let moved = MovedPods(old, new)
    answers += moved.answers
    unchangedRequests += moved.unchangedRequests
    notCompared = moved.leftOut + unmodelled
    if findsCauses, changesTables { CauseSearch.find(&self, old) }
  }

  /// Whether an answer or a property differs.
  package var changesTables: Bool { !answers.isEmpty || !properties.isEmpty }

  /// Whether anything at all differs that the comparison shows.
  package var isEmpty: Bool {
    !changesTables && refusals.isEmpty && goneProxies.isEmpty && newProxies.isEmpty
  }

  /// What can change an outcome on either side, and is not modelled.
  private var unmodelled: [String] {
    var words: [String] = []
    for part in before.compilation.unmodelled + after.compilation.unmodelled {
      let place = part.diagnostic.location.map { " (\($0.file):\($0.line))" } ?? ""
      let text = part.diagnostic.summary + place
      if !words.contains(text) { words.append(text) }
    }
    return words
  }

  private mutating func compareRefusals() {
    let old = before.refused
    let new = after.refused
    let oldNames = Set(old.map(\.resource))
    let newNames = Set(new.map(\.resource))
    refusals =
      new.filter { !oldNames.contains($0.resource) }
      .map { Refusal(resource: $0.resource, isAfter: true, reason: $0.diagnostic) }
      + old.filter { !newNames.contains($0.resource) }
      .map { Refusal(resource: $0.resource, isAfter: false, reason: $0.diagnostic) }
  }

  private mutating func compareFindings() {
    let known = Set(before.findings.map(\.summary))
    newFindings = after.findings.filter { !known.contains($0.summary) }
  }

  private mutating func compareProxies(_ old: MeshConfiguration, _ new: MeshConfiguration) {
    let later = Dictionary(new.stations.map { ($0.key, $0.configuration) }) { first, _ in first }
    let earlier = Set(old.stations.map(\.key))
    newProxies = new.stations.map(\.key).filter { !earlier.contains($0) }.map(\.words)
    var index = PairIndex(old, new)
    var merge = ChangeMerge()
    for (key, proxy) in old.stations {
      guard let other = later[key] else {
        goneProxies.append(key.words)
        continue
      }
      comparedProxies += 1
      let (outbound, inbound) = index.deltas(proxy, other)
      if outbound.isEmpty, inbound.isEmpty { unchangedProxies += 1 }
      guard !key.isTunnel, !proxy.endsTunnels else {
        merge.add(proxy, other, outbound.union(inbound), old, new)
        continue
      }
      merge.add(proxy.withoutInbound, other.withoutInbound, outbound, old, new)
      merge.add(proxy.inboundAlone, other.inboundAlone, inbound, old, new)
    }
    answers = merge.answers
    properties = merge.properties
    unchangedRequests = merge.unchangedRequests
  }
}

/// Puts what differs at many proxies together.
private struct ChangeMerge {
  private(set) var answers: [AnswerChange] = []
  private(set) var properties: [PropertyChange] = []
  private(set) var unchangedRequests = 0
  private var answerPlaces: [AnswerChange: Int] = [:]
  private var propertyPlaces: [PropertyChange: Int] = [:]
  /// What was found for the same tables at another proxy.
  private var known: [Key: Positions] = [:]
  private var namesBefore: [String: String]?
  private var namesAfter: [String: String]?

  /// Where the changes of some tables stand in the lists.
  private struct Positions {
    var answers: [Int] = []
    var properties: [Int] = []
    var unchangedRequests = 0
  }

  /// The tables that differ, on both sides; two proxies that have these alike differ alike.
  private struct Key: Hashable {
    var delta: TableDelta
    var shared: [UInt]
    var own: [Part]

    /// What differs and is no list that proxies share.
    struct Part: Hashable {
      var inbound: [Listener]
      var clusters: [Cluster]
      var endpoints: [ClusterLoadAssignment]

      init(_ proxy: ProxyConfiguration, _ delta: TableDelta) {
        inbound = proxy.listeners.filter(\.door.isInbound)
        clusters = proxy.ownClusters.filter { delta.clusters.contains($0.name) }
        endpoints = proxy.endpoints.filter { delta.endpoints.contains($0.clusterName) }
      }
    }
  }

  mutating func add(
    _ proxy: ProxyConfiguration, _ other: ProxyConfiguration, _ delta: TableDelta,
    _ old: MeshConfiguration, _ new: MeshConfiguration
  ) {
    guard !delta.isEmpty else { return }
    let key = Key(
      delta: delta, shared: Self.addresses(proxy) + Self.addresses(other),
      own: [Key.Part(proxy, delta), Key.Part(other, delta)])
    let positions: Positions
    if let found = known[key] {
      positions = found
    } else {
      positions = place(compare(proxy, other, delta, old, new))
      known[key] = positions
    }
    for place in positions.answers where answers[place].proxies.last != proxy.proxy {
      answers[place].proxies.append(proxy.proxy)
    }
    for place in positions.properties where properties[place].proxies.last != proxy.proxy {
      properties[place].proxies.append(proxy.proxy)
    }
    unchangedRequests += positions.unchangedRequests
  }

  private static func addresses(_ proxy: ProxyConfiguration) -> [UInt] {
    [
      proxy.routes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) },
      proxy.sharedClusters.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) },
    ]
  }

  private mutating func compare(
    _ proxy: ProxyConfiguration, _ other: ProxyConfiguration, _ delta: TableDelta,
    _ old: MeshConfiguration, _ new: MeshConfiguration
  ) -> ProxyChanges {
    let namesBefore = namesBefore ?? old.workloadNames
    let namesAfter = namesAfter ?? new.workloadNames
    self.namesBefore = namesBefore
    self.namesAfter = namesAfter
    var comparison = ProxyComparison(
      ProxyComparison.Side(proxy, envoyMinor: old.envoyMinor, names: namesBefore),
      ProxyComparison.Side(other, envoyMinor: new.envoyMinor, names: namesAfter), delta)
    comparison.compare()
    return comparison.changes
  }

  /// The places of changes in the lists, where those that are new are added.
  private mutating func place(_ changes: ProxyChanges) -> Positions {
    var positions = Positions()
    for change in changes.answers {
      let place = answerPlaces[change] ?? answers.count
      if place == answers.count {
        answerPlaces[change] = place
        answers.append(change)
      }
      positions.answers.append(place)
    }
    for change in changes.properties {
      let place = propertyPlaces[change] ?? properties.count
      if place == properties.count {
        propertyPlaces[change] = place
        properties.append(change)
      }
      positions.properties.append(place)
    }
    positions.unchangedRequests = changes.unchangedRequests
    return positions
  }
}

/// Whose connections a configuration is about.
struct StationKey: Hashable, Sendable {
  /// The pod, as `POD.NAMESPACE`.
  var pod: String
  /// Whether it is what the Node's ztunnel does for the pod.
  var isTunnel: Bool

  /// Such as `web.default (ztunnel)`.
  var words: String { isTunnel ? "\(pod) (ztunnel)" : pod }
}

extension MeshConfiguration {
  /// All proxies, then what ztunnels do for each pod.
  var stations: [(key: StationKey, configuration: ProxyConfiguration)] {
    proxies.map { (StationKey(pod: $0.proxy, isTunnel: false), $0) }
      + tunnels.map { (StationKey(pod: $0.proxy, isTunnel: true), $0) }
  }
}

extension ProxyConfiguration {
  /// Whether tunnels end here, as at a waypoint, whose routes are those of its listener.
  var endsTunnels: Bool { listeners.contains { $0.door == .tunnelled } }

  /// What leaves the pod, or reaches a port that the proxy itself is bound to.
  var withoutInbound: ProxyConfiguration {
    var proxy = self
    proxy.listeners = listeners.filter { !$0.door.isInbound }
    return proxy
  }

  /// What enters the pod.
  var inboundAlone: ProxyConfiguration {
    var proxy = ProxyConfiguration(proxy: proxy, address: address, namespace: namespace)
    proxy.listeners = listeners.filter(\.door.isInbound)
    proxy.ownClusters = ownClusters
    return proxy
  }
}

extension MeshConfiguration {
  /// What stands behind addresses: a Deployment or other owner, else the pod.
  var workloadNames: [String: String] {
    var names: [String: String] = [:]
    for workload in workloads {
      let name = workload.owner.isEmpty ? workload.podName : workload.owner
      names[workload.address] = "\(name).\(workload.namespace)"
    }
    return names
  }
}
