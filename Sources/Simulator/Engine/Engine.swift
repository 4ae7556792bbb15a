internal import DataPlane
internal import Limits
internal import ProxyConfig

/// One run, one event after the other.
///
/// Each part of the state has an owner, which alone writes it: the ``agenda`` (time), the ``slots``
/// (requests on their way), ``routing`` (stations and what they decide), ``upstreams`` (clusters,
/// hosts, connections), ``applications``, ``clients`` and ``results``. The engine tells them what
/// happens, in files by topic.
///
/// A path is a row of stations: the client, its proxy, a gateway's proxy, the receiver's proxy, the
/// application; any number of them, each asked in the same way. Between two stations lies the
/// network, except within a pod, where a request is handed over and takes no time. What passes over
/// the network goes through the agenda, even where it takes no time, so that nothing is answered
/// while it is still being sent.
struct Engine {
  let scenario: Scenario
  let topology: Topology
  let version: EnvoyVersion
  let networkIsRandom: Bool
  let proxyTimeIsRandom: Bool
  let proxiesTakeTime: Bool

  var agenda = Agenda()
  var chance = Chance()
  var slots = ExchangeSlots()
  var routing: Routing
  var upstreams = Upstreams()
  var applications: Applications
  var clients = Table<ClientState>()
  var results = Results()
  var truncation: String?
  /// The client that began too many requests at one instant.
  var standstill: Int?

  init(_ scenario: Scenario) {
    let topology = Topology(scenario)
    self.init(
      scenario, topology, routing: nil, applications: Applications(scenario, topology))
  }

  /// `routing`: stations and tables that are known already.
  init(
    _ scenario: Scenario, _ topology: Topology, routing known: Routing?, applications: Applications
  ) {
    self.scenario = scenario
    self.topology = topology
    version = EnvoyVersion(minor: scenario.mesh.envoyMinor)
    networkIsRandom = scenario.network.roundTrip.isRandom
    proxyTimeIsRandom = scenario.network.proxyTime.isRandom
    proxiesTakeTime = !scenario.network.proxyTime.isAlwaysZero
    routing = known ?? Routing(scenario.mesh, topology, version: version)
    self.applications = applications
  }

  /// Runs until nothing is left to happen, or a limit is reached.
  mutating func run() {
    let limit = scenario.eventLimit
    while truncation == nil, agenda.stepCount <= limit, let event = agenda.next() {
      guard agenda.stepCount <= limit else { break }
      handle(event)
    }
    if truncation == nil, agenda.stepCount > limit {
      truncation = "limit of \(limit) steps reached at \(Double(agenda.now) / 1e9) s"
    }
    if truncation == nil { endUnanswered() }
  }

  @inline(__always)
  private mutating func handle(_ event: Event) {
    switch event.kind {
    case .clientWakes: wake(Position(number: event.subject))
    case .connectionSettled, .connectionIdle, .connectionAged: handleConnection(event)
    case .clientGivesUp, .arrival, .handled, .answer, .cancellation, .served, .perTryTimeout,
      .timeout, .backOffOver, .holdOver:
      let exchange = Position<Exchange>(number: event.subject)
      guard slots[exchange].generation == event.generation else { return }
      handle(event.kind, exchange)
    }
  }

  @inline(__always)
  private mutating func handle(_ kind: Event.Kind, _ exchange: Position<Exchange>) {
    switch kind {
    case .clientGivesUp: giveUp(exchange)
    case .arrival: arrive(exchange)
    case .handled: if isReceiverWaiting(exchange) { beginRouting(exchange) }
    case .answer: answer(exchange)
    case .cancellation: senderIsGone(exchange)
    case .served: served(exchange)
    case .perTryTimeout: perTryTimeout(exchange)
    case .timeout: if isReceiverWaiting(exchange) { routeTimeout(exchange) }
    case .backOffOver: if isReceiverWaiting(exchange) { backOffOver(exchange) }
    case .holdOver: if isReceiverWaiting(exchange) { holdOver(exchange) }
    case .clientWakes, .connectionSettled, .connectionIdle, .connectionAged: break
    }
  }

  /// Whether the receiver is at work on a request that somebody waits for.
  @inline(__always)
  private func isReceiverWaiting(_ exchange: Position<Exchange>) -> Bool {
    slots[exchange].isReceiverBusy && !slots[exchange].isCancelled
  }

  /// Schedules something for an exchange.
  @inline(__always)
  mutating func schedule(_ kind: Event.Kind, _ exchange: Position<Exchange>, after delay: Int64) {
    agenda.schedule(
      kind, exchange.number, generation: slots[exchange].generation, after: delay)
  }

  /// A slot for one request on its way from a sender to a receiver.
  mutating func makeExchange(
    root: Position<Root>, parent: Position<Exchange>, key: DrawKey
  ) -> Position<Exchange> {
    agenda.stepCount += 1
    let exchange = slots.makeExchange(root: root, parent: parent, key: key, at: agenda.now)
    if slots[root].exchangeCount > Simulation.exchangeLimit {
      truncation =
        "one request brought about more than \(Simulation.exchangeLimit) others: retries and copies "
        + "multiply from proxy to proxy"
    }
    return exchange
  }

  /// The receiver is done with a request.
  @inline(__always)
  mutating func closeReceiver(_ exchange: Position<Exchange>) {
    if slots.closeReceiver(exchange) { release(slots[exchange].root) }
  }

  /// The sender knows how a request ended.
  @inline(__always)
  mutating func closeSender(_ exchange: Position<Exchange>) {
    if slots.closeSender(exchange, at: agenda.now) { release(slots[exchange].root) }
  }

  /// Keeps the trace, if it is wanted, and gives the slots back.
  private mutating func release(_ root: Position<Root>) {
    if slots[root].tracedOutcome.exists { keepTrace(of: root) }
    slots.release(root)
  }

  /// The history of a run that is over.
  func history() -> History {
    var history = History(clients: scenario.clients.map(\.id))
    history.end = SimulationTime(nanoseconds: agenda.now)
    history.consultedChance = chance.wasConsulted
    history.truncation = truncation
    history.stepCount = agenda.stepCount
    results.write(into: &history)
    let events = events()
    history.events = events.isEmpty ? nil : events
    return history
  }
}
