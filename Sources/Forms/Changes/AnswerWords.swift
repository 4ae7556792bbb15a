internal import DataPlane
package import Laboratory
internal import Probes
internal import ProxyConfig

/// Both answers to a question in words that show what differs.
package enum AnswerWords {
  /// The answers before and after.
  package static func both(_ change: AnswerChange) -> (before: String, after: String) {
    let before = change.before.words
    let after = change.after.words
    guard before == after else { return (before, after) }
    // The same place answers: what differs is what arrives there or comes back.
    let (old, new) = (details(change.before), details(change.after))
    let gone = old.filter { !new.contains($0) }
    let come = new.filter { !old.contains($0) }
    return (text(before, gone), text(after, come))
  }

  private static func text(_ words: String, _ details: [String]) -> String {
    details.isEmpty ? words : "\(words), with \(details.joined(separator: ", "))"
  }

  private static func details(_ answer: ProbeAnswer) -> [String] {
    answer.branches.flatMap { branch in
      branch.sent.map { "sent “\($0)”" } + branch.responseHeaders.map { "answered “\($0)”" }
        + (branch.body.isEmpty ? [] : ["the body “\(branch.body)”"])
    } + (answer.terminatesTLS ? ["TLS ended here"] : [])
  }

  /// What is asked, in words.
  package static func question(_ change: AnswerChange) -> String {
    let head = change.connection.head
    let door =
      switch change.connection.door {
      case .outbound: "from the pod"
      case .inbound: "to the pod"
      case .bound: "to the gateway"
      case .carried: "from the pod, by its ztunnel"
      case .tunnelled: "through the waypoint"
      }
    let caller = change.connection.principal.map { " as \($0)" } ?? ""
    if let request = change.request {
      return
        "\(request.method) \(request.authority)\(request.path) \(door), port \(head.port)\(caller)"
    }
    let content =
      switch head.content {
      case .plain(let name): name ?? "bytes that are no HTTP"
      case .tls(_, [TunnelName.applicationProtocol]): "a tunnel"
      case .tls(let name, let protocols):
        "TLS for \(name)" + (protocols.isEmpty ? "" : " (\(protocols.joined(separator: ", ")))")
      }
    let address = head.address == ConnectionProbes.anyAddress ? "any address" : head.address
    return "a connection \(door) to \(address), port \(head.port): \(content)\(caller)"
  }
}
