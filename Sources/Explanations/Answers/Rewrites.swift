internal import Diagnostics
internal import ProxyConfig
internal import Simulator

/// What a proxy changed on a request, and what arrived.
enum Rewrites {
  /// Path, authority and headers before and after.
  static func notes(_ hop: HopContext) -> [AnswerNote] {
    guard let sent = hop.hop.sent.first(where: { !$0.isMirror }) else { return [] }
    var changes: [String] = []
    if sent.path != hop.path { changes.append("path \(hop.path) → \(sent.path)") }
    if sent.authority != hop.authority, hop.rewritesAuthority {
      changes.append("authority \(hop.authority) → \(sent.authority)")
    }
    changes += headers(hop, sent)
    var notes: [AnswerNote] = []
    if !changes.isEmpty {
      notes.append(
        AnswerNote(
          .rewritten, at: hop.hop.proxy, "rewritten: " + changes.joined(separator: ", "),
          origins: [hop.route?.origin]))
    }
    for mirror in hop.hop.sent where mirror.isMirror {
      notes.append(
        AnswerNote(
          .rewritten, at: hop.hop.proxy,
          "mirrored to \(mirror.cluster) as \(mirror.method) \(mirror.path), authority "
            + mirror.authority, origins: [hop.route?.origin]))
    }
    return notes
  }

  /// The headers that the route sets, adds or removes.
  private static func headers(_ hop: HopContext, _ sent: RequestTrace.Sent) -> [String] {
    guard let route = hop.route else { return [] }
    let weighted = route.route?.weightedClusters?.clusters.first { $0.name == hop.hop.cluster }
    let added = (route.requestHeadersToAdd ?? []) + (weighted?.requestHeadersToAdd ?? [])
    let removed = (route.requestHeadersToRemove ?? []) + (weighted?.requestHeadersToRemove ?? [])
    let set = added.compactMap { option -> String? in
      let name = option.header.key.lowercased()
      guard let header = sent.headers.first(where: { $0.name.lowercased() == name }) else {
        return nil
      }
      return "header \(name): \(header.value)"
    }
    return set + removed.map { "header \($0.lowercased()) taken out" }
  }

  /// What applications received, where it is not what the client sent.
  static func received(_ trace: RequestTrace, _ hops: [HopContext]) -> [AnswerNote] {
    guard let first = hops.first, let url = try? RequestURL(trace.url) else { return [] }
    let isChanged = trace.received.contains {
      $0.path != url.target || $0.authority != first.authority
    }
    guard isChanged || trace.received.count > 1 else { return [] }
    return trace.received.map {
      AnswerNote(
        .received, at: $0.workload,
        "\($0.workload) received \(trace.method) \($0.path), Host \($0.authority)")
    }
  }
}

extension HopContext {
  /// Whether a rule, and not the way as such, changes the authority.
  fileprivate var rewritesAuthority: Bool {
    guard let action = route?.route else { return false }
    return action.hostRewriteLiteral != nil || action.autoHostRewrite == true
      || action.weightedClusters?.clusters.contains { $0.hostRewriteLiteral != nil } == true
  }
}
