internal import Diagnostics
internal import Resources

// What does not act at one proxy, for one question: the proxy is translated anew, as far as the
// question goes, and its builders tell a sink what they leave out.
extension MeshIndex {
  /// Every note on the rules for what is called, in the order in which istiod decides.
  func notes(at pod: MeshPod, about question: RuleQuestion) -> [RuleNote] {
    let sink = NoteSink(about: question)
    switch pod.proxy {
    case .sidecar: noteSidecar(pod, in: sink)
    case .gateway: noteGateway(pod, in: sink)
    case .none where pod.isCaptured: noteTunnel(of: pod, in: sink)
    case .none: noteBarePod(pod, in: sink)
    case .waypoint: noteWaypoint(pod, in: sink)
    }
    return sink.notes
  }

  private func noteSidecar(_ pod: MeshPod, in sink: NoteSink) {
    noteUnseen(from: pod.namespace, in: sink)
    let scope = scope(namespace: pod.namespace, sidecar: sidecar(of: pod), notes: sink)
    var tables = OutboundRouteBuilder(index: self, client: pod, scope: scope, notes: sink)
    // The table of the port, whether or not a listener asks for it: it says which rules are for
    // hosts without such a port.
    if let port = sink.question?.port {
      _ = tables.table(named: String(port))
    } else {
      var listeners = OutboundListenerBuilder(index: self, client: pod, scope: scope)
      for name in listeners.build().routeNames { _ = tables.table(named: name) }
    }
    notePolicies(of: pod, in: scope, sink)
  }

  private func noteGateway(_ pod: MeshPod, in sink: NoteSink) {
    let scope = scope(namespace: pod.namespace, sidecar: nil)
    for note in virtualServices.notes where sink.concerns(note.hosts) { sink.add(note) }
    _ = GatewayBuilder(index: self, pod: pod, scope: scope, notes: sink).routes()
    notePolicies(of: pod, in: scope, sink)
  }

  /// At a waypoint: rules of other namespaces, and what is left out of those that it asks.
  private func noteWaypoint(_ pod: MeshPod, in sink: NoteSink) {
    guard ambient.isOn else { return }
    noteUnseen(from: pod.namespace, in: sink)
    let scope = scope(namespace: pod.namespace, sidecar: nil)
    _ = WaypointBuilder(index: self, pod: pod, scope: scope, notes: sink).listeners()
    let policies = NoteSink(about: sink.question)
    notePolicies(of: pod, in: scope, policies)
    for var note in policies.notes {
      if case .namespaceNotAsked = note.reason, let host = note.hosts.first {
        note.reason = .notOfWaypoint(host: host, waypoint: pod.namespace)
      }
      sink.add(note)
    }
  }

  /// At a ztunnel: it applies no rule, and sends to a waypoint where the service has one.
  private func noteTunnel(of pod: MeshPod, in sink: NoteSink) {
    for service in services(sink.question?.called ?? []) {
      let host = service.hostname
      let choice = ambient.choice(for: service)
      var need = RuleNote.WaypointNeed(choice, in: service.namespace)
      if let key = choice.waypoint?.key, let gap = tunnelGap(service, calledBy: pod) {
        need = .unknownToTunnels(key, gap)
        sink.add(
          RuleNote(
            service.metadata.origin("metadata.labels"),
            .waypointPassedBy(host: host, waypoint: key, gap), hosts: [host]))
      }
      guard let need else { continue }
      for rule in virtualServices.all
      where rule.isForMesh && rule.hosts.contains(where: { host.isCovered(byHost: $0) }) {
        sink.add(
          RuleNote(
            rule.hostsOrigin, .withoutWaypoint(host: host, need), hosts: [host]))
      }
      for rule in resources.destinationRules
      where host.isCovered(byHost: rule.host.fullHostname(in: rule.metadata.namespace)) {
        sink.add(
          RuleNote(
            rule.metadata.origin("spec.host"), .withoutWaypoint(host: host, need), hosts: [host]))
      }
    }
  }

  /// What the namespace's clients are not shown, and what delegates lost.
  private func noteUnseen(from namespace: String, in sink: NoteSink) {
    virtualServices.noteHidden(from: namespace, in: sink)
    for note in virtualServices.notes where sink.concerns(note.hosts) { sink.add(note) }
    for service in services(sink.question?.called ?? []) {
      let export = Export(
        service.exportTo, default: meshConfig.serviceExport(under: rules), in: service.namespace)
      guard !export.reaches(namespace) else { continue }
      sink.add(
        RuleNote(
          service.metadata.origin(), .notExported(to: namespace), hosts: [service.hostname]))
    }
  }

  private func notePolicies(of pod: MeshPod, in scope: SidecarScope, _ sink: NoteSink) {
    guard let question = sink.question else { return }
    let builder = ClusterBuilder(index: self, client: pod, scope: scope)
    let rules = Dictionary(grouping: resources.destinationRules) {
      $0.host.fullHostname(in: $0.metadata.namespace)
    }
    let wildcards = rules.filter { $0.key.isWildcardHost }.sorted { $0.key < $1.key }
      .flatMap(\.value)
    let hosts =
      question.isForAll ? Set(rules.keys) : question.called.union(question.destinations)
    for host in hosts.sorted() {
      guard let service = scope.serviceByHost[host] else { continue }
      for note in destinationRules.notes(
        on: host, serviceNamespace: service.namespace, client: pod,
        among: (rules[host] ?? []) + wildcards)
      {
        sink.add(note)
      }
      let port = question.called.contains(host) ? question.port : nil
      for note in builder.notes(on: service, port: port) { sink.add(note) }
    }
  }

  /// A pod without a proxy acts by no rule.
  private func noteBarePod(_ pod: MeshPod, in sink: NoteSink) {
    for service in virtualServices.all where sink.concerns(service.hosts) && service.isForMesh {
      sink.add(
        RuleNote(service.hostsOrigin, .clientWithoutProxy(pod.name), hosts: service.hosts))
    }
    for rule in resources.destinationRules {
      let host = rule.host.fullHostname(in: rule.metadata.namespace)
      guard sink.concerns([host]) else { continue }
      sink.add(
        RuleNote(
          rule.metadata.origin("spec.host"), .clientWithoutProxy(pod.name), hosts: [host]))
    }
  }

  /// The services of some hosts, by host and namespace.
  func services(_ hosts: Set<String>) -> [MeshService] {
    hosts.sorted().flatMap { host in
      (registry.byHostAndNamespace[host] ?? [:]).sorted { $0.key < $1.key }.map(\.value)
    }
  }
}
