/// Shares of a whole as a small bar, beside the numbers that it stands for.
struct ShareBar {
  /// How often outcomes of one kind came.
  struct Part: Hashable {
    /// Which sort of outcome it is.
    var kind: OutcomeKind
    /// How often it came.
    var count: Int
  }

  private static let width = 200
  private let parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  /// The picture, which says nothing to those who cannot see it: the numbers follow.
  var svg: String {
    let total = max(1, parts.reduce(0) { $0 + $1.count })
    var before = 0
    var body = ""
    for part in parts where part.count > 0 {
      let (x, end) = (Self.place(before, total), Self.place(before + part.count, total))
      before += part.count
      body +=
        "<rect x=\"\(x)\" y=\"0\" width=\"\(max(1, end - x))\" height=\"8\" "
        + "class=\"\(part.kind.style)\"/>"
    }
    return "<svg class=\"bar\" viewBox=\"0 0 \(Self.width) 8\" preserveAspectRatio=\"none\" "
      + "aria-hidden=\"true\">\(body)</svg>"
  }

  private static func place(_ count: Int, _ total: Int) -> Int {
    (2 * width * count / total + 1) / 2
  }
}
