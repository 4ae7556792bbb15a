internal import Limits

extension Distribution {
  /// Whether two draws could differ.
  var isRandom: Bool {
    switch self {
    case .constant: false
    case .uniform(let from, let to): to > from
    case .exponential(let mean): mean > .zero
    case .quantiles(let points): Set(points.map(\.value)).count > 1
    }
  }

  /// The shortest time that can be drawn.
  var shortest: SimulationDuration {
    switch self {
    case .constant(let value): value
    case .uniform(let from, _): from
    case .exponential: .zero
    case .quantiles(let points): points.first?.value ?? .zero
    }
  }

  /// Whether every draw is zero.
  var isAlwaysZero: Bool {
    switch self {
    case .constant(let value): value == .zero
    case .uniform(let from, let to): from == .zero && to <= .zero
    case .exponential(let mean): mean == .zero
    case .quantiles(let points): points.allSatisfy { $0.value == .zero }
    }
  }

  /// Draws a time in nanoseconds, with integers alone: libm's logarithm differs between machines.
  func sample(_ stream: DrawStream) -> Int64 {
    var stream = stream
    switch self {
    case .constant(let value):
      return value.nanoseconds
    case .uniform(let from, let to):
      guard to > from else { return from.nanoseconds }
      let span = to.nanoseconds.subtracting(saturating: from.nanoseconds)
      return from.nanoseconds.adding(saturating: Int64(stream.below(UInt64(span) + 1)))
    case .exponential(let mean):
      return Self.exponential(mean: mean.nanoseconds, &stream)
    case .quantiles(let points):
      return Self.interpolate(points, billionths: Int64(stream.below(1_000_000_000)))
    }
  }

  /// Von Neumann's comparison method (Various techniques used in connection with random digits,
  /// 1951): in runs of falling draws, one of odd length is accepted with its first draw; each run
  /// of even length adds one mean.
  private static func exponential(mean: Int64, _ stream: inout DrawStream) -> Int64 {
    guard mean > 0 else { return 0 }
    var wholeMeans: Int64 = 0
    while true {
      let first = stream.next()
      var last = first
      var length = 1
      while true {
        let next = stream.next()
        guard next < last else { break }
        last = next
        length += 1
      }
      if length % 2 == 1 {
        let part = Int64(first.multipliedFullWidth(by: UInt64(mean)).high)
        return wholeMeans.multiplied(saturatingBy: mean).adding(saturating: part)
      }
      wholeMeans += 1
    }
  }

  /// The quantile function at a share in billionths: straight lines between its points, the first
  /// value below the first and the last value above the last.
  private static func interpolate(_ points: [Quantile], billionths share: Int64) -> Int64 {
    guard let first = points.first, var last = points.last else { return 0 }
    if share <= first.millionths * 1000 { return first.value.nanoseconds }
    var lower = first
    for point in points.dropFirst() {
      if share < point.millionths * 1000 {
        last = point
        let width = (point.millionths - lower.millionths) * 1000
        let rise = last.value.nanoseconds - lower.value.nanoseconds
        let product = rise.magnitude.multipliedFullWidth(
          by: UInt64(share - lower.millionths * 1000))
        let part = Int64(UInt64(width).dividingFullWidth(product).quotient)
        return lower.value.nanoseconds + (rise < 0 ? -part : part)
      }
      lower = point
    }
    return last.value.nanoseconds
  }
}
