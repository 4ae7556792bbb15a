internal import DataPlane
internal import ProxyConfig

/// Routing, decided once for each form of request at each entry.
extension Engine {
  /// The position of a request as it goes over the wire.
  mutating func intern(form head: RequestHead) -> Int32 {
    if let known = formPositions[head] { return known }
    let position = Int32(forms.count)
    forms.append(head)
    formPositions[head] = position
    return position
  }

  /// What the receiving proxy does with an exchange; draws are taken only where chance decides.
  mutating func plan(_ exchange: Int32) -> Int32 {
    let entry = exchanges[Int(exchange)].entry
    let form = exchanges[Int(exchange)].form
    let forkKey = UInt64(UInt32(bitPattern: entry)) << 32 | UInt64(UInt32(bitPattern: form))
    let position = forkPositions[forkKey] ?? makeFork(forkKey, entry, form)
    if forks[position].only >= 0 { return forks[position].only }
    guard forks[position].isUndecided else {
      let plan = makePlan(entry, form, RequestDraws(stream: 0, faultDelay: 0, faultAbort: 0))
      forks[position].only = plan
      return plan
    }
    consultedChance = true
    let key = exchanges[Int(exchange)].key
    let draws = Self.draws(key)
    let variant = forks[position].variant(draws)
    if let known = forks[position].variants[variant] { return known }
    let plan = makePlan(entry, form, draws)
    forks[position].variants[variant] = plan
    return plan
  }

  private static func draws(_ key: DrawKey) -> RequestDraws {
    var stream = key.stream(.weightedCluster)
    var delay = key.stream(.faultDelay)
    var abort = key.stream(.faultAbort)
    return RequestDraws(
      stream: stream.next(), faultDelay: delay.next(), faultAbort: abort.next())
  }

  private mutating func makeFork(_ key: UInt64, _ entry: Int32, _ form: Int32) -> Int {
    var fork = RouteFork(nil, host: nil)
    if entries[Int(entry)].kind == .http {
      let state = tables[Int(entries[Int(entry)].table)]
      if let head = state.manager.admit(forms[Int(form)]),
        let (host, route) = state.table.entry(state.table.route(head))
      {
        fork = RouteFork(route, host: host)
      }
    } else if let weighted = entries[Int(entry)].tcpProxy?.weightedClusters {
      fork = RouteFork(weights: weighted.clusters.map { UInt64($0.weight ?? 0) })
    }
    forks.append(fork)
    forkPositions[key] = forks.count - 1
    return forks.count - 1
  }

  private mutating func makePlan(_ entry: Int32, _ form: Int32, _ draws: RequestDraws) -> Int32 {
    let plan =
      entries[Int(entry)].kind == .http
      ? makeRoutePlan(entry, form, draws) : makeTunnelPlan(entry, form, draws)
    plans.append(plan)
    return Int32(plans.count - 1)
  }

  private mutating func makeRoutePlan(
    _ entry: Int32, _ form: Int32, _ draws: RequestDraws
  ) -> RoutePlan {
    let state = tables[Int(entries[Int(entry)].table)]
    let proxy = Int(entries[Int(entry)].proxy)
    let known = proxies[proxy].tables
    let request = state.table.plan(
      forms[Int(form)], through: state.manager, draws: draws,
      isKnown: { known.cluster($0) != nil })
    var plan = RoutePlan(request.answer == nil ? .route : .reply, entry: entry, form: form)
    plan.delay = request.fault.delay?.nanoseconds ?? 0
    plan.timeout = request.timeouts?.route.nanoseconds ?? 0
    plan.perTryTimeout = request.timeouts?.perTry.nanoseconds ?? 0
    plan.retries = Int32(clamping: request.retry?.remaining ?? 0)
    plan.hasRetryPolicy = request.retry != nil
    plan.countsAttempts = request.countsAttempts
    plan.rewritesHost = request.rewritesHostAutomatically
    if let name = request.cluster { plan.cluster = cluster(Int32(proxy), name) }
    if let upstream = request.upstream { plan.firstForm = intern(form: upstream) }
    for mirror in request.mirrors {
      plan.copies.append(
        RoutePlan.Copy(
          cluster: cluster(Int32(proxy), mirror.cluster), form: intern(form: mirror.head)))
    }
    plan.request = request
    return plan
  }

  private mutating func makeTunnelPlan(
    _ entry: Int32, _ form: Int32, _ draws: RequestDraws
  ) -> RoutePlan {
    var plan = RoutePlan(.tunnel, entry: entry, form: form)
    let tcpProxy = entries[Int(entry)].tcpProxy
    var name = tcpProxy?.cluster
    if let weighted = tcpProxy?.weightedClusters?.clusters {
      let total = weighted.reduce(0) { $0 + UInt64($1.weight ?? 0) }
      var left = total > 0 ? draws.stream % total : 0
      name =
        weighted.first { choice in
          let weight = UInt64(choice.weight ?? 0)
          defer { left = left >= weight ? left - weight : 0 }
          return left < weight
        }?.name
    }
    plan.firstForm = form
    if let name { plan.cluster = cluster(entries[Int(entry)].proxy, name) }
    return plan
  }

  /// What an attempt sends: attempts after the first carry their number, and a host's own name
  /// where the route asks for it.
  mutating func form(plan: Int32, ordinal: Int32, host: Int32) -> Int32 {
    let first = plans[Int(plan)].firstForm
    let rewritesHost = plans[Int(plan)].rewritesHost
    let counts = plans[Int(plan)].countsAttempts
    if !rewritesHost, ordinal == 1 || !counts { return first }
    guard let upstream = plans[Int(plan)].request?.upstream else { return first }
    let key = AttemptForm(plan: plan, ordinal: counts ? ordinal : 1, host: rewritesHost ? host : -1)
    if let known = attemptForms[key] { return known }
    var head = upstream
    if rewritesHost { head.rewriteHost(hosts[Int(host)].name) }
    if counts, ordinal > 1 { head.headers.set("x-envoy-attempt-count", String(ordinal)) }
    let position = intern(form: head)
    attemptForms[key] = position
    return position
  }
}
