extension MaglevLbConfig {
  /// The largest table that Envoy takes (envoy/config/cluster/v3/cluster.proto, table_size).
  public static let greatestTableSize: UInt64 = 5_000_011

  /// Whether Envoy takes a table of that size: a prime number, as it counts them, 1 included
  /// (source/common/common/utility.cc, `Primes::isPrime`).
  public static func admits(tableSize: UInt64) -> Bool {
    guard (1...greatestTableSize).contains(tableSize) else { return false }
    if tableSize < 4 { return true }
    guard tableSize % 2 == 1 else { return false }
    var factor: UInt64 = 3
    while factor * factor <= tableSize {
      if tableSize % factor == 0 { return false }
      factor += 2
    }
    return true
  }
}

extension RingHashLbConfig {
  /// The largest ring that Envoy takes (envoy/config/cluster/v3/cluster.proto, minimum_ring_size).
  public static let greatestRingSize: UInt64 = 8_388_608
}
