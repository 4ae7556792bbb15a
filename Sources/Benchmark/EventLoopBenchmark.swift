internal import ControlPlane
internal import Manifests
internal import Simulator

/// The closed loop of 64 clients on one limited server, beside a bare event loop that pops and
/// pushes one event for each attempt.
enum EventLoopBenchmark {
  /// Measures and prints the figures.
  static func run() {
    guard let scenario else {
      print("event-loop: the mesh does not compile")
      return
    }
    var attempts = 0
    let simulation = ProcessorTime.median {
      let history = Simulation.run(scenario)
      attempts = history.requests.reduce(0) { $0 + history.outcomes[$1.outcome].attempts }
    }
    var checksum: Int64 = 0
    let bare = ProcessorTime.median { checksum &+= bareLoop(events: attempts) }
    let rate = Double(attempts) / simulation
    let bareRate = Double(attempts) / bare
    print("event-loop: \(attempts) attempts of 64 clients at one limited server")
    print("  simulator   \(Int(rate)) attempts/s of CPU")
    print("  bare loop   \(Int(bareRate)) events/s of CPU (checksum \(checksum))")
    print("  ratio       1/\((bareRate / rate * 10).rounded() / 10), at least 1/8 is wanted")
  }

  private static var scenario: Scenario? {
    let reading = ManifestReader.read([ManifestSource(name: "mesh.yaml", text: manifests)])
    guard let rules = RuleVersion.named("istio-1.30") else { return nil }
    let mesh = ControlPlane.compile(reading.resources, under: rules).mesh
    let clients = (0..<64).map { index in
      var client = ClientPlan(
        id: "client-\(index)", pod: "client",
        request: RequestTemplate(url: "http://server:5000/hello"),
        traffic: .loop(
          pause: .uniform(from: .milliseconds(5), to: .milliseconds(15)), reuseConnection: false))
      client.stop = SimulationTime(nanoseconds: 100_000_000_000)
      return client
    }
    var scenario = Scenario(mesh: mesh, clients: clients, seed: 1)
    scenario.network.roundTrip = .constant(.milliseconds(1))
    var server = WorkloadBehaviour(workload: "default/server")
    server.serviceTime = .uniform(from: .milliseconds(8), to: .milliseconds(12))
    server.respond = Response(body: "hello\n")
    scenario.workloads = [server]
    return Simulation.problems(in: scenario).isEmpty ? scenario : nil
  }

  private static let manifests = """
    {apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {istio-injection: enabled}}}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: server, namespace: default}
    spec: {ports: [{name: http, port: 5000}], selector: {app: server}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: server, namespace: default, labels: {app: server}}
    spec: {containers: [{name: app, image: app}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: client, namespace: default}
    spec: {containers: [{name: app, image: app}]}
    ---
    apiVersion: networking.istio.io/v1
    kind: DestinationRule
    metadata: {name: limit, namespace: default}
    spec:
      host: server
      trafficPolicy: {connectionPool: {http: {http2MaxRequests: 1}}}
    """

  /// An event of the bare loop, of the same size as the simulator's.
  private struct Event {
    var time: Int64
    var sequence: UInt32
    var subject: Int32
    var payload: UInt64
  }

  /// 64 events in a binary heap; each that is popped is pushed again, later.
  private static func bareLoop(events: Int) -> Int64 {
    var heap: [Event] = []
    var sequence: UInt32 = 0
    var random: UInt64 = 1
    for subject in 0..<64 {
      push(
        Event(time: Int64(subject), sequence: sequence, subject: Int32(subject), payload: 0), &heap)
      sequence += 1
    }
    var checksum: Int64 = 0
    for _ in 0..<events {
      var event = pop(&heap)
      checksum &+= event.time ^ Int64(event.subject)
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      event.time += Int64(random >> 40)
      event.sequence = sequence
      sequence &+= 1
      push(event, &heap)
    }
    return checksum
  }

  private static func precedes(_ first: Event, _ second: Event) -> Bool {
    first.time != second.time ? first.time < second.time : first.sequence < second.sequence
  }

  private static func push(_ event: Event, _ events: inout [Event]) {
    events.append(event)
    events.withUnsafeMutableBufferPointer { heap in
      var hole = heap.count - 1
      while hole > 0 {
        let parent = (hole - 1) / 2
        guard precedes(event, heap[parent]) else { break }
        heap[hole] = heap[parent]
        hole = parent
      }
      heap[hole] = event
    }
  }

  private static func pop(_ events: inout [Event]) -> Event {
    let last = events.removeLast()
    guard let first = events.first else { return last }
    events.withUnsafeMutableBufferPointer { heap in
      var hole = 0
      var child = 1
      while child < heap.count {
        if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
        guard precedes(heap[child], last) else { break }
        heap[hole] = heap[child]
        hole = child
        child = 2 * hole + 1
      }
      heap[hole] = last
    }
    return first
  }
}
