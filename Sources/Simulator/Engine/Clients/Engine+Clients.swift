internal import DataPlane
internal import Limits
internal import ProxyConfig

/// Clients: when they send, and what they make of the end.
extension Engine {
  /// Prepares all clients and schedules their first requests.
  ///
  /// Clients that act at one instant do so in the order of their identifiers, however they are
  /// listed.
  mutating func start() {
    for plan in scenario.clients { _ = clients.append(makeClient(plan)) }
    let plans = scenario.clients
    let order = plans.indices.sorted { first, second in
      let (one, other) = (plans[first].id, plans[second].id)
      return one != other ? one < other : first < second
    }
    for index in order where plans[index].start < plans[index].stop {
      let client = Position<ClientState>(index)
      var first = plans[index].start.nanoseconds
      if case .open(let rate, let isPoisson) = plans[index].traffic {
        guard rate > 0 else { continue }
        if isPoisson { first = first.adding(saturating: interArrival(client, rate: rate)) }
      }
      if case .rounds(let count, _, _) = plans[index].traffic {
        guard count > 0 else { continue }
        clients[client].roundsLeft = count
      }
      agenda.schedule(.clientWakes, client.number, after: first)
    }
  }

  private mutating func makeClient(_ plan: ClientPlan) -> ClientState {
    let url = try? RequestURL(plan.request.url)
    let workload = topology.workload(named: plan.pod)
    let target = plan.request.target
    let addresses =
      target.map { topology.addresses(of: $0.host.lowercased(), askedBy: workload) } ?? []
    return ClientState(
      plan: plan, url: url, port: target?.port ?? 80, workload: workload ?? -1,
      proxy: workload.map { topology.proxy(takingFrom: $0) } ?? -1,
      form: url.map { routing.forms.position(of: plan.request.head($0)) } ?? .none,
      wire: Wire(client: url), addresses: addresses,
      entersProxy: addresses.map {
        topology.isTakenOut(by: workload ?? -1, address: $0, port: target?.port ?? 80)
      },
      stations: Array(repeating: .none, count: addresses.count),
      keyRoot: DrawKey.root(
        seed: scenario.seed, replication: scenario.replication, client: plan.id))
  }

  /// Sends what is due, and schedules the next arrival of clients that do not wait for answers.
  mutating func wake(_ client: Position<ClientState>) {
    let stop = clients[client].plan.stop.nanoseconds
    guard agenda.now < stop else { return }
    switch clients[client].plan.traffic {
    case .loop:
      countWake(client)
      send(client)
    case .open(let rate, let isPoisson):
      let gap = isPoisson ? interArrival(client, rate: rate) : regularGap(client, rate: rate)
      if agenda.now.adding(saturating: gap) < stop {
        agenda.schedule(.clientWakes, client.number, after: gap)
      }
      send(client)
    case .rounds(_, let every, let concurrent):
      clients[client].roundsLeft -= 1
      if clients[client].roundsLeft > 0 {
        agenda.schedule(.clientWakes, client.number, after: every.nanoseconds)
      }
      for _ in 0..<concurrent where truncation == nil { send(client) }
    }
  }

  private mutating func countWake(_ client: Position<ClientState>) {
    if clients[client].lastWake != agenda.now {
      clients[client].lastWake = agenda.now
      clients[client].wakesAtOnce = 0
    }
    clients[client].wakesAtOnce += 1
    if clients[client].wakesAtOnce > Simulation.requestsAtOnceLimit {
      standstill = client.index
      truncation =
        "the clock stands still: client \(clients[client].plan.id) began "
        + "\(Simulation.requestsAtOnceLimit) requests at one instant"
    }
  }

  /// The time to the next of independent arrivals.
  private mutating func interArrival(_ client: Position<ClientState>, rate: Int64) -> Int64 {
    chance.consult()
    let mean = SimulationDuration(nanoseconds: 1_000_000_000_000 / rate)
    let key = DrawKey(root: clients[client].keyRoot, clients[client].nextNumber)
    return Distribution.exponential(mean: mean).sample(key.stream(.interArrival))
  }

  /// The time to the next of regular arrivals, without adding up what rounding leaves.
  private func regularGap(_ client: Position<ClientState>, rate: Int64) -> Int64 {
    let number = Int64(clamping: clients[client].nextNumber)
    let (whole, part) = Int64(1_000_000_000_000).quotientAndRemainder(dividingBy: rate)
    let before = number.multipliedReportingOverflow(by: part).partialValue / rate
    let after = (number + 1).multipliedReportingOverflow(by: part).partialValue / rate
    return whole + after - before
  }

