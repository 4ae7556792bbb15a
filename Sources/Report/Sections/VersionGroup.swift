internal import CommonMark
internal import Notebook

/// Neighbouring rule versions under which something is the same.
struct VersionGroup<Value: Equatable> {
  /// Positions in the record's results.
  var range: Range<Int>
  var value: Value

  /// Merges neighbours with equal values, in the record's order.
  static func merged(
    _ results: [RuleVersionResult], by value: (RuleVersionResult) -> Value
  ) -> [VersionGroup] {
    var groups: [VersionGroup] = []
    for (index, result) in results.enumerated() {
      let value = value(result)
      if let last = groups.last, last.value == value {
        groups[groups.count - 1].range = last.range.lowerBound..<index + 1
      } else {
        groups.append(VersionGroup(range: index..<index + 1, value: value))
      }
    }
    return groups
  }
}

extension RunRecord {
  /// Groups in the order in which they are read: the newest release first, theories last.
  func newestFirst<Value>(_ groups: [VersionGroup<Value>]) -> [VersionGroup<Value>] {
    let isTheory = { (group: VersionGroup<Value>) in
      group.range.allSatisfy { results[$0].isTheory }
    }
    let releases = groups.filter { !isTheory($0) }
    return (releasesAscend ? releases.reversed() : releases) + groups.filter(isTheory)
  }

  /// Whether the record has the oldest release first.
  private var releasesAscend: Bool {
    let releases = results.filter { !$0.isTheory }.map(\.ruleVersion)
    guard let first = releases.first, let last = releases.last else { return true }
    return Self.numbers(first).lexicographicallyPrecedes(Self.numbers(last)) || first == last
  }

  /// The numbers in a release's name: 1, 20 and 2 in `istio-1.20.2`.
  private static func numbers(_ name: String) -> [Int] {
    name.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
  }

  /// The resolved names of rule versions: all of two, the first and last of more.
  func versionNames(_ range: Range<Int>) -> String {
    let names = results[range].map(\.ruleVersion)
    guard let first = names.first, let last = names.last else { return "" }
    switch names.count {
    case 1: return first
    case 2: return "\(first), \(last)"
    default: return "\(first) … \(last)"
    }
  }

  /// The same, each name kept on one line.
  func versionLabel(_ range: Range<Int>) -> [Inline] {
    let names = results[range].map { Inline.span(style: "name", [.text($0.ruleVersion)]) }
    guard let first = names.first, let last = names.last else { return [] }
    switch names.count {
    case 1: return [first]
    case 2: return [first, ", ", last]
    default: return [first, " … ", last]
    }
  }

  /// The result that figures and traces speak of first: the last release's, else the last.
  var leadingResult: Int? {
    results.indices.last { !results[$0].isTheory } ?? results.indices.last
  }
}
