internal import DataPlane
internal import Limits
internal import ProxyConfig

/// Clients: when they send, where a request goes first, and what they make of its end.
extension Engine {
  /// Prepares all clients and schedules their first requests. Clients that act at one instant do so
  /// in the order of their identifiers, however they are listed.
  mutating func start() {
    clients = scenario.clients.map { makeClient($0) }
    let order = clients.indices.sorted { first, second in
      let (one, other) = (clients[first].plan.id, clients[second].plan.id)
      return one != other ? one < other : first < second
    }
    for index in order where clients[index].plan.start < clients[index].plan.stop {
      let client = clients[index].plan
      var first = client.start.nanoseconds
      if case .open(let rate, let isPoisson) = client.traffic {
        guard rate > 0 else { continue }
        if isPoisson { first = first.adding(saturating: interArrival(index, rate: rate)) }
      }
      if case .rounds(let count, _, _) = client.traffic {
        guard count > 0 else { continue }
        clients[index].roundsLeft = count
      }
      heap.push(.clientWakes, at: first, subject: Int32(index))
    }
  }

  private mutating func makeClient(_ plan: ClientPlan) -> ClientState {
    let url = try? RequestURL(plan.request.url)
    let workload = topology.workload(named: plan.pod)
    let namespace = workload.map { topology.workloads[$0].namespace } ?? "default"
    let target = plan.request.target
    let addresses = target.map { topology.addresses(of: $0.host.lowercased(), namespace: namespace) }
    let form = url.map { intern(form: plan.request.head($0)) }
    return ClientState(
      plan: plan, url: url, port: target?.port ?? 80, workload: Int32(workload ?? -1),
      proxy: Int32(workload.map { topology.sidecar(of: $0) } ?? -1), form: form ?? -1,
      addresses: addresses ?? [],
      entries: Array(repeating: -1, count: addresses?.count ?? 0),
      keyRoot: DrawKey.root(
        seed: scenario.seed, replication: scenario.replication, client: plan.id))
  }

  /// Sends what is due, and schedules the next arrival of clients that do not wait for answers.
  mutating func wake(_ client: Int32) {
    let index = Int(client)
    let stop = clients[index].plan.stop.nanoseconds
    guard now < stop else { return }
    switch clients[index].plan.traffic {
    case .loop:
      countWake(index)
      send(client)
    case .open(let rate, let isPoisson):
      let gap = isPoisson ? interArrival(index, rate: rate) : regularGap(index, rate: rate)
      let next = now.adding(saturating: gap)
      if next < stop { heap.push(.clientWakes, at: next, subject: client) }
      send(client)
    case .rounds(_, let every, let concurrent):
      clients[index].roundsLeft -= 1
      if clients[index].roundsLeft > 0 {
        heap.push(
          .clientWakes, at: now.adding(saturating: every.nanoseconds), subject: client)
      }
      for _ in 0..<concurrent { send(client) }
    }
  }

  private mutating func countWake(_ index: Int) {
    if clients[index].lastWake != now {
      clients[index].lastWake = now
      clients[index].wakesAtOnce = 0
    }
    clients[index].wakesAtOnce += 1
    if clients[index].wakesAtOnce > Simulation.requestsAtOnceLimit {
      standstill = index
      truncation =
        "the clock stands still: client \(clients[index].plan.id) began "
        + "\(Simulation.requestsAtOnceLimit) requests at one instant"
    }
  }

  /// The time to the next of independent arrivals.
  private mutating func interArrival(_ index: Int, rate: Int64) -> Int64 {
    consultedChance = true
    let mean = SimulationDuration(nanoseconds: 1_000_000_000_000 / rate)
    let key = DrawKey(root: clients[index].keyRoot, clients[index].nextNumber)
    return Distribution.exponential(mean: mean).sample(key.stream(.interArrival))
  }

  /// The time to the next of regular arrivals, without adding up what rounding leaves.
  private func regularGap(_ index: Int, rate: Int64) -> Int64 {
    let number = Int64(clients[index].nextNumber)
    let period = 1_000_000_000_000
    let (whole, part) = period.quotientAndRemainder(dividingBy: Int(rate))
    let remainder = Int64(part)
    let before = number.multipliedReportingOverflow(by: remainder).partialValue / rate
    let after = (number + 1).multipliedReportingOverflow(by: remainder).partialValue / rate
    return Int64(whole) + after - before
  }

  private mutating func send(_ client: Int32) {
    eventCount += 1
    let index = Int(client)
    let number = clients[index].nextNumber
    clients[index].nextNumber += 1
    let root = makeRoot(client: client)
    roots[Int(root)].record = Int32(records.count)
    let time = SimulationTime(nanoseconds: now)
    records.append(
      RequestRecord(client: index, number: number, start: time, end: time, outcome: -1))
    let key = DrawKey(root: clients[index].keyRoot, number)
    let exchange = makeExchange(root: root, parent: -1, key: key)
    exchanges[Int(exchange)].form = clients[index].form
    exchanges[Int(exchange)].state = .sent
    if let patience = clients[index].plan.request.maxTime {
      schedule(.clientGivesUp, exchange, after: patience.nanoseconds)
    }
    guard let address = pickAddress(index, key) else {
      clientLearns(exchange, unsent(curlExit: 6))
      return
    }
    if clients[index].proxy >= 0 {
      enterOwnProxy(exchange, index, address)
    } else {
      connectDirectly(exchange, index, clients[index].addresses[address])
    }
  }