  private mutating func send(_ client: Position<ClientState>) {
    agenda.stepCount += 1
    let number = clients[client].nextNumber
    clients[client].nextNumber += 1
    let root = slots.makeRoot(client: client, record: results.records.count)
    results.begin(client: client.index, number: number, at: agenda.now)
    let key = DrawKey(root: clients[client].keyRoot, number)
    let exchange = makeExchange(root: root, parent: .none, key: key)
    slots[exchange].form = clients[client].form
    slots[exchange].state = .sent
    if let patience = clients[client].plan.request.maxTime {
      schedule(.clientGivesUp, exchange, after: patience.nanoseconds)
    }
    guard let address = pickAddress(client, key) else {
      clientLearns(exchange, unsent(curlExit: 6))
      return
    }
    if clients[client].entersProxy[address] {
      enterOwnProxy(exchange, client, address)
    } else {
      connectDirectly(exchange, client, clients[client].addresses[address])
    }
  }

  /// Which of the host's addresses is called; a headless service has several.
  private mutating func pickAddress(_ client: Position<ClientState>, _ key: DrawKey) -> Int? {
    let count = clients[client].addresses.count
    guard count > 1 else { return count == 1 ? 0 : nil }
    chance.consult()
    var stream = key.stream(.nameResolution)
    return Int(clamping: stream.below(UInt64(clamping: count)))
  }

  private mutating func enterOwnProxy(
    _ exchange: Position<Exchange>, _ client: Position<ClientState>, _ address: Int
  ) {
    if !clients[client].stations[address].exists {
      let state = clients[client]
      clients[client].stations[address] = outboundStation(
        proxy: state.proxy, address: state.addresses[address], port: state.port, wire: state.wire)
    }
    slots[exchange].station = clients[client].stations[address]
    slots.openReceiver(exchange)
    arrive(exchange)
  }

  /// A client without a proxy: kube-proxy chooses, a connection costs a round trip.
  private mutating func connectDirectly(
    _ exchange: Position<Exchange>, _ client: Position<ClientState>, _ address: String
  ) {
    let key = slots[exchange].key
    let pinned = clients[client].pinned
    if pinned.exists {
      slots[exchange].station = pinned
    } else {
      switch reach(
        topology.destinations(address: address, port: clients[client].port), key,
        clients[client].wire, clients[client].sender)
      {
      case .station(let station, _):
        slots[exchange].station = station
      case .refused:
        clientLearns(exchange, unsent(curlExit: 7))
        return
      case .unanswered:
        slots[exchange].sending.result = unsent(curlExit: 28)
        schedule(.answer, exchange, after: Self.connectPatience)
        return
      case .handshakeFails:
        clientLearns(exchange, unsent(curlExit: 35))
        return
      }
    }
    if clients[client].plan.reusesConnection {
      clients[client].pinned = slots[exchange].station
    }
    travel(exchange, connecting: pinned.exists ? 0 : roundTrip(key.stream(.connection)))
  }

  /// How long Linux tries to connect before it gives up (tcp_syn_retries 6).
  private static let connectPatience: Int64 = 127_000_000_000

  private mutating func unsent(curlExit: Int16) -> Position<Ending> {
    var ending = Ending(kind: .unsent)
    ending.curlExit = curlExit
    return results.endings.position(of: ending)
  }

  /// The client has waited long enough (curl `--max-time`).
  mutating func giveUp(_ exchange: Position<Exchange>) {
    guard slots[exchange].state != .ended else { return }
    let ending = unsent(curlExit: 28)
    cancel(exchange, .downstreamGone, keepsSender: true)
    clientLearns(exchange, ending)
  }

  /// The client has its answer, or knows that there is none.
  mutating func clientLearns(_ exchange: Position<Exchange>, _ ending: Position<Ending>) {
    let root = slots[exchange].root
    let client = slots[root].client
    slots[exchange].sending.result = ending
    let outcome = outcome(of: ending, client)
    results.end(slots[root].record, with: outcome, at: agenda.now)
    if clients[client].seen.count < results.outcomeCount,
      clients[client].seen.insert(outcome).inserted
    {
      slots[root].tracedOutcome = outcome
    }
    if case .loop(let pause, _) = clients[client].plan.traffic {
      if !clients[client].plan.reusesConnection || results.endings[ending].curlExit != 0 {
        clients[client].pinned = .none
      }
      let delay = chance.sample(
        pause, isRandom: pause.isRandom, slots[exchange].key.stream(.pause))
      agenda.schedule(.clientWakes, client.number, after: delay)
    }
    closeSender(exchange)
  }
}

extension Wire {
  /// What curl speaks: HTTP/1.1, in TLS where the scheme says so, which offers HTTP/2 too.
  fileprivate init(client url: RequestURL?) {
    guard let url, url.scheme == "https" else { return }
    layers = [
      Layer(
        serverName: Topology.isAddress(url.host) ? "" : url.host.lowercased(),
        protocols: ["h2", "http/1.1"], principal: nil, isClients: true)
    ]
    isHTTP2 = true
  }
}
