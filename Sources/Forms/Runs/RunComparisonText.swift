package import Diagnostics
internal import Laboratory
package import Notebook

/// A comparison of two recorded runs as text for a terminal.
package enum RunComparisonText {
  /// The whole comparison, a line each; one line where nothing changes.
  package static func lines(
    of comparison: RunComparison,
    _ manifests: [(resource: ResourceIdentifier, field: FieldDifference)]
  ) -> [String] {
    let changed = comparison.versions.filter { version in
      version.difference != nil || version.rows.contains(where: isWorthTelling)
    }
    let isQuiet =
      changed.isEmpty && manifests.isEmpty && comparison.goneVersions.isEmpty
      && comparison.newVersions.isEmpty && !comparison.changesPredictions
    guard !isQuiet else { return ["\(comparison.experiment): nothing changes"] }
    var lines = [comparison.experiment]
    for (resource, field) in manifests.prefix(12) { lines.append("  \(resource) \(field.words)") }
    if manifests.count > 12 { lines.append("  and \(manifests.count - 12) more changed fields") }
    if comparison.changesPredictions {
      lines.append("  the predictions are others: verdicts are about other claims")
    }
    for (name, list) in [
      ("no longer run", comparison.goneVersions), ("now run", comparison.newVersions),
    ] where !list.isEmpty {
      lines.append("  \(name): \(list.joined(separator: ", "))")
    }
    for version in changed { lines += self.lines(of: version) }
    let quiet = comparison.versions.count - changed.count
    if quiet > 0 {
      lines.append("  unchanged under \(quiet) other rule version\(quiet == 1 ? "" : "s")")
    }
    return lines
  }

  private static func isWorthTelling(_ row: RunComparison.Row) -> Bool {
    row.before != row.after || row.seenBefore != row.seenAfter
  }

  private static func lines(of version: RunComparison.Version) -> [String] {
    var lines = ["  \(version.name)"]
    for row in version.rows where isWorthTelling(row) { lines += self.lines(of: row) }
    if let difference = version.difference {
      let place = difference.proxy.isEmpty ? "" : ", at the proxy of \(difference.proxy)"
      lines.append(
        "    first difference: request \(difference.request + 1) of \(difference.client)\(place)")
      lines += TextLayout.wrapped("before: \(difference.before)", indent: 6, hanging: 8)
      lines += TextLayout.wrapped("after:  \(difference.after)", indent: 6, hanging: 8)
      if let origin = difference.origin {
        lines += TextLayout.wrapped("from \(origin)", indent: 6, hanging: 8)
      }
    }
    return lines
  }

  private static func lines(of row: RunComparison.Row) -> [String] {
    let verdicts: String
    switch (row.before, row.after) {
    case (let before?, let after?) where before == after: verdicts = "still \(after.rawValue)"
    case (let before?, let after?):
      let words = row.direction == .fixed ? "now holds" : "no longer holds"
      let sentence = after == .undecided || before == .undecided ? "" : ", \(words)"
      verdicts = "\(before.rawValue) → \(after.rawValue)\(sentence)"
    case (nil, let after?): verdicts = "new: \(after.rawValue)"
    case (let before?, nil): verdicts = "gone: \(before.rawValue) before"
    case (nil, nil): verdicts = ""
    }
    let chance = row.isWithinChance ? " (within chance)" : ""
    var lines = ["    \(row.hypothesis): \(verdicts)\(chance)"]
    for (before, after) in zip(row.seenBefore, row.seenAfter) where before != after {
      lines += TextLayout.wrapped("before: \(before)", indent: 6, hanging: 8)
      lines += TextLayout.wrapped("after:  \(after)", indent: 6, hanging: 8)
    }
    return lines
  }
}