  /// Which of the host's addresses is called; a headless service has several.
  private mutating func pickAddress(_ index: Int, _ key: DrawKey) -> Int? {
    let count = clients[index].addresses.count
    guard count > 1 else { return count == 1 ? 0 : nil }
    consultedChance = true
    var stream = key.stream(.nameResolution)
    return Int(stream.below(UInt64(count)))
  }

  private mutating func enterOwnProxy(_ exchange: Int32, _ index: Int, _ address: Int) {
    if clients[index].entries[address] < 0 {
      clients[index].entries[address] = outboundEntry(
        proxy: clients[index].proxy, address: clients[index].addresses[address],
        port: clients[index].port)
    }
    exchanges[Int(exchange)].entry = clients[index].entries[address]
    openReceiver(exchange)
    arrive(exchange)
  }

  /// A client without a proxy: kube-proxy chooses, a connection costs a round trip.
  private mutating func connectDirectly(_ exchange: Int32, _ index: Int, _ address: String) {
    let key = exchanges[Int(exchange)].key
    let isReused = clients[index].pinnedEntry >= 0
    if !isReused {
      let destinations = topology.destinations(
        address: address, port: clients[index].port)
      switch choose(destinations, key) {
      case .refused:
        clientLearns(exchange, unsent(curlExit: 7))
        return
      case .unanswered:
        exchanges[Int(exchange)].result = unsent(curlExit: 28)
        schedule(.answer, exchange, after: Self.connectPatience)
        return
      case let destination:
        let entry = entry(to: destination, isTLS: false, wire: .http1)
        guard entry >= 0 else {
          clientLearns(exchange, unsent(curlExit: 7))
          return
        }
        exchanges[Int(exchange)].entry = entry
      }
    } else {
      exchanges[Int(exchange)].entry = clients[index].pinnedEntry
    }
    if case .loop(_, reuseConnection: true) = clients[index].plan.traffic {
      clients[index].pinnedEntry = exchanges[Int(exchange)].entry
    }
    let connecting = isReused ? 0 : roundTrip(key.stream(.connection))
    travel(exchange, connecting: connecting)
  }

  /// How long Linux tries to connect before it gives up (tcp_syn_retries 6).
  private static let connectPatience: Int64 = 127_000_000_000

  /// Draws one of several destinations, as kube-proxy does.
  mutating func choose(_ destinations: [Destination], _ key: DrawKey) -> Destination {
    guard destinations.count > 1 else { return destinations.first ?? .unanswered }
    consultedChance = true
    var stream = key.stream(.serviceAddress)
    return destinations[Int(stream.below(UInt64(destinations.count)))]
  }

  private mutating func unsent(curlExit: Int16) -> Int32 {
    var ending = Ending(kind: .unsent)
    ending.curlExit = curlExit
    return endings.position(of: ending)
  }

  /// The client has waited long enough (curl `--max-time`).
  mutating func giveUp(_ exchange: Int32) {
    guard exchanges[Int(exchange)].state != .ended else { return }
    let ending = unsent(curlExit: 28)
    cancel(exchange, .downstreamGone, keepsSender: true)
    clientLearns(exchange, ending)
  }

  /// The client has its answer, or knows that there is none.
  mutating func clientLearns(_ exchange: Int32, _ ending: Int32) {
    let root = exchanges[Int(exchange)].root
    let client = roots[Int(root)].client
    let index = Int(client)
    let record = Int(roots[Int(root)].record)
    exchanges[Int(exchange)].result = ending
    let outcome = outcome(of: ending, client: index)
    records[record].end = SimulationTime(nanoseconds: now)
    records[record].outcome = Int(outcome)
    if clients[index].seen.count < outcomes.count, clients[index].seen.insert(outcome).inserted {
      roots[Int(root)].tracedOutcome = outcome
    }
    if case .loop(let pause, _) = clients[index].plan.traffic {
      if !clients[index].plan.reusesConnection || endings[ending].curlExit != 0 {
        clients[index].pinnedEntry = -1
      }
      if pause.isRandom { consultedChance = true }
      let delay = pause.sample(exchanges[Int(exchange)].key.stream(.pause))
      heap.push(.clientWakes, at: now.adding(saturating: delay), subject: client)
    }
    closeSender(exchange)
  }
}

extension ClientPlan {
  /// Whether a loop keeps its connection for the next request.
  var reusesConnection: Bool {
    if case .loop(_, reuseConnection: true) = traffic { true } else { false }
  }
}

extension RequestTemplate {
  /// The request as curl sends it: its own headers first, then those that are asked for.
  func head(_ url: RequestURL) -> RequestHead {
    var fields = headers.map { HeaderField($0.name, $0.value) }
    var authority = url.authority
    if let host = fields.last(where: { $0.name.lowercased() == "host" }) {
      authority = host.value
      fields.removeAll { $0.name.lowercased() == "host" }
    }
    func isGiven(_ name: String) -> Bool { fields.contains { $0.name.lowercased() == name } }
    var own: [HeaderField] = []
    if !isGiven("user-agent") { own.append(HeaderField("user-agent", "curl/7.88.1")) }
    if !isGiven("accept") { own.append(HeaderField("accept", "*/*")) }
    return RequestHead(
      method: method, authority: authority, path: url.target, headers: own + fields)
  }
}
