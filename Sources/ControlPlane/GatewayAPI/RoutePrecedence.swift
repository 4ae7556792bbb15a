internal import Resources

/// Where a rule stands among those of one host: the more specific before
/// (pilot/pkg/config/kube/gateway/conversion.go@1.30.3, `sortHTTPRoutes`).
struct RoutePrecedence: Comparable {
  /// Ascending: what comes first has the smallest values.
  private let ranks: [Int]

  init(_ rule: HTTPRoute) {
    guard let match = rule.match.first else {
      ranks = [1, 0, 0, 0, 0, 0]
      return
    }
    /// Where it is written.
    let path: (rank: Int, length: Int)
    switch match.uri {
    case .exact(let text): path = (3, text.utf8.count)
    case .prefix(let text): path = (2, text.utf8.count)
    case .regex(let text): path = (1, text.utf8.count)
    case .unset: path = (-1, -1)
    case nil: path = (-1, 0)
    }
    ranks = [
      0, -path.rank, -path.length, match.method == nil ? 1 : 0, -match.headers.count,
      -match.queryParams.count,
    ]
  }

  static func < (first: RoutePrecedence, second: RoutePrecedence) -> Bool {
    first.ranks.lexicographicallyPrecedes(second.ranks)
  }
}

extension [MeshVirtualService.HTTPRule] {
  /// In order of precedence; rules of the same stay as they are.
  func sortedByPrecedence() -> [MeshVirtualService.HTTPRule] {
    let ranks = map { RoutePrecedence($0.rule) }
    return indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { self[$0] }
  }
}
