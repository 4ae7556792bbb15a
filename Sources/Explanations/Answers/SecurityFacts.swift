internal import Diagnostics
internal import ControlPlane
internal import ProxyConfig
internal import Simulator

/// Who offers TLS and who demands it, by which objects.
enum SecurityFacts {
  /// The remark on a connection about which an object says something, or that was cut off.
  static func notes(_ hop: HopContext) -> [AnswerNote] {
    if let refusal = refusal(hop) { return [refusal] }
    guard hop.isOutbound, let cluster = hop.hop.cluster,
      let attempt = hop.hop.attempts.last(where: { $0.workload != nil }),
      let receiver = attempt.workload,
      let port = attempt.endpoint.split(separator: ":").last.flatMap({ Int($0) }),
      let security = hop.compilation.security(
        from: hop.hop.proxy, through: cluster, to: receiver, port: port)
    else { return [] }
    let isCut = hop.hop.flags.contains("UC")
    guard isCut || security.offeredBy != nil || security.demandedBy != nil else { return [] }
    let what =
      "TLS: the proxy of \(hop.hop.proxy) offers \(security.offerInWords), and that of \(receiver) "
      + "takes \(security.demandInWords)"
    return [
      AnswerNote(
        .security, at: hop.hop.proxy, what,
        why: security.isRefused
          ? "plain text meets a receiver that takes mutual TLS alone, so that it closes the "
            + "connection" : nil,
        fix: security.isRefused
          ? "let the client's policy say ISTIO_MUTUAL, or nothing" : nil,
        origins: [security.offeredBy, security.demandedBy])
    ]
  }

  /// The remark where the first proxy on the way is the receiver's, and none of its filter chains
  /// takes what comes without mutual TLS.
  private static func refusal(_ hop: HopContext) -> AnswerNote? {
    guard hop.position == 0, !hop.isOutbound, hop.hop.filterChain.isEmpty,
      hop.trace.outcome.status == nil, let url = try? RequestURL(hop.trace.url),
      let security = hop.compilation.security(demandedBy: hop.hop.proxy, dialled: url.port),
      security.demand == .strict
    else { return nil }
    return AnswerNote(
      .security, at: hop.hop.proxy,
      "TLS: \(hop.trace.from) has no proxy that would offer mutual TLS, and that of "
        + "\(hop.hop.proxy) takes \(security.demandInWords)",
      why: "what comes without mutual TLS meets no filter chain, so that the connection is closed",
      fix: "bring the caller into the mesh, or let the workload's policy say PERMISSIVE",
      origins: [security.demandedBy])
  }
}

extension TransportSecurity {
  /// Whether the receiver cannot take what it is offered.
  fileprivate var isRefused: Bool {
    guard demand == .strict else { return false }
    return offer == .plainText || offer == .written("DISABLE")
  }

  fileprivate var offerInWords: String {
    let source = offeredBy.map { ", by tls of \($0)" } ?? ""
    switch offer {
    case .written("DISABLE"): return "plain text (DISABLE\(source))"
    case .written(let mode): return "TLS (\(mode)\(source))"
    case .automatic: return "mutual TLS where it can (automatic)"
    case .plainText: return "plain text"
    }
  }

  fileprivate var demandInWords: String {
    let source = demandedBy.map { ", by \($0)" } ?? ", by default"
    switch demand {
    case .strict: return "mutual TLS alone (STRICT\(source))"
    case .permissive: return "both (PERMISSIVE\(source))"
    case .disable: return "plain text alone (DISABLE\(source))"
    }
  }
}
