internal import DataPlane
internal import ProxyConfig

/// What receivers do with a request: a proxy's filters and router, or an application.
extension Engine {
  /// A request reaches its receiver.
  mutating func arrive(_ exchange: Position<Exchange>) {
    let station = slots[exchange].station
    switch routing[station].kind {
    case .http, .tcp:
      guard proxiesTakeTime else { return beginRouting(exchange) }
      let time = chance.sample(
        scenario.network.proxyTime, isRandom: proxyTimeIsRandom,
        slots[exchange].key.stream(.proxyTime))
      schedule(.handled, exchange, after: time)
    case .application: beginService(exchange)
    case .closed, .handshakeFails:
      var ending = Ending(kind: .closed)
      ending.station = station
      respond(exchange, results.endings.position(of: ending))
    }
  }

  /// A proxy decides about a request that it has read.
  mutating func beginRouting(_ exchange: Position<Exchange>) {
    let parent = slots[exchange].parent
    slots[exchange].depth = parent.exists ? slots[parent].depth + 1 : 1
    guard slots[exchange].depth <= Simulation.hopLimit else { return endAtHopLimit(exchange) }
    let plan = plan(exchange)
    slots[exchange].receiving.plan = plan
    switch routing.plans[plan].action {
    case .tunnel: startTunnel(exchange)
    case .http:
      slots[exchange].receiving.stream = routing.plans[plan].start
      follow(routing.plans[plan].firstStep, exchange)
    }
  }

  /// Does what a stream asks for next.
  mutating func follow(_ next: RouterStream.Next, _ exchange: Position<Exchange>) {
    switch next {
    case .wait(let length): schedule(.holdOver, exchange, after: length.nanoseconds)
    case .token(let bucket):
      let proxy = routing[slots[exchange].station].proxy
      let isTaken = routing.proxies[proxy].takeToken(bucket, at: agenda.now)
      tell(exchange) { $0.tokenTaken(isTaken, $1) }
    case .attempt: startAttempt(exchange)
    case .backOff(let bound): backOff(exchange, bound)
    case .answer(let answer): end(exchange, answer)
    }
  }

  /// Tells the stream what happened, and does what it asks for next.
  mutating func tell(
    _ exchange: Position<Exchange>,
    _ what: (inout RouterStream, RequestPlan) -> RouterStream.Next
  ) {
    guard var stream = slots[exchange].receiving.stream else { return }
    let next = what(&stream, routing.plans[slots[exchange].receiving.plan].request)
    slots[exchange].receiving.stream = stream
    follow(next, exchange)
  }

  mutating func holdOver(_ exchange: Position<Exchange>) { tell(exchange) { $0.resume($1) } }

  // MARK: Plans

  /// What the receiving proxy does with an exchange; draws are taken only where chance decides.
  private mutating func plan(_ exchange: Position<Exchange>) -> Position<RoutePlan> {
    let station = slots[exchange].station
    let form = slots[exchange].form
    let fork = routing.fork(station, form)
    let only = routing[fork].only
    if only.exists { return only }
    guard routing[fork].isUndecided else {
      let plan = makePlan(
        station, form, RequestDraws(stream: 0, faultDelay: 0, faultAbort: 0))
      routing[fork].only = plan
      return plan
    }
    chance.consult()
    let draws = Self.draws(slots[exchange].key)
    let variant = routing[fork].variant(draws)
    if let known = routing[fork].variants[variant] { return known }
    let plan = makePlan(station, form, draws)
    routing[fork].variants[variant] = plan
    return plan
  }

  /// What chance says of a request, the same whenever it is asked.
  static func draws(_ key: DrawKey) -> RequestDraws {
    var stream = key.stream(.weightedCluster)
    var delay = key.stream(.faultDelay)
    var abort = key.stream(.faultAbort)
    var filters = key.stream(.filters)
    return RequestDraws(
      stream: stream.next(), faultDelay: delay.next(), faultAbort: abort.next(),
      filters: filters.next())
  }

  private mutating func makePlan(
    _ station: Position<Station>, _ form: Position<RequestHead>, _ draws: RequestDraws
  ) -> Position<RoutePlan> {
    var plan: RoutePlan
    let proxy = routing[station].proxy
    if routing[station].kind == .http {
      plan = RoutePlan(.http, routing.decide(station, form, draws), station: station)
      let request = plan.request
      plan.timeout = request.timeouts?.route.nanoseconds ?? 0
      plan.perTryTimeout = request.timeouts?.perTry.nanoseconds ?? 0
      if let name = request.cluster { plan.cluster = cluster(proxy, name) }
      if let upstream = request.upstream { plan.firstForm = routing.forms.position(of: upstream) }
      for mirror in request.mirrors {
        let cluster = cluster(proxy, mirror.cluster)
        let form = routing.forms.position(of: mirror.head)
        plan.copies.append(RoutePlan.Copy(cluster: cluster, form: form))
      }
    } else {
      plan = RoutePlan(.tunnel, RequestPlan(admitted: routing.forms[form]), station: station)
      plan.firstForm = form
      if let name = routing.tunnelCluster(station, draws) { plan.cluster = cluster(proxy, name) }
    }
    return routing.plans.append(plan)
  }

  // MARK: Applications

  private mutating func beginService(_ exchange: Position<Exchange>) {
    let application = routing[slots[exchange].station].application
    if applications[application].admit(exchange) { serve(exchange, application) }
  }

  private mutating func serve(
    _ exchange: Position<Exchange>, _ application: Position<ApplicationState>
  ) {
    let time = chance.sample(
      applications[application].serviceTime, isRandom: applications[application].isRandom,
      slots[exchange].key.stream(.serviceTime))
    schedule(.served, exchange, after: time)
  }

  /// The application answers, and turns to the next that waits.
  mutating func served(_ exchange: Position<Exchange>) {
    let station = slots[exchange].station
    let application = routing[station].application
    let number = applications[application].answered
    applications[application].answered += 1
    if let next = applications[application].finish() { serve(next, application) }
    let resets = applications[application].resets
    var ending = Ending(kind: resets ? .applicationReset : .application)
    ending.station = station
    if !resets {
      let isFirst = number < applications[application].respondFirst.count
      ending.reply = isFirst ? Int32(clamping: number) : -1
      ending.status = Int32(
        clamping: isFirst
          ? applications[application].respondFirst[number].status
          : applications[application].respond.status)
    }
    respond(exchange, results.endings.position(of: ending))
  }
}
