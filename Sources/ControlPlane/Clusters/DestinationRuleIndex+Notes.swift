internal import Diagnostics
internal import Resources

// Which DestinationRules, and which parts of them, are not asked.
extension DestinationRuleIndex {
  /// What merging the rules of one namespace and host has left out, for the namespace's own
  /// clients; rules for some pods alone take no part.
  var contests: [RuleNote] {
    localTables.sorted { $0.key < $1.key }.flatMap { _, table in
      table.hosts.entries.flatMap { host, entries in contests(entries, host: host) }
    }
  }

  private func contests(
    _ entries: [ConsolidatedDestinationRule], host: String
  ) -> [RuleNote] {
    let forAll = entries.filter { $0.workloadSelector == nil }
    guard let counting = forAll.last else { return [] }
    let apart = forAll.dropLast().flatMap { entry in
      parts(of: entry).filter { $0.source.metadata.identifier != counting.first.identifier }
        .map { part in
          RuleNote(
            part.source.metadata.origin(part.path),
            .merged(part: part.name, host: host, .newestApart), by: counting.first.origin(),
            hosts: [host])
        }
    }
    return counting.losses.filter {
      $0.source.metadata.identifier != $0.winner.metadata.identifier
    }.map { loss in
      let (loser, winner) = (loss.source.metadata, loss.winner.metadata)
      return RuleNote(
        loser.origin(loss.path),
        .merged(
          part: loss.part, host: host,
          loser.creationTimestamp == winner.creationTimestamp ? .name : .older),
        by: winner.origin(), hosts: [host])
    } + apart
  }

  /// A policy or subset of a rule, with its place.
  private struct Part {
    /// What it is called, such as `subset v1`.
    var name: String
    /// The rule that it is written in.
    var source: ResourceSource
    /// Its field.
    var path: FieldPath
  }

  private func parts(of entry: ConsolidatedDestinationRule) -> [Part] {
    let policy = entry.trafficPolicy.map {
      Part(name: "trafficPolicy", source: $0.source, path: $0.path)
    }
    return [policy].compactMap(\.self)
      + entry.subsets.map {
        Part(name: "subset \($0.name)", source: $0.source, path: $0.path)
      }
  }

  /// Why rules for a host are not asked, for a client.
  ///
  /// `all`: every DestinationRule that admission took.
  func notes(
    on hostname: String, serviceNamespace: String, client: MeshPod, among all: [DestinationRule]
  ) -> [RuleNote] {
    let found = candidates(
      hostname: hostname, serviceNamespace: serviceNamespace, clientNamespace: client.namespace)
    let asked = Set(found.flatMap(\.sources))
    let governing = rule(
      hostname: hostname, serviceNamespace: serviceNamespace, clientNamespace: client.namespace,
      clientLabels: client.placedLabels)
    let question = Question(
      hostname: hostname, serviceNamespace: serviceNamespace, client: client, governing: governing)
    return all.compactMap { rule in
      let host = rule.host.fullHostname(in: rule.metadata.namespace)
      guard hostname.isCovered(byHost: host) else { return nil }
      let isAsked = asked.contains(rule.metadata.identifier)
      if isAsked, governing?.sources.contains(rule.metadata.identifier) ?? false { return nil }
      let reason = isAsked ? .selectsOthers : reason(against: rule, host: host, question)
      return RuleNote(
        rule.metadata.origin(reason.field), reason,
        by: reason.isDefeat ? governing?.first.origin("spec.host") : nil, hosts: [hostname])
    } + (governing.map { self.losses(of: $0, hostname) } ?? [])
  }

  private struct Question {
    /// The host that is called.
    var hostname: String
    /// Its service's namespace.
    var serviceNamespace: String
    /// Who calls.
    var client: MeshPod
    /// The rule that governs the host for the client.
    var governing: ConsolidatedDestinationRule?
  }

  /// In the order in which istiod asks: namespaces, exports, levels, hosts.
  private func reason(
    against rule: DestinationRule, host: String, _ question: Question
  ) -> RuleNote.Reason {
    let (own, client) = (rule.metadata.namespace, question.client.namespace)
    if rule.workloadSelector != nil, own == client { return .selectsOthers }
    guard [client, question.serviceNamespace, root].contains(own) else {
      return .namespaceNotAsked(
        client: client, service: question.serviceNamespace, root: root)
    }
    guard let governing = question.governing else { return .notExported(to: client) }
    let level = governing.first.namespace
    if level != own {
      return isExported(rule, to: client) ? .levelBefore(level) : .notExported(to: client)
    }
    return governing.host == host ? .notExported(to: client) : .closerRule(governing.host)
  }

  private func isExported(_ rule: DestinationRule, to namespace: String) -> Bool {
    rule.exportTo.isEmpty || rule.exportTo.contains("*") || rule.exportTo.contains(namespace)
      || (rule.exportTo.contains(".") && rule.metadata.namespace == namespace)
  }

  private func losses(of rule: ConsolidatedDestinationRule, _ host: String) -> [RuleNote] {
    rule.losses.map { loss in
      let (loser, winner) = (loss.source.metadata, loss.winner.metadata)
      let isTie = loser.creationTimestamp == winner.creationTimestamp
      return RuleNote(
        loser.origin(loss.path),
        .merged(part: loss.part, host: host, isTie ? .name : .older), by: winner.origin(),
        hosts: [host])
    }
  }
}

extension RuleNote.Reason {
  /// The field of a DestinationRule that the reason is about.
  fileprivate var field: FieldPath {
    if case .notExported = self { return "spec.exportTo" }
    return self == .selectsOthers ? "spec.workloadSelector" : FieldPath()
  }

  /// Whether another rule decides in its place.
  fileprivate var isDefeat: Bool {
    if case .levelBefore = self { return true }
    if case .closerRule = self { return true }
    return false
  }
}
