internal import DataPlane
internal import Limits
internal import ProxyConfig

/// One run: all state in arrays of numbers, one event after the other.
///
/// Proxies and the application behind them share a pod: what passes between them takes no time and
/// is done at once. What passes between pods goes through the event heap, even where the network
/// takes no time, so that nothing is answered while it is still being sent.
struct Engine {
  let scenario: Scenario
  let topology: Topology
  let version: EnvoyVersion

  var now: Int64 = 0
  var heap = EventHeap()
  var eventCount = 0
  var consultedChance = false
  var truncation: String?
  /// The client that began too many requests at one instant.
  var standstill: Int?

  var exchanges: [Exchange] = []
  var freeExchange: Int32 = -1
  var roots: [Root] = []
  var freeRoot: Int32 = -1
  var endings = Endings()

  var clients: [ClientState] = []
  var applications: [ApplicationState]
  var proxies: [ProxyState]
  var clusters: [ClusterState] = []
  /// The hosts of each cluster, and how they are chosen.
  var balancers: [Balancer] = []
  var hosts: [HostState] = []
  var pools: [Pool] = []
  var connections: [PoolConnection] = []
  var freeConnection: Int32 = -1

  var entries: [Entry] = []
  var entryPositions: [EntryKey: Int32] = [:]
  var plans: [RoutePlan] = []
  var tables: [TableState] = []
  var forks: [RouteFork] = []
  /// Positions of forks by entry and form.
  var forkPositions: [UInt64: Int] = [:]
  var forms: [RequestHead] = []
  var formPositions: [RequestHead: Int32] = [:]
  /// What a plan's choice sends at a further attempt.
  var attemptForms: [AttemptForm: Int32] = [:]
  /// Why attempts were tried again or not; exchanges name them by position.
  var decisions: [String] = []
  var decisionPositions: [String: Int32] = [:]

  var records: [RequestRecord] = []
  var outcomes: [Outcome] = []
  var outcomePositions: [Outcome: Int32] = [:]
  var traces: [RequestTrace] = []
  var replies: [Int32: Reply] = [:]
  let networkIsRandom: Bool

  init(_ scenario: Scenario) {
    self.scenario = scenario
    topology = Topology(scenario)
    networkIsRandom = scenario.network.roundTrip.isRandom
    let version = EnvoyVersion(minor: scenario.mesh.envoyMinor)
    self.version = version
    proxies = scenario.mesh.proxies.map { ProxyState($0, version: version) }
    applications = Self.applications(scenario, topology)
  }

  /// Runs until nothing is left to happen, or a limit is reached.
  mutating func run() {
    let limit = scenario.eventLimit
    while truncation == nil, eventCount <= limit, let event = heap.pop() {
      eventCount += 1
      guard eventCount <= limit else { break }
      now = event.time
      handle(event)
    }
    if truncation == nil, eventCount > limit {
      truncation = "limit of \(limit) steps reached at \(Double(now) / 1e9) s"
    }
    if truncation == nil { endUnanswered() }
  }

  @inline(__always)
  private mutating func handle(_ event: Event) {
    let subject = event.subject
    switch event.kind {
    case .clientWakes: wake(subject)
    case .clientGivesUp: if isCurrent(event) { giveUp(subject) }
    case .arrival: if isCurrent(event) { arrive(subject) }
    case .answer: if isCurrent(event) { answer(subject) }
    case .cancellation: if isCurrent(event) { senderIsGone(subject) }
    case .connectionSettled: settle(connection: subject, generation: event.generation)
    case .served: if isCurrent(event) { served(subject) }
    case .perTryTimeout: if isCurrent(event) { perTryTimeout(subject) }
    case .timeout: if isCurrent(event) { routeTimeout(subject) }
    case .backOffOver: if isCurrent(event) { backOffOver(subject) }
    case .faultDelayOver: if isCurrent(event) { faultDelayOver(subject) }
    }
  }

  /// Whether the slot still holds what the event was made for.
  @inline(__always)
  private func isCurrent(_ event: Event) -> Bool {
    exchanges[Int(event.subject)].generation == event.generation
  }

  /// Schedules something for an exchange.
  @inline(__always)
  mutating func schedule(_ kind: Event.Kind, _ exchange: Int32, after delay: Int64) {
    heap.push(
      kind, at: now.adding(saturating: delay), subject: exchange,
      generation: exchanges[Int(exchange)].generation)
  }
}
