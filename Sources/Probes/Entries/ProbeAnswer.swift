/// What a proxy makes of a connection or request, as far as its client and the target can tell.
///
/// Weights are shares; mirrors, retries, timeouts and faults for a part of the requests are
/// properties beside it (``RouteProperties``).
package struct ProbeAnswer: Hashable, Sendable {
  /// One way that a request may take.
  package struct Branch: Hashable, Sendable {
    /// How many of all weights lead here.
    package var weight: UInt64
    /// The status, or why there is none.
    package var status: Int
    /// %RESPONSE_CODE_DETAILS%, such as `via_upstream`.
    package var details: String
    /// Response headers, sorted.
    package var responseHeaders: [String]
    /// A body that the proxy itself writes.
    package var body: String
    /// The service that the request goes to; `nil` where the proxy answers.
    package var cluster: String?
    /// The workloads that may answer, sorted.
    package var workloads: [String]
    /// What arrives there: method, authority, path, headers.
    package var sent: [String]

    /// Somebody behind a name answers 200; bytes that are sent on have no status.
    package static func passed(
      to name: String, _ workloads: [String], status: Int = 200, weight: UInt64 = 1
    ) -> Branch {
      Branch(
        weight: weight, status: status, details: "via_upstream", responseHeaders: [], body: "",
        cluster: name, workloads: workloads, sent: [])
    }
  }

  /// How the connection itself fares.
  package enum Connection: Hashable, Sendable {
    /// Nothing listens, or no chain takes it.
    case closed
    /// A policy closes it.
    case refused
    /// Bytes are sent on.
    case bytes([Branch])
    /// It is read as HTTP.
    case requests([Branch])
  }

  /// How it fares.
  package var connection: Connection
  /// Whether the proxy terminates TLS first.
  package var terminatesTLS = false
  /// The route table that reads it, where no request was sent.
  package var table: String?

  package init(connection: Connection, terminatesTLS: Bool = false, table: String? = nil) {
    self.connection = connection
    self.terminatesTLS = terminatesTLS
    self.table = table
  }

  /// The ways it may take.
  package var branches: [Branch] {
    switch connection {
    case .closed, .refused: []
    case .bytes(let branches), .requests(let branches): branches
    }
  }
}

extension ProbeAnswer.Branch {
  /// In words: `200 from reviews-v1`, `404 route_not_found`, with what is rewritten.
  package var words: String {
    if let cluster {
      let by = workloads.isEmpty ? "" : " (\(workloads.joined(separator: ", ")))"
      return (details == "via_upstream" ? "" : "\(status) \(details), ") + "to \(cluster)\(by)"
    }
    return details.isEmpty ? "\(status)" : "\(status) \(details)"
  }
}

extension ProbeAnswer {
  /// In words, shares first where chance decides.
  package var words: String {
    switch connection {
    case .closed: return "connection closed"
    case .refused: return "connection closed by a policy"
    case .bytes(let branches):
      return branches.isEmpty ? "bytes to nowhere" : "bytes " + Self.shares(branches)
    case .requests(let branches):
      guard branches.isEmpty else { return Self.shares(branches) }
      return "read as HTTP" + (table.map { " by the routes \($0)" } ?? "")
        + (terminatesTLS ? ", TLS ends here" : "")
    }
  }

  private static func shares(_ branches: [Branch]) -> String {
    guard branches.count > 1 else { return branches.first?.words ?? "" }
    let total = branches.reduce(0) { $0 &+ $1.weight }
    return branches.map { branch in
      let tenths = total == 0 ? 0 : (branch.weight &* 2_000 &+ total) / (2 &* total)
      let share = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
      return "\(share) % \(branch.words)"
    }.joined(separator: "; ")
  }
}
