internal import Diagnostics
internal import ProxyConfig
internal import Simulator

/// How a route shares requests among clusters, and which one this request drew.
enum RouteShares {
  /// The remark on a route with weights.
  static func notes(_ hop: HopContext) -> [AnswerNote] {
    guard let weighted = hop.route?.route?.weightedClusters?.clusters, weighted.count > 1 else {
      return []
    }
    let total = weighted.reduce(UInt64.zero) { $0 + UInt64(clamping: $1.weight ?? 0) }
    guard total > 0 else { return [] }
    let shares = weighted.map { cluster in
      let weight = UInt64(clamping: cluster.weight ?? 0)
      let draw = hop.hop.drawnWeight.map { " ← draw \(hundredths($0, of: total))" } ?? ""
      let drawn = cluster.name == hop.hop.cluster ? draw : ""
      return "\(cluster.name) \(share(weight, of: total))\(drawn)"
    }
    return [
      AnswerNote(
        .weights, at: hop.hop.proxy, "the route shares requests: " + shares.joined(separator: ", "),
        origins: [hop.route?.origin])
    ]
  }

  /// Where a draw fell, from 0.00 to 0.99, cut off behind the second digit.
  private static func hundredths(_ drawn: UInt64, of total: UInt64) -> String {
    let (product, overflow) = drawn.multipliedReportingOverflow(by: 100)
    let digits = overflow ? drawn / max(1, total / 100) : product / total
    return "0.\(digits < 10 ? "0" : "")\(min(digits, 99))"
  }

  /// A share in per cent, with one digit behind the point where it has one.
  static func share(_ weight: UInt64, of total: UInt64) -> String {
    let (product, overflow) = weight.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return "\(weight) of \(total)" }
    let tenths = (product + total / 2) / total
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
