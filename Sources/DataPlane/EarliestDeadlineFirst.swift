/// Weighted turns: an entry's next deadline is one over its weight away, the earliest is next, and
/// ties go by age (source/common/upstream/edf_scheduler.h).
struct EarliestDeadlineFirst: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    var deadline: Double
    var order: Int
    var item: Int

    func precedes(_ other: Entry) -> Bool {
      deadline != other.deadline ? deadline < other.deadline : order < other.order
    }
  }

  /// A binary heap, the earliest first.
  private var entries: [Entry] = []
  private var now = 0.0
  private var nextOrder = 0

  init(weights: [(item: Int, weight: Double)]) {
    for (item, weight) in weights where weight > 0 {
      entries.append(entry(item, weight))
      var hole = entries.count - 1
      while hole > 0, entries[hole].precedes(entries[(hole - 1) / 2]) {
        entries.swapAt(hole, (hole - 1) / 2)
        hole = (hole - 1) / 2
      }
    }
  }

  private mutating func entry(_ item: Int, _ weight: Double) -> Entry {
    defer { nextOrder += 1 }
    return Entry(deadline: now + 1 / weight, order: nextOrder, item: item)
  }

  /// Takes the next entry and puts it back with the weight that it has now.
  ///
  /// Logarithmic in the number of entries.
  mutating func pick(weight: (Int) -> Double) -> Int? {
    guard let earliest = entries.first else { return nil }
    now = earliest.deadline
    entries[0] = entry(earliest.item, weight(earliest.item))
    var hole = 0
    while true {
      var least = hole
      for child in [2 * hole + 1, 2 * hole + 2]
      where child < entries.count && entries[child].precedes(entries[least]) {
        least = child
      }
      if least == hole { return earliest.item }
      entries.swapAt(hole, least)
      hole = least
    }
  }
}
