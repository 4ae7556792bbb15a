/// The lines that the run prints: one a family, and the first differences.
struct ConformanceReport {
  /// How many kinds of differences a family shows.
  private static let shownCount = 5

  /// What was reported so far, a line each.
  private(set) var text = ""
  /// Pairs of a mesh and a release that are equal.
  private(set) var passedCount = 0
  /// Pairs that are not equal.
  private(set) var failedCount = 0
  private let parts: Set<String>
  private let isVerbose: Bool

  init(
    comparisons: [MeshComparison], ratchet: Ratchet, parts: Set<String>, isVerbose: Bool
  ) {
    self.parts = parts
    self.isVerbose = isVerbose
    let families = Dictionary(grouping: comparisons, by: \.mesh.family)
    for family in families.keys.sorted() { addFamily(family, families[family] ?? []) }
    addVerdict(comparisons, ratchet)
  }

  private mutating func addVerdict(_ comparisons: [MeshComparison], _ ratchet: Ratchet) {
    var openCount = 0
    var newCount = 0
    for comparison in comparisons {
      var failed: [(name: String, differences: [Difference])] = []
      for release in comparison.releases {
        if release.differences.isEmpty {
          passedCount += 1
          if !ratchet.lists(comparison.mesh, release.name) { newCount += 1 }
        } else if ratchet.requires(comparison.mesh, release.name) {
          failedCount += 1
          failed.append(release)
        } else {
          openCount += 1
        }
      }
      guard let difference = failed.first?.differences.first else { continue }
      let names = failed.map(\.name).joined(separator: " ")
      text += "FAILED \(comparison.mesh) \(names): must be equal, and differs\n"
      text += "\(difference.text)\n"
    }
    text += "\(openCount) differ and are not required to be equal yet; "
    text += "\(newCount) are equal and not listed (--update lists them)\n"
    text += "\(passedCount) passed, \(failedCount) failed"
  }

  private mutating func addFamily(_ family: String, _ comparisons: [MeshComparison]) {
    let releases = comparisons.flatMap(\.releases)
    let equalMeshes = comparisons.filter { $0.equalReleases.count == $0.releases.count }.count
    let equalReleases = releases.filter(\.differences.isEmpty).count
    let title = family.padding(to: 12)
    text += "\(title) \(equalMeshes)/\(comparisons.count) meshes, "
    text += "\(equalReleases)/\(releases.count) releases equal"
    text += "\(partsText(releases.map(\.differences)))\n"
    addDifferences(
      releases.flatMap(\.differences).filter { parts.isEmpty || parts.contains($0.part) })
  }

  /// In how many releases each part differs.
  private func partsText(_ releases: [[Difference]]) -> String {
    var counts: [String: Int] = [:]
    for release in releases {
      for part in Set(release.map(\.part)) { counts[part, default: 0] += 1 }
    }
    guard !counts.isEmpty else { return "" }
    return "; differing: "
      + counts.keys.sorted().map { "\($0) \(counts[$0] ?? 0)" }
      .joined(separator: ", ")
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
