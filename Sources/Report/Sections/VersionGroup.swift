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
