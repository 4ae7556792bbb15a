/// Weighted turns: an entry's next deadline is one over its weight away, the earliest is next, and
/// ties go by age (source/common/upstream/edf_scheduler.h).
struct EarliestDeadlineFirst: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    var deadline: Double
    var order: Int
    var item: Int
  }

  private var entries: [Entry] = []
  private var now = 0.0
  private var nextOrder = 0

  init(weights: [(item: Int, weight: Double)]) {
    for (item, weight) in weights where weight > 0 { add(item, weight) }
  }

  private mutating func add(_ item: Int, _ weight: Double) {
    entries.append(Entry(deadline: now + 1 / weight, order: nextOrder, item: item))
    nextOrder += 1
  }

  /// Takes the next entry and puts it back with the weight that it has now. Linear in the number
  /// of entries.
  mutating func pick(weight: (Int) -> Double) -> Int? {
    guard
      let next = entries.indices.min(by: { first, second in
        let (first, second) = (entries[first], entries[second])
        return first.deadline != second.deadline
          ? first.deadline < second.deadline : first.order < second.order
      })
    else { return nil }
    let entry = entries.remove(at: next)
    now = entry.deadline
    add(entry.item, weight(entry.item))
    return entry.item
  }
}
