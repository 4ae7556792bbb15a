/// A ring of hashes on which each host has entries by its weight
/// (source/extensions/load_balancing_policies/ring_hash/ring_hash_lb.cc, Ring).
struct HashRing: Sendable {
  private var hashes: [UInt64] = []
  private var items: [Int32] = []

  /// - Parameters:
  ///   - hosts: keys such as `10.1.0.1:5000` and weights that sum up to 1.
  ///   - minimumSize: the least number of entries; Envoy's default is 1,024.
  init(_ hosts: [(key: String, weight: Double)], minimumSize: UInt64) {
    guard let least = hosts.map(\.weight).min(), least > 0 else { return }
    let scale = min((least * Double(minimumSize)).rounded(.up) / least, Self.maximumSize)
    var entries: [(hash: UInt64, item: Int32)] = []
    entries.reserveCapacity(Int(scale.rounded(.up)))
    var placed = 0.0
    var target = 0.0
    for (item, host) in hosts.enumerated() {
      target += scale * host.weight
      var key = NumberedKey(host.key)
      while placed < target {
        entries.append((key.hash(), Int32(item)))
        key.advance()
        placed += 1
      }
    }
    entries.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.item < $1.item }
    hashes = entries.map(\.hash)
    items = entries.map(\.item)
  }

  private static let maximumSize = 8_388_608.0

  /// `10.1.0.1:5000_0`, `…_1` and so on as bytes: a ring may have millions of them.
  private struct NumberedKey {
    private var bytes: [UInt8]
    private let start: Int

    init(_ key: String) {
      bytes = Array("\(key)_".utf8)
      start = bytes.count
      bytes.append(48)
    }

    func hash() -> UInt64 { xxHash64(bytes) }

    /// Counts up in decimal digits.
    mutating func advance() {
      var place = bytes.count - 1
      while place >= start, bytes[place] == 57 {
        bytes[place] = 48
        place -= 1
      }
      if place >= start { bytes[place] += 1 } else { bytes.insert(49, at: start) }
    }
  }

  /// The host of the first entry at or behind a hash, around the ring; a further attempt moves on
  /// by as many entries.
  ///
  /// `nil` on an empty ring. Logarithmic.
  func host(_ hash: UInt64, attempt: Int) -> Int? {
    guard !hashes.isEmpty else { return nil }
    var low = 0
    var high = hashes.count
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return Int(items[(low % hashes.count + attempt) % hashes.count])
  }
}
