/// A table that hosts fill in turn, each along its own permutation
/// (source/extensions/load_balancing_policies/maglev/maglev_lb.cc; Eisenbud et al., Maglev,
/// NSDI 2016, section 3.4).
struct MaglevTable: Sendable {
  private var items: [Int32] = []

  /// One host while the table is filled.
  private struct Filler {
    var item: Int32
    var offset: UInt64
    var skip: UInt64
    var weight: Double
    var target = 0.0
    var next: UInt64 = 0
  }

  /// - Parameters:
  ///   - hosts: keys such as `10.1.0.1:5000` and weights that sum up to 1.
  ///   - size: a prime number; Envoy's default is 65,537.
  init(_ hosts: [(key: String, weight: Double)], size: UInt64) {
    guard let heaviest = hosts.map(\.weight).max(), size > 1 else { return }
    let sorted = hosts.enumerated().sorted { $0.element.key < $1.element.key }
    var fillers = sorted.map { item, host in
      Filler(
        item: Int32(item), offset: xxHash64(host.key) % size,
        skip: xxHash64(host.key, seed: 1) % (size - 1) + 1, weight: host.weight)
    }
    items = Array(repeating: -1, count: Int(size))
    var filled: UInt64 = 0
    var round = 1.0
    while filled < size {
      for index in fillers.indices where filled < size {
        // A lighter host sits out the rounds that its weight does not pay for.
        if round * fillers[index].weight < fillers[index].target { continue }
        fillers[index].target += heaviest
        place(&fillers[index], size)
        filled += 1
      }
      round += 1
    }
  }

  private mutating func place(_ filler: inout Filler, _ size: UInt64) {
    var slot = Int((filler.offset + filler.skip * filler.next) % size)
    while items[slot] >= 0 {
      filler.next += 1
      slot = Int((filler.offset + filler.skip * filler.next) % size)
    }
    items[slot] = filler.item
    filler.next += 1
  }

  /// The host in a hash's slot; a further attempt changes the hash.
  ///
  /// `nil` in an empty table.
  func host(_ hash: UInt64, attempt: Int) -> Int? {
    guard !items.isEmpty else { return nil }
    let mask = attempt > 0 ? UInt64.max - UInt64(attempt) + 1 : 0
    return Int(items[Int((hash ^ mask) % UInt64(items.count))])
  }
}
