/// A mean over independent runs, with a two-sided 99 % interval of Student's t.
///
/// Closed-loop answers are correlated, so the runs are the sample, never the single requests.
struct Estimate: Hashable, Sendable {
  /// The mean over the runs.
  var mean: Double
  /// Half the interval's width; 0 where nothing was drawn, so that the answer is exact, and
  /// infinite where chance had its part in the only value there is.
  var halfWidth: Double
  /// How many runs it was taken from.
  var runs: Int

  /// - Parameters:
  ///   - values: one value a run; not empty.
  ///   - isRandom: whether chance was consulted in any run.
  init(_ values: [Double], isRandom: Bool) {
    runs = values.count
    mean = values.reduce(0, +) / Double(max(values.count, 1))
    guard values.count > 1 else {
      halfWidth = isRandom ? .infinity : 0
      return
    }
    let mean = self.mean
    let squares = values.reduce(0) { sum, value in sum + (value - mean) * (value - mean) }
    let deviation = (squares / Double(values.count - 1)).squareRoot()
    let quantile = StudentT.quantile995(degreesOfFreedom: values.count - 1)
    halfWidth = quantile * deviation / Double(values.count).squareRoot()
  }

  /// Inside the bounds: supported.
  ///
  /// Disjoint from them: refuted. Else undecided.
  func verdict(_ bounds: Prediction.Bounds) -> Verdict {
    let low = mean - halfWidth
    let high = mean + halfWidth
    let atLeast = bounds.atLeast ?? -.infinity
    let atMost = bounds.atMost ?? .infinity
    if low >= atLeast && high <= atMost { return .supported }
    if high < atLeast || low > atMost { return .refuted }
    return .undecided
  }
}

/// Quantiles of Student's t distribution.
enum StudentT {
  /// The 0.995 quantile for 1 to 30 degrees of freedom, to three places (Fisher and Yates,
  /// Statistical Tables, table III).
  private static let table: [Double] = [
    63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169,
    3.106, 3.055, 3.012, 2.977, 2.947, 2.921, 2.898, 2.878, 2.861, 2.845,
    2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763, 2.756, 2.750,
  ]

  /// Beyond the table, Cornish and Fisher's expansion around the normal quantile 2.5758, which is
  /// right to three places there.
  static func quantile995(degreesOfFreedom: Int) -> Double {
    precondition(degreesOfFreedom >= 1, "degrees of freedom \(degreesOfFreedom) below 1")
    if degreesOfFreedom <= table.count { return table[degreesOfFreedom - 1] }
    let normal = 2.5758293
    let freedom = Double(degreesOfFreedom)
    let cubed = normal * normal * normal
    let first = (cubed + normal) / (4 * freedom)
    let second = (5 * cubed * normal * normal + 16 * cubed + 3 * normal) / (96 * freedom * freedom)
    return normal + first + second
  }
}
