package import DataPlane
package import Diagnostics
package import ProxyConfig

extension ProxyView {
  /// What becomes of a connection that carries no request that is read.
  ///
  /// `names`: workloads by address.
  package func answer(
    _ connection: ProbeConnection, names: [String: String]
  ) -> ProbeAnswer {
    guard let chain = choice(connection)?.chain else { return ProbeAnswer(connection: .closed) }
    if let proxy = chain.tcpProxy {
      guard decision(connection, chain).isAllowed else {
        return ProbeAnswer(connection: .refused, terminatesTLS: chain.tls)
      }
      return ProbeAnswer(
        connection: .bytes(Self.joined(bytes(proxy, names))), terminatesTLS: chain.tls)
    }
    return ProbeAnswer(
      connection: .requests([]), terminatesTLS: chain.tls, table: chain.tableName)
  }

  /// The rule by which a connection is closed that carries no request; `nil` where none closes it.
  package func refusal(of connection: ProbeConnection) -> Origin? {
    guard let chain = choice(connection)?.chain, chain.tcpProxy != nil else { return nil }
    return decision(connection, chain).origin
  }

  private func decision(_ connection: ProbeConnection, _ chain: FilterChain) -> ConnectionDecision {
    ConnectionDecision(
      chain.networkFilters ?? [], on: connection.downstream, version: tables.version)
  }

  private func bytes(_ proxy: TcpProxy, _ names: [String: String]) -> [ProbeAnswer.Branch] {
    var targets = proxy.weightedClusters?.clusters ?? []
    if targets.isEmpty {
      targets = [TcpProxy.Weighted.ClusterWeight(name: proxy.cluster ?? "", weight: 1)]
    }
    return targets.filter { ($0.weight ?? 0) > 0 }.map { target in
      let (name, weight) = (target.name, target.weight ?? 0)
      var branch = ProbeAnswer.Branch.passed(
        to: name, workloads(of: name, names), status: 0, weight: UInt64(clamping: weight))
      if tables.cluster(name).map(tables.hasHost) != true { branch.details = "no_healthy_upstream" }
      return branch
    }
  }

  /// What becomes of a request at a route table, one branch for each cluster that weights may
  /// choose; applications answer 200 at once.
  package func answer(
    _ request: RequestHead, at name: String, on connection: ProbeConnection,
    names: [String: String]
  ) -> (answer: ProbeAnswer, routing: RoutingDecision)? {
    guard let (table, manager) = table(name) else { return nil }
    guard let admitted = manager.admit(request) else { return nil }
    let routing = table.route(admitted)
    let clusters = table.entry(routing)?.route.route?.weightedClusters?.clusters ?? []
    var branches: [ProbeAnswer.Branch] = []
    var start: UInt64 = 0
    for weight in clusters.isEmpty ? [1] : clusters.map({ UInt64(clamping: $0.weight ?? 0) })
    where weight > 0 {
      let answer = DataPlane.answer(
        request, at: table, of: tables, through: manager, on: connection.downstream,
        application: ApplicationScript(),
        draws: RequestDraws(stream: start, faultDelay: 999_999, faultAbort: 999_999),
        backOffDraw: { _ in 0 })
      branches.append(branch(answer, weight, names))
      start += weight
    }
    return (ProbeAnswer(connection: .requests(Self.joined(branches))), routing)
  }

  private func branch(
    _ answer: ProxyAnswer, _ weight: UInt64, _ names: [String: String]
  ) -> ProbeAnswer.Branch {
    let isSent = answer.attempts > 0 && answer.plan.upstream != nil
    let cluster = isSent ? answer.plan.cluster : nil
    let upstream = isSent ? answer.plan.upstream : nil
    return ProbeAnswer.Branch(
      weight: weight, status: answer.head.status, details: answer.details,
      responseHeaders: Self.lines(answer.head.headers), body: answer.body, cluster: cluster,
      workloads: cluster.map { workloads(of: $0, names) } ?? [],
      sent: upstream.map {
        ["\($0.method) \($0.path)", "host: \(sentAuthority(answer) ?? $0.authority)"]
          + Self.lines($0.headers)
      } ?? [])
  }

  /// The authority of the first attempt, which a host's own name may have replaced.
  private func sentAuthority(_ answer: ProxyAnswer) -> String? {
    answer.plan.rewritesHostAutomatically ? answer.sent.first?.head.authority : nil
  }

  /// Headers, sorted; without that which says a timeout, a property.
  private static func lines(_ headers: HeaderMap) -> [String] {
    headers.fields.filter { $0.name.lowercased() != "x-envoy-expected-rq-timeout-ms" }
      .map { "\($0.name.lowercased()): \($0.value)" }.sorted()
  }

  /// Branches that only their weights tell apart, as one.
  private static func joined(_ branches: [ProbeAnswer.Branch]) -> [ProbeAnswer.Branch] {
    var joined: [ProbeAnswer.Branch] = []
    for branch in branches {
      var alike = branch
      if let place = joined.firstIndex(where: { known in
        alike.weight = known.weight
        return known == alike
      }) {
        joined[place].weight &+= branch.weight
      } else {
        joined.append(branch)
      }
    }
    // Shares count: 90 of 100 are 9 of 10, and one branch takes all.
    let unit = max(joined.map(\.weight).reduce(0, Self.greatestDivisor), 1)
    for place in joined.indices { joined[place].weight /= unit }
    // Which number chooses which branch is no difference.
    return joined.sorted { ($0.cluster ?? "", $0.details) < ($1.cluster ?? "", $1.details) }
  }

  private static func greatestDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var (first, second) = (first, second)
    while second > 0 { (first, second) = (second, first % second) }
    return first
  }

  /// The workloads behind a cluster, sorted; addresses that belong to no pod as they are.
  package func workloads(of name: String, _ names: [String: String]) -> [String] {
    guard let cluster = tables.cluster(name) else { return [] }
    let hosts = (tables.assignment(cluster)?.endpoints ?? []).flatMap { $0.lbEndpoints ?? [] }
    let addresses = hosts.compactMap(\.hostAddress)
    return Set(addresses.map { names[$0] ?? $0 }).sorted()
  }
}

extension LbEndpoint {
  /// The address of the host, also where a tunnel leads to it.
  package var hostAddress: String? {
    if let socket = endpoint.address.socketAddress { return socket.address }
    guard let text = endpoint.address.envoyInternalAddress?.endpointId,
      let end = text.lastIndex(of: ":")
    else { return nil }
    return String(text[..<end])
  }
}
