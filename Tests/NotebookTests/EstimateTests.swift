import Simulator
import Testing

@testable import Notebook

/// Means over independent runs, and what they allow to be said.
@Suite struct EstimateTests {
  /// Fisher and Yates' table, and normal theory beyond it.
  @Test(arguments: [
    (1, 63.657), (2, 9.925), (10, 3.169), (29, 2.756), (30, 2.750), (40, 2.704), (60, 2.660),
    (120, 2.617), (1_000_000, 2.576),
  ])
  func quantilesOfStudentsT(degreesOfFreedom: Int, quantile: Double) {
    let found = StudentT.quantile995(degreesOfFreedom: degreesOfFreedom)
    #expect((found - quantile).magnitude < 0.001)
  }

  @Test func quantilesFall() {
    let quantiles = (1...200).map { StudentT.quantile995(degreesOfFreedom: $0) }
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 > $1 })
  }

  /// Values, whether chance had a part, bounds, and the verdict.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var values: [Double]
    var isRandom = true
    var atLeast: Double?
    var atMost: Double?
    var verdict: Verdict
  }

  @Test(arguments: [
    Case(
      testDescription: "one run without chance is exact", values: [0.3], isRandom: false,
      atLeast: 0.3, atMost: 0.3, verdict: .supported),
    Case(
      testDescription: "one run without chance, just outside", values: [0.3], isRandom: false,
      atLeast: 0.300_001, verdict: .refuted),
    Case(
      testDescription: "one run with chance says nothing", values: [0.9], atLeast: 0.1,
      verdict: .undecided),
    Case(
      testDescription: "one run with chance says nothing of an upper bound either", values: [0.9],
      atMost: 0.1, verdict: .undecided),
    Case(
      testDescription: "runs that agree are as exact as one", values: [2, 2, 2], atLeast: 2,
      atMost: 2, verdict: .supported),
    Case(
      testDescription: "the interval lies inside", values: [0.50, 0.51, 0.49, 0.50], atLeast: 0.4,
      atMost: 0.6, verdict: .supported),
    Case(
      testDescription: "the interval reaches over a bound", values: [0.50, 0.51, 0.49, 0.50],
      atLeast: 0.499, verdict: .undecided),
    Case(
      testDescription: "the mean is outside and the interval is not", values: [0.2, 0.6],
      atLeast: 0.5, verdict: .undecided),
    Case(
      testDescription: "the interval lies below", values: [0.10, 0.11, 0.09, 0.10], atLeast: 0.4,
      verdict: .refuted),
    Case(
      testDescription: "the interval lies above", values: [0.90, 0.91, 0.89, 0.90], atMost: 0.4,
      verdict: .refuted),
  ])
  func verdictsFollowTheInterval(case: Case) {
    let bounds = Prediction.Bounds(atLeast: `case`.atLeast, atMost: `case`.atMost)
    let estimate = Estimate(`case`.values, isRandom: `case`.isRandom)
    #expect(estimate.verdict(bounds) == `case`.verdict)
  }

  /// The interval of a known sample: 1 … 5 has the deviation √2.5, and t₀.₉₉₅ is 4.604.
  @Test func halfWidthOfAKnownSample() {
    let estimate = Estimate([1, 2, 3, 4, 5], isRandom: true)
    #expect(estimate.mean == 3)
    #expect((estimate.halfWidth - 4.604 * 0.5.squareRoot()).magnitude < 1e-9)
  }

  /// Ranks as the smallest value that so large a share does not exceed.
  @Test(
    arguments: [
      (0, 10), (1, 10), (250_000, 10), (250_001, 20), (500_000, 20), (500_001, 30),
      (990_000, 40), (1_000_000, 40),
    ] as [(Int64, Int64)])
  func nearestRanks(millionths: Int64, value: Int64) {
    #expect([10, 20, 30, 40].nearestRank(millionths) == value)
    #expect([7].nearestRank(millionths) == 7)
    #expect([Int64]().nearestRank(millionths) == nil)
  }

  /// A single random run is undecided, and says what to change.
  @Test func oneRandomRunSaysWhatToChange() {
    var history = History(clients: ["a"])
    history.consultedChance = true
    var outcome = Outcome(requestedHost: "web")
    outcome.status = 200
    history.outcomes = [outcome]
    history.requests = [
      RequestRecord(client: 0, number: 0, start: .zero, end: .zero, outcome: 0)
    ]
    let bounds = Prediction.Bounds(atLeast: 0.5, atMost: nil)
    let prediction = Prediction(.share(RequestFilter(), bounds))
    let alone = Judge.finding(prediction, by: [history])
    #expect(alone.verdict == .undecided)
    #expect(alone.observation.text(in: "en").contains("at least two replications"))
    #expect(alone.observation.text(in: "ko").contains("replications"))
    #expect(Judge.finding(prediction, by: [history, history]).verdict == .supported)
    history.consultedChance = false
    #expect(Judge.finding(prediction, by: [history]).verdict == .supported)
  }
}
