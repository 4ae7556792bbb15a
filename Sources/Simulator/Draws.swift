/// Why chance is asked.
///
/// One purpose's draws never shift another's.
enum DrawPurpose: UInt64 {
  case nameResolution = 1
  case serviceAddress
  case weightedCluster
  case loadBalancing
  case faultDelay
  case faultAbort
  case mirror
  case backOff
  case roundTrip
  case connection
  case serviceTime
  case pause
  case interArrival
  case ejection
  case attempt
  case proxyTime
  case answerTime
  case filters
  case sweepPhase
}

/// Draws that depend on nothing but their key: (seed, replication, client, request, hop, attempt,
/// purpose).
///
/// A draw more under one rule version shifts no other, so runs can be compared in pairs.
struct DrawKey: Hashable, Sendable {
  var value: UInt64

  /// The key of one request of one client.
  init(seed: UInt64, replication: Int, client: String, request: Int) {
    self.init(root: DrawKey.root(seed: seed, replication: replication, client: client), request)
  }

  /// The key of a request, from its client's.
  init(root: UInt64, _ request: Int) { value = Self.mix(root &+ Self.step &* UInt64(request + 1)) }

  private init(value: UInt64) { self.value = value }

  /// The key of all that one client does; it depends on its identifier, not on its position.
  static func root(seed: UInt64, replication: Int, client: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in client.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return mix(mix(mix(seed) &+ step &* UInt64(replication + 1)) ^ hash)
  }

  /// The key of something that happens within this request, such as its second attempt.
  @inline(__always)
  func child(_ ordinal: Int) -> DrawKey {
    DrawKey(value: Self.mix(value ^ (Self.step &* UInt64(ordinal + 1))))
  }

  /// The draws of one purpose.
  @inline(__always)
  func stream(_ purpose: DrawPurpose) -> DrawStream {
    DrawStream(state: value ^ (purpose.rawValue &* 0xd6e8_feb8_6659_fd93))
  }

  /// The odd constant of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
  /// Generators, 2014).
  static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The finaliser of SplitMix64, a bijection whose every output bit depends on every input bit.
  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// A sequence of 64-bit draws: SplitMix64.
struct DrawStream {
  var state: UInt64

  /// All 64-bit values are equally likely.
  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= DrawKey.step
    return DrawKey.mix(state)
  }

  /// A value from 0 to `count` - 1; `count` is positive.
  ///
  /// The high word of a product: off by less than `count` / 2^64.
  @inline(__always)
  mutating func below(_ count: UInt64) -> UInt64 {
    next().multipliedFullWidth(by: count).high
  }
}
