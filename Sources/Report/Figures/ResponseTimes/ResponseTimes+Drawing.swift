internal import Notebook

extension ResponseTimes {
  private static let plotHeight = 190
  private static let points = 120

  /// A legend, then the curves over an axis of time whose powers of ten are equally wide.
  func drawing(_ words: Words, _ layout: FigureLayout) -> Drawing {
    let frame = Frame(
      left: layout.pick(64, 48), right: layout.pick(796, FigureLayout.narrowWidth - 22),
      bottom: 16 + 20 * curves.count + Self.plotHeight)
    let bottom = frame.bottom
    var drawing = Drawing(
      width: layout.pick(820, FigureLayout.narrowWidth), height: bottom + 34)
    let axis = TimeAxis(curves, from: frame.left, to: frame.right)
    for (index, curve) in curves.enumerated() {
      let y = 10 + 20 * index
      drawing.path("M\(frame.left) \(y)h34", style: "curve curve-\(index + 1)")
      drawing.text(
        words.curve(curve.versions, curve.durations.count), x: frame.left + 44, y: y + 4, style: "",
        fitting: layout.pick(640, 250), size: .small)
    }
    for share in stride(from: 0, through: 100, by: 25) {
      let y = bottom - Self.plotHeight * share / 100
      drawing.path("M\(frame.left) \(y)H\(frame.right)", style: "grid")
      drawing.text(
        "\(share) %", x: frame.left - 8, y: y + 4, style: "muted", anchor: .end, fitting: 52,
        size: .small)
    }
    let step = layout.pick(1, (axis.ticks.count + 4) / 5)
    for (index, tick) in axis.ticks.enumerated() where index % step == 0 {
      let x = axis.x(tick)
      drawing.path("M\(x) \(bottom)v5", style: "axis")
      drawing.text(
        words.duration(tick), x: x, y: bottom + 20, style: "muted", anchor: .middle, fitting: 66,
        size: .small)
    }
    for (index, curve) in curves.enumerated().reversed() {
      drawing.path(path(of: curve, axis, frame), style: "curve curve-\(index + 1)")
    }
    return drawing
  }

  /// A step at each of so many shares; between them the curve does not move by a pixel.
  private func path(of curve: Curve, _ axis: TimeAxis, _ frame: Frame) -> String {
    let bottom = frame.bottom
    var data = "M\(frame.left) \(bottom)"
    var last = (x: frame.left, y: bottom)
    for point in 1...Self.points {
      let share = 1_000_000 * point / Self.points
      let x = axis.x(curve.quantile(millionths: share))
      let y = bottom - Self.plotHeight * point / Self.points
      if x != last.x { data += "V\(last.y)H\(x)" }
      last = (x, y)
    }
    return data + "V\(last.y)H\(frame.right)"
  }
}

/// Where the curves are drawn.
private struct Frame {
  var left: Int
  var right: Int
  var bottom: Int
}

/// An axis on which each power of ten of a nanosecond is as wide as the next; within one it is even.
private struct TimeAxis {
  private let least: Int64
  private let decades: Int
  private let from: Int
  private let to: Int

  init(_ curves: [ResponseTimes.Curve], from: Int, to: Int) {
    let first = max(1, curves.compactMap(\.durations.first).min() ?? 1)
    let last = max(first, curves.compactMap(\.durations.last).max() ?? 1)
    var power: Int64 = 1
    while power <= first / 10 { power *= 10 }
    least = power
    var count = 0
    while power < last, power < Int64.max / 10 {
      power *= 10
      count += 1
    }
    decades = max(1, count)
    self.from = from
    self.to = to
  }

  /// The powers of ten.
  var ticks: [Int64] {
    var ticks = [least]
    for _ in 0..<decades { ticks.append(ticks[ticks.count - 1] * 10) }
    return ticks
  }

  /// Where a time is; between two powers of ten evenly, as a slide rule of straight pieces.
  func x(_ nanoseconds: Int64) -> Int {
    var (power, decade) = (least, 0)
    while decade < decades - 1, nanoseconds >= power * 10 {
      power *= 10
      decade += 1
    }
    let within = min(max(0, nanoseconds - power), 9 * power)
    let width = Int64(clamping: to - from)
    let start = width * Int64(clamping: decade) / Int64(clamping: decades)
    // At most 9 times a power of ten below 10^18, over at least as much.
    let part = Double(within) / Double(9 * power) * Double(width) / Double(decades)
    return from + Int(clamping: start) + (Int(exactly: part.rounded(.down)) ?? 0)
  }
}
