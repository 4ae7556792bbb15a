import Testing

@testable import Simulator

/// Queues whose answers are known: the simulation must agree within the interval that its own
/// batches of requests give.
@Suite struct TheoryTests {
  /// Means of batches, and the half width of a two-sided 99.9 % t interval over 20 of them.
  private func estimate(_ values: [Double]) -> (mean: Double, halfWidth: Double) {
    let size = values.count / 20
    let batches = (0..<20).map { batch in
      values[(batch * size)..<((batch + 1) * size)].reduce(0, +) / Double(size)
    }
    let mean = batches.reduce(0, +) / 20
    let variance = batches.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 19
    return (mean, 3.883 * (variance / 20).squareRoot())
  }

  private func run(servers: Int, requestsPerSecond: Int64, seconds: Int64) -> History {
    let fixture = MeshFixture()
    let client = ClientPlan(
      id: "arrivals", pod: "outsider", request: RequestTemplate(url: "http://server:5000/"),
      traffic: .open(requestsPer1000Seconds: requestsPerSecond * 1000, poisson: true)
    ).until(seconds: seconds)
    var scenario = fixture.scenario(
      serviceTime: .exponential(mean: .milliseconds(10)), roundTrip: 0, [client])
    scenario.workloads[0].concurrency = servers
    return Simulation.run(scenario)
  }

  /// The mean response time of M/M/c in milliseconds, by Erlang's C formula.
  private func responseTime(servers: Int, arrivalsPerServiceTime load: Double) -> Double {
    var term = 1.0
    var sum = 0.0
    for count in 0..<servers {
      sum += term
      term *= load / Double(count + 1)
    }
    let waiting = term / (1 - load / Double(servers))
    let probability = waiting / (sum + waiting)
    return 10 + 10 * probability / (Double(servers) - load)
  }

  @Test(arguments: [(1, Int64(50)), (1, 80), (3, 240)])
  func agreesWithErlang(_ servers: Int, requestsPerSecond: Int64) {
    let history = run(
      servers: servers, requestsPerSecond: requestsPerSecond,
      seconds: 60_000 / requestsPerSecond)
    let times = history.requests.map { Double($0.end.nanoseconds - $0.start.nanoseconds) / 1e6 }
    let (mean, halfWidth) = estimate(times)
    let expected = responseTime(
      servers: servers, arrivalsPerServiceTime: Double(requestsPerSecond) / 100)
    #expect(abs(mean - expected) < halfWidth, "\(mean) ± \(halfWidth), expected \(expected)")
    // An interval that holds everything would prove nothing.
    #expect(halfWidth < expected / 2)
  }

  /// Little's law, with the number in the system as arrivals see it (Poisson arrivals see time
  /// averages).
  @Test func agreesWithLittle() {
    let history = run(servers: 1, requestsPerSecond: 70, seconds: 900)
    let times = history.requests.map { Double($0.end.nanoseconds - $0.start.nanoseconds) / 1e9 }
    let starts = history.requests.map(\.start.nanoseconds)
    let ends = history.requests.map(\.end.nanoseconds).sorted()
    var gone = 0
    let seen = starts.enumerated().map { index, start in
      while gone < ends.count, ends[gone] <= start { gone += 1 }
      return Double(index - gone)
    }
    let number = estimate(seen)
    let rate = Double(starts.count) / (Double(starts.last ?? 1) / 1e9)
    let product = rate * estimate(times).mean
    #expect(abs(number.mean - product) < number.halfWidth)
  }

  @Test func drawsAnExponentialDistribution() {
    let draw = Distribution.exponential(mean: SimulationDuration(nanoseconds: 1_000_000))
    let values = (0..<40_000).map { index in
      Double(draw.sample(DrawKey(root: 7, index).stream(.serviceTime))) / 1e6
    }
    let mean = values.reduce(0, +) / 40_000
    let beyond = values.count { $0 > 2 }
    // Standard deviations: 1 / 200 of the mean, and 68 of the count whose share is e^-2.
    #expect(abs(mean - 1) < 4 / 200)
    #expect(abs(Double(beyond) - 5413.4) < 4 * 68.4)
  }

  @Test func drawsBetweenQuantiles() {
    let draw = Distribution.quantiles([
      .init(millionths: 0, value: .milliseconds(10)),
      .init(millionths: 500_000, value: .milliseconds(20)),
      .init(millionths: 1_000_000, value: .milliseconds(100)),
    ])
    let values = (0..<20_000).map { index in
      draw.sample(DrawKey(root: 9, index).stream(.serviceTime))
    }
    #expect(values.allSatisfy { (10_000_000...100_000_000).contains($0) })
    #expect(abs(values.count { $0 < 20_000_000 } - 10_000) < 4 * 71)
    #expect(abs(values.count { $0 < 60_000_000 } - 15_000) < 4 * 62)
  }
}
