/// The lines that the run prints: one a family, and the first differences.
struct ConformanceReport {
  /// How many kinds of differences a family shows.
  private static let shownCount = 5

  private(set) var text = ""
  private(set) var passedCount = 0
  private(set) var failedCount = 0
  private let isVerbose: Bool

  init(comparisons: [MeshComparison], ratchet: Ratchet, isVerbose: Bool) {
    self.isVerbose = isVerbose
    var openCount = 0
    var news = 0
    let families = Dictionary(grouping: comparisons, by: \.mesh.family)
    for family in families.keys.sorted() {
      addFamily(family, families[family] ?? [])
    }
    for comparison in comparisons {
      for (release, differences) in comparison.releases {
        if differences.isEmpty {
          passedCount += 1
          if !ratchet.lists(comparison.mesh, release) { news += 1 }
        } else if ratchet.requires(comparison.mesh, release) {
          failedCount += 1
          text += "FAILED \(comparison.mesh) \(release): must be equal, and differs\n"
          text += differences.prefix(1).map { "\($0.text)\n" }.joined()
        } else {
          openCount += 1
        }
      }
    }
    text += "\(openCount) differ and are not required to be equal yet; "
    text += "\(news) are equal and not listed (--update lists them)\n"
    text += "\(passedCount) passed, \(failedCount) failed"
  }

  private mutating func addFamily(_ family: String, _ comparisons: [MeshComparison]) {
    let releases = comparisons.flatMap(\.releases)
    let equalMeshes = comparisons.filter { $0.equalReleases.count == $0.releases.count }.count
    let equalReleases = releases.filter(\.differences.isEmpty).count
    let title = family.padding(to: 12)
    text += "\(title) \(equalMeshes)/\(comparisons.count) meshes, "
    text += "\(equalReleases)/\(releases.count) releases equal\n"
    addDifferences(releases.flatMap(\.differences))
  }

  private mutating func addDifferences(_ differences: [Difference]) {
    var counts: [String: Int] = [:]
    var first: [Difference] = []
    for difference in differences {
      counts[difference.kind, default: 0] += 1
      if isVerbose || counts[difference.kind] == 1 { first.append(difference) }
    }
    for difference in isVerbose ? first[...] : first.prefix(ConformanceReport.shownCount) {
      text += "\(difference.text)\n"
      let count = counts[difference.kind] ?? 1
      if !isVerbose, count > 1 { text += "      and \(count - 1) more like it\n" }
    }
    if !isVerbose, first.count > ConformanceReport.shownCount {
      text += "    and \(first.count - ConformanceReport.shownCount) other kinds of differences\n"
    }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
