internal import ProxyConfig

/// The application of a pod, or a host outside: a number of servers, and those that wait for one.
struct ApplicationState {
  var name: String
  var owner: String?
  var serviceTime: Distribution
  /// Whether its service time is drawn.
  var isRandom: Bool
  var concurrency: Int
  var respond: Response
  var respondFirst: [Response]
  var resets: Bool
  /// Whether it stands for a pod, which reads no TLS that its caller's mesh adds.
  var isPod: Bool
  var busy = 0
  /// How many attempts it has answered.
  var answered = 0
  /// Those that wait, from `lineStart`, the first to come first.
  private var line: [Position<Exchange>] = []
  private var lineStart = 0

  /// Takes a server for a request, or lets it wait.
  ///
  /// - Returns: whether it is served now.
  mutating func admit(_ exchange: Position<Exchange>) -> Bool {
    guard busy < concurrency else {
      line.append(exchange)
      return false
    }
    busy += 1
    return true
  }

  /// Gives a server back, and takes it again for the next that waits.
  mutating func finish() -> Position<Exchange>? {
    busy -= 1
    guard lineStart < line.count else { return nil }
    let next = line[lineStart]
    lineStart += 1
    if lineStart > 1024 {
      line.removeFirst(lineStart)
      lineStart = 0
    }
    busy += 1
    return next
  }
}

/// All applications: those of the pods, then the hosts outside.
struct Applications {
  private(set) var table = Table<ApplicationState>()

  @inline(__always)
  subscript(position: Position<ApplicationState>) -> ApplicationState {
    _read { yield table[position] }
    _modify { yield &table[position] }
  }

  init(_ scenario: Scenario, _ topology: Topology) {
    var behaviours: [String: WorkloadBehaviour] = [:]
    for behaviour in scenario.workloads { behaviours[behaviour.workload] = behaviour }
    for workload in topology.workloads {
      let owner = workload.owner.isEmpty ? workload.podName : workload.owner
      let behaviour =
        behaviours["\(workload.namespace)/\(workload.podName)"]
        ?? behaviours["\(workload.namespace)/\(owner)"]
        ?? WorkloadBehaviour(workload: "")
      _ = table.append(
        ApplicationState(
          behaviour, name: workload.name, owner: "\(owner).\(workload.namespace)"))
    }
    for host in scenario.external { _ = table.append(ApplicationState(host)) }
  }
}

extension ApplicationState {
  fileprivate init(_ behaviour: WorkloadBehaviour, name: String, owner: String) {
    self.init(
      name: name, owner: owner, serviceTime: behaviour.serviceTime,
      isRandom: behaviour.serviceTime.isRandom, concurrency: behaviour.concurrency ?? .max,
      respond: behaviour.respond, respondFirst: behaviour.respondFirst, resets: behaviour.resets,
      isPod: true)
  }

  fileprivate init(_ host: ExternalHost) {
    self.init(
      name: host.host, owner: host.host, serviceTime: host.serviceTime,
      isRandom: host.serviceTime.isRandom, concurrency: .max, respond: host.respond,
      respondFirst: [], resets: false, isPod: false)
  }
}
